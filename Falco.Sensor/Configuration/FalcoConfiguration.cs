using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Logging;
using Falco.Sensor.Plugins;

namespace Falco.Sensor.Configuration;

/// <summary>What falco.yaml, the files that it includes and the options of the command line ask for. Named after Falco's keys.</summary>
internal sealed record FalcoConfiguration
{
    /// <summary>Where Falco's packages put the configuration.</summary>
    public const string InstalledFile = "/etc/falco/falco.yaml";

    /// <summary>The main file; empty where there is none.</summary>
    public string File { get; init; } = "";

    /// <summary>All files, and what the schema says of them.</summary>
    public IReadOnlyList<ConfigFile> Files { get; init; } = [];

    /// <summary>Folders of which all files were read.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>When it was loaded, in nanoseconds since the Unix epoch.</summary>
    public long LoadTime { get; } = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;

    /// <summary>Every setting, known or not.</summary>
    public ConfigNode Settings { get; init; } = ConfigNode.Map("");

    /// <summary>The kind of source that events come from (engine.kind).</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The capture to replay (engine.replay.capture_file).</summary>
    public string CaptureFile { get; init; } = "";

    /// <summary>Bytes of each ring that the kernel writes into (engine.modern_ebpf.buf_size_preset).</summary>
    public int RingSize { get; init; } = 8 << 20;

    /// <summary>How many processors share a ring; 0 for all (engine.modern_ebpf.cpus_for_each_buffer).</summary>
    public int ProcessorsPerRing { get; init; } = 2;

    /// <summary>Rule files and directories (rules_files); those that do not exist are left out.</summary>
    public IReadOnlyList<string> RulesFiles { get; init; } = [];

    /// <summary>Which rules to turn on and off after loading, in order (rules).</summary>
    public IReadOnlyList<RuleSelection> RuleSelections { get; init; } = [];

    /// <summary>What is added to the rules' outputs (append_output).</summary>
    public IReadOnlyList<AppendOutput> AppendOutput { get; init; } = [];

    /// <summary>Rules that are less urgent than this are not evaluated (priority).</summary>
    public Priority MinimumPriority { get; init; } = Priority.Debug;

    /// <summary>Whether all rules that match an event raise an alert, or the first only (rule_matching).</summary>
    public bool MatchAllRules { get; init; }

    /// <summary>How alerts are printed (json_output, json_include_*, time_format_iso_8601).</summary>
    public AlertFormat Format { get; init; } = new();

    /// <summary>Where alerts go (stdout_output, file_output, syslog_output, buffered_outputs).</summary>
    public OutputSettings Outputs { get; init; } = new();

    /// <summary>What happens when events are lost (syscall_event_drops).</summary>
    public DropSettings Drops { get; init; } = new();

    /// <summary>Captures that rules start (capture).</summary>
    public CaptureSettings Captures { get; init; } = new();

    /// <summary>System calls to collect beside those that rules ask for (base_syscalls).</summary>
    public BaseSyscalls BaseSyscalls { get; init; } = new();

    /// <summary>The web server (webserver).</summary>
    public WebServerSettings WebServer { get; init; } = new();

    /// <summary>Counters for the web server (metrics).</summary>
    public MetricsSettings Metrics { get; init; } = new();

    /// <summary>The plugins to load, in order (plugins, load_plugins).</summary>
    public IReadOnlyList<PluginSettings> Plugins { get; init; } = [];

    /// <summary>Where metadata of containers come from (init_config of the container plugin).</summary>
    public ContainerSettings Containers { get; init; } = new();

    /// <summary>Whether the program starts anew when its files change (watch_config_files).</summary>
    public bool WatchFiles { get; init; } = true;

    /// <summary>How rules are loaded.</summary>
    public RuleLoaderOptions LoaderOptions => new()
    {
        MinimumPriority = MinimumPriority,
        Matching = MatchAllRules ? RuleMatching.All : RuleMatching.First,
        Selections = RuleSelections,
        AppendOutput = AppendOutput,
        Plugins = BuiltInPlugin.VersionsOf(Plugins),
        Sources = BuiltInPlugin.SourcesOf(Plugins),
    };

    /// <summary>The configuration that is used where none is named: the installed one, else the one that comes with the program.</summary>
    public static string? DefaultFile
        => System.IO.File.Exists(InstalledFile) ? InstalledFile
            : System.IO.File.Exists(ShippedFile) ? ShippedFile
            : null;

    private static string ShippedFile => Path.Combine(AppContext.BaseDirectory, "falco.yaml");

