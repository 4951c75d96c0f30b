using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Hosting;

/// <summary>A capture that is replayed on a single node, before rules with a threshold and a sequence.</summary>
public sealed class StatefulReplayTests : IDisposable
{
    private const int Count = 5;
    private const ulong Window = 20_000_000;

    private const string Plain = """
        - rule: opens
          desc: d
          condition: evt.type = openat and evt.failed = false
          output: "%proc.name"
          priority: INFO
        """;

    private const string Stateful = """
        - rule: opens
          desc: d
          condition: evt.type = openat and evt.failed = false
          output: o
          priority: INFO
          x-actors:
            threshold: {count: 5, window: 20ms, by: [proc.name], scope: cluster}
            output: "%proc.name %threshold.count"
        - rule: runs
          desc: d
          condition: evt.type = openat and fd.name startswith /etc/
          output: o
          priority: INFO
          x-actors:
            sequence:
              window: 10s
              lineage: true
              steps:
              - name: start
                condition: evt.type in (execve, clone, clone3)
                output: "%evt.num %proc.name"
              - name: library
                condition: evt.type = openat and fd.name contains /lib
            output: "%proc.name after %step.start"
        """;

    private static readonly string Capture = Path.Combine(Repository.Root, "samples", "seed.scap");

    private readonly string _folder = Directory.CreateTempSubdirectory("falco-stateful").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_threshold_alerts_where_counting_the_plain_rules_alerts_says_it_must()
    {
        var expected = new List<string>();
        var groups = new Dictionary<string, List<ulong>>();
        foreach (var alert in await Replay(Plain, null))
        {
            var name = Encoding.UTF8.GetString(alert.Message.Span);
            groups.TryAdd(name, []);
            groups[name].Add(alert.Timestamp);
            if (groups[name].Count >= Count && groups[name][^1] - groups[name][^Count] <= Window)
            {
                expected.Add(string.Create(CultureInfo.InvariantCulture, $"{alert.EventNumber} {name} {Count}"));
                groups[name].Clear();
            }
        }

        Assert.True(expected.Count > 3, "the capture has too little in it");
        Assert.Equal(expected, await Lines(null, "opens"));
    }

    [Theory]
    [InlineData("opens")]
    [InlineData("runs")]
    public async Task A_store_and_a_second_replay_change_nothing(string rule)
    {
        var first = await Lines(null, rule);
        Assert.NotEmpty(first);
        Assert.Equal(first, await Lines(null, rule));
        var stored = await Lines($"falco.alerts.store {{ kind = sqlite, path = \"{Path.Combine(_folder, "alerts.db")}\" }}", rule);
        Assert.Equal(first.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_alert_says_what_its_steps_said()
        => Assert.All(await Lines(null, "runs"), line => Assert.Matches(@"^\d+ \S+ after \d+ \S+$", line));

    [Fact]
    public async Task What_an_output_names_of_them_is_among_its_fields()
    {
        var alerts = await Replay(Stateful, null, new AlertFormat { Json = true });
        Assert.All(alerts.Where(alert => alert.Rule == "opens"), alert => Assert.EndsWith(
            "\"threshold.count\":5", Encoding.UTF8.GetString(alert.FieldsJson.Span), StringComparison.Ordinal));
        Assert.All(alerts.Where(alert => alert.Rule == "runs"), alert => Assert.Contains(
            "\"step.start\":\"", Encoding.UTF8.GetString(alert.FieldsJson.Span), StringComparison.Ordinal));
    }

    private async Task<List<string>> Lines(string? hocon, string rule)
        => [.. (await Replay(Stateful, hocon)).Where(alert => alert.Rule == rule)
            .Select(alert => string.Create(CultureInfo.InvariantCulture, $"{alert.EventNumber} {Encoding.UTF8.GetString(alert.Message.Span)}"))];

    private async Task<List<Alert>> Replay(string rules, string? hocon, AlertFormat? format = null)
    {
        var loader = new RuleLoader(new RuleLoaderOptions { Matching = RuleMatching.All });
        Assert.True(loader.Add("rules.yaml", rules).Successful, loader.Reports[0].ToString());
        var file = Path.Combine(_folder, "falco.conf");
        await File.WriteAllTextAsync(file, hocon ?? "");
        var sink = new Sink();
        await using var pipeline = Pipeline.Start(new PipelineOptions
        {
            Rules = loader.Build(),
            Format = format ?? new AlertFormat(),
            Sink = sink,
            Outputs = [new AlertOutput("output", () => sink)],
            Machine = "test",
            HoconFile = file,
        });
        var result = await pipeline.Replay(wanted => CaptureReader.Open(Capture, wanted)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Null(result.Error);
        return [.. sink.Alerts];
    }

    private sealed class Sink : IAlertSink
    {
        public ConcurrentQueue<Alert> Alerts { get; } = new();

        public void Write(AlertId id, Alert alert) => Alerts.Enqueue(alert);
    }
}
