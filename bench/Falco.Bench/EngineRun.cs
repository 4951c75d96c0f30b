using System.Globalization;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>
/// One replay through the bare engine: reader, one tree with all processes, rules, texts of alerts; no actors, no outputs. What the
/// whole program takes beyond it is what the pipeline costs.
/// </summary>
internal sealed record EngineRun
{
    /// <summary>Events in the file, stored enter events included: what other programs' figures count.</summary>
    public required long Events { get; init; }

    public required int Alerts { get; init; }

    /// <summary>Processor time of the replay.</summary>
    public required TimeSpan Replay { get; init; }

    /// <summary>Processor time of all that came before: the runtime's start, loading and compiling the rules.</summary>
    public required TimeSpan Start { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required long Allocated { get; init; }

    public required long PeakBytes { get; init; }

    public static EngineRun Run(string path, IEnumerable<string> ruleFiles)
    {
        var rules = Samples.LoadRules(ruleFiles);
        var tree = new ProcessTree();
        var templates = new AlertTemplates(rules.Rules, new AlertFormat { Json = true, Iso8601Time = true, HostName = "bench" });
        var wanted = new EventTypeSet();
        wanted.UnionWith(ProcessTree.StateEventTypes);
        wanted.UnionWith(rules.EventTypes);

        var start = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var capture = CaptureReader.Open(path, wanted);
        var alerts = Apply(capture, tree, rules, templates);
        return new EngineRun
        {
            Alerts = alerts,
            Replay = Environment.CpuUsage.TotalTime - start,
            Start = start,
            Elapsed = clock.Elapsed,
            Allocated = GC.GetTotalAllocatedBytes() - allocated,
            PeakBytes = PeakMemory(),
            Events = EventCount.InFile(path),
        };
    }

    public override string ToString()
    {
        var perMillion = 1e6 / Math.Max(Events, 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            events                          {Events:N0}
            alerts                          {Alerts:N0}
            events/s                        {Events / Elapsed.TotalSeconds:N0}
            CPU s per million events        {Replay.TotalSeconds * perMillion:F3}
            CPU s, start-up apart           {Replay.TotalSeconds:F2}
            CPU s, start-up                 {Start.TotalSeconds:F2}
            allocated bytes per event       {Allocated / (double)Math.Max(Events, 1):F1}
            collections of gen 0, 1, 2      {GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)}
            paused for them, s              {GC.GetTotalPauseDuration().TotalSeconds:F2}
            peak memory, MiB                {PeakBytes / 1048576.0:F1}
            """);
    }

    private static int Apply(CaptureReader capture, ProcessTree tree, RuleSet rules, AlertTemplates templates)
    {
        var alerts = 0;
        var matches = new List<Rule>();
        using var batch = new EventBatch();
        while (true)
        {
            var step = capture.ReadInto(batch);
            tree.FirstTimestamp = capture.FirstTimestamp;
            foreach (var e in batch)
            {
                var context = tree.Apply(e);
                rules.Evaluate(context, matches);
                foreach (var rule in matches)
                {
                    templates.Render(rule, context);
                    alerts++;
                }

                matches.Clear();
                tree.Complete();
            }

            batch.Clear();
            switch (step)
            {
                case CaptureStep.End:
                    return alerts;
                case CaptureStep.Metadata:
                    tree.Seed(capture.Metadata);
                    break;
            }
        }
    }

    public static long PeakMemory()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
            {
                return 1024 * long.Parse(line.AsSpan("VmHWM:".Length).Trim()[..^" kB".Length], CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
