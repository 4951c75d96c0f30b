using Falco.Engine.Events;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.State;

/// <summary>Which event type changes which part of the state.</summary>
internal static class StateEvents
{
    private static readonly EventType[] Lineage =
    [
        SYSCALL_CLONE_20_X, SYSCALL_CLONE3_X, SYSCALL_FORK_20_X, SYSCALL_VFORK_20_X,
        SYSCALL_EXECVE_19_E, SYSCALL_EXECVEAT_E, SYSCALL_EXECVE_19_X, SYSCALL_EXECVEAT_X,
        PROCEXIT_1_E,
        SYSCALL_CHDIR_X, SYSCALL_FCHDIR_X, SYSCALL_GETCWD_X, SYSCALL_CHROOT_X,
        SYSCALL_SETRESUID_X, SYSCALL_SETREUID_X, SYSCALL_SETUID_X, SYSCALL_SETRESGID_X, SYSCALL_SETREGID_X, SYSCALL_SETGID_X,
        SYSCALL_SETSID_X, SYSCALL_PRCTL_X, SYSCALL_CAPSET_X, SYSCALL_UNSHARE_X, SYSCALL_SETNS_X,
        USER_ADDED_E, USER_DELETED_E, GROUP_ADDED_E, GROUP_DELETED_E,
        CONTAINER_E, CONTAINER_JSON_E, CONTAINER_JSON_2_E, ASYNCEVENT_E,
    ];

    private static readonly EventType[] Others =
    [
        SYSCALL_OPEN_E, SYSCALL_CREAT_E, SYSCALL_OPENAT_2_E, SYSCALL_OPENAT2_E, SOCKET_CONNECT_E,
        SYSCALL_OPEN_X, SYSCALL_CREAT_X, SYSCALL_OPENAT_2_X, SYSCALL_OPENAT2_X, SYSCALL_OPEN_BY_HANDLE_AT_X, SYSCALL_MEMFD_CREATE_X,
        SYSCALL_READ_X, SYSCALL_READV_X, SYSCALL_PREAD_X, SYSCALL_PREADV_X,
        SOCKET_RECV_X, SOCKET_RECVFROM_X, SOCKET_RECVMSG_X, SOCKET_RECVMMSG_X,
        SYSCALL_WRITE_X, SYSCALL_WRITEV_X, SYSCALL_PWRITE_X, SYSCALL_PWRITEV_X,
        SOCKET_SEND_X, SOCKET_SENDTO_X, SOCKET_SENDMSG_X, SOCKET_SENDMMSG_X,
        SOCKET_SOCKET_X, SOCKET_BIND_X, SOCKET_CONNECT_X, SOCKET_ACCEPT_5_X, SOCKET_ACCEPT4_6_X, SOCKET_SOCKETPAIR_X,
        SYSCALL_PIDFD_OPEN_X, SYSCALL_PIDFD_GETFD_X, SYSCALL_PIPE_X, SYSCALL_PIPE2_X, SYSCALL_CLOSE_X, SYSCALL_CLOSE_RANGE_X,
        SYSCALL_FCNTL_X, SYSCALL_EVENTFD_X, SYSCALL_EVENTFD2_X, SYSCALL_DUP_1_X, SYSCALL_DUP2_X, SYSCALL_DUP3_X,
        SYSCALL_SIGNALFD_X, SYSCALL_SIGNALFD4_X, SYSCALL_TIMERFD_CREATE_X, SYSCALL_INOTIFY_INIT_X, SYSCALL_INOTIFY_INIT1_X,
        SYSCALL_BPF_2_X, SYSCALL_USERFAULTFD_X, SYSCALL_IO_URING_SETUP_X, SYSCALL_EPOLL_CREATE_X, SYSCALL_EPOLL_CREATE1_X,
        SYSCALL_GETRLIMIT_X, SYSCALL_SETRLIMIT_X, SYSCALL_PRLIMIT_X, SCHEDSWITCH_6_E,
        SYSCALL_BRK_4_X, SYSCALL_MMAP_X, SYSCALL_MMAP2_X, SYSCALL_MUNMAP_X,
    ];

    public static EventTypeSet All()
    {
        var set = new EventTypeSet(Others);
        set.UnionWith(OfLineage());
        return set;
    }

    public static EventTypeSet OfLineage() => new(Lineage);

