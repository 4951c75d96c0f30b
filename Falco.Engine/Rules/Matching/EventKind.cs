using Falco.Engine.Events;

namespace Falco.Engine.Rules.Matching;

/// <summary>
/// A kind of event for which conditions are simplified: an event type, for generic events one system call.
/// </summary>
/// <param name="Type">The event type.</param>
/// <param name="NamesItself">Whether the type decides the fields that follow from an event's type; else the event does.</param>
internal readonly record struct EventKind(EventType Type, bool NamesItself)
{
    /// <summary>All events of a type.</summary>
    public static EventKind Of(EventType type) => new(
        type,
        type is not (EventType.ASYNCEVENT_E or EventType.PLUGINEVENT_E or EventType.GENERIC_X or EventType.GENERIC_E));
}

/// <summary>What is known of a value before an event is there.</summary>
internal enum Knowledge : byte
{
    Nothing,

    /// <summary>That there is none.</summary>
    Absent,

    /// <summary>The value; it is in the memo.</summary>
    Present,
}
