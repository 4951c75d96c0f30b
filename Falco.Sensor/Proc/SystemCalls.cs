using System.Runtime.InteropServices;

namespace Falco.Sensor.Proc;

/// <summary>
/// The system calls that reading /proc takes, as .NET's own methods allocate and do more than is needed. They go by number, as
/// the C library's functions differ by its version. A result below zero is the negative error number, as the kernel has it.
/// </summary>
internal static unsafe partial class SystemCalls
{
    /// <summary>AT_FDCWD: a path starts at the working directory.</summary>
    public const int WorkingDirectory = -100;

    /// <summary>ENOENT.</summary>
    public const int NoEntry = -2;

    /// <summary>ESRCH: what a folder of a process that is gone answers.</summary>
    public const int NoProcess = -3;

    private const int Interrupted = -4;

    private const int ReadNumber = 0;
    private const int CloseNumber = 3;
    private const int GetDentsNumber = 217;
    private const int OpenAtNumber = 257;
    private const int ReadLinkAtNumber = 267;
    private const int StatxNumber = 332;
    private const int OpenAt2Number = 437;

    private const int OpenFlags = 0x800 | 0x100 | 0x80000; // O_NONBLOCK (nobody makes the sensor wait with a FIFO), O_NOCTTY, O_CLOEXEC
    private const int DirectoryFlag = 0x10000;
    private const int EmptyPathFlag = 0x1000;
    private const ulong ResolveInRoot = 0x10 | 0x02; // RESOLVE_IN_ROOT, RESOLVE_NO_MAGICLINKS
    private const int StatxFlags = 0x800 | 0x4000; // AT_NO_AUTOMOUNT, AT_STATX_DONT_SYNC: ask no server of a network file system
    private const int StatxMask = 0x7ff | 0x1000; // STATX_BASIC_STATS, STATX_MNT_ID

    /// <summary>Opens for reading.</summary>
    /// <param name="directory">What a relative path starts from.</param>
    /// <param name="path">The path with a NUL at its end.</param>
    /// <param name="isDirectory">Whether only a directory will do.</param>
    public static int Open(int directory, ReadOnlySpan<byte> path, bool isDirectory)
    {
        fixed (byte* name = Terminated(path))
        {
            return (int)Call(OpenAtNumber, directory, (nint)name, OpenFlags | (isDirectory ? DirectoryFlag : 0));
        }
    }

    /// <summary>Opens a file for reading as a process would whose root is the directory: no link leads out of it.</summary>
    public static int OpenInRoot(int root, ReadOnlySpan<byte> path)
    {
        var how = stackalloc ulong[] { OpenFlags, 0, ResolveInRoot };
        fixed (byte* name = Terminated(path))
        {
            return (int)Call(OpenAt2Number, root, (nint)name, (nint)how, 3 * sizeof(ulong));
        }
    }

    public static void Close(int descriptor) => Call(CloseNumber, descriptor, 0, 0);

    /// <summary>Reads up to the end or until the buffer is full.</summary>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        var length = 0;
        while (length < buffer.Length)
        {
            var got = ReadSome(descriptor, buffer[length..]);
            if (got < 0)
            {
                return got;
            }

            if (got == 0)
            {
                break;
            }

            length += got;
        }

        return length;
    }

    /// <summary>Reads what comes with one call; 0 at the end.</summary>
    public static int ReadSome(int descriptor, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var got = (int)Call(ReadNumber, descriptor, (nint)bytes, buffer.Length);
                if (got != Interrupted)
                {
                    return got;
                }
            }
        }
    }

    /// <summary>Where a symbolic link leads; what does not fit is cut off.</summary>
    public static int ReadLink(int directory, ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        fixed (byte* name = Terminated(path))
        fixed (byte* bytes = buffer)
        {
            return (int)Call(ReadLinkAtNumber, directory, (nint)name, (nint)bytes, buffer.Length);
        }
    }

    /// <summary>Records of a directory's entries (struct linux_dirent64); 0 at the end.</summary>
    public static int ReadEntries(int directory, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
        {
            return (int)Call(GetDentsNumber, directory, (nint)bytes, buffer.Length);
        }
    }

    /// <summary>What an inode is. Symbolic links are followed.</summary>
    public static int Stat(int directory, ReadOnlySpan<byte> path, out FileStatus status)
    {
        fixed (byte* name = Terminated(path))
        fixed (FileStatus* result = &status)
        {
            return (int)Call(StatxNumber, directory, (nint)name, StatxFlags, StatxMask, (nint)result);
        }
    }

    /// <summary>What the inode is that is open.</summary>
    public static int Stat(int descriptor, out FileStatus status)
    {
        var name = (byte)0;
        fixed (FileStatus* result = &status)
        {
            return (int)Call(StatxNumber, descriptor, (nint)(&name), StatxFlags | EmptyPathFlag, StatxMask, (nint)result);
        }
    }

    private static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> path)
        => path is [.., 0] ? path : throw new ArgumentException("a path needs a NUL at its end", nameof(path));

    private static nint Call(nint number, nint a, nint b, nint c, nint d = 0, nint e = 0)
    {
        var result = SystemCall(number, a, b, c, d, e);
        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e);
}
