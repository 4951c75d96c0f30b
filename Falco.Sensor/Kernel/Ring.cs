using System.Runtime.InteropServices;

namespace Falco.Sensor.Kernel;

/// <summary>
/// One ring that the kernel program writes events into, mapped into this process and read in place. The layout is the kernel's
/// (BPF_MAP_TYPE_RINGBUF): a page with the reader's position, a page with the writer's, and the data, mapped twice in a row, so that a
/// record that goes over the end is in one piece. A record has a header of 8 bytes (length and two flags, then the page offset), and its
/// length is rounded up to 8.
/// </summary>
internal sealed unsafe class Ring : IDisposable
{
    private const int Header = 8;
    private const uint Busy = 1u << 31, Discarded = 1u << 30;

    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly nuint _size;
    private readonly byte* _reader;
    private readonly byte* _writer;
    private readonly byte* _data;
    private ulong _position;

    /// <summary>Maps a ring.</summary>
    /// <param name="fd">The ring's descriptor, which stays the caller's.</param>
    /// <param name="size">How many bytes it has.</param>
    /// <exception cref="KernelException">It cannot be mapped.</exception>
    public Ring(int fd, int size)
    {
        _size = (nuint)size;
        _reader = Map(fd, _page, LibC.ProtRead | LibC.ProtWrite, 0);
        _writer = Map(fd, _page + (2 * _size), LibC.ProtRead, (nint)_page);
        _data = _writer + _page;
        _position = Volatile.Read(ref *(ulong*)_reader);
    }

    /// <summary>
    /// The event at the reader's position, without going on; false where there is none, or one that is still being written. The bytes are
    /// the kernel's until <see cref="Advance"/>.
    /// </summary>
    public bool TryPeek(out ReadOnlySpan<byte> record)
    {
        while (_position < Volatile.Read(ref *(ulong*)_writer))
        {
            var header = Volatile.Read(ref *(uint*)At(_position));
            if ((header & Busy) != 0)
            {
                break;
            }

            if ((header & Discarded) == 0)
            {
                record = new ReadOnlySpan<byte>(At(_position) + Header, (int)header);
                return true;
            }

            Skip(header & ~Discarded);
        }

        record = default;
        return false;
    }

    /// <summary>Goes on to the next event. The kernel learns of it with <see cref="Release"/>.</summary>
    public void Advance() => Skip(Volatile.Read(ref *(uint*)At(_position)) & ~Discarded);

    /// <summary>Gives the room of all events that were read back to the kernel.</summary>
    public void Release() => Volatile.Write(ref *(ulong*)_reader, _position);

    public void Dispose()
    {
        _ = LibC.Unmap((nint)_reader, _page);
        _ = LibC.Unmap((nint)_writer, _page + (2 * _size));
    }

    private void Skip(uint length) => _position += (length + Header + 7) & ~7u;

    private byte* At(ulong position) => _data + (position & (_size - 1));

    private static byte* Map(int fd, nuint length, int protection, nint offset)
    {
        var start = LibC.Map(0, length, protection, LibC.MapShared, fd, offset);
        return start != -1
            ? (byte*)start
            : throw new KernelException($"a ring cannot be mapped: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }
}
