using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Falco.Sensor.Outputs;

/// <summary>
/// Standard output without a layer between: unlike the runtime's own streams it shares its position with other programs that write to
/// the same file, and says when the reader of a pipe is gone.
/// </summary>
internal sealed class StandardOutputStream : Stream
{
    private const int StandardOutput = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    /// <summary>The error, as HResult, where nobody reads any more.</summary>
    public const int BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = NativeWrite(StandardOutput, ref MemoryMarshal.GetReference(buffer), buffer.Length);
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
                throw new IOException($"Cannot write to standard output: {new Win32Exception(error).Message}", error);
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

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint NativeWrite(int descriptor, ref byte buffer, nint count);
}
