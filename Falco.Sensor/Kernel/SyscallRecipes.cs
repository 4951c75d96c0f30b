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
    public const int MaxSteps = 12;

    /// <summary>Numbers of calls are below.</summary>
    public const int MaxSyscalls = 512;

    /// <summary>The tables that translate the kernel's enumerations.</summary>
    public const ushort FcntlCommands = 0, PtraceRequests = 1;

    private const ushort Inbound = 0, Outbound = 1;

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
        ["read"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2)),
        ["write"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2)),
        ["pread64"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2), Of(U64, 3)),
        ["pwrite64"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2), Of(U64, 3)),
        ["readv"] = Plain(Return, Of(VectorSize, 1), Of(VectorBytes, 1), Descriptor(0)),
        ["writev"] = Plain(Return, Of(VectorBytes, 1), Descriptor(0), Of(VectorSize, 1)),
        ["preadv"] = Plain(Return, Of(VectorSize, 1), Of(VectorBytes, 1), Descriptor(0), Of(U64, 3)),
        ["pwritev"] = Plain(Return, Of(VectorBytes, 1), Descriptor(0), Of(VectorSize, 1), Of(U64, 3)),
        ["pipe"] = Plain(Return, Of(Pair, 0, 0), Of(Pair, 0, 1), Of(PairInode, 0)),
        ["pipe2"] = Plain(Return, Of(Pair, 0, 0), Of(Pair, 0, 1), Of(PairInode, 0), Of(FileFlags, 1, 4)),
        ["chmod"] = Plain(Return, Path(0), Of(U32, 1)),
        ["fchmod"] = Plain(Return, Descriptor(0), Of(U32, 1)),
        ["fchmodat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["chown"] = Plain(Return, Path(0), Of(U32, 1), Of(U32, 2)),
        ["lchown"] = Plain(Return, Path(0), Of(U32, 1), Of(U32, 2)),
        ["fchown"] = Plain(Return, Descriptor(0), Of(U32, 1), Of(U32, 2)),
        ["fchownat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2), Of(U32, 3), Of(U32, 4)),
        ["rename"] = Plain(Return, Path(0), Path(1)),
        ["renameat"] = Plain(Return, Descriptor(0), Path(1), Descriptor(2), Path(3)),
        ["renameat2"] = Plain(Return, Descriptor(0), Path(1), Descriptor(2), Path(3), Of(U32, 4)),
        ["unlink"] = Plain(Return, Path(0)),
        ["unlinkat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["mkdir"] = Plain(Return, Path(0), Of(U32, 1)),
        ["mkdirat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["rmdir"] = Plain(Return, Path(0)),
        ["link"] = Plain(Return, Path(0), Path(1)),
        ["linkat"] = Plain(Return, Descriptor(0), Path(1), Descriptor(2), Path(3), Of(U32, 4)),
        ["symlink"] = Plain(Return, Path(0), Path(1)),
        ["symlinkat"] = Plain(Return, Path(0), Descriptor(1), Path(2)),
        ["mknod"] = Plain(Return, Path(0), Of(U32, 1), Of(U32, 2)),
        ["mknodat"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2), Of(U32, 3)),
        ["memfd_create"] = Plain(Return, Path(0), Of(U32, 1)),
        ["mount"] = Plain(Return, Path(0), Path(1), Path(2), Of(U32, 3)),
        ["umount2"] = Plain(Return, Path(0), Of(U32, 1)),

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
        ["ptrace"] = Plain(Return, Of(Dynamic, 2), Of(Dynamic, 3), Of(EnumU16, 0, PtraceRequests), Of(Signed32, 1)),
        ["pidfd_open"] = Plain(Return, Of(Signed32, 0), Of(U32, 1)),
        ["pidfd_getfd"] = Plain(Return, Descriptor(0), Descriptor(1), Of(U32, 2)),

        // The kernel itself
        ["init_module"] = Plain(Return, Of(Bytes, 0, 1), Of(U64, 1), Path(2)),
        ["finit_module"] = Plain(Return, Descriptor(0), Path(1), Of(U32, 2)),
        ["delete_module"] = Plain(Return, Path(0), Of(U32, 1)),
        ["bpf"] = Plain(Return, Of(U32, 0)),
        ["userfaultfd"] = Plain(Return, Of(FileFlags, 0, 4)),
        ["seccomp"] = Plain(Return, Of(U64, 0), Of(U64, 1)),
        ["eventfd"] = Plain(Return, Of(U64, 0), Of(Constant)),
        ["eventfd2"] = Plain(Return, Of(FileFlags, 1, 2), Of(U64, 0)),
        ["signalfd"] = Plain(Return, Descriptor(0), Of(Constant), Of(ConstantU8)),
        ["signalfd4"] = Plain(Return, Of(FileFlags, 3, 2), Descriptor(0), Of(Constant)),
        ["timerfd_create"] = Plain(Return, Of(ConstantU8), Of(ConstantU8)),
        ["inotify_init"] = Plain(Return, Of(ConstantU8)),
        ["inotify_init1"] = Plain(Return, Of(FileFlags, 0, 2)),
        ["epoll_create"] = Plain(Return, Of(U32, 0)),
        ["epoll_create1"] = Plain(Return, Of(U32, 0)),

        // Sockets
        ["socket"] = Plain(Return, Of(U32, 0), Of(U32, 1), Of(U32, 2), Of(FileFlags, 1, 4)),
        ["bind"] = Plain(Return, Of(SockAddr, 1, 2), Descriptor(0)),
        ["connect"] = Plain(Return, Of(TupleTo, 1), Descriptor(0), Of(SockAddr, 1, 2)),
        ["listen"] = Plain(Return, Descriptor(0), Of(U32, 1)),
        ["accept"] = Plain(Return, Of(ResultTuple, 0, Inbound), Of(Queue, 0, 0), Of(Queue, 0, 1), Of(Queue, 0, 2)),
        ["accept4"] = Plain(Return, Of(ResultTuple, 0, Inbound), Of(Queue, 0, 0), Of(Queue, 0, 1), Of(Queue, 0, 2), Of(Constant)),
        ["sendto"] = Plain(Return, Of(Bytes, 1, 2), Descriptor(0), Of(U32, 2), Of(TupleTo, 4)),
        ["sendmsg"] = Plain(Return, Of(MessageBytes, 1), Descriptor(0), Of(MessageSize, 1), Of(MessageTuple, 1)),
        ["recvfrom"] = Plain(Return, Of(Bytes, 1, 2), Of(StepKind.Tuple, 0, Inbound), Descriptor(0), Of(U32, 2)),
        ["recvmsg"] = Plain(Return, Of(MessageSize, 1), Of(MessageBytes, 1), Of(StepKind.Tuple, 0, Inbound), Of(Empty), Descriptor(0)),
        ["socketpair"] = Plain(Return, Of(Pair, 3, 0), Of(Pair, 3, 1), Of(Empty), Of(Empty), Of(U32, 0), Of(U32, 1), Of(U32, 2)),
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

    private static SyscallStep Path(byte argument) => new(Text, argument);

    private static SyscallStep Descriptor(byte argument) => new(Fd, argument);
}
