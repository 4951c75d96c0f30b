using System.Runtime.CompilerServices;
using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>
/// Reads the body of a metadata block member by member. Reading past the end is remembered rather than thrown, and gives
/// zeros: callers ask <see cref="IsPastEnd"/> once per entry.
/// </summary>
internal ref struct BlockCursor(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>How far reading has got.</summary>
    public int Position { get; private set; }

    /// <summary>Whether something was asked for that the body does not have.</summary>
    public bool IsPastEnd { get; private set; }

    /// <summary>The bytes that are left.</summary>
    public readonly int Remaining => _body.Length - Position;

    public byte U8() => Read<byte>();

    public ushort U16() => Read<ushort>();

    public uint U32() => Read<uint>();

    public ulong U64() => Read<ulong>();

    public UInt128 U128() => Read<UInt128>();

    public long I64() => Read<long>();

    /// <summary>The next bytes; empty where there are not so many.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)Remaining)
        {
            IsPastEnd = true;
            Position = _body.Length;
            return default;
        }

        Position += count;
        return _body.Slice(Position - count, count);
    }

    /// <summary>A text with its length before it, in memory of its own; it ends at a NUL should it have one.</summary>
    public Utf8 Text() => Utf8.Copy(UpToNul(Bytes(U16())));

    /// <summary>Where a text with its length before it lies; it ends at a NUL should it have one.</summary>
    public BlockSlice TextSlice()
    {
        var text = Bytes(U16());
        return new BlockSlice(Position - text.Length, UpToNul(text).Length);
    }

    /// <summary>Where a run of strings with its length before it lies.</summary>
    public BlockSlice StringsSlice()
    {
        var strings = Bytes(U16());
        return new BlockSlice(Position - strings.Length, strings.Length);
    }

    private static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text)
    {
        var nul = text.IndexOf((byte)0);
        return nul < 0 ? text : text[..nul];
    }

    private T Read<T>()
        where T : unmanaged
    {
        var bytes = Bytes(Unsafe.SizeOf<T>());
        return bytes.IsEmpty ? default : Unsafe.ReadUnaligned<T>(in bytes[0]);
    }
}

/// <summary>Where in a block something lies.</summary>
internal readonly record struct BlockSlice(int Start, int Length)
{
    /// <summary>The slice of a copy of the block that begins at <paramref name="origin"/>.</summary>
    public Utf8 Of(byte[] memory, int origin) => Length == 0 ? default : new Utf8(memory, Start - origin, Length);
}
