using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The commands that print something and end.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("-h")]
    [InlineData("--help")]
    public void The_help_has_every_option(string option)
    {
        var result = FalcoProgram.Run(option);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains("Usage:\n  falco [OPTION...]\n", result.Output, StringComparison.Ordinal);
        string[] options =
        [
            "-h, --help", "-c <path>", "--config-schema", "--rule-schema", "--disable-source <event_source>", "--dry-run",
            "--enable-source <event_source>", "-i ", "-L ", "-l <rule>", "--list [=<source>]", "--list-events", "--list-plugins", "-M <num_seconds>",
            "--markdown", "--format <format>", "-N ", "-o, --option <opt>=<val>", "--plugin-info <plugin_name>", "-p, --print <output_format>",
            "-P, --pidfile <pid_file>", "-r <rules_file>", "--support", "-U, --unbuffered", "-V, --validate <rules_file>", "-v ", "--version",
            "--page-size",
        ];
        Assert.All(options, expected => Assert.Contains(expected, result.Output, StringComparison.Ordinal));
        Assert.All(result.Lines, line => Assert.InRange(line.Length, 0, 120));
    }

    [SkippableFact]
    public void The_version_is_text_with_all_its_lines_or_JSON()
    {
        Assert.Matches(
            """
            ^Falco version: 0\.44\.1\+actors\.\d+\.\d+\.\d+
            Libs version:  0\.25\.4
            Plugin API:    3\.12\.0
            Engine:        0\.62\.0
            Driver:
              API version:    10\.0\.0
              Schema version: 4\.3\.0
              Default driver: 10\.2\.0\+driver
            Kernel:
              Release:        \d+\.\d+.*
              BTF:            (yes|no)
              Probe:          .+
            $
            """,
            FalcoProgram.Run("--version").Output);
        var json = Json(FalcoProgram.Run("--version", "-o", "json_output=true"));
        Assert.Equal("62", json.GetProperty("engine_version").GetString());
        Assert.Equal("0.62.0", json.GetProperty("engine_version_semver").GetString());
        Assert.Equal(7 + 1 + 1, json.EnumerateObject().Count());
        Assert.Equal("kernel", json.EnumerateObject().Last().Name);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), json.GetProperty("kernel").GetProperty("release").GetString());
    }

    [SkippableFact]
    public void The_page_size_is_in_the_log()
        => Assert.Contains("Your system page size is: 4096 bytes\n", FalcoProgram.Run("--page-size").Errors, StringComparison.Ordinal);

    [SkippableFact]
    public void Fields_are_listed_as_text_by_groups()
    {
        var text = FalcoProgram.Run("--list").Output;
        Assert.StartsWith(
            "-------------------------------\nField Class:                  evt (All event types)\nDescription:                  ", text,
            StringComparison.Ordinal);
        Assert.Contains("\nEvent Sources:                syscall \n\nevt.num                       ", text, StringComparison.Ordinal);
        Assert.Contains("\nevt.arg                       (ARG_REQUIRED) ", text, StringComparison.Ordinal);
        Assert.Contains("\ncontainer.label               (ARG_KEY,ARG_REQUIRED) ", text, StringComparison.Ordinal);
        Assert.Contains("\nfd.types                      (ARG_ALLOWED,EPF_IS_LIST,EPF_NO_RHS) ", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.Equal(text, FalcoProgram.Run("--list=syscall").Output);
        Assert.Contains("\nevt.num                       (Type: UINT64) ", FalcoProgram.Run("--list", "-v").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Fields_are_listed_as_markdown_and_as_JSON()
    {
        Assert.Contains("\nName | Type | Description\n:----|:-----|:-----------\n`evt.num` | UINT64 | ",
            FalcoProgram.Run("--list", "--format", "markdown").Output, StringComparison.Ordinal);
        var classes = Json(FalcoProgram.Run("--list", "--format", "json")).GetProperty("fieldclasses").EnumerateArray().ToList();
        Assert.Equal(
            ["evt", "evt", "process", "user", "group", "fd", "fs.path", "fdlist", "container (plugin)"],
            classes.Select(fields => fields.GetProperty("name").GetString()!));
        Assert.All(
            classes.SelectMany(fields => fields.GetProperty("fields").EnumerateArray()),
            field => Assert.False(string.IsNullOrWhiteSpace(field.GetProperty("desc").GetString())));
    }

    [SkippableFact]
    public void Names_alone_are_those_of_the_listing()
    {
        var names = FalcoProgram.Run("--list", "-N").Lines.ToList();
        var json = Json(FalcoProgram.Run("--list", "-N", "--format", "json")).GetProperty("fieldnames");
        Assert.Equal(names, json.EnumerateArray().Select(name => name.GetString()!));
        var all = Json(FalcoProgram.Run("--list", "--format", "json")).GetProperty("fieldclasses").EnumerateArray()
            .SelectMany(fields => fields.GetProperty("fields").EnumerateArray());
        Assert.Equal(names, all.Select(field => field.GetProperty("name").GetString()!));
    }

    [SkippableFact]
    public void Events_are_listed_by_kind_in_three_forms()
    {
        var text = FalcoProgram.Run("--list-events").Output;
        Assert.StartsWith("The events below are valid for Falco *Schema Version*: 4.3.0\n## Syscall events\n\n> open(FSPATH **name**, FLAGS32 **flags**: ",
            text, StringComparison.Ordinal);
        Assert.Contains("\n< close(ERRNO **res**, FD **fd**)\n", text, StringComparison.Ordinal);
        Assert.Contains("\n## Tracepoint events\n\n> switch(", text, StringComparison.Ordinal);
        Assert.EndsWith("> asyncevent(UINT32 **plugin_id**, CHARBUF **name**, BYTEBUF **data**)\n\n", text, StringComparison.Ordinal);
        var markdown = FalcoProgram.Run("--list-events", "--markdown");
        Assert.Contains("\nNo | `<` | `read` | ERRNO **res**, ", markdown.Output, StringComparison.Ordinal);
        Assert.Contains("--markdown is deprecated", markdown.Errors, StringComparison.Ordinal);
        var close = Json(FalcoProgram.Run("--list-events", "--format", "json")).GetProperty("Syscall events").EnumerateArray()
            .Single(e => e.GetProperty("name").GetString() == "close");
        Assert.Equal("<", close.GetProperty("dir").GetString());
        Assert.True(close.GetProperty("available").GetBoolean());
    }

    [SkippableFact]
    public void System_calls_that_are_not_collected_are_named_and_rules_that_want_them_get_a_warning()
    {
        Assert.StartsWith("Ignored syscall(s):\n- sendfile\n", FalcoProgram.Run("-i").Output, StringComparison.Ordinal);
        var rules = _folder.Write("rules.yaml", "- {rule: r, desc: d, condition: \"evt.type in (read, open)\", output: o, priority: INFO}");
        Assert.Contains("warning (unsupported-evttype): read.", FalcoProgram.Run("-r", rules, "--dry-run").Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "unsupported-evttype", FalcoProgram.Run("-r", rules, "--dry-run", "-o", "base_syscalls.all=true").Errors, StringComparison.Ordinal);
        Assert.Contains(
            "warning (unsupported-evttype): open.",
            FalcoProgram.Run("-r", rules, "--dry-run", "-o", "base_syscalls.all=true", "-o", "base_syscalls.custom_set[]=!open").Errors,
            StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Plugins_that_are_built_in_are_loaded_from_an_existing_configuration()
    {
        var configuration = _folder.Write("falco.yaml", """
            load_plugins: [container, json, k8saudit]
            plugins:
              - {name: container, library_path: libcontainer.so, init_config: {label_max_len: 100}}
              - {name: json, library_path: /usr/share/falco/plugins/libjson.so}
              - {name: k8saudit, library_path: libk8saudit.so, init_config: "", open_params: "http://:9765/k8s-audit"}
            """);
        var list = FalcoProgram.Run("-c", configuration, "--list-plugins").Output;
        Assert.StartsWith("3 Plugins Loaded:\n\nName: container\nDescription: ", list, StringComparison.Ordinal);
        Assert.Contains("Capabilities: \n  - Field Extraction\n  - Event Parsing\n  - Async Events\n", list, StringComparison.Ordinal);
        var info = FalcoProgram.Run("-c", configuration, "--plugin-info", "libcontainer.so").Output;
        Assert.Contains("Init config schema type: JSON\n", info, StringComparison.Ordinal);
        Assert.Contains("\"plugin_versions\":{\"container\":", FalcoProgram.Run("-c", configuration, "--version", "-o", "json_output=true").Output, StringComparison.Ordinal);
        Assert.Equal(0, FalcoProgram.Run("-c", configuration, "--dry-run", "-r", _folder.Write("r.yaml", "[]"), "-o", "stdout_output.enabled=true").ExitCode);
    }

    [SkippableFact]
    public void A_report_for_support_has_configuration_and_rules()
    {
        var rules = _folder.Write("rules.yaml", "# mine\n[]\n");
        var json = Json(FalcoProgram.Run("--support", "-r", rules, "-o", "priority=error"));
        Assert.Equal("# mine\n[]\n", json.GetProperty("rules_files")[0].GetProperty("variants")[0].GetProperty("content").GetString());
        Assert.Equal("Linux", json.GetProperty("system_info").GetProperty("sysname").GetString());
        using var configuration = JsonDocument.Parse(json.GetProperty("config").GetString()!);
        Assert.Equal("error", configuration.RootElement.GetProperty("priority").GetString());
        var probe = json.GetProperty("kernel").GetProperty("probe").GetString();
        try
        {
            LiveTests.SkipWhereTheKernelCannotBeWatched();
            Assert.Equal("loads", probe);
        }
        catch (SkipException)
        {
            Assert.NotEqual("loads", probe);
        }

        Assert.Contains("--support -r", json.GetProperty("cmdline").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Of_several_commands_the_first_in_Falcos_order_wins()
    {
        Assert.StartsWith("Ignored syscall(s)", FalcoProgram.Run("-L", "--version", "-i").Output, StringComparison.Ordinal);
        Assert.StartsWith("Falco version", FalcoProgram.Run("-L", "--version", "--list").Output, StringComparison.Ordinal);
        Assert.StartsWith("-----", FalcoProgram.Run("-L", "--list").Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_log_names_each_file_of_configuration_and_rules_with_what_the_schema_says()
    {
        var extra = _folder.Write("extra.yaml", "nosuch: 1\n");
        var configuration = _folder.Write("falco.yaml", $"log_stderr: true\nstdout_output: {{enabled: true}}\nconfig_files: [{extra}]\n");
        var errors = FalcoProgram.Run("-c", configuration, "--dry-run", "-r", _folder.Write("rules.yaml", "[]")).Errors;
        Assert.Contains(": Falco initialized with configuration files:\n", errors, StringComparison.Ordinal);
        Assert.Contains($"   {configuration} | schema validation: ok\n", errors, StringComparison.Ordinal);
        Assert.Contains($"   {extra} | schema validation: failed for <root>: Object contains a property that could not be validated", errors, StringComparison.Ordinal);
        Assert.Contains("rules.yaml | schema validation: ok\n", errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("-n takes a number above 0.", "cluster", "alerts", "-n", "x")]
    [InlineData("-n takes a number above 0.", "cluster", "trees", "-n", "0")]
    [InlineData("-M takes a number above 0.", "record", "-w", "x.scap", "-M", "soon")]
    [InlineData("--limit takes a number above 0.", "record", "-w", "x.scap", "--limit", "-1")]
    public void A_number_that_is_none_is_named_with_its_option(string error, params string[] arguments)
    {
        var result = FalcoProgram.Run(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith(error, result.Errors, StringComparison.Ordinal);
    }

    private static JsonElement Json(FalcoProgram.Result result)
    {
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }
}
