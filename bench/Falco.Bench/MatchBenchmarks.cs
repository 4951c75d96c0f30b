using BenchmarkDotNet.Attributes;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>Evaluating rules: compare with <see cref="NoRules"/>, which is state alone.</summary>
[MemoryDiagnoser]
public class MatchBenchmarks
{
    private readonly List<Rule> _matches = [];
    private List<CaptureMetadata> _metadata = [];
    private EventBatch _events = new(16);
    private RuleSet _rules = new();

    /// <summary>The rules: none, those that the project ships, the official ones where a corpus is at hand.</summary>
    [ParamsSource(nameof(AllRules))]
    public string Rules { get; set; } = NoRules;

    /// <summary>State alone.</summary>
    public const string NoRules = "none";

    /// <summary>What there is to choose from.</summary>
    public static IEnumerable<string> AllRules => Samples.OfficialRules.Length > 0 ? [NoRules, "default", "official", "official, all"] : [NoRules, "default"];

    /// <summary>Reads the capture and compiles the rules.</summary>
    [GlobalSetup]
    public void Load()
    {
        (_metadata, _events) = Samples.Read(Samples.Capture);
        _rules = Rules switch
        {
            NoRules => new RuleSet(),
            "default" => Samples.LoadRules([Samples.DefaultRules]),
            "official" => Samples.LoadRules(Samples.OfficialRules[..1]),
            _ => Samples.LoadRules(Samples.OfficialRules),
        };
    }

    /// <summary>A capture's events, already in memory, applied to a new tree and matched.</summary>
    [Benchmark]
    public int Match()
    {
        var tree = new ProcessTree();
        var wanted = new EventTypeSet();
        wanted.UnionWith(ProcessTree.StateEventTypes);
        wanted.UnionWith(_rules.EventTypes);
        foreach (var metadata in _metadata)
        {
            tree.Seed(metadata);
        }

        var count = 0;
        foreach (var e in _events)
        {
            if (wanted.Contains(e.Type))
            {
                _rules.Evaluate(tree.Apply(e), _matches);
                tree.Complete();
                count += _matches.Count;
                _matches.Clear();
            }
        }

        return count;
    }
}
