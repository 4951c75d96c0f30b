using Falco.Engine.Events;
using Falco.Engine.Rules.Matching;
using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Rules;

/// <summary>All loaded rules, compiled as a whole and indexed by event type. One instance per tree: it holds the event's memo.</summary>
public sealed class RuleSet
{
    private readonly RuleProgram _program;
    private readonly Memo _memo = new();
    private readonly bool _matchesAll;

    /// <summary>A set without rules.</summary>
    public RuleSet()
        : this([], new RuleProgram(new NodeTable(), []), matchesAll: false)
    {
    }

    internal RuleSet(IReadOnlyList<Rule> rules, RuleProgram program, bool matchesAll)
    {
        Rules = rules;
        _program = program;
        _matchesAll = matchesAll;
    }

    /// <summary>The rules, in load order.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The event types that at least one enabled rule wants.</summary>
    public EventTypeSet EventTypes => _program.EventTypes;

    /// <summary>
    /// Appends the rules that match the event: the first in load order, or all (rule_matching). Rules with a threshold or a sequence are
    /// not among them.
    /// </summary>
    public void Evaluate(EventContext context, List<Rule> matches) => Evaluate(context, matches, null);

    /// <summary>
    /// Appends the rules that match the event, and the conditions of stateful rules that hold for it: all of them, as none of them hides
    /// another rule or is hidden by one.
    /// </summary>
    internal void Evaluate(EventContext context, List<Rule> matches, List<RuleStep>? steps)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(matches);
        if (!EventTypes.Contains(context.Event.Type) || context.Event.IsStateOnly)
        {
            return;
        }

        var bucket = _program.Find(context);
        var conditions = bucket.Conditions;
        if (conditions.Length + bucket.Steps.Length == 0)
        {
            return;
        }

        _memo.Begin(context, bucket.NodeCount, bucket.SourceCount);
        for (var i = 0; i < conditions.Length; i++)
        {
            if (conditions[i].Holds(_memo))
            {
                matches.Add(bucket.Rules[i]);
                if (!_matchesAll)
                {
                    break;
                }
            }
        }

        if (bucket.Steps.Length > 0 && steps is not null)
        {
            AddSteps(bucket, steps);
        }
    }

    /// <summary>A set with the same rules and a memo of its own, for another tree.</summary>
    public RuleSet Fork() => new(Rules, _program, _matchesAll);

    private void AddSteps(RuleProgram.Bucket bucket, List<RuleStep> steps)
    {
        for (var i = 0; i < bucket.Steps.Length; i++)
        {
            if (bucket.StepConditions[i].Holds(_memo))
            {
                steps.Add(bucket.Steps[i]);
            }
        }
    }
}
