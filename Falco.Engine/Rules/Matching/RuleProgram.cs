using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>A rule and its compiled condition.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Condition">Its condition.</param>
/// <param name="Types">The event types that its condition may hold for.</param>
internal sealed record CompiledRule(Rule Rule, Node Condition, EventTypeSet Types)
{
    /// <summary>Which condition of a stateful rule it is; -1 for a rule of which every match is an alert.</summary>
    public int Step { get; init; } = -1;
}

/// <summary>
/// The enabled rules, compiled as a whole. For every kind of event there is a short list of rules, with conditions of which everything
/// is left out that the kind of event decides; it is made when the first such event comes. Shared by all trees.
/// </summary>
internal sealed class RuleProgram
{
    private readonly Lock _lock = new();
    private readonly NodeTable _nodes;
    private readonly KindSample _sample;
    private readonly CompiledRule[] _rules;
    private readonly Bucket?[] _byType = new Bucket?[EventSchema.Count];
    private readonly Bucket?[] _byCall = new Bucket?[Syscalls.All.Length];

    public RuleProgram(NodeTable nodes, IReadOnlyList<CompiledRule> rules)
    {
        _nodes = nodes;
        _sample = new KindSample(nodes);
        _rules = [.. rules];
        foreach (var rule in _rules)
        {
            EventTypes.UnionWith(rule.Types);
        }
    }

    /// <summary>The event types that some rule may match.</summary>
    public EventTypeSet EventTypes { get; } = new();

    /// <summary>The rules that an event can match.</summary>
    public Bucket Find(EventContext context)
    {
        var type = context.Event.Type;
        if (type == EventType.GENERIC_X)
        {
            var call = EventNames.NumberOfGeneric(context.Event);
            if ((uint)call < (uint)_byCall.Length)
            {
                return Volatile.Read(ref _byCall[call]) ?? Make(ref _byCall[call], new EventKind(type, true), call);
            }
        }

        return Volatile.Read(ref _byType[(int)type]) ?? Make(ref _byType[(int)type], EventKind.Of(type), 0);
    }

    private Bucket Make(ref Bucket? place, EventKind kind, int call)
    {
        lock (_lock)
        {
            if (place is null)
            {
                Volatile.Write(ref place, Make(kind, call));
            }

            return place!;
        }
    }

    private Bucket Make(EventKind kind, int call)
    {
        var simplifier = new Simplifier(_nodes, _sample.Take(kind, call));
        var rules = new List<Rule>();
        var conditions = new List<Node>();
        var steps = new List<RuleStep>();
        var stepConditions = new List<Node>();
        foreach (var rule in _rules)
        {
            if (!rule.Types.Contains(kind.Type))
            {
                continue;
            }

            var condition = simplifier.Simplify(rule.Condition);
            if (condition != _nodes.False && rule.Step < 0)
            {
                rules.Add(rule.Rule);
                conditions.Add(condition);
            }
            else if (condition != _nodes.False)
            {
                steps.Add(new RuleStep(rule.Rule, rule.Step));
                stepConditions.Add(condition);
            }
        }

        MarkShared([.. conditions, .. stepConditions]);
        return new Bucket([.. rules], [.. conditions], [.. steps], [.. stepConditions], _nodes.Count, _nodes.SourceCount);
    }

    /// <summary>Finds the conditions that several others ask for.</summary>
    private static void MarkShared(List<Node> conditions)
    {
        var seen = new HashSet<Node>();
        var pending = new Stack<Node>(conditions);
        while (pending.TryPop(out var node))
        {
            if (!seen.Add(node))
            {
                node.IsShared |= node is not (ConstantNode or NotNode);
                continue;
            }

            foreach (var child in node switch
            {
                AndNode all => all.Children,
                OrNode any => any.Children,
                NotNode not => new ReadOnlySpan<Node>([not.Child]),
                _ => default,
            })
            {
                pending.Push(child);
            }
        }
    }

    /// <summary>The rules that are left for a kind of event, in load order, and their conditions.</summary>
    /// <param name="Rules">The rules.</param>
    /// <param name="Conditions">The condition of each.</param>
    /// <param name="Steps">The conditions of stateful rules that are left, in load order.</param>
    /// <param name="StepConditions">Each of them.</param>
    /// <param name="NodeCount">More than the number of any node in them.</param>
    /// <param name="SourceCount">More than the slot of any value in them.</param>
    internal sealed record Bucket(
        Rule[] Rules, Node[] Conditions, RuleStep[] Steps, Node[] StepConditions, int NodeCount, int SourceCount);
}
