using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// The state of one process tree: threads with their lineage, descriptors, users, containers; and how events change it.
/// <code>
/// foreach (var e in batch)
/// {
///     var context = tree.Apply(e);
///     rules.Evaluate(context, matches);
///     tree.Complete();
/// }
/// </code>
/// </summary>
public sealed class ProcessTree
{
    private readonly EventContext _context;
    private long _exitedTid = -1;
    private long _closedFd = -1;
    private ThreadInfo? _closedFdOwner;
    private byte[]? _spareFrame;

    /// <summary>An empty tree.</summary>
    public ProcessTree()
        : this(tracksDescriptors: true)
    {
    }

    /// <summary>
    /// An empty tree; without descriptors it keeps lineage only, which is what a directory of other trees' processes needs.
    /// </summary>
    internal ProcessTree(
        bool tracksDescriptors, int maxThreads = ThreadTable.DefaultMaxCount, List<ThreadInfo>? departed = null, ContainerEngines? engines = null)
    {
        ContainerIds = new ContainerIds(engines);
        TracksDescriptors = tracksDescriptors;
        Threads = new ThreadTable { MaxCount = maxThreads, Departed = departed };
        _context = new EventContext(this);
        Snapshot = new StartSnapshot(this);
    }

    /// <summary>The event types that can change state. Others only matter to rules that ask for them.</summary>
    public static EventTypeSet StateEventTypes { get; } = StateEvents.All();

    /// <summary>The event types that can change lineage: all that a tree without descriptors needs to see.</summary>
    public static EventTypeSet LineageEventTypes { get; } = StateEvents.OfLineage();

    internal bool TracksDescriptors { get; private set; }

    internal ThreadTable Threads { get; }

    internal UserTable Users { get; } = new();

    internal ContainerTable Containers { get; } = new();

    internal ContainerIds ContainerIds { get; }

    internal Cgroups Cgroups { get; } = new();

    /// <summary>What the last parcel of users, containers and the machine was made of; null where the machine has changed since.</summary>
    internal ((int Users, int Containers) Versions, byte[] Parcel)? LastHostParcel { get; set; }

    internal RecentExits RecentExits { get; set; } = new();

    internal RecentFiles RecentFiles { get; } = new();

    internal RecentTexts Environments { get; } = new();

    internal StartSnapshot Snapshot { get; set; }

    internal FieldMemory FieldMemory { get; } = new();

    /// <summary>The machine that the sensor runs on; null on replay, where the recording was not appended to another one.</summary>
    internal MachineInfo? Machine { get; set; }

    /// <summary>
    /// Time of the recording's first event that is no metaevent, in whichever tree it was; evt.reltime counts from it.
    /// </summary>
    public ulong FirstTimestamp { get; set; }

    internal List<InterfaceEntry> Interfaces { get; } = [];

    /// <summary>The context of the event that was applied last.</summary>
    internal EventContext Context => _context;

    /// <summary>
    /// Takes over what a capture's metadata block, or a sensor's start snapshot, says of the machine. The snapshot counts as
    /// whole with the next event, or with <see cref="CompleteSeed"/>.
    /// </summary>
    public void Seed(CaptureMetadata metadata) => Snapshot.Add(metadata);

    /// <summary>Ties the threads of the start snapshot together; <see cref="Apply"/> does it where nobody else has.</summary>
    public void CompleteSeed() => Snapshot.Complete();

    /// <summary>Starts or stops keeping descriptors; those that were kept go.</summary>
    internal void TrackDescriptors(bool tracks)
    {
        TracksDescriptors = tracks;
        if (!tracks)
        {
            foreach (var thread in Threads.All)
            {
                thread.Fds = FdTable.Empty;
            }
        }
    }

    /// <summary>Brings the state up to the event; rules and outputs read the context before <see cref="Complete"/>.</summary>
    public EventContext Apply(EventView e)
    {
        if (Snapshot.IsOpen)
        {
            Snapshot.Complete();
        }

        RecentExits.Date(e.Timestamp);
        var type = e.Type;
        var context = _context;
        var info = EventSchema.Get(type);
        context.Reset(e, info);
        if (FirstTimestamp == 0 && (info.Category & EventCategory.Metaevent) == 0)
        {
            FirstTimestamp = e.Timestamp;
        }

        var traits = EventTraitsTable.Of(type);
        var thread = FindThread(context, e, traits);
        context.Thread = thread;
        if ((traits & EventTraits.ChangesLineage) != 0)
        {
            StateEvents.ChangeLineage(this, context, e, type);
        }
        else if ((traits & EventTraits.ChangesDescriptors) != 0 && TracksDescriptors)
        {
            StateEvents.ChangeDescriptors(this, context, e, type);
        }

        if (context.Fd is not null)
        {
            context.CompareFdName();
        }

        thread = context.Thread;
        if (thread is not null)
        {
            if (((int)type & 1) != 0 && thread.EnterFrame is { } frame)
            {
                // Fields may still read the stored enter event through the context: its memory is used again with the next one only.
                thread.EnterFrame = null;
                _spareFrame = frame;
            }
        }
        else
        {
            context.Thread = thread = Threads.Find(e.ThreadId);
        }

        context.FdNumber = thread?.LastEventFd ?? -1;
        return context;
    }

