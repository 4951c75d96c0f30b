using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// clone, clone3, fork, vfork. The call returns twice, in either order: in the caller with the child's id and in the child with 0.
/// Whichever event comes first makes the child.
/// </summary>
internal static class CloneEvents
{
    private const int Exe = 1, Args = 2, Pid = 4, Ptid = 5, FdLimit = 7, PfMajor = 8, PfMinor = 9, VmSize = 10, VmRss = 11,
        VmSwap = 12, Comm = 13, CgroupPaths = 14, Flags = 15, Uid = 16, Gid = 17, Vtid = 18, Vpid = 19, PidnsStart = 20;

    /// <summary>How old a child's entry may be when the child's own event comes; an older one is of an earlier thread.</summary>
    private const ulong StaleAge = 2_000_000_000;

    public static void Clone(ProcessTree tree, EventContext context, EventView e)
    {
        var result = e.Result();
        if (result < 0)
        {
            return;
        }

        var wide = new WideEventView(e, stackalloc int[WideEventView.Room]);
        if (result == 0)
        {
            InChild(tree, context, wide);
        }
        else
        {
            InCaller(tree, context, wide, result);
        }
    }

    /// <summary>Of whom the child that the event is of is a copy: a process of its parent, a thread of its leader.</summary>
    public static long ModelTid(EventView e)
        => e.Signed(((ThreadFlags)e.Word(Flags) & ThreadFlags.CloneThread) == 0 ? Ptid : Pid);

    private static void InCaller(ProcessTree tree, EventContext context, WideEventView e, long childTid)
    {
        var caller = tree.Threads.FindOrAdd(e.Event.ThreadId);
        context.Thread = caller;
        if (caller is null)
        {
            return;
        }

        var isCallerKnown = !caller.IsInvalid;
        if (!isCallerKnown)
        {
            caller.Pid = e.Signed(Pid);
            caller.Ptid = e.Signed(Ptid);
            SetVirtualIds(caller, e);
            Lineage.Link(tree.Threads, caller);
        }

        var flags = (ThreadFlags)e.Word(Flags);
        if (IsLeftToChild(e, caller, flags)
            || tree.RecentExits.Contains(childTid, caller.Tid, e.Event.Timestamp)
            || !MakeRoom(tree, childTid))
        {
            return;
        }

        var child = new ThreadInfo { Tid = childTid, Flags = flags };
        if ((flags & ThreadFlags.CloneThread) == 0)
        {
            if (isCallerKnown)
            {
                InheritProcess(tree, child, caller);
            }

            child.Pid = childTid;
            child.Ptid = caller.Tid;
        }
        else
        {
            child.Pid = caller.Pid;
            child.Ptid = caller.Ptid;
            child.Flags |= ThreadFlags.CloneFiles;
            child.LastExecTimestamp = caller.LastExecTimestamp;
        }

        child.Vtid = child.Tid;
        child.Vpid = child.Pid;
        Describe(tree, child, caller, e);
        child.PidnsInitStartTimestamp = tree.Machine?.BootTimestamp ?? 0;
        if (isCallerKnown)
        {
            Inherit(child, caller);
        }
        else
        {
            caller.Exe = child.Exe;
            caller.Comm = child.Comm;
            caller.Args = child.Args;
        }

        if (Lineage.Add(tree.Threads, child))
        {
            ContainerEvents.Attach(tree, child);
        }

        context.Thread = tree.Threads.Find(e.Event.ThreadId);
    }

    /// <summary>
    /// Whether only the child's event can make the child: its id here is that of a pid namespace, or (vfork) it may have come and
    /// gone by now.
    /// </summary>
    private static bool IsLeftToChild(WideEventView e, ThreadInfo caller, ThreadFlags flags)
        => (flags & (ThreadFlags.ChildInPidns | ThreadFlags.CloneNewPid | ThreadFlags.CloneParent | ThreadFlags.CloneVfork)) != 0
            || caller.Tid != caller.Vtid
            || e.Event.Type == EventType.SYSCALL_VFORK_20_X;

    /// <summary>False where the child is there already, or lives in another tree; an entry of an earlier thread with its id goes.</summary>
    private static bool MakeRoom(ProcessTree tree, long childTid)
    {
        if (tree.Threads.Find(childTid) is not { } existing)
        {
            return true;
        }

        if (existing.IsForeign || (existing.Flags & ThreadFlags.CloneInverted) != 0)
        {
            return false;
        }

        Lineage.Remove(tree.Threads, childTid);
        return true;
    }

