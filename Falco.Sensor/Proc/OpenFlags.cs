namespace Falco.Sensor.Proc;

/// <summary>The flags of open files: the kernel's numbers of x86-64, and those that events have (the schema's file_flags).</summary>
internal static class OpenFlags
{
    private const uint AccessMode = 3;

    /// <summary>Kernel's bits and the schema's. Some of the kernel's hold others: any bit of them counts, as in Falco.</summary>
    private static readonly (uint Kernel, uint Schema)[] Bits =
    [
        (0x40, 1 << 2), // O_CREAT
        (0x400000 | 0x10000, 1 << 13), // O_TMPFILE
        (0x400, 1 << 3), // O_APPEND
        (0x1000, 1 << 4), // O_DSYNC
        (0x80, 1 << 5), // O_EXCL
        (0x800, 1 << 6), // O_NONBLOCK
        (0x100000 | 0x1000, 1 << 7), // O_SYNC
        (0x200, 1 << 8), // O_TRUNC
        (0x4000, 1 << 9), // O_DIRECT
        (0x10000, 1 << 10), // O_DIRECTORY
        (0x8000, 1 << 11), // O_LARGEFILE
        (0x80000, 1 << 12), // O_CLOEXEC
    ];

    /// <summary>The flags in the schema's numbers.</summary>
    public static uint ToSchema(uint kernel)
    {
        var schema = (kernel & AccessMode) switch
        {
            1 => 2u, // O_WRONLY
            2 => 3u, // O_RDWR
            _ => 1u, // O_RDONLY
        };
        foreach (var (from, to) in Bits)
        {
            schema |= (kernel & from) != 0 ? to : 0;
        }

        return schema;
    }
}
