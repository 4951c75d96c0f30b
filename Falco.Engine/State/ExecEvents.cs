using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>execve and execveat: the process becomes another program.</summary>
internal static class ExecEvents
{
    private const int Exe = 1, Args = 2, Pid = 4, Ptid = 5, FdLimit = 7, PfMajor = 8, PfMinor = 9, VmSize = 10, VmRss = 11,
        VmSwap = 12, Comm = 13, CgroupPaths = 14, Env = 15, Tty = 16, Vpgid = 17, LoginUid = 18, Flags = 19, CapInheritable = 20,
        CapPermitted = 21, CapEffective = 22, Ino = 23, Ctime = 24, Mtime = 25, Uid = 26, ExePath = 27, Pgid = 28, Gid = 29;

    private const uint Writable = 1 << 0, UpperLayer = 1 << 1, FromMemfd = 1 << 2, LowerLayer = 1 << 3;
    private const uint EmptyPath = 1 << 0;

    private static ReadOnlySpan<byte> Deleted => " (deleted)"u8;

    private static ReadOnlySpan<byte> NotAvailable => "<NA>"u8;

    public static void Exec(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.Result() < 0 || context.Thread is not { } thread)
        {
            return;
        }

        // A secondary thread's exec takes the place of a main thread that exited before.
        if (thread.IsDead)
        {
            thread.Flags &= ~ThreadFlags.Closed;
            if (thread.Group is { } group)
            {
                group.AliveCount++;
            }
        }

        var wide = new WideEventView(e, stackalloc int[WideEventView.Room]);
        thread.LastExecTimestamp = e.Timestamp;
        SetIds(tree, wide, thread);
        SetTexts(tree, context, wide, thread);
        SetNumbers(wide, thread);
        if (tree.TracksDescriptors && thread.FdOwner is { Fds.Count: > 0 } owner)
        {
            owner.Fds.RemoveWhere(0, static (_, info, _) => info.IsCloseOnExec);
        }

