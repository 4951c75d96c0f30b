using Falco.Actors.Alerts;
using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Engine.Output;

namespace Falco.Bench;

/// <summary>One replay through the actors; what it takes beyond <see cref="EngineRun"/> is what they cost.</summary>
internal static class PipelineRun
{
    public static EngineRun Run(string path, IEnumerable<string> ruleFiles)
    {
        var sink = new Counter();
        var options = new PipelineOptions
        {
            Rules = Samples.LoadRules(ruleFiles),
            Format = new AlertFormat { Json = true, Iso8601Time = true, HostName = "bench" },
            Sink = sink,
            Machine = "bench",
        };
        var start = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Replay(options, path).GetAwaiter().GetResult();
        return new EngineRun
        {
            Alerts = sink.Count,
            Replay = Environment.CpuUsage.TotalTime - start,
            Start = start,
            Elapsed = clock.Elapsed,
            Allocated = GC.GetTotalAllocatedBytes() - allocated,
            PeakBytes = EngineRun.PeakMemory(),
            Events = EventCount.InFile(path),
        };
    }

    private static async Task Replay(PipelineOptions options, string path)
    {
        await using var pipeline = Pipeline.Start(options);
        await pipeline.Replay(wanted => CaptureReader.Open(path, wanted)).ConfigureAwait(false);
    }

    private sealed class Counter : IAlertSink
    {
        public int Count { get; private set; }

        public void Write(AlertId id, Alert alert) => Count++;
    }
}