    /// <summary>Lets the event's parser change what a directory of processes keeps as well.</summary>
    public static void ChangeLineage(ProcessTree tree, EventContext context, EventView e, EventType type)
    {
        switch (type)
        {
            case SYSCALL_EXECVE_19_E when e.Has(0):
            case SYSCALL_EXECVEAT_E:
                EnterEvents.Store(context, e);
                break;
            case SYSCALL_CLONE_20_X:
            case SYSCALL_CLONE3_X:
            case SYSCALL_FORK_20_X:
            case SYSCALL_VFORK_20_X:
                CloneEvents.Clone(tree, context, e);
                ContainerEvents.Attach(tree, context, e);
                break;
            case SYSCALL_EXECVE_19_X:
            case SYSCALL_EXECVEAT_X:
                ExecEvents.Exec(tree, context, e);
                ContainerEvents.Attach(tree, context, e);
                break;
            case PROCEXIT_1_E:
                ExitEvents.Exit(tree, context, e);
                break;
            case SYSCALL_CHDIR_X:
                DirectoryEvents.ChangeDirectory(context, e);
                break;
            case SYSCALL_FCHDIR_X:
                DirectoryEvents.ChangeDirectoryByFd(context, e);
                break;
            case SYSCALL_GETCWD_X:
                DirectoryEvents.GetDirectory(context, e);
                break;
            case SYSCALL_CHROOT_X:
                DirectoryEvents.ChangeRoot(context, e);
                ContainerEvents.Attach(tree, context, e);
                break;
            case SYSCALL_SETUID_X:
                CredentialEvents.SetUser(context, e, 1);
                break;
            case SYSCALL_SETRESUID_X:
            case SYSCALL_SETREUID_X:
                CredentialEvents.SetUser(context, e, 2);
                break;
            case SYSCALL_SETGID_X:
                CredentialEvents.SetGroup(context, e, 1);
                break;
            case SYSCALL_SETRESGID_X:
            case SYSCALL_SETREGID_X:
                CredentialEvents.SetGroup(context, e, 2);
                break;
            case SYSCALL_SETSID_X:
                CredentialEvents.SetSession(context, e);
                break;
            case SYSCALL_PRCTL_X:
                CredentialEvents.SetReaper(context, e);
                break;
            case SYSCALL_CAPSET_X:
                CredentialEvents.SetCapabilities(context, e);
                break;
            case SYSCALL_UNSHARE_X:
                CredentialEvents.EnterNamespace(context, e, 1);
                break;
            case SYSCALL_SETNS_X:
                CredentialEvents.EnterNamespace(context, e, 2);
                break;
            case USER_ADDED_E:
                UserEvents.AddUser(tree, e);
                break;
            case USER_DELETED_E:
                UserEvents.RemoveUser(tree, e);
                break;
            case GROUP_ADDED_E:
                UserEvents.AddGroup(tree, e);
                break;
            case GROUP_DELETED_E:
                UserEvents.RemoveGroup(tree, e);
                break;
            case CONTAINER_E:
                ContainerEvents.Old(tree, context, e);
                break;
            case CONTAINER_JSON_E:
            case CONTAINER_JSON_2_E:
                ContainerEvents.Json(tree, context, e);
                break;
            case ASYNCEVENT_E:
                ContainerEvents.Async(tree, context, e);
                break;
        }
    }

