using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>A field's value as text, as alert messages print it. Its JSON form is in <see cref="FieldJson"/>.</summary>
internal static class FieldText
{
    /// <summary>Falco prints lists and raw bytes through a buffer of this size, a NUL included.</summary>
    private const int BufferSize = 1024;

    /// <summary>
    /// Reads the field and appends it; false where it has no value, which templates print as &lt;NA&gt;. Values of a list
    /// are in parentheses, with commas between them. <paramref name="target"/> must not be the context's scratch room.
    /// </summary>
    public static bool Append(ScratchText target, BoundField field, EventContext context)
    {
        if (field is { ReadPrinted: null, ReadList: { } readList })
        {
            var values = context.ListValues;
            values.Clear();
            if (!readList(context, values))
            {
                return false;
            }

            AppendList(target, field, values);
            return true;
        }

        if (!(field.ReadPrinted ?? field.Read!)(context, out var value))
        {
            return false;
        }

        var (type, format) = field.TypeOf?.Invoke(context) ?? (field.Type, field.Format);
        if (field.IsRaw && type is ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath)
        {
            target.Append(PrintableText.UpToNul(value.Bytes.Span));
            return true;
        }

        return Append(target, type, format, value);
    }

    /// <summary>Appends one value; false where values of the type are not printed.</summary>
    public static bool Append(ScratchText target, ParamType type, PrintFormat format, FieldValue value)
    {
        switch (type)
        {
            case ParamType.Int8 or ParamType.Int16 or ParamType.Int32:
                return AppendInt32(target, format, (int)value.Signed);

            case ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.L4Proto
                or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.Port
                or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Uid or ParamType.Gid:
                return AppendUInt32(target, format, (uint)value.Number);

            case ParamType.Int64 or ParamType.Pid or ParamType.Errno or ParamType.Fd:
                AppendInt64(target, format, value.Signed);
                return true;

            case ParamType.UInt64 or ParamType.RelTime or ParamType.AbsTime:
                return AppendUInt64(target, format, value.Number);

            case ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath:
                PrintableText.Append(target, value.Bytes.Span);
                return true;

            case ParamType.ByteBuf:
                AppendDots(target, value.Bytes.Span);
                return true;

            case ParamType.Bool:
                target.Append(value.IsTrue ? "true"u8 : "false"u8);
                return true;

            case ParamType.Ipv4Addr or ParamType.Ipv6Addr or ParamType.IpAddr:
                return AddressText.TryAppend(target, value.Bytes.Span);

            case ParamType.IpNet:
                target.Append("<IPNET>"u8);
                return true;

            case ParamType.Double:
                target.Append(BitConverter.UInt64BitsToDouble(value.Number), "F1");
                return true;

            default:
                return false;
        }
    }

