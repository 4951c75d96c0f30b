using System.Runtime.CompilerServices;

namespace Falco.Engine.Capture;

/// <summary>
/// Puts blocks together in memory, <c>type u32 | length u32 | body, padded to four bytes | length u32</c>, and passes whole ones on. The
/// buffer grows to the largest block, and what a large one took is given back.
/// </summary>
internal sealed class BlockWriter
{
    private const int BufferSize = 64 << 10;
    private const int KeptSize = 1 << 20;

    private byte[] _buffer = new byte[BufferSize];
    private int _end;
    private int _block;

    /// <summary>Bytes of whole blocks that were not passed on yet.</summary>
    public int Pending => _block;

    /// <summary>How long the block that was begun is so far.</summary>
    public int BlockLength => _end - _block;

    /// <summary>Whether enough has come together to be passed on.</summary>
    public bool IsDue => _block >= BufferSize / 2;

    /// <summary>Begins a block; what was written of one that was not kept is forgotten.</summary>
    public void Begin(BlockType type)
    {
        _end = _block;
        Number((uint)type);
        Number(0u);
    }

    /// <summary>Ends the block.</summary>
    /// <returns>Its length. It is kept with <see cref="Keep"/>.</returns>
    public int End()
    {
        Room(-(_end - _block) & 3).Clear();
        var length = _end - _block + sizeof(uint);
        Number((uint)length);
        Unsafe.WriteUnaligned(ref _buffer[_block + sizeof(uint)], (uint)length);
        return length;
    }

    /// <summary>Makes the block that was ended one of those to be passed on.</summary>
    public void Keep() => _block = _end;

    /// <summary>A number in the size of its type, little endian.</summary>
    public void Number<T>(T value)
        where T : unmanaged
        => Unsafe.WriteUnaligned(ref Room(Unsafe.SizeOf<T>())[0], value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    /// <summary>Zeros.</summary>
    public void Zeros(int count) => Room(count).Clear();

    /// <summary>A text with its length (u16) before it, cut off where it is longer than readers take.</summary>
    public void Text(ReadOnlySpan<byte> text, int maxLength)
    {
        text = text[..Math.Min(text.Length, maxLength)];
        Number((ushort)text.Length);
        Bytes(text);
    }

    /// <summary>Begins an entry that has its length before it.</summary>
    /// <returns>What <see cref="EndEntry"/> takes.</returns>
    public int BeginEntry()
    {
        Number(0u);
        return _end - sizeof(uint);
    }

    /// <summary>Ends an entry.</summary>
    /// <param name="entry">What <see cref="BeginEntry"/> gave.</param>
    /// <param name="countsItself">Whether the length includes its own four bytes.</param>
    public void EndEntry(int entry, bool countsItself = true)
        => Unsafe.WriteUnaligned(ref _buffer[entry], (uint)(_end - entry - (countsItself ? 0 : sizeof(uint))));

    /// <summary>Passes the blocks on that were kept; one that was not yet stays.</summary>
    public void PassTo(Stream stream)
    {
        stream.Write(_buffer, 0, _block);
        var rest = _buffer.AsSpan(_block, _end - _block);
        var target = _buffer.Length > KeptSize && rest.Length <= BufferSize ? new byte[BufferSize] : _buffer;
        rest.CopyTo(target);
        _buffer = target;
        _block = 0;
        _end = rest.Length;
    }

    private Span<byte> Room(int count)
    {
        if (_buffer.Length - _end < count)
        {
            Array.Resize(ref _buffer, (int)Math.Max(checked(_end + count), Math.Min(_buffer.Length * 2L, Array.MaxLength)));
        }

        _end += count;
        return _buffer.AsSpan(_end - count, count);
    }
}
