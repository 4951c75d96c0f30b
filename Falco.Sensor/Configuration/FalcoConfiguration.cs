using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Configuration;

/// <summary>What falco.yaml and the options say, typed and checked. Names in the comments are falco.yaml's.</summary>
internal sealed record FalcoConfiguration
{
    /// <summary>Where Falco's packages put the configuration.</summary>
    public const string InstalledFile = "/etc/falco/falco.yaml";

    /// <summary>The kind of source that events come from (engine.kind).</summary>
    public string EngineKind { get; init; } = "";

    /// <summary>The capture to replay (engine.replay.capture_file).</summary>
    public string CaptureFile { get; init; } = "";

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

    /// <summary>Alerts go to standard output (stdout_output.enabled).</summary>
    public bool StandardOutput { get; init; }

    /// <summary>Alerts are appended to this file (file_output.filename), null where that is off.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Whether the file is opened once instead of for every alert (file_output.keep_alive).</summary>
    public bool KeepOutputFileOpen { get; init; }

    /// <summary>
    /// Alerts may wait a moment in a buffer before they are written. They do unless buffered_outputs is given as false: a tenth of a second
    /// goes unnoticed, a write for every line does not.
    /// </summary>
    public bool BufferedOutputs { get; init; }

    /// <summary>How rules are loaded.</summary>
    public RuleLoaderOptions LoaderOptions => new()
    {
        MinimumPriority = MinimumPriority,
        Matching = MatchAllRules ? RuleMatching.All : RuleMatching.First,
        Selections = RuleSelections,
        AppendOutput = AppendOutput,
    };

    /// <summary>
    /// Loads the configuration: <paramref name="file"/>, or the installed one where it is null and there is one; then the options.
    /// </summary>
    /// <exception cref="ConfigurationException">Something in it cannot be used.</exception>
    public static FalcoConfiguration Load(string? file, IReadOnlyList<string> options)
    {
        if (file is not null && !File.Exists(file))
        {
            throw new ConfigurationException(
                Directory.Exists(file) ? $"{file} is a directory, not a configuration file" : $"Could not find configuration file at {file}");
        }

        file ??= File.Exists(InstalledFile) ? InstalledFile : null;
        var root = ConfigFiles.Load(file, options);
        ReadLog(root, hasFile: file is not null);
        return Read(root, file ?? "command line", hasFile: file is not null);
    }

    private static void ReadLog(ConfigNode root, bool hasFile)
    {
        Log.Iso8601Time = ConfigValue.Flag(root, "time_format_iso_8601", false);
        Log.ToStandardError = ConfigValue.Flag(root, "log_stderr", !hasFile);
        var level = ConfigValue.Text(root, "log_level", hasFile ? "info" : "warning");
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
    }

    private static FalcoConfiguration Read(ConfigNode root, string name, bool hasFile)
    {
        var kind = ConfigValue.Text(root, "engine.kind");
        if (kind is not ("" or "kmod" or "modern_ebpf" or "replay" or "nodriver"))
        {
            throw new ConfigurationException($"Error reading config file ({name}): engine.kind '{kind}' is not a valid kind.");
        }

        var capture = ConfigValue.Text(root, "engine.replay.capture_file");
        if (kind == "replay" && capture.Length == 0)
        {
            throw new ConfigurationException(
                $"Error reading config file ({name}): engine.kind is 'replay' but no engine.replay.capture_file specified.");
        }

        var matching = ConfigValue.Text(root, "rule_matching", "first");
        var isFirst = matching.Equals("first", StringComparison.OrdinalIgnoreCase);
        if (!isFirst && !matching.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConfigurationException($"Unknown rule matching strategy \"{matching}\"--must be one of first, all");
        }

        return new FalcoConfiguration
        {
            EngineKind = kind,
            CaptureFile = capture,
            RulesFiles = ReadRulesFiles(root, name),
            RuleSelections = [.. ConfigValue.List(root, "rules").Select(RuleSelectionReader.Read)],
            AppendOutput = [.. ConfigValue.List(root, "append_output").Select(AppendOutputReader.Read)],
            MinimumPriority = ReadPriority(root),
            MatchAllRules = !isFirst,
            Format = ReadFormat(root),
            StandardOutput = ConfigValue.Flag(root, "stdout_output.enabled", !hasFile),
            OutputFile = ReadOutputFile(root, name),
            KeepOutputFileOpen = ConfigValue.Flag(root, "file_output.keep_alive", false),
            BufferedOutputs = ConfigValue.Flag(root, "buffered_outputs", true),
        };
    }

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

    private static string? ReadOutputFile(ConfigNode root, string name)
    {
        if (!ConfigValue.Flag(root, "file_output.enabled", false))
        {
            return null;
        }

        var file = ConfigValue.Text(root, "file_output.filename");
        return file.Length > 0
            ? file
            : throw new ConfigurationException(
                $"Error reading config file ({name}): file output enabled but no filename in configuration block");
    }

    private static Priority ReadPriority(ConfigNode root)
    {
        var text = ConfigValue.Text(root, "priority", "debug");
        foreach (var priority in Enum.GetValues<Priority>())
        {
            if (text.Equals(priority.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return priority;
            }
        }

        return text.Equals("info", StringComparison.OrdinalIgnoreCase)
            ? Priority.Informational
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
            return File.ReadAllText("/proc/sys/kernel/hostname").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName;
        }
    }
}
