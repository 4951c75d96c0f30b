using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Falco.Sensor.Outputs;

/// <summary>
/// Writes to a file descriptor without a layer between: unlike the runtime's own streams it shares its position with other programs
/// that write to the same file, appends where the file's end is now, and says when the reader of a pipe is gone.
/// </summary>
internal sealed class DescriptorStream : Stream
{
    /// <summary>The error, as HResult, where nobody reads any more.</summary>
    public const int BrokenPipe = 32;

    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int AppendFlags = 0x1 | 0x40 | 0x400 | 0x80000; // O_WRONLY, O_CREAT, O_APPEND, O_CLOEXEC
    private const int ReadableByAll = 0x1B6; // 0666, less what umask takes

    private readonly string _name;
    private readonly bool _isOwn;
    private int _descriptor;

    private DescriptorStream(int descriptor, string name, bool isOwn)
    {
        _descriptor = descriptor;
        _name = name;
        _isOwn = isOwn;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Standard output.</summary>
    public static DescriptorStream StandardOutput() => new(1, "standard output", isOwn: false);

    /// <summary>A file to append to, made where there is none.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static DescriptorStream Append(string path)
    {
        int descriptor;
        while ((descriptor = NativeOpen(path, AppendFlags, ReadableByAll)) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw Failure(path, error);
            }
        }

        return new DescriptorStream(descriptor, path, isOwn: true);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = NativeWrite(_descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == TryAgain)
            {
                Thread.Sleep(1);
            }
            else if (error != Interrupted)
            {
                throw Failure(_name, error);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_isOwn && _descriptor >= 0)
        {
            _ = NativeClose(_descriptor);
            _descriptor = -1;
        }

        base.Dispose(disposing);
    }

    private static IOException Failure(string name, int error)
        => new($"Cannot write to {name}: {new Win32Exception(error).Message}", error);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeOpen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint NativeWrite(int descriptor, ref byte buffer, nint count);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeClose(int descriptor);
}