    /// <summary>Removes what the event ended: exited threads, closed descriptors.</summary>
    public void Complete()
    {
        if (_exitedTid != -1)
        {
            RemoveExited();
        }

        if (_closedFdOwner is { } owner)
        {
            owner.Fds.Remove(_closedFd);
            _closedFdOwner = null;
        }

        _context.Scratch.Clear();
    }

    /// <summary>Memory of an enter event that has found its exit; null where there is none.</summary>
    internal byte[]? TakeSpareFrame()
    {
        var frame = _spareFrame;
        _spareFrame = null;
        return frame;
    }

    /// <summary>The thread goes with <see cref="Complete"/>.</summary>
    internal void RemoveAfterEvent(long tid) => _exitedTid = tid;

    /// <summary>The descriptor goes with <see cref="Complete"/>.</summary>
    internal void RemoveAfterEvent(ThreadInfo thread, long fd)
    {
        if (thread.FdOwner is { } owner && owner.Fds.Count > 0)
        {
            _closedFdOwner = owner;
            _closedFd = fd;
        }
    }

    /// <summary>Puts a descriptor into the table of the thread's process; null where it has none or the table is full.</summary>
    internal FdInfo? AddFd(ThreadInfo thread, long fd, FdInfo info)
    {
        if (!TracksDescriptors || thread.FdOwner is not { } owner)
        {
            return null;
        }

        thread.LastEventFd = fd;
        return SetFd(owner, fd, info) ? info : null;
    }

    /// <summary>Replaces the descriptor of the event with a changed one.</summary>
    internal static void ChangeFd(EventContext context, FdInfo changed)
    {
        if (context.Thread is { FdOwner: { } owner } thread)
        {
            SetFd(owner, thread.LastEventFd, changed);
        }

        context.ChangeFd(changed);
    }

    private static bool SetFd(ThreadInfo owner, long fd, FdInfo info)
    {
        if (owner.Fds == FdTable.Empty)
        {
            owner.Fds = new FdTable();
        }

        return owner.Fds.Set(fd, info);
    }

    /// <summary>
    /// Finds the event's thread and, for events that use one, its descriptor; what every event does before its own parser runs.
    /// </summary>
    private ThreadInfo? FindThread(EventContext context, EventView e, EventTraits traits)
    {
        if ((traits & EventTraits.HasNoThread) != 0)
        {
            return null;
        }

        var thread = Threads.FindForEvent(e.ThreadId, e.Timestamp);
        if ((traits & EventTraits.KnownThreadsOnly) != 0)
        {
            if (thread is null || (traits & EventTraits.ThreadOnly) != 0)
            {
                return thread;
            }
        }
        else
        {
            if (thread is null)
            {
                Threads.FindOrAdd(e.ThreadId);
                thread = Threads.FindForEvent(e.ThreadId, e.Timestamp);
                if (thread is null)
                {
                    return null;
                }
            }

            thread.Flags |= ThreadFlags.Active;
        }

        if ((traits & EventTraits.IsEnter) != 0)
        {
            thread.LastEventFd = -1;
            thread.LastEnterType = e.Type;
            if ((traits & EventTraits.UsesFd) != 0)
            {
                thread.LastEventFd = e.TryGetInt64(EventTraitsTable.FdParam(e.Type), out var used) ? used : -1;
                context.UseFd(thread.FindFd(thread.LastEventFd));
            }

            return thread;
        }

        var type = e.Type;
        if (e.ImpliesEnter)
        {
            thread.LastEnterType = (EventType)((int)type - 1);
            thread.LastEventFd = -1;
        }

        var entered = thread.LastEnterType;
        if ((int)type == (int)entered + 1 || (type == EventType.SYSCALL_EXECVE_19_X && entered == EventType.SYSCALL_EXECVEAT_E))
        {
            TakeEnterEvent(context, thread, type);
        }
        else
        {
            thread.LastEventFd = -1;
        }

        if ((traits & EventTraits.HasResult) != 0 && e.ParamCount > 0 && e.Result() is < 0 and var result)
        {
            context.ErrorCode = -(int)result;
        }

        if ((traits & EventTraits.UsesFd) != 0)
        {
            if (thread.LastEventFd == -1 && EventTraitsTable.FdParam(type) is >= 0 and var at && e.TryGetInt64(at, out var fd))
            {
                thread.LastEventFd = fd;
            }

            context.UseFd(thread.FindFd(thread.LastEventFd));
        }

        return thread;
    }

    private static void TakeEnterEvent(EventContext context, ThreadInfo thread, EventType type)
    {
        if (thread.EnterFrame is not { } frame)
        {
            return;
        }

        // The frame may be of an earlier call whose exit was lost. A successful execveat shows up as execve.
        var enter = new EventView(frame, 0);
        if ((int)enter.Type == (int)type - 1 || (type == EventType.SYSCALL_EXECVE_19_X && enter.Type == EventType.SYSCALL_EXECVEAT_E))
        {
            context.EnterEvent = enter;
        }
    }

    private void RemoveExited()
    {
        var tid = _exitedTid;
        _exitedTid = -1;
        var thread = Threads.Find(tid);
        if (thread is { IsForeign: true })
        {
            return;
        }

        RecentExits.Add(tid, thread?.Ptid ?? -1);
        Lineage.Remove(Threads, tid);
    }
}
