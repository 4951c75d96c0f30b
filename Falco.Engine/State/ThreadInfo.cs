using Falco.Engine.Events;
using Falco.Engine.Routing;

namespace Falco.Engine.State;

/// <summary>
/// One thread; the thread whose id is its process id is also the process (its <em>main thread</em>) and owns the
/// descriptors, working directory and environment of all threads of the group, as in Falco.
/// Fields that hold text are slices of buffers that the thread owns; they never point into an event batch.
/// </summary>
internal sealed class ThreadInfo
{
    public long Tid;
    public long Pid = -1;
    public long Ptid = -1;
    public long ReaperTid = -1;
    public long Sid = -1;
    public long Vtid = -1;
    public long Vpid = -1;
    public long Vpgid = -1;
    public long Pgid = -1;

    public Utf8 Comm;
    public Utf8 Exe;
    public Utf8 ExePath;

    /// <summary>Arguments without argv[0]; runs of NUL-terminated strings in one buffer.</summary>
    public Utf8 Args;

    /// <summary>Environment; runs of NUL-terminated strings in one buffer. The main thread's counts.</summary>
    public Utf8 Env;

    /// <summary>cgroups; runs of NUL-terminated <c>subsystem=path</c> in one buffer.</summary>
    public Utf8 Cgroups;

    /// <summary>Working directory with a trailing slash. The main thread's counts.</summary>
    public Utf8 Cwd;

    /// <summary>Root directory as far as chroot was seen.</summary>
    public Utf8 Root;

    /// <summary>Container id from the cgroups, empty for the host. A per-thread value, as in Falco.</summary>
    public Utf8 ContainerId;

    public ThreadFlags Flags = ThreadFlags.NameChanged;
    public bool ExeWritable;
    public bool ExeUpperLayer;
    public bool ExeLowerLayer;
    public bool ExeFromMemfd;
    public long FdLimit = -1;
    public uint Uid = uint.MaxValue;
    public uint Gid = uint.MaxValue;
    public uint LoginUid = uint.MaxValue;
    public ulong CapPermitted;
    public ulong CapEffective;
    public ulong CapInheritable;
    public ulong ExeIno;
    public ulong ExeInoCtime;
    public ulong ExeInoMtime;
    public ulong ExeInoCtimeDurationCloneTs;
    public ulong ExeInoCtimeDurationPidnsStart;
    public uint VmSizeKb;
    public uint VmRssKb;
    public uint VmSwapKb;
    public ulong PfMajor;
    public ulong PfMinor;
    public uint Tty;
    public ulong CloneTimestamp;
    public ulong LastExecTimestamp;
    public ulong LastAccessTimestamp;
    public ulong PidnsInitStartTimestamp;

    /// <summary>This thread's own descriptors. Which table counts for a thread <see cref="FdOwner"/> says.</summary>
    public FdTable Fds = FdTable.Empty;

    /// <summary>Number of the descriptor that the thread's last event was about.</summary>
    public long LastEventFd;

    /// <summary>Type of the thread's last enter event; the number 65535 before the first one.</summary>
    public EventType LastEnterType = (EventType)ushort.MaxValue;

    /// <summary>The last enter event that its exit event may need, as a frame of its own; null where there is none.</summary>
    public byte[]? EnterFrame;

    /// <summary>Threads of the same process; null for a thread of which nothing but its id is known.</summary>
    public ThreadGroup? Group;

    /// <summary>The tree does not own this thread: it was sent along because a thread of the tree refers to it.</summary>
    public bool IsForeign;

    /// <summary>In a directory: the tree that the thread belongs to; null until it is given one.</summary>
    public TreeStream? Tree;

    /// <summary>In a directory: the other trees that were told of the thread and have to hear what becomes of it.</summary>
    public List<TreeStream>? Holders;

    /// <summary>Whose child list this thread stands in; normally the thread that <see cref="Ptid"/> names.</summary>
    public ThreadInfo? Parent;

    /// <summary>The child that came last; the others follow through <see cref="NextSibling"/>.</summary>
    public ThreadInfo? FirstChild;

    public ThreadInfo? NextSibling;
    public ThreadInfo? PreviousSibling;

    /// <summary>
    /// How long Falco's list of children is: it holds exited children until there are ten of them, and a thread with a list that
    /// is not empty looks for a reaper when it exits.
    /// </summary>
    public int ChildCount;

    /// <summary>How many of them Falco takes to live.</summary>
    public long LiveChildCount;

    /// <summary>The thread that stands for the process; null where it is not known.</summary>
    public ThreadInfo? MainThread
    {
        get
        {
            if (IsMainThread)
            {
                return this;
            }

            return Group is { Threads: [{ IsMainThread: true } first, ..] } ? first : null;
        }
    }

    /// <summary>The thread whose descriptors this thread uses; null where it is not known.</summary>
    public ThreadInfo? FdOwner => (Flags & ThreadFlags.CloneFiles) == 0 ? this : MainThread;

    public bool IsMainThread => Tid == Pid || (Flags & ThreadFlags.IsMainThread) != 0;

    /// <summary>Whether nothing but the id is known ("stand-in entry").</summary>
    public bool IsInvalid => Tid < 0 || Pid < 0 || Ptid < 0;

    public bool IsDead => (Flags & ThreadFlags.Closed) != 0;

    /// <summary>A descriptor of the thread's process; null where it is not known.</summary>
    public FdInfo? FindFd(long fd) => fd < 0 ? null : FdOwner?.Fds.Find(fd);

    public bool IsInPidNamespace => (Flags & ThreadFlags.ChildInPidns) != 0 || (Tid != Vtid && Vtid >= 0);
}

/// <summary>Clone flags and state bits of a thread, with the schema's values (PPM_CL_*).</summary>
[Flags]
internal enum ThreadFlags : uint
{
    None = 0, CloneFiles = 1 << 0, CloneFs = 1 << 1, CloneIo = 1 << 2, CloneNewIpc = 1 << 3, CloneNewNet = 1 << 4,
    CloneNewNs = 1 << 5, CloneNewPid = 1 << 6, CloneNewUts = 1 << 7, CloneParent = 1 << 8, CloneParentSetTid = 1 << 9,
    ClonePtrace = 1 << 10, CloneSigHand = 1 << 11, CloneSysVSem = 1 << 12, CloneThread = 1 << 13, CloneUntraced = 1 << 14,
    CloneVm = 1 << 15, CloneInverted = 1 << 16, NameChanged = 1 << 17, Closed = 1 << 18, Active = 1 << 19,
    CloneNewUser = 1 << 20, PipeSource = 1 << 21, PipeDestination = 1 << 22, CloneChildClearTid = 1 << 23,
    CloneChildSetTid = 1 << 24, CloneSetTls = 1 << 25, CloneStopped = 1 << 26, CloneVfork = 1 << 27,
    CloneNewCgroup = 1 << 28, ChildInPidns = 1 << 29, IsMainThread = 1 << 30,
}
