using Akka.Actor;
using Falco.Actors.Alerts;
using Falco.Actors.Hosting;
using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Hosting;

/// <summary>Whatever becomes of trees on the way, a replay prints what it prints undisturbed.</summary>
public sealed class DisturbedReplayTests : IDisposable
{
    private const string Rules = """
        - rule: processes
          desc: d
          condition: evt.type in (execve, clone, clone3, procexit, setsid, chdir)
          output: "%evt.num %evt.type %proc.name %proc.pname %proc.aname[2] %proc.cmdline %proc.cwd %container.id %proc.fdopencount"
          priority: INFO
        - rule: descriptors
          desc: d
          condition: evt.type in (open, openat, connect, dup, dup2, dup3, close)
          output: "%evt.num %evt.type %proc.name %fd.num %fd.name %container.id %user.name"
          priority: INFO
        """;

    private readonly string _hocon = Path.GetTempFileName();

    public static TheoryData<int, bool> Kills => new()
    {
        { 1, true }, { 2, true }, { 3, false }, { 4, false },
    };

    public void Dispose() => File.Delete(_hocon);

    [Theory]
    [MemberData(nameof(Kills))]
    public Task Killed_trees_change_no_alert(int seed, bool isException)
        => CheckKills(Path.Combine(Repository.Root, "samples", "seed.scap"), seed, isException);

    [SkippableTheory]
    [InlineData("fleet", 1, true)]
    [InlineData("fleet", 2, false)]
    public Task Killed_trees_change_no_alert_of_a_longer_replay(string capture, int seed, bool isException)
    {
        var file = Repository.Capture(capture);
        Skip.If(file is null, "the corpus is not there");
        return CheckKills(file!, seed, isException);
    }

    [Fact]
    public async Task A_failing_output_fails_the_replay()
        => await Assert.ThrowsAsync<NotSupportedException>(() => Replay(
            Path.Combine(Repository.Root, "samples", "seed.scap"), _ => throw new NotSupportedException("no output")));

    [Theory]
    [InlineData("router")]
    [InlineData("trees")]
    [InlineData("alerts")]
    [InlineData("output")]
    public async Task A_part_that_stops_fails_the_replay(string part)
        => await Assert.ThrowsAnyAsync<Exception>(() => Replay(
            Path.Combine(Repository.Root, "samples", "seed.scap"),
            system => system.ActorSelection("/user/*/" + part).Tell(PoisonPill.Instance)));

    private async Task CheckKills(string capture, int seed, bool isException)
    {
        var (expected, undisturbed) = await Replay(capture, null);
        Assert.NotEmpty(expected);
        Assert.Equal(0, undisturbed.Restores);
        var random = new Random(seed);
        var next = random.Next(1, expected.Count / 8);
        var count = 0;
        var (alerts, result) = await Replay(capture, system =>
        {
            if (++count == next)
            {
                next += random.Next(1, expected.Count / 8);
                system.ActorSelection("/user/*/trees/*").Tell(isException ? Kill.Instance : PoisonPill.Instance);
            }
        });
        Assert.Equal(expected, alerts);
        Assert.Equal(new Loss(0, undisturbed.Loss.Recorder, 0), result.Loss);
        Assert.True(result.Restores > 0);
    }

    /// <summary>Replays with sizes so small that everything that seldom happens does.</summary>
    private async Task<(List<string> Alerts, IngestResult Result)> Replay(string capture, Action<ActorSystem>? onAlert)
    {
        await File.WriteAllTextAsync(_hocon, """
            falco {
              ingest { source-batch = 8KiB, tree-batch = 4KiB, linger = 1ms, credit = 1MiB, credit-per-tree = 1MiB, ack-timeout = 100ms }
              trees.checkpoint-every = 64KiB
              alerts.raise-again-after = 50ms
            }
            """);
        var loader = new RuleLoader();
        loader.Add("rules.yaml", Rules);
        var sink = new Sink();
        await using var pipeline = Pipeline.Start(new PipelineOptions
        {
            Rules = loader.Build(),
            Format = new AlertFormat(),
            Sink = sink,
            Machine = "test",
            HoconFile = _hocon,
        });
        sink.OnAlert = onAlert is null ? null : () => onAlert(pipeline.System);
        var result = await pipeline.Replay(wanted => CaptureReader.Open(capture, wanted)).WaitAsync(TimeSpan.FromMinutes(2));
        return (sink.Alerts, result);
    }

    private sealed class Sink : IAlertSink
    {
        public Action? OnAlert { get; set; }

        public List<string> Alerts { get; } = [];

        public void Write(AlertId id, Alert alert)
        {
            Alerts.Add(System.Text.Encoding.UTF8.GetString(alert.Message.Span));
            OnAlert?.Invoke();
        }
    }
}
