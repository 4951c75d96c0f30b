using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Output;

/// <summary>An alert: what a rule that matched says of an event. <see cref="AlertFormat"/> makes a line of it.</summary>
public sealed record Alert
{
    /// <summary>The event's number (evt.num).</summary>
    public required ulong EventNumber { get; init; }

    /// <summary>The event's time, nanoseconds since the Unix epoch.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>The rule's name.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's place in load order: alerts of one event print in this order.</summary>
    public required int RuleIndex { get; init; }

    /// <summary>The priority.</summary>
    public required Priority Priority { get; init; }

    /// <summary>The event source.</summary>
    public required string Source { get; init; }

    /// <summary>Tags in print order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The rendered output (UTF-8) without the time and priority before it.</summary>
    public required ReadOnlyMemory<byte> Message { get; init; }

    /// <summary>
    /// The output fields as the members of a JSON object (UTF-8, without braces), sorted by name, the time among them; empty where
    /// the format does not show them.
    /// </summary>
    public required ReadOnlyMemory<byte> FieldsJson { get; init; }

    /// <summary>The rule's output as its file has it: the same for all alerts of the rule.</summary>
    public string Template { get; init; } = "";

    /// <summary>Set where this is no alert yet: the event matches a rule that makes an alert of several matches.</summary>
    internal StatefulMatch? Match { get; init; }
}
