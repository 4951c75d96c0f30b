using static Falco.Sensor.Configuration.SchemaNode;

namespace Falco.Sensor.Configuration;

/// <summary>Every key of falco.yaml with its type. Departing from it is no error, but the log says so.</summary>
internal static class ConfigSchema
{
    private static readonly NamedSchema AppendOutput = new("AppendOutput", new MapSchema
    {
        Members = new Dictionary<string, SchemaNode>
        {
            ["match"] = new MapSchema { Members = new Dictionary<string, SchemaNode> { ["source"] = Text, ["tags"] = Texts, ["rule"] = Text } },
            ["extra_output"] = Text,
            ["extra_fields"] = new ListSchema(new ChoiceSchema("anyOf", new MapSchema { Others = Text }, Text)),
            ["suggested_output"] = Flag,
        },
    });

    private static readonly NamedSchema Able = Section("Able", 1, new() { ["rule"] = Text, ["tag"] = Text });

    private static readonly NamedSchema Rule = Section("Rule", 1, new() { ["disable"] = Able, ["enable"] = Able });

    private static readonly NamedSchema Kmod = Section("Kmod", 1, new() { ["buf_size_preset"] = Integer, ["drop_failed_exit"] = Flag });

    private static readonly NamedSchema ModernEbpf = Section("ModernEbpf", 0, new()
    {
        ["cpus_for_each_buffer"] = Integer,
        ["buf_size_preset"] = Integer,
        ["drop_failed_exit"] = Flag,
        ["disable_iterators"] = Flag,
    });

    private static readonly NamedSchema Replay = Section("Replay", 0, new() { ["capture_file"] = Text }, "capture_file");

    private static readonly NamedSchema Engine = Section("Engine", 0, new()
    {
        ["kind"] = Text,
        ["kmod"] = Kmod,
        ["modern_ebpf"] = ModernEbpf,
        ["replay"] = Replay,
    }, "kind");

    private static readonly NamedSchema Capture = Section("Capture", 0, new()
    {
        ["enabled"] = Flag,
        ["path_prefix"] = Text,
        ["mode"] = new ScalarSchema("string") { Values = ["rules", "all_rules"] },
        ["default_duration"] = new ScalarSchema("integer") { Minimum = 0 },
        ["max_file_size_mb"] = new ScalarSchema("integer") { Minimum = 0, Maximum = 1048576 },
    });

    private static readonly NamedSchema Plugin = Section("Plugin", 0, new()
    {
        ["name"] = Text,
        ["library_path"] = Text,
        ["init_config"] = new ChoiceSchema("anyOf", new MapSchema { Others = Any }, Text, Null),
        ["open_params"] = Text,
    }, "library_path", "name");

    private static readonly NamedSchema Output = Section("Output", 1, new() { ["enabled"] = Flag });

    private static readonly NamedSchema FileOutput = Section("FileOutput", 1, new()
    {
        ["enabled"] = Flag,
        ["keep_alive"] = Flag,
        ["filename"] = Text,
    });

    private static readonly NamedSchema HttpOutput = Section("HTTPOutput", 1, new()
    {
        ["enabled"] = Flag,
        ["url"] = new ScalarSchema("string") { Format = "uri", Extension = ("qt-uri-protocols", ["http"]) },
        ["user_agent"] = Text,
        ["insecure"] = Flag,
        ["ca_cert"] = Text,
        ["ca_bundle"] = Text,
        ["ca_path"] = Text,
        ["mtls"] = Flag,
        ["client_cert"] = Text,
        ["client_key"] = Text,
        ["echo"] = Flag,
        ["compress_uploads"] = Flag,
        ["keep_alive"] = Flag,
        ["max_consecutive_timeouts"] = Integer,
    });

    /// <summary>Not of Falco.</summary>
    private static readonly NamedSchema SeqOutput = Section("SeqOutput", 1, new()
    {
        ["enabled"] = Flag,
        ["url"] = new ScalarSchema("string") { Format = "uri" },
        ["api_key"] = Text,
        ["buffer_path"] = Text,
        ["buffer_max_mb"] = Integer,
    });

    private static readonly NamedSchema ProgramOutput = Section("ProgramOutput", 0, new()
    {
        ["enabled"] = Flag,
        ["keep_alive"] = Flag,
        ["program"] = Text,
    }, "program");

    private static readonly NamedSchema Webserver = Section("Webserver", 1, new()
    {
        ["enabled"] = Flag,
        ["threadiness"] = Integer,
        ["listen_port"] = Integer,
        ["listen_address"] = Text,
        ["k8s_healthz_endpoint"] = Text,
        ["prometheus_metrics_enabled"] = Flag,
        ["ssl_enabled"] = Flag,
        ["ssl_certificate"] = Text,
    });

    private static readonly NamedSchema Metrics = Section("Metrics", 1, new()
    {
        ["enabled"] = Flag,
        ["interval"] = Text,
        ["output_rule"] = Flag,
        ["output_file"] = Text,
        ["rules_counters_enabled"] = Flag,
        ["resource_utilization_enabled"] = Flag,
        ["state_counters_enabled"] = Flag,
        ["kernel_event_counters_enabled"] = Flag,
        ["kernel_event_counters_per_cpu_enabled"] = Flag,
        ["libbpf_stats_enabled"] = Flag,
        ["plugins_metrics_enabled"] = Flag,
        ["kernel_iter_event_counters_enabled"] = Flag,
        ["convert_memory_to_mb"] = Flag,
        ["include_empty_values"] = Flag,
        ["jemalloc_stats_enabled"] = Flag,
    });

