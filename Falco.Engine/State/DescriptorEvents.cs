using System.Text;
using Falco.Engine.Events;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.State;

/// <summary>Descriptors that are no files or sockets, and what is done to descriptors of any kind: duplicated, closed, taken over.</summary>
internal static class DescriptorEvents
{
    private const uint CloseRangeCloseOnExec = 1 << 2;
    private const uint EpollCloseOnExec = 1 << 0;
    private const ulong FdCloseOnExec = 1;
    private const ulong DuplicateFd = 1, SetFdFlags = 3, DuplicateFdCloseOnExec = 26;

    /// <summary>eventfd, signalfd, timerfd_create, inotify_init, bpf, userfaultfd, io_uring_setup, epoll_create.</summary>
    public static void Create(ProcessTree tree, EventContext context, EventView e, EventType type)
    {
        if (context.Thread is not { } thread || e.Result() is not (>= 0 and var fd))
        {
            return;
        }

        var info = new FdInfo
        {
            Type = type switch
            {
                SYSCALL_EVENTFD_X or SYSCALL_EVENTFD2_X => FdType.Event,
                SYSCALL_SIGNALFD_X or SYSCALL_SIGNALFD4_X => FdType.SignalFd,
                SYSCALL_TIMERFD_CREATE_X => FdType.TimerFd,
                SYSCALL_INOTIFY_INIT_X or SYSCALL_INOTIFY_INIT1_X => FdType.Inotify,
                SYSCALL_BPF_2_X => FdType.Bpf,
                SYSCALL_USERFAULTFD_X => FdType.UserFaultFd,
                SYSCALL_IO_URING_SETUP_X => FdType.IoUring,
                _ => FdType.EventPoll,
            },
            OpenFlags = type switch
            {
                SYSCALL_EVENTFD2_X or SYSCALL_SIGNALFD4_X or SYSCALL_INOTIFY_INIT1_X => e.Word(1),
                SYSCALL_TIMERFD_CREATE_X => e.Word(2),
                SYSCALL_EPOLL_CREATE1_X when (e.Word(1) & EpollCloseOnExec) != 0 => OpenFlag.CloseOnExec,
                _ => 0,
            },
        };
        context.MakeFd(tree.AddFd(thread, fd, info));
    }

    public static void Pipe(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.Result() < 0 || context.Thread is not { } thread)
        {
            return;
        }

        var info = new FdInfo
        {
            Type = FdType.Fifo,
            Inode = e.Unsigned(3),
            OpenFlags = e.Type == SYSCALL_PIPE2_X ? e.Word(4) : 0,
        };
        tree.AddFd(thread, e.Signed(1), info);
        context.MakeFd(tree.AddFd(thread, e.Signed(2), info));
    }

    public static void OpenPidFd(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is not { } thread || e.Result() is not (>= 0 and var fd))
        {
            return;
        }

        var pid = e.Signed(1);
        var info = new FdInfo
        {
            Type = FdType.PidFd,
            Name = new Utf8(Encoding.ASCII.GetBytes($"/proc/{pid}")),
            OpenFlags = e.Word(2),
            Pid = pid,
        };
        context.MakeFd(tree.AddFd(thread, fd, info));
    }

    /// <summary>pidfd_getfd: a copy of another process's descriptor.</summary>
    public static void TakeFd(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is { } thread
            && thread.FindFd(e.Signed(1)) is { Type: FdType.PidFd } pidFd
            && tree.Threads.Find(pidFd.Pid)?.FindFd(e.Signed(2)) is { } target)
        {
            context.MakeFd(tree.AddFd(thread, e.Result(), Duplicate(target, OpenFlag.CloseOnExec)), target.Name);
        }
    }

    /// <summary>close: the descriptor goes after rules have seen the event.</summary>
    public static void Close(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.Result() >= 0 && context is { Thread: { } thread, Fd: not null })
        {
            tree.RemoveAfterEvent(thread, thread.LastEventFd);
        }
    }

    public static void CloseRange(EventContext context, EventView e)
    {
        if (e.Result() < 0 || context.Thread is not { FdOwner: { Fds.Count: > 0 } owner })
        {
            return;
        }

        var range = (First: e.Word(1), Last: e.Word(2));
        if ((e.Word(3) & CloseRangeCloseOnExec) == 0)
        {
            owner.Fds.RemoveWhere(range, static (fd, _, range) => fd >= range.First && fd <= range.Last);
            return;
        }

        foreach (var (fd, info) in owner.Fds)
        {
            if (fd >= range.First && fd <= range.Last)
            {
                owner.Fds.Set(fd, info with { OpenFlags = info.OpenFlags | OpenFlag.CloseOnExec });
            }
        }
    }

    /// <summary>dup, dup2, dup3.</summary>
    public static void Duplicate(ProcessTree tree, EventContext context, EventView e)
    {
        if (context is not { Thread: { } thread, Fd: { } source } || e.Result() is not (>= 0 and var fd))
        {
            return;
        }

        // Shells connect the programs of a pipeline that way.
        thread.Flags |= fd switch
        {
            0 => ThreadFlags.PipeDestination,
            1 => ThreadFlags.PipeSource,
            _ => ThreadFlags.None,
        };
        var flags = e.Type == SYSCALL_DUP3_X ? e.Word(3) & OpenFlag.CloseOnExec : 0;
        context.MakeFd(tree.AddFd(thread, fd, Duplicate(source, flags)), source.Name);
    }

    /// <summary>fcntl, as far as it duplicates a descriptor or sets its close-on-exec flag.</summary>
    public static void Control(ProcessTree tree, EventContext context, EventView e)
    {
        if (context is not { Thread: { } thread, Fd: { } source } || e.Result() is not (>= 0 and var result))
        {
            return;
        }

        switch (e.Unsigned(2))
        {
            case SetFdFlags:
                ProcessTree.ChangeFd(context, Duplicate(source, (e.Unsigned(3) & FdCloseOnExec) != 0 ? OpenFlag.CloseOnExec : 0));
                break;
            case DuplicateFd:
                context.MakeFd(tree.AddFd(thread, result, Duplicate(source, 0)), source.Name);
                break;
            case DuplicateFdCloseOnExec:
                context.MakeFd(tree.AddFd(thread, result, Duplicate(source, OpenFlag.CloseOnExec)), source.Name);
                break;
        }
    }

    private static FdInfo Duplicate(FdInfo source, uint closeOnExec)
    {
        var flags = (source.OpenFlags & ~OpenFlag.AllCloseOnExec) | closeOnExec;
        return flags == source.OpenFlags ? source : source with { OpenFlags = flags };
    }
}