    /// <summary>Loads a file, or starts from nothing where there is none, and puts the options over it. The log is set up on the way.</summary>
    /// <exception cref="ConfigurationException">Something in it cannot be used.</exception>
    public static FalcoConfiguration Load(string? file, IReadOnlyList<string> options)
    {
        var files = ConfigFiles.Load(file, options);
        var root = files.Root;
        ReadLog(root);
        var name = file ?? "default";
        var engine = EngineKindReader.Read(root, name);
        return new FalcoConfiguration
        {
            File = file ?? "",
            Files = files.Files,
            Folders = files.Folders,
            Settings = root,
            Engine = engine,
            CaptureFile = engine == EngineKind.Replay ? ConfigValue.Text(root, "engine.replay.capture_file") : "",
            RingSize = ReadRingSize(root, name),
            ProcessorsPerRing = ReadProcessorsPerRing(root, name),
            RulesFiles = ReadRulesFiles(root, name),
            Format = ReadFormat(root),
            Outputs = OutputSettings.Read(root, name),
            MatchAllRules = ReadMatching(root),
            MinimumPriority = ReadPriority(root),
            WebServer = WebServerSettings.Read(root, name),
            Drops = DropSettings.Read(root, name),
            Captures = CaptureSettings.Read(root, name),
            BaseSyscalls = BaseSyscalls.Read(root),
            Metrics = MetricsSettings.Read(root),
            RuleSelections = [.. ConfigValue.List(root, "rules").Select(RuleSelectionReader.Read)],
            AppendOutput = [.. ConfigValue.List(root, "append_output").Select(AppendOutputReader.Read)],
            Plugins = PluginSettings.Read(root, name),
            Containers = ContainerSettings.Read(root),
            WatchFiles = ConfigValue.Flag(root, "watch_config_files", true),
        };
    }

    private static void ReadLog(ConfigNode root)
    {
        Log.Iso8601Time = ConfigValue.Flag(root, "time_format_iso_8601", false);
        Log.ToStandardError = ConfigValue.Flag(root, "log_stderr", false);
        Log.ToSystemLog = ConfigValue.Flag(root, "log_syslog", true);
        var level = ConfigValue.Text(root, "log_level", "info");
        Log.Level = level switch
        {
            "emergency" => Priority.Emergency,
            "alert" => Priority.Alert,
            "critical" => Priority.Critical,
            "error" => Priority.Error,
            "warning" => Priority.Warning,
            "notice" => Priority.Notice,
            "info" => Priority.Informational,
            "debug" => Priority.Debug,
            _ => throw new ConfigurationException($"Unknown log level {level}"),
        };
        var severity = ConfigValue.Text(root, "libs_logger.severity", "info");
        if (ConfigValue.Flag(root, "libs_logger.enabled", true)
            && severity is not ("trace" or "debug" or "info" or "notice" or "warning" or "error" or "critical" or "fatal"))
        {
            throw new ConfigurationException($"Unknown sinsp log severity {severity}");
        }
    }

    /// <summary>Falco's presets: 1 is 1 MiB, and each is twice the one before.</summary>
    private static int ReadRingSize(ConfigNode root, string name)
        => ConfigValue.Number(root, "engine.modern_ebpf.buf_size_preset", 4) is >= 1 and <= 10 and var preset
            ? 1 << (19 + (int)preset)
            : throw new ConfigurationException($"Error reading config file ({name}): engine.modern_ebpf.buf_size_preset is from 1 (1 MiB) to 10 (512 MiB).");

    private static int ReadProcessorsPerRing(ConfigNode root, string name)
        => ConfigValue.Number(root, "engine.modern_ebpf.cpus_for_each_buffer", 2) is >= 0 and <= ushort.MaxValue and var count
            ? (int)count
            : throw new ConfigurationException(
                $"Error reading config file ({name}): engine.modern_ebpf.cpus_for_each_buffer is a number of processors, or 0 for all.");

    private static List<string> ReadRulesFiles(ConfigNode root, string name)
    {
        var old = ConfigPath.Find(root, "rules_file");
        if (old is not null)
        {
            Log.Warning("Using deprecated config key 'rules_file' (singular form). Please use new 'rules_files' config key (plural form).");
            if (ConfigPath.Find(root, "rules_files") is not null)
            {
                throw new ConfigurationException($"Error reading config file ({name}): both 'rules_files' and 'rules_file' keys set");
            }
        }

        return [.. ConfigValue.Texts(root, old is null ? "rules_files" : "rules_file").Where(Path.Exists)];
    }

    private static bool ReadMatching(ConfigNode root)
    {
        var matching = ConfigValue.Text(root, "rule_matching", "first");
        return matching.Equals("all", StringComparison.OrdinalIgnoreCase)
            || (matching.Equals("first", StringComparison.OrdinalIgnoreCase)
                ? false
                : throw new ConfigurationException($"Unknown rule matching strategy \"{matching}\"--must be one of first, all"));
    }

    private static Priority ReadPriority(ConfigNode root)
    {
        var text = ConfigValue.Text(root, "priority", "debug");
        return Priorities.TryParse(text, out var priority)
            ? priority
            : throw new ConfigurationException(
                $"Unknown priority \"{text}\"--must be one of emergency, alert, critical, error, warning, notice, informational, debug");
    }

    private static AlertFormat ReadFormat(ConfigNode root) => new()
    {
        Json = ConfigValue.Flag(root, "json_output", false),
        IncludeOutput = ConfigValue.Flag(root, "json_include_output_property", true),
        IncludeTags = ConfigValue.Flag(root, "json_include_tags_property", true),
        IncludeMessage = ConfigValue.Flag(root, "json_include_message_property", false),
        IncludeOutputFields = ConfigValue.Flag(root, "json_include_output_fields_property", true),
        Iso8601Time = Log.Iso8601Time,
        HostName = Environment.GetEnvironmentVariable("FALCO_HOSTNAME") ?? ReadHostName(),
    };

    /// <summary>The machine's name in full; the runtime's own stops at the first dot.</summary>
    private static string ReadHostName()
    {
        try
        {
            return System.IO.File.ReadAllText("/proc/sys/kernel/hostname").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName;
        }
    }
}
