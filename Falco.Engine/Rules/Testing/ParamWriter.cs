using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Rules.Loading;

namespace Falco.Engine.Rules.Testing;

/// <summary>A parameter as people write it, in the schema's encoding (docs/events.md).</summary>
internal static class ParamWriter
{
    private const byte Inet = 2, Inet6 = 10;

    /// <exception cref="RuleTestException">The text is no value of the parameter's type.</exception>
    public static byte[] Write(ParamInfo param, YamlNode node)
    {
        if (node.IsNull)
        {
            return [];
        }

        if (node.IsSequence)
        {
            return param.Type is ParamType.ByteBuf or ParamType.CharBufArray or ParamType.CharBufPairArray
                ? [.. node.Items.SelectMany(item => Text(Scalar(item, param)))]
                : throw RuleTestReader.Error(node, $"'{param.Name}' is one value, not a list");
        }

        var text = Scalar(node, param);
        switch (param.Type)
        {
            case ParamType.CharBuf or ParamType.FsPath or ParamType.FsRelPath or ParamType.CharBufArray or ParamType.CharBufPairArray:
                return Text(text);
            case ParamType.ByteBuf:
                return Encoding.UTF8.GetBytes(text);
            case ParamType.SockAddr:
                return Address(text, node);
            case ParamType.SockTuple:
                return Tuple(text, node);
        }

        var size = SizeOf(param.Type);
        if (size == 0)
        {
            throw RuleTestReader.Error(node, $"'{param.Name}' has a type ({param.Type}) that cannot be written in a test");
        }

        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Number(param, text, node));
        return bytes[..size];
    }

    /// <summary>Text with the NUL that closes it.</summary>
    public static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static string Scalar(YamlNode node, ParamInfo param)
        => node.IsScalar ? node.Text : throw RuleTestReader.Error(node, $"'{param.Name}' is text or a number");

    private static long Number(ParamInfo param, string text, YamlNode node)
    {
        var number = 0L;
        foreach (var part in text.Split('|', StringSplitOptions.TrimEntries))
        {
            number |= TryNumber(param, part) ?? throw RuleTestReader.Error(node, param.Symbols is { } symbols
                ? $"'{part}' is neither a number nor one of {string.Join(", ", symbols.Select(symbol => symbol.Name))}"
                : $"'{part}' is no number, which '{param.Name}' is");
        }

        return number;
    }

    private static long? TryNumber(ParamInfo param, string text)
    {
        if (param.Symbols?.FirstOrDefault(symbol => symbol.Name == text) is { Name: not null } symbol)
        {
            return symbol.Value;
        }

        if (param.Type is ParamType.Errno or ParamType.Fd or ParamType.Pid && NumberOf(text, Errno.NameOf, 133) is { } error)
        {
            return -error;
        }

        if (param.Type == ParamType.SigType && NumberOf(text, Signal.NameOf, 64) is { } signal)
        {
            return signal;
        }

        if (param.Type == ParamType.Bool && bool.TryParse(text, out var isTrue))
        {
            return isTrue ? 1 : 0;
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? (long)hex : null;
        }

        if (text is ['0', _, ..] && text.All(c => c is >= '0' and <= '7') && text.Length <= 21)
        {
            return text.Aggregate(0L, (value, digit) => (value << 3) | (uint)(digit - '0'));
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large) ? (long)large
            : null;
    }

    private delegate ReadOnlySpan<byte> NameOf(int number);

    private static long? NumberOf(string name, NameOf nameOf, int last)
    {
        for (var number = 1; number <= last; number++)
        {
            if (nameOf(number).SequenceEqual(Encoding.UTF8.GetBytes(name)))
            {
                return number;
            }
        }

        return null;
    }

    private static byte[] Tuple(string text, YamlNode node)
    {
        if (text.Split("->") is not [var source, var target])
        {
            throw RuleTestReader.Error(node, $"a connection is written as SOURCE:PORT->TARGET:PORT, not '{text}'");
        }

        byte[] from = Address(source, node), to = Address(target, node);
        return from[0] == to[0] ? [.. from, .. to[1..]] : throw RuleTestReader.Error(node, "both ends have the same address family");
    }

    private static byte[] Address(string text, YamlNode node)
    {
        if (!IPEndPoint.TryParse(text, out var end))
        {
            throw RuleTestReader.Error(node, $"an address is written as 10.0.0.1:80 or [::1]:80, not '{text}'");
        }

        var family = end.AddressFamily == AddressFamily.InterNetwork ? Inet : Inet6;
        return [family, .. end.Address.GetAddressBytes(), (byte)end.Port, (byte)(end.Port >> 8)];
    }

    private static int SizeOf(ParamType type) => type switch
    {
        ParamType.Int8 or ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType or ParamType.L4Proto
            or ParamType.SockFamily => 1,
        ParamType.Int16 or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.Port or ParamType.SyscallId => 2,
        ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Mode or ParamType.SigSet
            or ParamType.Uid or ParamType.Gid or ParamType.Bool or ParamType.Fd32 or ParamType.Pid32 => 4,
        ParamType.Int64 or ParamType.UInt64 or ParamType.Errno or ParamType.Fd or ParamType.Pid or ParamType.RelTime or ParamType.AbsTime => 8,
        _ => 0,
    };
}
