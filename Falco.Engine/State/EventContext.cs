using Falco.Engine.Events;
using Falco.Engine.Fields;

namespace Falco.Engine.State;

/// <summary>
/// The event at hand together with what state says of it: what rules and outputs read. One per process tree, reused for
/// every event.
/// </summary>
public sealed class EventContext
{
    internal EventContext(ProcessTree tree) => Tree = tree;

    /// <summary>The event.</summary>
    public EventView Event { get; internal set; }

    /// <summary>What the schema says of its type.</summary>
    public EventInfo Info { get; internal set; } = EventSchema.Get(default);

    /// <summary>The tree whose state the fields read.</summary>
    internal ProcessTree Tree { get; }

    /// <summary>The event's thread, null where the event has none.</summary>
    internal ThreadInfo? Thread { get; set; }

    /// <summary>The descriptor that the event uses or has made, null where unknown. Its number is <see cref="FdNumber"/>.</summary>
    internal FdInfo? Fd { get; set; }

    /// <summary>Number of the event's descriptor, -1 where there is none (Falco's m_lastevent_fd).</summary>
    internal long FdNumber { get; set; } = -1;

    /// <summary>Errno of a failed call, as a positive number; 0 for success.</summary>
    internal int ErrorCode { get; set; }

    /// <summary>Whether parsing this event changed the descriptor's name (fd.name_changed).</summary>
    internal bool FdNameChanged { get; set; }

    /// <summary>
    /// The stored enter event of this exit event where Falco keeps one (execve, open family, connect in captures that
    /// have it).
    /// </summary>
    internal EventView? EnterEvent { get; set; }

    /// <summary>Room for the values of a list field while it is printed.</summary>
    internal List<FieldValue> ListValues { get; } = [];

    /// <summary>Room to put text together in; whoever uses it clears it first.</summary>
    internal ScratchText Draft { get; } = new();

    /// <summary>Room for text that fields compute; emptied with every event.</summary>
    internal ScratchText Scratch { get; } = new();
}
