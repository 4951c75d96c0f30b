using Falco.Engine.Events;
using Falco.Engine.Fields;

namespace Falco.Engine.State;

/// <summary>
/// The event at hand together with what state says of it: what rules and outputs read. One per process tree, reused for
/// every event.
/// </summary>
public sealed class EventContext
{
    private FdInfo? _foundFd;
    private Utf8 _nameBefore;

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

    /// <summary>The container that this event announces or removes; null for all other events.</summary>
    internal Container? AnnouncedContainer { get; set; }

    /// <summary>Room for the values of a list field while it is printed.</summary>
    internal List<FieldValue> ListValues { get; } = [];

    /// <summary>Room to put text together in; whoever uses it clears it first.</summary>
    internal ScratchText Draft { get; } = new();

    /// <summary>Room for text that fields compute; emptied with every event.</summary>
    internal ScratchText Scratch { get; } = new();

    /// <summary>Starts an event.</summary>
    internal void Reset(EventView e, EventInfo info)
    {
        Event = e;
        Info = info;
        Thread = null;
        Fd = _foundFd = null;
        FdNumber = -1;
        ErrorCode = 0;
        FdNameChanged = false;
        EnterEvent = null;
        AnnouncedContainer = null;
    }

    /// <summary>The event uses a descriptor that is in the table.</summary>
    internal void UseFd(FdInfo? fd)
    {
        Fd = _foundFd = fd;
        _nameBefore = fd?.Name ?? default;
    }

    /// <summary>The event made a descriptor. A duplicate has the name of what it was made from; others had none before.</summary>
    internal void MakeFd(FdInfo? fd, Utf8 nameBefore = default)
    {
        Fd = fd;
        _foundFd = null;
        _nameBefore = nameBefore;
    }

    /// <summary>The event's descriptor changed; its name before still counts.</summary>
    internal void ChangeFd(FdInfo fd)
    {
        Fd = fd;
        _foundFd = null;
    }

    /// <summary>Finds out whether the descriptor's name changed.</summary>
    internal void CompareFdName() => FdNameChanged = Fd is { } fd && fd != (object?)_foundFd && !fd.Name.Equals(_nameBefore);
}
