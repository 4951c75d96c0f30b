namespace Falco.Sensor.Kernel;

/// <summary>
/// The kernel's enumerations in the schema's numbers. A number up to 47 stands at its own place; of those from 1024 on the last four bits
/// count, from place 48 on. What is not there is 0, the schema's "unknown".
/// </summary>
internal static class KernelTables
{
    public const int Size = 64;

    private const int HighFrom = 1024, HighAt = 48, HighMask = 15;

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
