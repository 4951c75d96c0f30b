using System.Text;

namespace Falco.Actors.Serialization;

/// <summary>
/// Writes a message for the wire. Without room it only counts, so that what is written after counting needs one array of the right
/// size and one copy. Numbers are LEB128, signed ones zigzag; texts (UTF-8) and bytes have their length before them.
/// </summary>
internal ref struct WireWriter
{
    private readonly Span<byte> _room;
    private readonly bool _isCounting;

    /// <summary>A writer into memory that is large enough.</summary>
    public WireWriter(Span<byte> room) => _room = room;

    private WireWriter(bool isCounting) => _isCounting = isCounting;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>A writer that counts.</summary>
    public static WireWriter Counting() => new(isCounting: true);

    public void Byte(byte value)
    {
        if (!_isCounting)
        {
            _room[Length] = value;
        }

        Length++;
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    public void Number(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Count(int value) => Number((ulong)value);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Count(value.Length);
        if (!_isCounting)
        {
            value.CopyTo(_room[Length..]);
        }

        Length += value.Length;
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Count(length);
        if (!_isCounting)
        {
            Encoding.UTF8.GetBytes(value, _room.Slice(Length, length));
        }

        Length += length;
    }

    public void Texts(IReadOnlyList<string> values)
    {
        Count(values.Count);
        foreach (var value in values)
        {
            Text(value);
        }
    }
}
