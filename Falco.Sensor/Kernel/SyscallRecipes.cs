using Falco.Engine.Events;
using static Falco.Sensor.Kernel.StepKind;

namespace Falco.Sensor.Kernel;

/// <summary>
/// How every system call becomes an event: what its parameters are, in the schema's order, is written here once, and the kernel program
/// follows it. Calls that are not in the table become generic events, which carry no parameters but the call's number.
/// </summary>
internal static class SyscallRecipes
{
    /// <summary>How many parameters the kernel program can make by steps.</summary>
    public const int MaxSteps = 18;

    /// <summary>Numbers of calls are below.</summary>
    public const int MaxSyscalls = 512;

    private const ushort FcntlCommands = 0, PtraceRequests = 1, SocketLevels = 2, SocketOptions = 3, KeyOperations = 4;

    private const ushort SameFlags = 0, Protections = 1, MapFlags = 2, StatFlags = 3, SemaphoreFlags = 4, SemaphoreOperationFlags = 5, PollEvents = 6,
        RingFlags = 7, SemaphoreCommands = 8, PathFlags = 9, EpollFlags = 10, RingFeatures = 11;

    private const ushort Inbound = 0, Received = 1, InProgress = 115;

    /// <summary>Of what is read nothing is told where the call failed.</summary>
    private const ushort OfReading = 1;

    /// <summary>The tables that translate the kernel's enumerations.</summary>
    public static IReadOnlyList<byte[]> Tables { get; } =
        [KernelTables.FcntlCommands, KernelTables.PtraceRequests, KernelTables.SocketLevels, KernelTables.SocketOptions, KernelTables.KeyOperations];

    /// <summary>Those that translate its flags.</summary>
    public static IReadOnlyList<uint[]> Wides { get; } =
    [
        KernelTables.SameFlags, KernelTables.Protections, KernelTables.MapFlags, KernelTables.StatFlags, KernelTables.SemaphoreFlags,
        KernelTables.SemaphoreOperationFlags, KernelTables.PollEvents, KernelTables.RingFlags, KernelTables.SemaphoreCommands,
        KernelTables.PathFlags, KernelTables.EpollFlags, KernelTables.RingFeatures,
    ];