    private static readonly NamedSchema SyscallEventDrops = Section("SyscallEventDrops", 1, new()
    {
        ["threshold"] = Number,
        ["actions"] = Texts,
        ["rate"] = Number,
        ["max_burst"] = Integer,
        ["simulate_drops"] = Flag,
    });

    private static readonly NamedSchema SyscallEventTimeouts = Section("SyscallEventTimeouts", 1, new() { ["max_consecutives"] = Integer });

    private static readonly NamedSchema BaseSyscalls = Section("BaseSyscalls", 1, new() { ["all"] = Flag, ["custom_set"] = Texts, ["repair"] = Flag });

    private static readonly NamedSchema FalcoLibs = Section("FalcoLibs", 1, new()
    {
        ["thread_table_size"] = Integer,
        ["thread_table_auto_purging_interval_s"] = Integer,
        ["thread_table_auto_purging_thread_timeout_s"] = Integer,
        ["snaplen"] = Integer,
    });

    private static readonly NamedSchema LibsLogger = Section("LibsLogger", 1, new() { ["enabled"] = Flag, ["severity"] = Text });

    private static readonly NamedSchema OutputsQueue = Section("OutputsQueue", 1, new() { ["capacity"] = Integer });

    /// <summary>The whole file.</summary>
    public static NamedSchema Root { get; } = Section("FalcoConfig", 0, new()
    {
        ["append_output"] = new ListSchema(AppendOutput),
        ["static_fields"] = new MapSchema { Others = Any },
        ["config_files"] = new ListSchema(new ChoiceSchema("oneOf", Text, new MapSchema
        {
            Members = new Dictionary<string, SchemaNode> { ["path"] = Text, ["strategy"] = new ScalarSchema("string") { Values = ["append", "override", "add-only"] } },
            Others = Any,
            Required = ["path"],
        })),
        ["watch_config_files"] = Flag,
        ["plugins_hostinfo"] = Flag,
        ["rules_files"] = Texts,
        ["rule_files"] = Texts,
        ["rules"] = new ListSchema(Rule),
        ["engine"] = Engine,
        ["capture"] = Capture,
        ["load_plugins"] = Texts,
        ["plugins"] = new ListSchema(Plugin),
        ["time_format_iso_8601"] = Flag,
        ["buffer_format_base64"] = Flag,
        ["priority"] = Text,
        ["json_output"] = Flag,
        ["json_include_output_property"] = Flag,
        ["json_include_message_property"] = Flag,
        ["json_include_output_fields_property"] = Flag,
        ["json_include_tags_property"] = Flag,
        ["buffered_outputs"] = Flag,
        ["rule_matching"] = Text,
        ["outputs_queue"] = OutputsQueue,
        ["stdout_output"] = Output,
        ["syslog_output"] = Output,
        ["file_output"] = FileOutput,
        ["http_output"] = HttpOutput,
        ["program_output"] = ProgramOutput,
        ["seq_output"] = SeqOutput,
        ["webserver"] = Webserver,
        ["log_stderr"] = Flag,
        ["log_syslog"] = Flag,
        ["log_level"] = Text,
        ["libs_logger"] = LibsLogger,
        ["output_timeout"] = Integer,
        ["syscall_event_timeouts"] = SyscallEventTimeouts,
        ["syscall_event_drops"] = SyscallEventDrops,
        ["metrics"] = Metrics,
        ["base_syscalls"] = BaseSyscalls,
        ["falco_libs"] = FalcoLibs,
        ["container_engines"] = new MapSchema
        {
            Members = new Dictionary<string, SchemaNode>
            {
                ["docker"] = Engines(),
                ["cri"] = Engines(("sockets", Texts), ("disable_async", Flag)),
                ["podman"] = Engines(),
                ["lxc"] = Engines(),
                ["libvirt_lxc"] = Engines(),
                ["bpm"] = Engines(),
            },
        },
    });

    /// <summary>What the schema refers to by name.</summary>
    public static IReadOnlyList<NamedSchema> Definitions { get; } =
    [
        Root, AppendOutput, Able, Rule, Kmod, ModernEbpf, Replay, Engine, Capture, Plugin, Output, FileOutput, HttpOutput, ProgramOutput, SeqOutput,
        Webserver, Metrics, SyscallEventDrops, SyscallEventTimeouts, BaseSyscalls, FalcoLibs, LibsLogger, OutputsQueue,
    ];

    /// <summary>What the log says of a file: <c>ok</c>, or <c>failed for</c> a place and why.</summary>
    public static string Validate(ConfigNode root)
    {
        var problems = new List<string>();
        Root.Check(root, "<root>", problems);
        return problems.Count == 0 ? "ok" : $"failed for {problems[0]}";
    }

    private static NamedSchema Section(string name, int minMembers, Dictionary<string, SchemaNode> members, params string[] required)
        => new(name, new MapSchema
        {
            Members = members,
            MinMembers = minMembers,
            Required = required.Length > 0 ? required : null,
            Title = name,
        });

    private static MapSchema Engines(params (string Name, SchemaNode Schema)[] more)
    {
        var members = new Dictionary<string, SchemaNode> { ["enabled"] = Flag };
        foreach (var (name, schema) in more)
        {
            members.Add(name, schema);
        }

        return new MapSchema { Members = members };
    }
}
