using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Xunit;

namespace Falco.Sensor.Tests.Configuration;

/// <summary>What falco.yaml's keys come to.</summary>
public sealed class FalcoConfigurationTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("falco-config").FullName;

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "falco.yaml");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_configuration_that_comes_along_has_every_key_and_passes_the_schema()
    {
        var root = ConfigReader.ReadFile(Shipped);
        Assert.Equal("ok", ConfigSchema.Validate(root));
        // rule_files is a slip of Falco's that nothing reads, container_engines a leftover; static_fields is named as not there yet.
        string[] without = ["rule_files", "container_engines", "static_fields"];
        Assert.Empty(Missing(root, ConfigSchema.Root.Definition, "").Except(without));
    }

    [Fact]
    public void The_configuration_that_comes_along_loads_the_rules_that_come_along()
    {
        var configuration = FalcoConfiguration.Load(Shipped, []);
        Assert.Contains(Path.Combine(AppContext.BaseDirectory, "rules", "falco_rules.yaml"), configuration.RulesFiles);
        Assert.True(configuration.Outputs.StandardOutput);
        Assert.True(configuration.AppendOutput.Single().SuggestedOutput);
    }

    [Fact]
    public void An_empty_file_has_Falcos_defaults()
    {
        var configuration = Load("");
        Assert.Equal(EngineKind.Kmod, configuration.Engine);
        Assert.Empty(configuration.RulesFiles);
        Assert.False(configuration.Outputs.HasOutput);
        Assert.False(configuration.Outputs.Buffered);
        Assert.True(configuration.WatchFiles);
        Assert.Equal(Priority.Debug, configuration.MinimumPriority);
        Assert.False(configuration.MatchAllRules);
        Assert.False(configuration.WebServer.Enabled);
        Assert.Equal(0.1, configuration.Drops.Threshold);
        Assert.Equal(DropActions.None, configuration.Drops.Actions);
        Assert.Equal(new CaptureSettings { PathPrefix = "/tmp/falco", Duration = 5_000_000_000 }, configuration.Captures);
        Assert.False(configuration.Captures.Enabled);
    }

    [Theory]
    [InlineData("priority: soon", "Unknown priority \"soon\"--must be one of emergency, alert, critical, error, warning, notice, informational, debug")]
    [InlineData("rule_matching: some", "Unknown rule matching strategy \"some\"--must be one of first, all")]
    [InlineData("log_level: loud", "Unknown log level loud")]
    [InlineData("libs_logger: {severity: loud}", "Unknown sinsp log severity loud")]
    [InlineData("capture: {mode: some}", "capture.mode 'some' is not a valid mode.")]
    [InlineData("capture: {default_duration: -1}", "capture.default_duration is a number from 0 to 4294967295.")]
    [InlineData("engine: {kind: gvisor}", "engine.kind 'gvisor' is not a valid kind.")]
    [InlineData("engine: {kind: replay}", "engine.kind is 'replay' but no engine.replay.capture_file specified.")]
    [InlineData("file_output: {enabled: true}", "file output enabled but no filename in configuration block")]
    [InlineData("program_output: {enabled: true}", "program output enabled but no program in configuration block")]
    [InlineData("http_output: {enabled: true}", "http output enabled but no url in configuration block")]
    [InlineData("webserver: {listen_address: here}", "webserver listen address \"here\" is not a valid IP address")]
    [InlineData("webserver: {listen_port: 70000}", "webserver listen port 70000")]
    [InlineData("syscall_event_drops: {threshold: 1.1}", "syscall event drops threshold must be a double in the range [0, 1]")]
    [InlineData("syscall_event_drops: {actions: [ignore, log]}", "syscall event drop action \"log\" does not make sense with the \"ignore\" action")]
    [InlineData("syscall_event_drops: {actions: [panic]}", "available actions for syscall event drops are \"ignore\", \"log\", \"alert\", and \"exit\"")]
    [InlineData("syscall_event_timeouts: {max_consecutives: 0}", "must be an unsigned integer > 0")]
    [InlineData("load_plugins: [x]", "Cannot load plugin 'x': plugin config not found for given name")]
    [InlineData("plugins: [{name: x}]", "falco.yaml:1:11: an entry of plugins has a name and a library_path")]
    [InlineData("rules: [{}]", "falco.yaml:1:9: ")]
    [InlineData("rules: [{enable: {}}]", "falco.yaml:1:9: ")]
    [InlineData("append_output: [{extra_fields: [{a: [1]}]}]", "falco.yaml:1:33: ")]
    [InlineData("append_output: [{extra_fields: [{a: x}, {a: y}]}]", "extra_fields has 'a' twice")]
    [InlineData("rules_files: [[1]]", "falco.yaml:1:15: an entry of rules_files is a text")]
    [InlineData("stdout_output: yes", "Config error at key \"stdout_output.enabled\"")]
    [InlineData("rules_file: x\nrules_files: []", "both 'rules_files' and 'rules_file' keys set")]
    public void What_cannot_be_used_is_refused(string text, string message)
        => Assert.Contains(message, Assert.Throws<ConfigurationException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_the_plugins_that_load_plugins_names_are_loaded_in_its_order()
    {
        const string Both = "plugins: [{name: a, library_path: liba.so}, {name: b, library_path: libb.so}]\n";
        Assert.Equal(["a", "b"], Load(Both).Plugins.Select(plugin => plugin.Name));
        Assert.Equal(["b", "a"], Load($"{Both}load_plugins: [b, a]").Plugins.Select(plugin => plugin.Name));
        Assert.Empty(Load($"{Both}load_plugins: []").Plugins);
    }

    [Theory]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1y2w3d", 33_004_800_000)]
    [InlineData("250ms", 250)]
    [InlineData("1 m", 60_000)]
    [InlineData("5000", 5000)]
    [InlineData("1m1h", 0)]
    [InlineData("99999999999999999999s", 0)]
    [InlineData("soon", 0)]
    public void An_interval_is_written_as_in_Prometheus(string text, long milliseconds)
        => Assert.Equal(milliseconds, MetricsSettings.Parse(text));

    [Theory]
    [InlineData("{enabled: true, interval: 10ms, output_rule: true}", "minimum value of 100ms")]
    [InlineData("{enabled: true, interval: '5000', output_rule: true}", "without Prometheus time unit")]
    [InlineData("{enabled: true, interval: 1h}", "Metrics are enabled with no output configured")]
    public void Metrics_that_make_no_sense_are_refused(string metrics, string message)
    {
        var configuration = Load($"metrics: {metrics}");
        Assert.Contains(
            message, Assert.Throws<ConfigurationException>(() => configuration.Metrics.Check(configuration.WebServer)).Message, StringComparison.Ordinal);
    }

    private FalcoConfiguration Load(string text)
    {
        var path = Path.Combine(_directory, "falco.yaml");
        File.WriteAllText(path, text);
        return FalcoConfiguration.Load(path, ["log_stderr=false", "log_syslog=false"]);
    }

    private static IEnumerable<string> Missing(ConfigNode node, SchemaNode schema, string path)
    {
        while (schema is NamedSchema named)
        {
            schema = named.Definition;
        }

        foreach (var (name, member) in schema is MapSchema map ? map.Members : new Dictionary<string, SchemaNode>())
        {
            var at = path.Length > 0 ? $"{path}.{name}" : name;
            if (node.Find(name) is not { } value)
            {
                yield return at;
                continue;
            }

            foreach (var missing in Missing(value, member, at))
            {
                yield return missing;
            }
        }
    }
}
