using System.Collections.Concurrent;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Hosting;

/// <summary>A single node with an alert store.</summary>
public sealed class StoredReplayTests : IDisposable
{
    private const string Rules = """
        - rule: processes
          desc: d
          condition: evt.type in (execve, clone, clone3, procexit)
          output: "%evt.num %proc.name"
          priority: INFO
        - rule: descriptors
          desc: d
          condition: evt.type in (open, openat, connect)
          output: "%evt.num %fd.name"
          priority: INFO
        """;

    private static readonly string Capture = Path.Combine(Repository.Root, "samples", "seed.scap");

    private readonly string _folder = Directory.CreateTempSubdirectory("falco-stored").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_replay_with_a_store_prints_each_alert_that_one_without_prints_and_keeps_it()
    {
        var (plain, stored) = (new Sink(), new Sink());
        await Replay(plain, null);
        await Replay(stored, Hocon("falco.alerts.outputs.sort-window = 1s"));
        // Without a store nobody waits for what was written to be in safe hands.
        plain.Flush();
        Assert.NotEmpty(plain.Printed);
        Assert.Equal(plain.Printed.Order(), stored.Printed.Order());
        Assert.Equal(new AlertStoreCounts(0, plain.Printed.Count, 0), await Count());
    }

    [Fact]
    public async Task What_an_output_does_not_take_is_kept_and_comes_with_the_next_start()
    {
        var (good, bad) = (new Sink(), new Sink { IsBroken = true });
        var hocon = Hocon("falco.alerts.outputs.restart-after = 100ms\nfalco.alerts.store { open-for = 1ms, sweep-every = 200ms }");
        await Replay(good, hocon, bad);
        var first = good.Printed.Order().ToList();
        Assert.NotEmpty(first);
        Assert.Empty(bad.Printed);
        Assert.Equal(first.Count, (await Count()).Open);

        // The next run is one of another sensor's epoch, so its own alerts are new ones; those of before come out as well, once each.
        bad.IsBroken = false;
        await using var pipeline = Start(new Sink(), hocon, good, bad);
        await pipeline.Replay(wanted => CaptureReader.Open(Capture, wanted)).WaitAsync(TimeSpan.FromMinutes(1));
        await Until(() => bad.Printed.Count == 2 * first.Count);
        await Until(() => good.Printed.Count == 2 * first.Count);
        Assert.All(bad.Printed.GroupBy(line => line), line => Assert.Equal(2, line.Count()));
    }

    private static async Task Until(Func<bool> condition)
    {
        var deadline = DateTime.UtcNow.AddMinutes(1);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, "it does not come to be");
            await Task.Delay(20);
        }
    }

    private async Task Replay(Sink sink, string? hocon, params Sink[] more)
    {
        await using var pipeline = Start(sink, hocon, [sink, .. more]);
        var result = await pipeline.Replay(wanted => CaptureReader.Open(Capture, wanted)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Null(result.Error);
    }

    private static Pipeline Start(Sink sink, string? hocon, params Sink[] outputs)
    {
        var loader = new RuleLoader();
        loader.Add("rules.yaml", Rules);
        return Pipeline.Start(new PipelineOptions
        {
            Rules = loader.Build(),
            Format = new AlertFormat(),
            Sink = sink,
            Outputs = [.. outputs.Select((output, i) => new AlertOutput($"output{i}", () => output))],
            Machine = "test",
            HoconFile = hocon,
        });
    }

    private string Hocon(string more)
    {
        var file = Path.Combine(_folder, "falco.conf");
        File.WriteAllText(file, $"falco.alerts.store {{ kind = sqlite, path = \"{Path.Combine(_folder, "alerts.db")}\" }}\n{more}");
        return file;
    }

    private async Task<AlertStoreCounts> Count()
    {
        await using var store = new SqliteAlertStore(Path.Combine(_folder, "alerts.db"));
        return await store.Count();
    }

    private sealed class Sink : IAlertSink
    {
        private readonly ConcurrentQueue<string> _printed = new();
        private readonly List<string> _written = [];

        public volatile bool IsBroken;

        public ConcurrentQueue<string> Printed => _printed;

        public void Write(AlertId id, Alert alert)
            => _written.Add($"{alert.Rule} {alert.EventNumber} {alert.Timestamp} {System.Text.Encoding.UTF8.GetString(alert.Message.Span)}");

        public void Flush()
        {
            var written = _written.ToList();
            _written.Clear();
            if (IsBroken)
            {
                throw new IOException("it is broken");
            }

            written.ForEach(_printed.Enqueue);
        }
    }
}
