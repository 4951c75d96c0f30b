using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Falco.Engine.Events;

/// <summary>
/// One event, seen in place in the memory of its batch; nothing is decoded before someone asks.
/// <para>
/// A <em>frame</em> is a 16-byte prefix (frame length u32, cpu u16, frame flags u16, event number u64) followed by the
/// record in the scap layout: timestamp u64, thread id u64, record length u32, type u16, parameter count u32, the lengths
/// of the parameters (u16 each, u32 in large frames), the parameters. All little endian. Whoever writes a frame has
/// checked that the lengths add up; readers rely on it.
/// </para>
/// </summary>
public readonly struct EventView : IEventParams
{
    /// <summary>Bytes before the scap record.</summary>
    public const int PrefixSize = 16;

    /// <summary>Bytes of the scap record's header (version 2, with the parameter count).</summary>
    public const int HeaderSize = 26;

    /// <summary>Frame flag: the parameter lengths are u32.</summary>
    public const ushort LargeLengths = 1;

    /// <summary>Frame flag: the event changes state, but rules do not see it, see <see cref="IsStateOnly"/>.</summary>
    public const ushort StateOnly = 2;

    /// <summary>Frame flag: the event's enter event came right before it and is left out, see <see cref="ImpliesEnter"/>.</summary>
    public const ushort EnterImplied = 4;

    private const int FrameFlagsAt = 6;
    private const int ParamCountAt = 38;

    private readonly byte[] _buffer;
    private readonly int _offset;

    /// <summary>The frame that starts at <paramref name="offset"/> of <paramref name="buffer"/>.</summary>
    public EventView(byte[] buffer, int offset)
    {
        _buffer = buffer;
        _offset = offset;
    }

    /// <summary>Length of the whole frame in bytes.</summary>
    public int FrameLength => (int)Read<uint>(0);

    /// <summary>The processor that the event came from.</summary>
    public ushort Cpu => Read<ushort>(4);

    /// <summary>Frame flags, see <see cref="LargeLengths"/>, <see cref="StateOnly"/> and <see cref="EnterImplied"/>.</summary>
    public ushort FrameFlags => Read<ushort>(FrameFlagsAt);

    /// <summary>
    /// Whether the event is there for state alone and rules do not see it, as with what a capture says of containers and
    /// users before its first other event.
    /// </summary>
    public bool IsStateOnly => (FrameFlags & StateOnly) != 0;

    /// <summary>Whether the enter event of this exit event is left out because it said nothing that this one does not say.</summary>
    public bool ImpliesEnter => (FrameFlags & EnterImplied) != 0;

    /// <summary>Falco's event number (evt.num): 1 for the first event that is not a stored enter event.</summary>
    public ulong Number => Read<ulong>(8);

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public ulong Timestamp => Read<ulong>(16);

    /// <summary>The thread that the event belongs to.</summary>
    public long ThreadId => Read<long>(24);

    /// <summary>The type in today's schema.</summary>
    public EventType Type => (EventType)Read<ushort>(36);

    /// <summary>How many parameters the record carries; older records carry fewer than the schema names.</summary>
    public int ParamCount => (int)Read<uint>(ParamCountAt);

    /// <summary>The whole frame, to append it to another batch.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(_offset, FrameLength);

    /// <summary>The frame and those that follow it in its batch, so many bytes together.</summary>
    internal ReadOnlySpan<byte> Frames(int length) => _buffer.AsSpan(_offset, length);

    /// <summary>The record in the scap layout, without the frame's prefix.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_offset + PrefixSize, FrameLength - PrefixSize);

    /// <summary>
    /// The bytes of parameter <paramref name="index"/>; empty where the parameter is empty or the record has fewer.
    /// </summary>
    public ReadOnlySpan<byte> Param(int index)
    {
        var length = Locate(index, out var at);
        return new ReadOnlySpan<byte>(_buffer, at, length);
    }

    /// <summary>Like <see cref="Param"/>, as a storable slice that lives as long as the batch.</summary>
    public Utf8 ParamSlice(int index)
    {
        var length = Locate(index, out var at);
        return length == 0 ? default : new Utf8(_buffer, at, length);
    }

    /// <summary>
    /// Parameter <paramref name="index"/> as a sign-extended integer of its encoded size (1, 2, 4 or 8 bytes);
    /// false where it is empty or of another size.
    /// </summary>
    public bool TryGetInt64(int index, out long value)
        => ParamBytes.TryGetInt64(Param(index), out value);

    /// <summary>Like <see cref="TryGetInt64"/>, zero-extended.</summary>
    public bool TryGetUInt64(int index, out ulong value)
        => ParamBytes.TryGetUInt64(Param(index), out value);

    /// <summary>
    /// Parameter <paramref name="index"/> as text: a trailing NUL is cut off. False where the parameter is empty
    /// (length 0), which is not the same as an empty string (length 1).
    /// </summary>
    public bool TryGetText(int index, out Utf8 text)
        => ParamBytes.TryGetText(ParamSlice(index), out text);

    /// <summary>Where each parameter starts in the buffer and, after the last, where that ends; as many as there is room for.</summary>
    /// <returns>How many parameters were located.</returns>
    internal int LocateAll(Span<int> starts, out byte[] buffer)
    {
        buffer = _buffer;
        var count = Math.Min(ParamCount, starts.Length - 1);
        var size = (FrameFlags & LargeLengths) != 0 ? sizeof(int) : sizeof(ushort);
        var first = _offset + PrefixSize + HeaderSize;
        var lengths = _buffer.AsSpan(first, checked(count * size));
        var at = first + checked(ParamCount * size);
        starts[0] = at;
        for (var i = 0; i < count; i++)
        {
            at += size == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16LittleEndian(lengths[(i * sizeof(ushort))..])
                : BinaryPrimitives.ReadInt32LittleEndian(lengths[(i * sizeof(int))..]);
            starts[i + 1] = at;
        }

        return count;
    }

    /// <summary>
    /// Where parameter <paramref name="index"/> is in the buffer, and how long; 0 where it is empty or the record has fewer. Most of what
    /// is asked of an event comes through here, so there is one check for all lengths; whoever reads the bytes has them checked.
    /// </summary>
    private int Locate(int index, out int at)
    {
        ref var frame = ref _buffer.AsSpan(_offset, PrefixSize + HeaderSize)[0];
        var count = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref frame, ParamCountAt));
        at = 0;
        if ((uint)index >= count)
        {
            return 0;
        }

        if ((Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref frame, FrameFlagsAt)) & LargeLengths) != 0)
        {
            return LocateLarge(index, out at);
        }

        var start = _offset + PrefixSize + HeaderSize;
        var lengths = _buffer.AsSpan(start, checked((int)count * sizeof(ushort)));
        ref var length = ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(lengths));
        at = start + lengths.Length;
        for (; index > 0; index--)
        {
            at += length;
            length = ref Unsafe.Add(ref length, 1);
        }

        return length;
    }

    private int LocateLarge(int index, out int at)
    {
        var start = _offset + PrefixSize + HeaderSize;
        var lengths = _buffer.AsSpan(start, checked(ParamCount * sizeof(int)));
        at = start + lengths.Length;
        for (var i = 0; i < index; i++)
        {
            at += BinaryPrimitives.ReadInt32LittleEndian(lengths[(i * sizeof(int))..]);
        }

        return BinaryPrimitives.ReadInt32LittleEndian(lengths[(index * sizeof(int))..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Read<T>(int at)
        where T : unmanaged
        => Unsafe.ReadUnaligned<T>(ref _buffer[_offset + at]);
}
