using System.Buffers;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Conformance.Tests;

/// <summary>Replays with the engine alone: everything in one tree.</summary>
internal static class EngineReplay
{
    public static IEnumerable<ActualAlert> Run(ConformanceCase @case) => Run(@case.CaptureFile, @case.RuleFiles);

    public static IEnumerable<ActualAlert> Run(string captureFile, IReadOnlyList<string> ruleFiles, RuleLoaderOptions? options = null)
    {
        var loader = new RuleLoader(options);
        loader.Load(ruleFiles);
        var rules = loader.Build();
        var format = new AlertFormat { Json = true, Iso8601Time = true, HostName = ConformanceCase.HostName };
        var templates = new AlertTemplates(rules.Rules, format);
        var tree = new ProcessTree();
        var wanted = new EventTypeSet();
        wanted.UnionWith(ProcessTree.StateEventTypes);
        wanted.UnionWith(rules.EventTypes);
        var matches = new List<Rule>();
        var line = new ArrayBufferWriter<byte>();
        using var capture = CaptureReader.Open(captureFile, wanted);
        while (true)
        {
            switch (capture.Read())
            {
                case CaptureStep.End:
                    yield break;
                case CaptureStep.Metadata:
                    tree.Seed(capture.Metadata);
                    continue;
            }

            tree.FirstTimestamp = capture.FirstTimestamp;
            var context = tree.Apply(capture.Current);
            rules.Evaluate(context, matches);
            foreach (var rule in matches)
            {
                format.Write(line, templates.Render(rule, context));
                yield return new ActualAlert(Encoding.UTF8.GetString(line.WrittenSpan[..^1]), capture.Current.Number);
                line.ResetWrittenCount();
            }

            matches.Clear();
            tree.Complete();
        }
    }
}