    /// <summary>Lets the event's parser change descriptors, and what else only the tree has that owns the process.</summary>
    public static void ChangeDescriptors(ProcessTree tree, EventContext context, EventView e, EventType type)
    {
        switch (type)
        {
            case SYSCALL_OPEN_E when e.Has(0):
            case SYSCALL_CREAT_E when e.Has(0):
            case SYSCALL_OPENAT_2_E when e.Has(0):
            case SYSCALL_OPENAT2_E when e.Has(0):
            case SOCKET_CONNECT_E:
                EnterEvents.Store(context, e);
                break;
            case SYSCALL_OPEN_X:
                FileEvents.Open(tree, context, e);
                break;
            case SYSCALL_CREAT_X:
                FileEvents.Create(tree, context, e);
                break;
            case SYSCALL_OPENAT_2_X:
                FileEvents.OpenAt(tree, context, e, 5);
                break;
            case SYSCALL_OPENAT2_X:
                FileEvents.OpenAt(tree, context, e, 6);
                break;
            case SYSCALL_OPEN_BY_HANDLE_AT_X:
                FileEvents.OpenByHandle(tree, context, e);
                break;
            case SYSCALL_MEMFD_CREATE_X:
                FileEvents.CreateInMemory(tree, context, e);
                break;
            case SYSCALL_READ_X:
            case SYSCALL_READV_X:
            case SYSCALL_PREAD_X:
            case SYSCALL_PREADV_X:
                TransferEvents.Read(tree, context, e);
                break;
            case SOCKET_RECVFROM_X:
                TransferEvents.Receive(tree, context, e, 2);
                break;
            case SOCKET_RECVMSG_X:
                TransferEvents.Receive(tree, context, e, 3);
                break;
            case SOCKET_RECV_X:
            case SOCKET_RECVMMSG_X:
                TransferEvents.Receive(tree, context, e, 4);
                break;
            case SYSCALL_WRITE_X:
            case SYSCALL_WRITEV_X:
            case SYSCALL_PWRITE_X:
            case SYSCALL_PWRITEV_X:
                TransferEvents.Write(tree, context, e);
                break;
            case SOCKET_SEND_X:
            case SOCKET_SENDTO_X:
            case SOCKET_SENDMSG_X:
            case SOCKET_SENDMMSG_X:
                TransferEvents.Send(tree, context, e);
                break;
            case SOCKET_SOCKET_X:
                SocketEvents.Socket(tree, context, e);
                break;
            case SOCKET_SOCKETPAIR_X:
                SocketEvents.SocketPair(tree, context, e);
                break;
            case SOCKET_BIND_X:
                SocketEvents.Bind(tree, context, e);
                break;
            case SOCKET_CONNECT_X:
                ConnectEvents.Connect(tree, context, e);
                break;
            case SOCKET_ACCEPT_5_X:
            case SOCKET_ACCEPT4_6_X:
                SocketEvents.Accept(tree, context, e);
                break;
            case SYSCALL_PIPE_X:
            case SYSCALL_PIPE2_X:
                DescriptorEvents.Pipe(tree, context, e);
                break;
            case SYSCALL_CLOSE_X:
                DescriptorEvents.Close(tree, context, e);
                break;
            case SYSCALL_CLOSE_RANGE_X:
                DescriptorEvents.CloseRange(context, e);
                break;
            case SYSCALL_FCNTL_X:
                DescriptorEvents.Control(tree, context, e);
                break;
            case SYSCALL_DUP_1_X:
            case SYSCALL_DUP2_X:
            case SYSCALL_DUP3_X:
                DescriptorEvents.Duplicate(tree, context, e);
                break;
            case SYSCALL_PIDFD_OPEN_X:
                DescriptorEvents.OpenPidFd(tree, context, e);
                break;
            case SYSCALL_PIDFD_GETFD_X:
                DescriptorEvents.TakeFd(tree, context, e);
                break;
            case SYSCALL_EVENTFD_X:
            case SYSCALL_EVENTFD2_X:
            case SYSCALL_SIGNALFD_X:
            case SYSCALL_SIGNALFD4_X:
            case SYSCALL_TIMERFD_CREATE_X:
            case SYSCALL_INOTIFY_INIT_X:
            case SYSCALL_INOTIFY_INIT1_X:
            case SYSCALL_BPF_2_X:
            case SYSCALL_USERFAULTFD_X:
            case SYSCALL_IO_URING_SETUP_X:
            case SYSCALL_EPOLL_CREATE_X:
            case SYSCALL_EPOLL_CREATE1_X:
                DescriptorEvents.Create(tree, context, e, type);
                break;
            case SYSCALL_GETRLIMIT_X:
            case SYSCALL_SETRLIMIT_X:
                ResourceEvents.Limit(context, e);
                break;
            case SYSCALL_PRLIMIT_X:
                ResourceEvents.ProcessLimit(tree, e);
                break;
            case SCHEDSWITCH_6_E:
                ResourceEvents.Switch(context, e);
                break;
            case SYSCALL_BRK_4_X:
            case SYSCALL_MMAP_X:
            case SYSCALL_MMAP2_X:
            case SYSCALL_MUNMAP_X:
                ResourceEvents.Memory(context, e);
                break;
        }
    }
}
