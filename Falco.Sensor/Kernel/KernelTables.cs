namespace Falco.Sensor.Kernel;

/// <summary>
/// The kernel's enumerations in the schema's numbers. A number up to 111 stands at its own place; of those from 1024 on the last four bits
/// count, from place 112 on. What is not there is 0, the schema's "unknown".
/// </summary>
internal static class KernelTables
{
    public const int Size = 128;

    /// <summary>How many entries a table of bits has, or of an enumeration whose schema's numbers are large.</summary>
    public const int WideSize = 32;

    private const int HighFrom = 1024, HighAt = 112, HighMask = 15;

    /// <summary>Commands of fcntl: F_DUPFD is 0, F_SETLEASE 1024.</summary>
    public static byte[] FcntlCommands { get; } = Table(
        (0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 8), (7, 9), (8, 10), (9, 12), (10, 13), (11, 15), (15, 21), (16, 22),
        (36, 30), (37, 31), (38, 32), (1024, 23), (1025, 24), (1026, 27), (1029, 25), (1030, 26), (1031, 28), (1032, 29));

    /// <summary>Requests of ptrace: PTRACE_TRACEME is 0, PTRACE_SETOPTIONS 0x4200.</summary>
    public static byte[] PtraceRequests { get; } = Table(
        (0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9), (9, 10), (12, 26), (13, 27), (14, 28), (15, 29), (16, 11),
        (17, 12), (18, 30), (19, 31), (21, 32), (24, 13), (25, 33), (26, 34), (30, 35), (31, 36), (32, 37), (33, 38), (0x4200, 14),
        (0x4201, 15), (0x4202, 16), (0x4203, 17), (0x4204, 18), (0x4205, 19), (0x4206, 20), (0x4207, 21), (0x4208, 22), (0x4209, 23),
        (0x420A, 24), (0x420B, 25));

    /// <summary>Levels of socket options: SOL_SOCKET and SOL_TCP.</summary>
    public static byte[] SocketLevels { get; } = Table((1, 1), (6, 2));

    /// <summary>Options of sockets themselves (SOL_SOCKET), SO_DEBUG to SO_COOKIE; SO_RCVTIMEO_NEW and SO_SNDTIMEO_NEW count as the old ones.</summary>
    public static byte[] SocketOptions { get; } = Table(
        (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10), (11, 11), (12, 12), (13, 13), (14, 14), (15, 15),
        (16, 16), (17, 17), (18, 18), (19, 19), (20, 20), (21, 21), (22, 22), (23, 23), (24, 24), (25, 25), (26, 26), (27, 27), (28, 28),
        (29, 29), (30, 30), (31, 31), (32, 32), (33, 33), (34, 34), (35, 35), (36, 36), (37, 37), (38, 38), (39, 39), (40, 40), (41, 41),
        (42, 42), (43, 43), (44, 44), (45, 45), (46, 46), (47, 47), (48, 48), (49, 49), (50, 50), (55, 52), (57, 53), (59, 51), (66, 20),
        (67, 21));

    /// <summary>
    /// What the operations of keyctl take, from KEYCTL_GET_KEYRING_ID on: how many arguments after the operation, and from bit 4 on which of
    /// them are texts.
    /// </summary>
    public static byte[] KeyOperations { get; } = Table(
        (0, 2), (1, 0x11), (2, 3), (3, 1), (4, 3), (5, 2), (6, 3), (7, 1), (8, 2), (9, 2), (10, 0x64), (11, 3), (12, 4), (13, 3), (14, 1), (15, 2),
        (16, 1), (17, 3), (18, 0), (19, 4), (20, 4), (21, 1), (22, 2), (23, 4), (24, 0x43), (25, 0x24), (26, 0x24), (27, 0x24), (28, 0x24),
        (29, 0x63), (30, 4), (31, 2), (32, 3));

    /// <summary>Flags whose bits are the schema's own: access, flock, splice, mlock2, mlockall, enter flags of io_uring.</summary>
    public static uint[] SameFlags { get; } = Bits([.. Enumerable.Range(0, 12).Select(bit => (1 << bit, 1 << bit))]);