    private static void InChild(ProcessTree tree, EventContext context, WideEventView e)
    {
        if (context.Thread is { CloneTimestamp: not 0 } existing)
        {
            if (e.Event.Timestamp - existing.CloneTimestamp < StaleAge)
            {
                return;
            }

            Lineage.Remove(tree.Threads, e.Event.ThreadId);
        }

        context.Thread = null;
        var child = new ThreadInfo { Tid = e.Event.ThreadId, Pid = e.Signed(Pid), Ptid = e.Signed(Ptid) };
        SetVirtualIds(child, e);
        child.Flags = (ThreadFlags)e.Word(Flags) | ThreadFlags.CloneInverted;
        var isLeader = (child.Flags & ThreadFlags.CloneThread) == 0;
        if (!isLeader)
        {
            child.Flags |= ThreadFlags.CloneFiles;
        }

        // A process is a copy of its parent, a thread one of its leader: what the event does not say comes from there.
        if (tree.Threads.FindOrAdd(isLeader ? child.Ptid : child.Pid) is not { } model)
        {
            return;
        }

        var isModelKnown = !model.IsInvalid;
        if (!isModelKnown && !isLeader)
        {
            model.Pid = child.Pid;
            model.Ptid = child.Ptid;
            model.Vtid = model.Vpid = child.Vpid;
            Lineage.Link(tree.Threads, model);
        }

        Describe(tree, child, model, e);
        if (isModelKnown)
        {
            Inherit(child, model);
            if (isLeader)
            {
                InheritProcess(tree, child, model);
            }
            else
            {
                child.LastExecTimestamp = model.LastExecTimestamp;
            }
        }
        else if (!isLeader)
        {
            model.Exe = child.Exe;
            model.Comm = child.Comm;
            model.Args = child.Args;
        }

        SetNamespaceStart(tree, child, e);
        if (Lineage.Add(tree.Threads, child))
        {
            context.Thread = child;
        }
    }

    private static void SetVirtualIds(ThreadInfo thread, WideEventView e)
    {
        if (e.Has(Vpid))
        {
            thread.Vtid = e.Signed(Vtid);
            thread.Vpid = e.Signed(Vpid);
        }
        else
        {
            thread.Vtid = thread.Tid;
            thread.Vpid = -1;
        }
    }

    private static void SetNamespaceStart(ProcessTree tree, ThreadInfo child, WideEventView e)
    {
        var boot = tree.Machine?.BootTimestamp ?? 0;
        if ((child.Flags & (ThreadFlags.ChildInPidns | ThreadFlags.CloneNewPid)) == 0 && child.Tid == child.Vtid)
        {
            child.PidnsInitStartTimestamp = boot;
        }
        else if (e.Has(PidnsStart))
        {
            child.PidnsInitStartTimestamp = e.Unsigned(PidnsStart) + boot;
        }
    }

    /// <summary>Takes over what the event says of the child. Texts are shared with the process it is a copy of where they are the same.</summary>
    private static void Describe(ProcessTree tree, ThreadInfo child, ThreadInfo model, WideEventView e)
    {
        child.Exe = TextBlock.Keep(model.Exe, e.Text(Exe).Span);
        child.Args = TextBlock.KeepStrings(model.Args, e.Strings(Args));
        child.Comm = e.Has(Comm) ? TextBlock.Keep(model.Comm, e.Text(Comm).Span) : child.Exe;
        child.Cgroups = tree.Cgroups.Normalize(model.Cgroups, default, e.Strings(CgroupPaths), tree.Context.Draft);
        child.FdLimit = e.Signed(FdLimit);
        if (e.Has(VmSwap))
        {
            child.PfMajor = e.Unsigned(PfMajor);
            child.PfMinor = e.Unsigned(PfMinor);
            child.VmSizeKb = e.Word(VmSize);
            child.VmRssKb = e.Word(VmRss);
            child.VmSwapKb = e.Word(VmSwap);
        }

        child.Uid = e.Word(Uid);
        child.Gid = e.Word(Gid);
        child.CloneTimestamp = e.Event.Timestamp;
    }

    /// <summary>What every thread has from the thread that made it.</summary>
    private static void Inherit(ThreadInfo child, ThreadInfo model)
    {
        child.ExePath = ExecEvents.WithoutDeleted(model.ExePath);
        child.ExeWritable = model.ExeWritable;
        child.ExeUpperLayer = model.ExeUpperLayer;
        child.ExeLowerLayer = model.ExeLowerLayer;
        child.ExeFromMemfd = model.ExeFromMemfd;
        child.Root = model.Root;
        child.Sid = model.Sid;
        child.Vpgid = model.Vpgid;
        child.Pgid = model.Pgid;
        child.Tty = model.Tty;
        child.LoginUid = model.LoginUid;
        child.CapPermitted = model.CapPermitted;
        child.CapInheritable = model.CapInheritable;
        child.CapEffective = model.CapEffective;
        child.ExeIno = model.ExeIno;
        child.ExeInoCtime = model.ExeInoCtime;
        child.ExeInoMtime = model.ExeInoMtime;
        child.ExeInoCtimeDurationCloneTs = model.ExeInoCtimeDurationCloneTs;
    }

    /// <summary>What a process has from its parent; threads use their leader's.</summary>
    private static void InheritProcess(ProcessTree tree, ThreadInfo child, ThreadInfo model)
    {
        if (tree.TracksDescriptors && model.FdOwner is { } owner)
        {
            child.Fds = owner.Fds.Fork();
        }

        child.Cwd = DirectoryEvents.Directory(model);
        child.Env = model.Env;
    }
}
