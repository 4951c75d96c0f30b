using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// A field's value as JSON, byte for byte as Falco writes it: numbers where the field prints in decimal, true and false,
/// null for no value, else the text; only quotes, backslashes and control characters are escaped.
/// </summary>
internal static class FieldJson
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(BytesToLookAt());

    /// <summary>Reads the field and writes it; null where it has no value.</summary>
    public static void Write(IBufferWriter<byte> output, BoundField field, EventContext context)
    {
        if (field.ReadJson is { } readNumber)
        {
            if (readNumber(context, out var number))
            {
                if (field.Type == ParamType.Double)
                {
                    WriteDouble(output, BitConverter.UInt64BitsToDouble(number.Number));
                }
                else
                {
                    WriteNumber(output, number.Signed);
                }

                return;
            }
        }
        else if (field is { ReadPrinted: null, ReadList: { } readList })
        {
            var values = context.ListValues;
            values.Clear();
            if (readList(context, values) && values.Count > 0)
            {
                WriteList(output, field, values, context);
                return;
            }
        }
        else if ((field.ReadPrinted ?? field.Read!)(context, out var value))
        {
            var (type, format) = field.TypeOf?.Invoke(context) ?? (field.Type, field.Format);
            Write(output, type, format, value, context.Draft, field.IsRaw);
            return;
        }

        output.Write("null"u8);
    }

    /// <summary>Writes one value. <paramref name="text"/> is room to print it in.</summary>
    public static void Write(
        IBufferWriter<byte> output, ParamType type, PrintFormat format, FieldValue value, ScratchText text, bool isRaw = false)
    {
        var isDecimal = format is PrintFormat.Dec or PrintFormat.Id;
        switch (type)
        {
            case ParamType.Bool:
                output.Write(value.IsTrue ? "true"u8 : "false"u8);
                return;

            case ParamType.Double when format == PrintFormat.Dec:
                WriteNumber(output, (long)BitConverter.UInt64BitsToDouble(value.Number));
                return;

            case ParamType.Double:
                WriteDouble(output, BitConverter.UInt64BitsToDouble(value.Number));
                return;

            case ParamType.UInt64 or ParamType.RelTime or ParamType.AbsTime when isDecimal:
                WriteNumber(output, value.Number);
                return;

            case ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath when isRaw:
                WriteText(output, PrintableText.UpToNul(value.Bytes.Span));
                return;

            default:
                if (isDecimal && FieldText.IsNumber(type))
                {
                    WriteNumber(output, IsUnsigned(type) ? (long)(uint)value.Number : value.Signed);
                    return;
                }

                text.Clear();
                if (FieldText.Append(text, type, format, value))
                {
                    WriteText(output, text.Pending);
                }
                else
                {
                    output.Write("null"u8);
                }

                return;
        }
    }

    /// <summary>Writes UTF-8 text as a JSON string; bytes that are no UTF-8 are replaced as the C++ libraries do.</summary>
    public static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var special = text.IndexOfAny(Special);
            if (special < 0)
            {
                output.Write(text);
                break;
            }

            output.Write(text[..special]);
            text = text[special..];
            text = text[0] < 0x80 ? Escape(output, text) : NonAscii(output, text);
        }

        output.Write("\""u8);
    }

    private static ReadOnlySpan<byte> Escape(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        switch (text[0])
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            default:
                output.Write("\\u00"u8);
                output.Write([HexDigit(text[0] >> 4), HexDigit(text[0] & 15)]);
                break;
        }

        return text[1..];
    }

    /// <summary>
    /// One character beyond ASCII. The C++ decodes it without a look at the continuation bytes' high bits,
    /// and replaces overlong forms, surrogates and lead bytes that the text ends in.
    /// </summary>
    private static ReadOnlySpan<byte> NonAscii(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        var (length, lead, least) = text[0] switch
        {
            < 0xE0 => (2, text[0] & 0x1F, 0x80),
            < 0xF0 => (3, text[0] & 0x0F, 0x800),
            < 0xF8 => (4, text[0] & 0x07, 0x10000),
            _ => (1, 0, int.MaxValue),
        };
        var value = lead;
        if (text.Length < length)
        {
            (length, value) = (1, -1);
        }

        for (var i = 1; i < length; i++)
        {
            value = (value << 6) | (text[i] & 0x3F);
        }

        var rune = value >= least && Rune.IsValid(value) ? new Rune(value) : Rune.ReplacementChar;
        Span<byte> encoded = stackalloc byte[4];
        output.Write(encoded[..rune.EncodeToUtf8(encoded)]);
        return text[length..];
    }

    private static void WriteList(IBufferWriter<byte> output, BoundField field, List<FieldValue> values, EventContext context)
    {
        output.Write("["u8);
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            Write(output, field.Type, field.Format, values[i], context.Draft);
        }

        output.Write("]"u8);
    }

    private static bool IsUnsigned(ParamType type) => type is ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8
        or ParamType.L4Proto or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.Port or ParamType.UInt32
        or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Uid or ParamType.Gid;

    private static byte[] BytesToLookAt()
    {
        var bytes = new List<byte> { (byte)'"', (byte)'\\' };
        for (var b = 0; b < 256; b++)
        {
            if (b is < 0x20 or >= 0x80)
            {
                bytes.Add((byte)b);
            }
        }

        return [.. bytes];
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private static void WriteNumber(IBufferWriter<byte> output, long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    private static void WriteNumber(IBufferWriter<byte> output, ulong value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    private static void WriteDouble(IBufferWriter<byte> output, double value)
    {
        if (!double.IsFinite(value))
        {
            output.Write("null"u8);
            return;
        }

        value.TryFormat(output.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        output.Advance(written);
        if (Math.Abs(value) < 1e15 && value == Math.Truncate(value))
        {
            output.Write(".0"u8);
        }
    }
}
