using System.Globalization;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>
/// What each part of the engine adds to the cost of an event: a capture is replayed with more and more of them, each several times in
/// this process, and the best time counts. The runtime's own start and compilation are not in it.
/// </summary>
internal static class PartsRun
{
    private const int Rounds = 4;

    public static string Run(string path, IReadOnlyCollection<string> ruleFiles)
    {
        var rules = Samples.LoadRules(ruleFiles);
        var wanted = new EventTypeSet();
        wanted.UnionWith(ProcessTree.StateEventTypes);
        wanted.UnionWith(rules.EventTypes);
        var events = EventCount.InFile(path);
        var report = new StringBuilder("CPU us per event, and what the part adds\n");
        var before = 0.0;
        foreach (var (name, replay) in (ReadOnlySpan<(string, Action)>)
        [
            ("blocks", () => EventCount.InFile(path)),
            ("decode", () => Replay(path, wanted, null, null)),
            ("state", () => Replay(path, wanted, new ProcessTree(), null)),
            ("match", () => Replay(path, wanted, new ProcessTree(), rules)),
        ])
        {
            var best = double.MaxValue;
            for (var i = 0; i < Rounds; i++)
            {
                var start = Environment.CpuUsage.TotalTime;
                replay();
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / events);
            }

            report.AppendLine(CultureInfo.InvariantCulture, $"{name,-8} {best:F3} {best - before,7:F3}");
            before = best;
        }

        return report.ToString();
    }

    private static void Replay(string path, EventTypeSet wanted, ProcessTree? tree, RuleSet? rules)
    {
        var matches = new List<Rule>();
        using var batch = new EventBatch();
        using var capture = CaptureReader.Open(path, wanted);
        while (true)
        {
            var step = capture.ReadInto(batch);
            if (tree is not null)
            {
                Apply(batch, tree, rules, matches);
            }

            batch.Clear();
            switch (step)
            {
                case CaptureStep.End:
                    return;
                case CaptureStep.Metadata:
                    tree?.Seed(capture.Metadata);
                    break;
            }
        }
    }

    private static void Apply(EventBatch batch, ProcessTree tree, RuleSet? rules, List<Rule> matches)
    {
        foreach (var e in batch)
        {
            var context = tree.Apply(e);
            if (rules is not null)
            {
                rules.Evaluate(context, matches);
                matches.Clear();
            }

            tree.Complete();
        }
    }
}
