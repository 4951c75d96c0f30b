using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>What happens to every event of a type before its own parser runs; looked up once per event.</summary>
[Flags]
internal enum EventTraits : byte
{
    None = 0,

    /// <summary>Stands for the start of a system call, or for something that has no start and end.</summary>
    IsEnter = 1 << 0,

    /// <summary>The first parameter is what the system call returned.</summary>
    HasResult = 1 << 1,

    /// <summary>Works on a descriptor that it names.</summary>
    UsesFd = 1 << 2,

    /// <summary>Has no thread of its own, whatever its thread id says.</summary>
    HasNoThread = 1 << 3,

    /// <summary>An unknown thread gets no stand-in entry: the event makes the thread, or it is gone.</summary>
    KnownThreadsOnly = 1 << 4,

    /// <summary>Only its thread is looked up.</summary>
    ThreadOnly = 1 << 5,

    /// <summary>Has a parser among those of <see cref="StateEvents.ChangeLineage"/>.</summary>
    ChangesLineage = 1 << 6,

    /// <summary>Has a parser among those of <see cref="StateEvents.ChangeDescriptors"/>.</summary>
    ChangesDescriptors = 1 << 7,
}

/// <summary>The table of <see cref="EventTraits"/>, and where events have the number of the descriptor that they use.</summary>
internal static class EventTraitsTable
{
    private static readonly EventTraits[] Traits = BuildTraits();
    private static readonly sbyte[] FdParams = BuildFdParams();

    public static EventTraits Of(EventType type) => Traits[(int)type];

    /// <summary>The parameter that names the descriptor; -1 where it is not known.</summary>
    public static int FdParam(EventType type) => FdParams[(int)type];

    private static EventTraits[] BuildTraits()
    {
        var traits = new EventTraits[EventSchema.Count];
        var all = StateEvents.All();
        var lineage = StateEvents.OfLineage();
        foreach (var info in EventSchema.All)
        {
            var value = EventTraits.None;
            if (info.IsEnter)
            {
                value |= EventTraits.IsEnter;
            }
            else if ((info.Category & EventCategory.Syscall) != 0 && info.Type != EventType.GENERIC_X)
            {
                value |= EventTraits.HasResult;
            }

            if ((info.Flags & EventFlags.UsesFd) != 0)
            {
                value |= EventTraits.UsesFd;
            }

            if (all.Contains(info.Type))
            {
                value |= lineage.Contains(info.Type) ? EventTraits.ChangesLineage : EventTraits.ChangesDescriptors;
            }

            value |= info.Type switch
            {
                EventType.PROCINFO_E => EventTraits.ThreadOnly | EventTraits.KnownThreadsOnly,
                EventType.SCHEDSWITCH_6_E => EventTraits.ThreadOnly | EventTraits.KnownThreadsOnly,
                EventType.CONTAINER_JSON_2_E or EventType.USER_ADDED_E or EventType.USER_DELETED_E or EventType.GROUP_ADDED_E
                    or EventType.GROUP_DELETED_E or EventType.PLUGINEVENT_E or EventType.ASYNCEVENT_E => EventTraits.HasNoThread,
                EventType.SYSCALL_CLONE_20_X or EventType.SYSCALL_CLONE3_X or EventType.SYSCALL_FORK_20_X
                    or EventType.SYSCALL_VFORK_20_X or EventType.PROCEXIT_1_E => EventTraits.KnownThreadsOnly,
                _ when (info.Flags & EventFlags.SkipParserReset) != 0 => EventTraits.HasNoThread,
                _ => EventTraits.None,
            };
            traits[(int)info.Type] = value;
        }

        return traits;
    }

    private static sbyte[] BuildFdParams()
    {
        var table = new sbyte[EventSchema.Count];
        foreach (var info in EventSchema.All)
        {
            table[(int)info.Type] = (sbyte)(info.Type switch
            {
                EventType.SYSCALL_MMAP_E or EventType.SYSCALL_MMAP2_E => 4,
                EventType.SYSCALL_SPLICE_E => 1,
                _ when info.IsEnter => 0,
                EventType.SYSCALL_SETNS_X or EventType.SOCKET_LISTEN_X or EventType.SOCKET_SHUTDOWN_X or EventType.SYSCALL_FCHDIR_X
                    or EventType.SYSCALL_LSEEK_X or EventType.SYSCALL_LLSEEK_X or EventType.SYSCALL_IOCTL_3_X
                    or EventType.SYSCALL_FSTAT_X or EventType.SYSCALL_CLOSE_X or EventType.SYSCALL_GETDENTS_X
                    or EventType.SYSCALL_GETDENTS64_X or EventType.SYSCALL_FLOCK_X or EventType.SYSCALL_COPY_FILE_RANGE_X
                    or EventType.SYSCALL_FCNTL_X or EventType.SYSCALL_DUP_1_X or EventType.SYSCALL_DUP2_X or EventType.SYSCALL_DUP3_X
                    or EventType.SYSCALL_NEWFSTATAT_X or EventType.SYSCALL_FCHOWNAT_X or EventType.SYSCALL_FCHMODAT_X
                    or EventType.SYSCALL_MKDIRAT_X or EventType.SYSCALL_UNLINKAT_2_X or EventType.SYSCALL_MKNODAT_X
                    or EventType.SOCKET_SENDMMSG_X or EventType.SOCKET_RECVMMSG_X or EventType.SYSCALL_IO_URING_REGISTER_X
                    or EventType.SYSCALL_IO_URING_ENTER_X or EventType.SOCKET_SETSOCKOPT_X or EventType.SOCKET_GETSOCKOPT_X
                    or EventType.SYSCALL_FSCONFIG_X or EventType.SYSCALL_FINIT_MODULE_X or EventType.SYSCALL_FCHMOD_X
                    or EventType.SYSCALL_FCHOWN_X => 1,
                EventType.SYSCALL_READ_X or EventType.SYSCALL_PREAD_X or EventType.SOCKET_BIND_X or EventType.SYSCALL_WRITE_X
                    or EventType.SYSCALL_PWRITE_X or EventType.SOCKET_RECV_X or EventType.SOCKET_SEND_X or EventType.SOCKET_SENDTO_X
                    or EventType.SOCKET_SENDMSG_X or EventType.SYSCALL_SENDFILE_X or EventType.SYSCALL_SPLICE_X
                    or EventType.SYSCALL_WRITEV_X or EventType.SYSCALL_PWRITEV_X or EventType.SOCKET_CONNECT_X
                    or EventType.SYSCALL_SYMLINKAT_X => 2,
                EventType.SOCKET_RECVFROM_X or EventType.SYSCALL_READV_X or EventType.SYSCALL_PREADV_X => 3,
                EventType.SOCKET_RECVMSG_X => 5,
                EventType.SYSCALL_MMAP_X or EventType.SYSCALL_MMAP2_X => 8,
                _ => -1,
            });
        }

        return table;
    }
}