    /// <summary>The number of type <paramref name="type"/> as a 64-bit pattern: read from the little-endian bytes of a parameter.</summary>
    public static bool TryRead(ParamType type, ReadOnlySpan<byte> bytes, out FieldValue value)
    {
        value = default;
        switch (type)
        {
            case ParamType.Int8 when bytes.Length == 1:
                value = new FieldValue((long)(sbyte)bytes[0]);
                return true;
            case ParamType.Int16 when bytes.Length == 2:
                value = new FieldValue((long)BinaryPrimitives.ReadInt16LittleEndian(bytes));
                return true;
            case ParamType.Int32 or ParamType.Fd32 or ParamType.Pid32 when bytes.Length == 4:
                value = new FieldValue((long)BinaryPrimitives.ReadInt32LittleEndian(bytes));
                return true;
            case ParamType.Int64 or ParamType.Errno or ParamType.Fd or ParamType.Pid or ParamType.UInt64 or ParamType.RelTime
                or ParamType.AbsTime or ParamType.Double when bytes.Length == 8:
                value = new FieldValue(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                return true;
            case ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType or ParamType.L4Proto
                or ParamType.SockFamily when bytes.Length == 1:
                value = new FieldValue((ulong)bytes[0]);
                return true;
            case ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.Port or ParamType.SyscallId
                when bytes.Length == 2:
                value = new FieldValue((ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes));
                return true;
            case ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Uid or ParamType.Gid or ParamType.Mode
                or ParamType.SigSet or ParamType.Bool when bytes.Length == 4:
                value = new FieldValue((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether values of the type are numbers, in <see cref="FieldValue.Number"/>.</summary>
    public static bool IsNumber(ParamType type) => type is not (ParamType.None or ParamType.CharBuf or ParamType.ByteBuf
        or ParamType.SockAddr or ParamType.SockTuple or ParamType.FdList or ParamType.FsPath or ParamType.FsRelPath or ParamType.Dyn
        or ParamType.CharBufArray or ParamType.CharBufPairArray or ParamType.Ipv4Addr or ParamType.Ipv4Net or ParamType.Ipv6Addr
        or ParamType.Ipv6Net or ParamType.IpAddr or ParamType.IpNet);

    private static void AppendList(ScratchText target, BoundField field, List<FieldValue> values)
    {
        var start = target.Length;
        target.Append((byte)'(');
        foreach (var value in values)
        {
            if (target.Length - start > 1)
            {
                target.Append((byte)',');
            }

            Append(target, field.Type, field.Format, value);
        }

        target.Append((byte)')');
        target.Truncate(start + BufferSize - 1);
    }

    private static bool AppendInt32(ScratchText target, PrintFormat format, int value)
    {
        if (format is PrintFormat.Dec or PrintFormat.Id)
        {
            target.Append(value);
            return true;
        }

        return AppendUInt32(target, format, (uint)value);
    }

    private static bool AppendUInt32(ScratchText target, PrintFormat format, uint value)
    {
        if (format == PrintFormat.PaddedDec)
        {
            return false;
        }

        return AppendUInt64(target, format, value);
    }

    private static void AppendInt64(ScratchText target, PrintFormat format, long value)
    {
        switch (format)
        {
            case PrintFormat.Oct or PrintFormat.Hex:
                AppendUInt64(target, format, (ulong)value);
                break;
            case PrintFormat.PaddedDec:
                // Nine characters, the sign among them.
                target.Append(value, value < 0 ? "D8" : "D9");
                break;
            default:
                target.Append(value);
                break;
        }
    }

    private static bool AppendUInt64(ScratchText target, PrintFormat format, ulong value)
    {
        switch (format)
        {
            case PrintFormat.Dec or PrintFormat.Id:
                target.Append(value);
                return true;
            case PrintFormat.PaddedDec:
                target.Append(value, "D9");
                return true;
            case PrintFormat.Hex:
                target.Append(value, "X");
                return true;
            case PrintFormat.Oct:
                AppendOctal(target, value);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Appends the number in octal digits.</summary>
    internal static void AppendOctal(ScratchText target, ulong value)
    {
        Span<byte> digits = stackalloc byte[22];
        var at = digits.Length;
        do
        {
            digits[--at] = (byte)('0' + (value & 7));
            value >>= 3;
        }
        while (value != 0);
        target.Append(digits[at..]);
    }

    private static void AppendDots(ScratchText target, ReadOnlySpan<byte> bytes)
    {
        var start = target.Length;
        AppendPrintable(target, bytes);
        if (bytes.Length > BufferSize - 2)
        {
            target.Truncate(start + BufferSize - 3);
        }
    }

    /// <summary>Appends the bytes, a dot for each that is not printable ASCII.</summary>
    internal static void AppendPrintable(ScratchText target, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var next = bytes.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
            if (next < 0)
            {
                target.Append(bytes);
                return;
            }

            target.Append(bytes[..next]).Append((byte)'.');
            bytes = bytes[(next + 1)..];
        }
    }
}