    /// <summary>Protections of memory: PROT_READ, PROT_WRITE, PROT_EXEC, PROT_SEM, PROT_SAO, PROT_GROWSDOWN, PROT_GROWSUP.</summary>
    public static uint[] Protections { get; } = Bits((1, 1), (2, 2), (4, 4), (8, 8), (0x10, 64), (0x01000000, 16), (0x02000000, 32));

    /// <summary>Flags of mmap, MAP_SHARED to MAP_NONBLOCK; MAP_RENAME, the same bit as MAP_ANONYMOUS, is not told.</summary>
    public static uint[] MapFlags { get; } = Bits(
        (1, 1), (2, 2), (0x10, 4), (0x20, 8), (0x40, 16), (0x80, 4096), (0x100, 512), (0x800, 1024), (0x1000, 2048), (0x2000, 16384),
        (0x4000, 64), (0x8000, 128), (0x10000, 256));

    /// <summary>Flags of unlinkat, linkat and fchownat: AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_EMPTY_PATH.</summary>
    public static uint[] PathFlags { get; } = Bits((0x200, 0x200), (0x400, 0x400), (0x1000, 0x1000));

    /// <summary>Flags of epoll_create1: EPOLL_CLOEXEC.</summary>
    public static uint[] EpollFlags { get; } = Bits((0x80000, 1));

    /// <summary>Features of io_uring up to IORING_FEAT_RSRC_TAGS; Falco leaves IORING_FEAT_EXT_ARG out.</summary>
    public static uint[] RingFeatures { get; } = Bits([.. Enumerable.Range(0, 11).Where(bit => bit != 8).Select(bit => (1 << bit, 1 << bit))]);

    /// <summary>Flags of newfstatat: AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH.</summary>
    public static uint[] StatFlags { get; } = Bits((0x100, 256), (0x800, 2048), (0x1000, 4096));

    /// <summary>Flags of semget: IPC_CREAT, IPC_EXCL.</summary>
    public static uint[] SemaphoreFlags { get; } = Bits((0x200, 8192), (0x400, 16384));

    /// <summary>Flags of semop: IPC_NOWAIT, SEM_UNDO.</summary>
    public static uint[] SemaphoreOperationFlags { get; } = Bits((0x800, 1), (0x1000, 2));

    /// <summary>Events of poll, POLLIN to POLLRDHUP.</summary>
    public static uint[] PollEvents { get; } = Bits(
        (1, 1), (2, 2), (4, 4), (8, 16), (0x10, 32), (0x20, 64), (0x40, 128), (0x80, 256), (0x100, 512), (0x200, 1024), (0x2000, 8));

    /// <summary>Flags of io_uring_setup; the first bit is in the schema IORING_SQ_NEED_WAKEUP as well, as in Falco.</summary>
    public static uint[] RingFlags { get; } = Bits((1, 1 | 4), (2, 2), (4, 8), (8, 16), (16, 32), (32, 64), (64, 128));

    /// <summary>Commands of semctl, by number: IPC_RMID is 0, SEM_INFO 19.</summary>
    public static uint[] SemaphoreCommands { get; } =
        [4, 2, 1, 8, 0, 0, 0, 0, 0, 0, 0, 256, 512, 64, 128, 1024, 4096, 2048, 32, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static uint[] Bits(params ReadOnlySpan<(int Kernel, int Schema)> flags)
    {
        var table = new uint[WideSize];
        foreach (var (kernel, schema) in flags)
        {
            table[System.Numerics.BitOperations.Log2((uint)kernel)] = (uint)schema;
        }

        return table;
    }

    private static byte[] Table(params ReadOnlySpan<(int Kernel, int Schema)> entries)
    {
        var table = new byte[Size];
        foreach (var (kernel, schema) in entries)
        {
            table[kernel >= HighFrom ? HighAt + (kernel & HighMask) : kernel] = (byte)schema;
        }

        return table;
    }
}