        thread.Flags = ThreadFlags.Active
            | ThreadFlags.NameChanged
            | (thread.Flags & (ThreadFlags.PipeSource | ThreadFlags.PipeDestination | ThreadFlags.IsMainThread | ThreadFlags.CloneInverted));
        RemoveOtherThreads(tree, thread);
    }

    /// <summary>The path without the kernel's mark for files that have no name any more.</summary>
    public static ReadOnlySpan<byte> WithoutDeleted(ReadOnlySpan<byte> path)
        => path.Length > Deleted.Length && path.EndsWith(Deleted) ? path[..^Deleted.Length] : path;

    /// <inheritdoc cref="WithoutDeleted(ReadOnlySpan{byte})"/>
    public static Utf8 WithoutDeleted(Utf8 path) => path.Slice(0, WithoutDeleted(path.Span).Length);

    /// <summary>All texts of the event; but for the environment in one buffer that the thread owns.</summary>
    private static void SetTexts(ProcessTree tree, EventContext context, WideEventView e, ThreadInfo thread)
    {
        var exe = e.Text(Exe).Span;
        var comm = e.Has(Comm) ? e.Text(Comm).Span : exe;
        var args = e.Strings(Args);
        var path = WithoutDeleted(NewExePath(context, e, thread, out var hasPath).Span);
        var block = new TextBlock(exe.Length + comm.Length + args.Length + 1 + path.Length);
        thread.Exe = block.Add(exe);
        thread.Comm = block.Add(comm);
        thread.Args = block.AddStrings(args);
        if (e.Has(Env))
        {
            thread.Env = tree.Environments.KeepStrings(thread.Env, e.Strings(Env));
        }

        if (hasPath)
        {
            thread.ExePath = block.Add(path);
        }

        if (e.Has(CgroupPaths))
        {
            thread.Cgroups = tree.Cgroups.Normalize(thread.Cgroups, thread.Cgroups, e.Strings(CgroupPaths), tree.Context.Draft);
        }
    }

    private static void SetIds(ProcessTree tree, WideEventView e, ThreadInfo thread)
    {
        thread.Pid = e.Signed(Pid);
        if (thread.IsInvalid)
        {
            thread.Ptid = e.Signed(Ptid);
            if ((thread.Flags & ThreadFlags.ChildInPidns) == 0)
            {
                thread.Vtid = thread.Tid;
                thread.Vpid = thread.Pid;
            }

            Lineage.Link(tree.Threads, thread);
        }

        if (e.Has(Vpgid))
        {
            thread.Vpgid = e.Signed(Vpgid);
        }

        thread.Pgid = e.Has(Pgid) ? e.Signed(Pgid) : -1;
        if (e.Has(LoginUid))
        {
            thread.LoginUid = e.Word(LoginUid);
        }

        if (e.Has(Uid))
        {
            thread.Uid = e.Word(Uid);
        }

        if (e.Has(Gid))
        {
            thread.Gid = e.Word(Gid);
        }

        if (e.Has(Tty))
        {
            thread.Tty = e.Word(Tty);
        }
    }

    private static void SetNumbers(WideEventView e, ThreadInfo thread)
    {
        thread.FdLimit = e.Signed(FdLimit);
        if (e.Has(VmSwap))
        {
            thread.PfMajor = e.Unsigned(PfMajor);
            thread.PfMinor = e.Unsigned(PfMinor);
            thread.VmSizeKb = e.Word(VmSize);
            thread.VmRssKb = e.Word(VmRss);
            thread.VmSwapKb = e.Word(VmSwap);
        }

        if (e.Has(Flags))
        {
            var flags = e.Word(Flags);
            thread.ExeWritable = (flags & Writable) != 0;
            thread.ExeUpperLayer = (flags & UpperLayer) != 0;
            thread.ExeFromMemfd = (flags & FromMemfd) != 0;
            thread.ExeLowerLayer = (flags & LowerLayer) != 0;
        }

        if (e.Has(CapEffective))
        {
            thread.CapInheritable = e.Unsigned(CapInheritable);
            thread.CapPermitted = e.Unsigned(CapPermitted);
            thread.CapEffective = e.Unsigned(CapEffective);
        }

        if (e.Has(Mtime))
        {
            SetFileTimes(e, thread);
        }
    }

    private static void SetFileTimes(WideEventView e, ThreadInfo thread)
    {
        thread.ExeIno = e.Unsigned(Ino);
        thread.ExeInoCtime = e.Unsigned(Ctime);
        thread.ExeInoMtime = e.Unsigned(Mtime);
        if (thread.CloneTimestamp != 0)
        {
            // May wrap around: the file may be younger than the process.
            thread.ExeInoCtimeDurationCloneTs = thread.CloneTimestamp - thread.ExeInoCtime;
        }

        if (thread.PidnsInitStartTimestamp != 0 && thread.ExeInoCtime > thread.PidnsInitStartTimestamp)
        {
            thread.ExeInoCtimeDurationPidnsStart = thread.ExeInoCtime - thread.PidnsInitStartTimestamp;
        }
    }

    /// <summary>
    /// The path of the program: today's events have it; for older ones it is put together of what the enter event says.
    /// </summary>
    private static Utf8 NewExePath(EventContext context, WideEventView e, ThreadInfo thread, out bool hasPath)
    {
        hasPath = true;
        if (e.Has(ExePath))
        {
            return e.Text(ExePath);
        }

        if (context.EnterEvent is not { } enter)
        {
            hasPath = false;
            return default;
        }

        if (enter.Type == EventType.SYSCALL_EXECVEAT_E)
        {
            return PathAt(context, enter, thread);
        }

        var file = enter.Text(0);
        return file.Span.SequenceEqual(NotAvailable) ? file : Paths.Join(DirectoryEvents.Directory(thread).Span, file.Span, context.Scratch);
    }

    private static Utf8 PathAt(EventContext context, EventView enter, ThreadInfo thread)
    {
        var fd = enter.Signed(0);
        var path = enter.Text(1);
        var isEmpty = (enter.Word(2) & EmptyPath) != 0;
        var directory = DirectoryEvents.DirectoryOf(context, thread, path, fd);
        if (!directory.Equals(DirectoryEvents.Dot) && !directory.Equals(DirectoryEvents.Unknown))
        {
            context.UseFd(thread.FindFd(fd));
        }

        if (directory.Equals(DirectoryEvents.Unknown) || (!isEmpty && path.Span.SequenceEqual(NotAvailable)))
        {
            return Utf8.From("<NA>");
        }

        return isEmpty
            ? Paths.Join(default, directory.Span, context.Scratch)
            : Paths.Join(directory.Span, path.Span, context.Scratch);
    }

    /// <summary>The program runs in the leader alone.</summary>
    private static void RemoveOtherThreads(ProcessTree tree, ThreadInfo thread)
    {
        if (thread.Group is not { AliveCount: > 1 } group)
        {
            return;
        }

        foreach (var other in group.Threads.ToArray())
        {
            if (!other.IsMainThread && other.Tid != thread.Tid)
            {
                Lineage.Remove(tree.Threads, other.Tid);
            }
        }
    }
}