    private static readonly Dictionary<string, (SpecialCall Special, SyscallStep[] Steps)> Table = new(StringComparer.Ordinal)
    {
        // Files
        ["open"] = Plain(Return, Path(0), Of(OpenFlags, 1), Of(OpenMode, 2, 1), Of(Device), Of(Inode)),
        ["openat"] = Plain(Return, Descriptor(0), Path(1), Of(OpenFlags, 2), Of(OpenMode, 3, 2), Of(Device), Of(Inode)),
        ["openat2"] = Plain(Return, Descriptor(0), Path(1), Of(HowFlags, 2), Of(HowMode, 2), Of(HowResolve, 2), Of(Device), Of(Inode)),
        ["creat"] = Plain(Return, Path(0), Of(U32, 1), Of(Device), Of(Inode), Of(ConstantU16)),
        ["close"] = Plain(Return, Descriptor(0)),
        ["close_range"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(U32, 2)),
        ["dup"] = Plain(Return, Descriptor(0)),
        ["dup2"] = Plain(Return, Descriptor(0), Descriptor(1)),
        ["dup3"] = Plain(Return, Descriptor(0), Descriptor(1), Of(FileFlags, 2, 4)),
        ["fcntl"] = Plain(Return, Descriptor(0), Of(StepKind.Enum, 1, FcntlCommands), Of(U64, 2)),
        ["read"] = Plain(Return, Of(BytesRead, 1), Descriptor(0), Of(U32, 2)),
        ["write"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2)),
        ["pread64"] = Plain(Return, Of(BytesRead, 1), Descriptor(0), Of(U32, 2), Of(U64, 3)),
        ["pwrite64"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2), Of(U64, 3)),
        ["readv"] = Plain(Return, Of(StepKind.Received), Of(VectorBytes, 1, OfReading), Descriptor(0)),
        ["writev"] = Plain(Return, Of(VectorBytes, 1), Descriptor(0), Of(VectorSize, 1)),
        ["preadv"] = Plain(Return, Of(StepKind.Received), Of(VectorBytes, 1, OfReading), Descriptor(0), Of(U64, 3)),
        ["pwritev"] = Plain(Return, Of(VectorBytes, 1), Descriptor(0), Of(VectorSize, 1), Of(U64, 3)),
        ["pipe"] = Plain(Return, Of(Pair, 0, 0), Of(Pair, 0, 1), Of(PairInode, 0)),
        ["pipe2"] = Plain(Return, Of(Pair, 0, 0), Of(Pair, 0, 1), Of(PairInode, 0), Of(FileFlags, 1, 4)),
        ["chmod"] = Plain(Return, Path(0), Of(U32, 1)),
        ["fchmod"] = Plain(Return, Descriptor(0), Of(U32, 1)),
        ["fchmodat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["chown"] = Plain(Return, Path(0), Of(U32, 1), Of(U32, 2)),
        ["lchown"] = Plain(Return, Path(0), Of(U32, 1), Of(U32, 2)),
        ["fchown"] = Plain(Return, Descriptor(0), Of(U32, 1), Of(U32, 2)),
        ["fchownat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2), Of(U32, 3), Of(Flags, 4, PathFlags)),
        ["rename"] = Plain(Return, Path(0), Path(1)),
        ["renameat"] = Plain(Return, Descriptor(0), Path(1), Descriptor(2), Path(3)),
        ["renameat2"] = Plain(Return, Descriptor(0), Path(1), Descriptor(2), Path(3), Of(U32, 4)),
        ["unlink"] = Plain(Return, Path(0)),
        ["unlinkat"] = Plain(Return, Descriptor(0), Path(1), Of(Flags, 2, PathFlags)),
        ["mkdir"] = Plain(Return, Path(0), Of(U32, 1)),
        ["mkdirat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["rmdir"] = Plain(Return, Path(0)),
        ["link"] = Plain(Return, Path(0), Path(1)),
        ["linkat"] = Plain(Return, Descriptor(0), Path(1), Descriptor(2), Path(3), Of(Flags, 4, PathFlags)),
        ["symlink"] = Plain(Return, Path(0), Path(1)),
        ["symlinkat"] = Plain(Return, Path(0), Descriptor(1), Path(2)),
        ["mknod"] = Plain(Return, Path(0), Of(NodeMode, 1), Of(NodeDevice, 2)),
        ["mknodat"] = Plain(Return, Descriptor(0), Path(1), Of(NodeMode, 2), Of(NodeDevice, 3)),
        ["memfd_create"] = Plain(Return, Path(0), Of(U32, 1)),
        ["mount"] = Plain(Return, Path(0), Path(1), Path(2), Of(U32, 3)),
        ["umount2"] = Plain(Return, Path(0), Of(U32, 1)),

        ["open_by_handle_at"] = Plain(Return, Descriptor(0), Of(OpenFlags, 2), Of(ResultPath), Of(Device), Of(Inode)),
        ["stat"] = Plain(Return, Path(0)),
        ["lstat"] = Plain(Return, Path(0)),
        ["fstat"] = Plain(Return, Descriptor(0)),
        ["newfstatat"] = Plain(Return, Descriptor(0), Path(1), Of(Flags, 3, StatFlags)),
        ["access"] = Plain(Return, Path(0), Of(Flags, 1, SameFlags)),
        ["lseek"] = Plain(Return, Descriptor(0), Of(U64, 1), Of(U8, 2)),
        ["ioctl"] = Plain(Return, Descriptor(0), Of(U64, 1), Of(U64, 2)),
        ["flock"] = Plain(Return, Descriptor(0), Of(Flags, 1, SameFlags)),
        ["getdents"] = Plain(Return, Descriptor(0)),
        ["getdents64"] = Plain(Return, Descriptor(0)),
        ["sendfile"] = Plain(Return, Of(UserU64, 2, 0), Descriptor(0), Descriptor(1), Of(U64, 3)),
        ["copy_file_range"] = Plain(Return, Descriptor(2), Of(U64, 3), Descriptor(0), Of(U64, 1), Of(U64, 4)),
        ["splice"] = Plain(Return, Descriptor(0), Descriptor(2), Of(U64, 4), Of(Flags, 5, SameFlags)),
        ["select"] = Plain(Return),
        ["poll"] = Plain(Return, Of(Polled, 0, PollEvents), Of(U64, 2)),
        ["ppoll"] = Plain(Return, Of(Polled, 0, PollEvents), Of(UserTime, 2), Of(UserU32, 3, 0)),
        ["epoll_wait"] = Plain(Return, Of(Signed32, 2)),
        ["fsconfig"] = Plain(
            Return, Descriptor(0), Of(U32, 1), Path(2), Of(MountOption, 3, 0), Of(MountOption, 3, 1), Of(U32, 4)),
        ["quotactl"] = Plain(
            Return, Path(1), Of(QuotaText, 3), Quota(0), Quota(1), Quota(2), Quota(3), Quota(4), Quota(6), Quota(7), Quota(8), Quota(9), Quota(10),
            Quota(11), Quota(12), Quota(13), Quota(14), Quota(15)),

        // Memory
        ["brk"] = Plain(Return, Of(Memory), Of(U64, 0)),
        ["mmap"] = Plain(
            Return, Of(Memory), Of(U64, 0), Of(U64, 1), Of(Flags, 2, Protections), Of(Flags, 3, MapFlags), Descriptor(4), Of(U64, 5)),
        ["munmap"] = Plain(Return, Of(Memory), Of(U64, 0), Of(U64, 1)),
        ["mprotect"] = Plain(Return, Of(U64, 0), Of(U64, 1), Of(Flags, 2, Protections)),
        ["mlock"] = Plain(Return, Of(U64, 0), Of(U64, 1)),
        ["mlock2"] = Plain(Return, Of(U64, 0), Of(U64, 1), Of(Flags, 2, SameFlags)),
        ["munlock"] = Plain(Return, Of(U64, 0), Of(U64, 1)),
        ["mlockall"] = Plain(Return, Of(Flags, 0, SameFlags)),
        ["munlockall"] = Plain(Return),
        ["process_vm_readv"] = Plain(Return, Of(Signed32, 0), Of(VectorBytes, 1, OfReading)),
        ["process_vm_writev"] = Plain(Return, Of(Signed32, 0), Of(VectorBytes, 1, OfReading)),

        // Directories and credentials of processes
        ["chdir"] = Plain(Return, Path(0)),
        ["fchdir"] = Plain(Return, Descriptor(0)),
        ["getcwd"] = Plain(Return, Path(0)),
        ["chroot"] = Plain(Return, Path(0)),
        ["setuid"] = Plain(Return, Of(U32, 0)),
        ["setgid"] = Plain(Return, Of(U32, 0)),
        ["setreuid"] = Plain(Return, Of(U32, 0), Of(U32, 1)),
        ["setregid"] = Plain(Return, Of(U32, 0), Of(U32, 1)),
        ["setresuid"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(U32, 2)),
        ["setresgid"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(U32, 2)),
        ["setsid"] = Plain(Return),
        ["setpgid"] = Plain(Return, Of(Signed32, 0), Of(Signed32, 1)),
        ["capset"] = Plain(Return, Of(Capabilities, 0, 0), Of(Capabilities, 0, 1), Of(Capabilities, 0, 2)),
        ["unshare"] = Plain(Return, Of(CloneFlags, 0)),
        ["setns"] = Plain(Return, Descriptor(0), Of(CloneFlags, 1)),
        ["prctl"] = Plain(Return, Of(U32, 0), Of(PrctlText, 1), Of(PrctlNumber, 1)),
        ["prlimit64"] = Plain(
            Return, Of(UserS64, 2, 0), Of(UserS64, 2, 1), Of(UserS64, 3, 0), Of(UserS64, 3, 1), Of(Signed32, 0), Of(U8, 1)),
        ["getrlimit"] = Plain(Return, Of(UserS64, 1, 0), Of(UserS64, 1, 1), Of(U8, 0)),
        ["setrlimit"] = Plain(Return, Of(UserS64, 1, 0), Of(UserS64, 1, 1), Of(U8, 0)),

        ["getuid"] = Plain(Of(StepKind.Received)),
        ["geteuid"] = Plain(Of(StepKind.Received)),
        ["getgid"] = Plain(Of(StepKind.Received)),
        ["getegid"] = Plain(Of(StepKind.Received)),
        ["getresuid"] = Plain(Return, Of(UserU32, 0, 0), Of(UserU32, 1, 0), Of(UserU32, 2, 0)),
        ["getresgid"] = Plain(Return, Of(UserU32, 0, 0), Of(UserU32, 1, 0), Of(UserU32, 2, 0)),

        // Processes
        ["clone"] = (SpecialCall.Clone, []),
        ["clone3"] = (SpecialCall.Clone3, []),
        ["fork"] = (SpecialCall.Fork, []),
        ["vfork"] = (SpecialCall.VFork, []),
        ["execve"] = (SpecialCall.Execve, []),
        ["execveat"] = (SpecialCall.ExecveAt, []),
        ["kill"] = Plain(Return, Of(Signed32, 0), Of(U8, 1)),
        ["tkill"] = Plain(Return, Of(Signed32, 0), Of(U8, 1)),
        ["tgkill"] = Plain(Return, Of(Signed32, 0), Of(Signed32, 1), Of(U8, 2)),
        ["ptrace"] = Plain(Return, Of(Dynamic, 2), Of(TraceData, 3), Of(EnumU16, 0, PtraceRequests), Of(Signed32, 1)),
        ["pidfd_open"] = Plain(Return, Of(Signed32, 0), Of(U32, 1)),
        ["pidfd_getfd"] = Plain(Return, Descriptor(0), Descriptor(1), Of(U32, 2)),

        // The kernel itself
        ["init_module"] = Plain(Return, Of(Bytes, 0, 1), Of(U64, 1), Path(2)),
        ["finit_module"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["delete_module"] = Plain(Return, Path(0), Of(U32, 1)),
        ["bpf"] = Plain(Return, Of(U32, 0)),
        ["userfaultfd"] = Plain(Return, Of(U32, 0)),
        ["seccomp"] = Plain(Return, Of(U64, 0), Of(U64, 1)),
        ["eventfd"] = Plain(Return, Of(U64, 0), Of(Constant)),
        ["eventfd2"] = Plain(Return, Of(FileFlags, 1, 2), Of(U64, 0)),
        ["signalfd"] = Plain(Return, Descriptor(0), Of(Constant), Of(ConstantU8)),
        ["signalfd4"] = Plain(Return, Of(FileFlags, 3, 2), Descriptor(0), Of(Constant)),
        ["timerfd_create"] = Plain(Return, Of(U8, 0), Of(ConstantU8)),
        ["inotify_init"] = Plain(Return, Of(ConstantU8)),
        ["inotify_init1"] = Plain(Return, Of(FileFlags, 0, 2)),
        ["epoll_create"] = Plain(Return, Of(U32, 0)),
        ["epoll_create1"] = Plain(Return, Of(Flags, 0, EpollFlags)),

        ["nanosleep"] = Plain(Return, Of(UserTime, 0)),
        ["futex"] = Plain(Return, Of(U64, 0), Of(Futex, 1), Of(U64, 2)),
        ["keyctl"] = Plain(
            Return, Of(U32, 0), Of(KeyArgument, 1, KeyOperations), Of(KeyArgument, 2, KeyOperations), Of(KeyArgument, 3, KeyOperations),
            Of(KeyArgument, 4, KeyOperations)),
        ["semget"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(Flags, 2, SemaphoreFlags)),
        ["semop"] = Plain(
            Return, Of(U32, 2), Of(StepKind.Semaphore, 0, SemaphoreOperationFlags), Of(StepKind.Semaphore, 1, SemaphoreOperationFlags), Of(U32, 0)),
        ["semctl"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(WideEnumU16, 2, SemaphoreCommands), Of(SemaphoreValue, 3)),
        ["io_uring_setup"] = Plain(
            Return, Of(U32, 0), Of(UserU32, 1, 0), Of(UserU32, 1, 1), Of(FlagsOfUser, 1, RingFlags | (2 << 8)), Of(UserU32, 1, 3), Of(UserU32, 1, 4),
            Of(FlagsOfUser, 1, RingFeatures | (5 << 8))),
        ["io_uring_enter"] = Plain(Return, Descriptor(0), Of(U32, 1), Of(U32, 2), Of(Flags, 3, SameFlags), Of(U32, 4)),
        ["io_uring_register"] = Plain(Return, Descriptor(0), Of(U16, 1), Of(U64, 2), Of(U32, 3)),

        // Sockets
        ["socket"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(U32, 2), Of(FileFlags, 1, 4)),
        ["bind"] = Plain(Return, Of(SockAddr, 1, 2), Descriptor(0)),
        ["connect"] = Plain(Return, Of(TupleTo, 1, InProgress), Descriptor(0), Of(SockAddr, 1, 2)),
        ["listen"] = Plain(Return, Descriptor(0), Of(U32, 1)),
        ["accept"] = Plain(Return, Of(ResultTuple, 0, Inbound), Of(Queue, 0, 0), Of(Queue, 0, 1), Of(Queue, 0, 2)),
        ["accept4"] = Plain(Return, Of(ResultTuple, 0, Inbound), Of(Queue, 0, 0), Of(Queue, 0, 1), Of(Queue, 0, 2), Of(FileFlags, 3, 4)),
        ["sendto"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2), Of(TupleTo, 4)),
        ["sendmsg"] = Plain(Return, Of(MessageBytes, 1), Descriptor(0), Of(MessageSize, 1), Of(MessageTuple, 1)),
        ["recvfrom"] = Plain(Return, Of(BytesRead, 1), Of(TupleFrom, 4), Descriptor(0), Of(U32, 2)),
        ["recvmsg"] = Plain(
            Return, Of(StepKind.Received), Of(MessageBytes, 1, OfReading), Of(MessageTuple, 1, Received), Of(MessageControl, 1), Descriptor(0)),
        ["socketpair"] = Plain(Return, Of(Pair, 3, 0), Of(Pair, 3, 1), Of(PairSocket, 3, 0), Of(PairSocket, 3, 1), Of(U32, 0), Of(U32, 1), Of(U32, 2)),
        ["sendmmsg"] = (SpecialCall.SendMessages, []),
        ["recvmmsg"] = (SpecialCall.ReceiveMessages, []),
        ["getsockname"] = Plain(),
        ["getpeername"] = Plain(),
        ["setsockopt"] = Plain(
            Return, Descriptor(0), Of(StepKind.Enum, 1, SocketLevels), Of(OptionName, 2, SocketOptions), Of(SocketOption), Of(U32, 4)),
        ["getsockopt"] = Plain(
            Return, Descriptor(0), Of(StepKind.Enum, 1, SocketLevels), Of(OptionName, 2, SocketOptions), Of(SocketOption, 0, OfReading),
            Of(OptionLength, 4)),
        ["shutdown"] = Plain(Return, Descriptor(0), Of(U8, 1)),
    };

    private static SyscallStep Return => new(Result);

    /// <summary>The recipes of the calls whose events somebody wants.</summary>
    public static IEnumerable<SyscallRecipe> For(EventTypeSet wanted)
    {
        foreach (var call in Syscalls.All.ToArray())
        {
            if (call.X64 < 0)
            {
                continue;
            }

            if (call.Exit is { } type && Table.TryGetValue(call.Name, out var recipe))
            {
                if (wanted.Contains(type))
                {
                    yield return new SyscallRecipe(call.X64, type, recipe.Special, recipe.Steps);
                }
            }
            else if (wanted.Contains(EventType.GENERIC_X))
            {
                yield return new SyscallRecipe(
                    call.X64, EventType.GENERIC_X, SpecialCall.Plain, [Of(ConstantU16, 0, (ushort)call.Number), Of(ConstantU16, 0, (ushort)call.X64)]);
            }
        }
    }

    private static (SpecialCall Special, SyscallStep[] Steps) Plain(params SyscallStep[] steps) => (SpecialCall.Plain, steps);

    private static SyscallStep Of(StepKind kind, byte argument = 0, ushort extra = 0) => new(kind, argument, extra);

    private static SyscallStep Quota(ushort which) => new(StepKind.Quota, 0, which);

    private static SyscallStep Path(byte argument) => new(Text, argument);

    private static SyscallStep Descriptor(byte argument) => new(Fd, argument);
}
