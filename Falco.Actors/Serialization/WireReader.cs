using System.Text;

namespace Falco.Actors.Serialization;

/// <summary>
/// Reads what <see cref="WireWriter"/> wrote. Nothing is trusted: reading ends in a <see cref="WireException"/> at worst, and takes memory
/// in proportion to the bytes given.
/// </summary>
internal ref struct WireReader(ReadOnlyMemory<byte> message)
{
    private readonly ReadOnlyMemory<byte> _message = message;
    private int _at;

    /// <summary>Bytes that are not read yet.</summary>
    public readonly int Left => _message.Length - _at;

    public byte Byte() => Left > 0 ? _message.Span[_at++] : throw Short();

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new WireException($"{other} is neither yes nor no"),
    };

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new WireException("a number that does not end");
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number of things of which each takes at least a byte.</summary>
    public int Count()
    {
        var value = Number();
        return value <= (ulong)Left ? (int)value : throw Short();
    }

    public int Int() => Number() is <= int.MaxValue and var value ? (int)value : throw new WireException("a number that is too large");

    /// <summary>Bytes; they stay where they are in the message.</summary>
    public ReadOnlyMemory<byte> Bytes() => Bytes(Count());

    /// <summary>So many bytes.</summary>
    public ReadOnlyMemory<byte> Bytes(int length)
    {
        if (length > Left)
        {
            throw Short();
        }

        _at += length;
        return _message.Slice(_at - length, length);
    }

    public string Text() => Encoding.UTF8.GetString(Bytes().Span);

    public string[] Texts()
    {
        var texts = new string[Count()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text();
        }

        return texts;
    }

    /// <summary>That was all that there should be.</summary>
    public readonly void End()
    {
        if (Left > 0)
        {
            throw new WireException($"{Left} bytes more than expected");
        }
    }

    private static WireException Short() => new("the message ends too early");
}
