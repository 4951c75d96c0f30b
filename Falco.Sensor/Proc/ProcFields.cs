using System.Buffers.Text;

namespace Falco.Sensor.Proc;

/// <summary>The fields of a line, between blanks.</summary>
internal ref struct ProcFields(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>What follows the fields read so far, blanks before it included.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>The next field; empty where there is none.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var start = _rest.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (start < 0)
        {
            _rest = default;
            return default;
        }

        var field = _rest[start..];
        var length = field.IndexOfAny((byte)' ', (byte)'\t');
        _rest = length < 0 ? default : field[length..];
        return length < 0 ? field : field[..length];
    }

    public void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Next();
        }
    }

    /// <summary>The next field as a number; 0 where it is none.</summary>
    public long NextNumber() => Number(Next());

    /// <summary>A number with its sign; 0 where the text does not begin with one, as C reads it.</summary>
    public static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long value, out _) ? value : 0;

    /// <summary>A number without sign; 0 where the text does not begin with one.</summary>
    public static ulong Unsigned(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out ulong value, out _) ? value : 0;

    /// <summary>A hexadecimal number; 0 where the text does not begin with one.</summary>
    public static ulong Hex(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out ulong value, out _, 'x') ? value : 0;

    /// <summary>An octal number; 0 where the text does not begin with one.</summary>
    public static ulong Octal(ReadOnlySpan<byte> text)
    {
        var value = 0UL;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                break;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }
}
