using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;

namespace Falco.Engine.Rules.Matching;

/// <summary>Reads the constants on the right of comparisons as values of the field's type.</summary>
internal static class Constants
{
    /// <summary>Falco has this much room for a constant, a text's end included.</summary>
    private const int MaxBytes = 256;

    /// <summary>The services whose names may stand for their ports.</summary>
    private static readonly (string Name, ushort Port)[] Services =
    [
        ("echo", 7), ("discard", 9), ("systat", 11), ("daytime", 13), ("netstat", 15), ("qotd", 17), ("chargen", 19), ("ftp-data", 20),
        ("ftp", 21), ("ssh", 22), ("telnet", 23), ("smtp", 25), ("mail", 25), ("time", 37), ("whois", 43), ("tacacs", 49), ("domain", 53),
        ("bootps", 67), ("bootpc", 68), ("tftp", 69), ("gopher", 70), ("finger", 79), ("http", 80), ("www", 80), ("kerberos", 88),
        ("pop3", 110), ("sunrpc", 111), ("nntp", 119), ("ntp", 123), ("imap2", 143), ("imap", 143), ("snmp", 161), ("snmp-trap", 162),
        ("bgp", 179), ("irc", 194), ("ldap", 389), ("https", 443), ("microsoft-ds", 445), ("kpasswd", 464), ("submissions", 465),
        ("syslog", 514), ("printer", 515), ("nfs", 2049), ("submission", 587), ("ipp", 631), ("ldaps", 636), ("domain-s", 853),
        ("rsync", 873), ("ftps", 990), ("telnets", 992), ("imaps", 993), ("pop3s", 995), ("socks", 1080), ("openvpn", 1194),
        ("ms-sql-s", 1433), ("mysql", 3306), ("svn", 3690), ("postgresql", 5432), ("amqp", 5672), ("x11", 6000), ("redis", 6379),
        ("http-alt", 8080),
    ];

    /// <summary>Reads a constant.</summary>
    /// <exception cref="FormatException">It is no value of the type.</exception>
    public static FieldValue Read(string text, ParamType type, bool isHex)
    {
        if (isHex)
        {
            return new FieldValue(new Utf8(ReadHex(text)));
        }

        return TypeNames.ClassOf(type) switch
        {
            ValueClass.Signed => new FieldValue(Extend(ReadInteger(text, isSigned: true), type)),
            ValueClass.Unsigned when type == ParamType.Port => new FieldValue((ulong)ReadPort(text)),
            ValueClass.Unsigned => new FieldValue(Extend(ReadInteger(text, isSigned: false), type)),
            ValueClass.Double => new FieldValue(BitConverter.DoubleToUInt64Bits((int)ReadInteger(text, isSigned: true))),
            ValueClass.Bool => new FieldValue(text switch
            {
                "true" => true,
                "false" => false,
                _ => throw new FormatException($"filter error: unrecognized boolean value {text}"),
            }),
            ValueClass.Address => new FieldValue(new Utf8(ReadAddress(text, type))),
            ValueClass.Network => new FieldValue(new Utf8(ReadNetwork(text, type))),
            ValueClass.Bytes => new FieldValue(ReadBytes(text)),
            _ => new FieldValue(ReadText(text)),
        };
    }

    /// <summary>Reads a constant for a field whose type the event decides. Falco reads none as bytes, system calls or signals.</summary>
    /// <exception cref="FormatException">It is no value of the type.</exception>
    public static FieldValue ReadRaw(string text, ParamType type, bool isHex)
    {
        if (isHex)
        {
            ReadHex(text);
        }

        return type is ParamType.ByteBuf or ParamType.SyscallId or ParamType.SigType
            ? throw new FormatException($"wrong parameter type {(int)type}")
            : Read(text, type, isHex);
    }

    /// <summary>The number as a field of the type would give it.</summary>
    public static ulong Extend(ulong number, ParamType type)
    {
        var isSigned = TypeNames.ClassOf(type) == ValueClass.Signed;
        return TypeNames.SizeOf(type) switch
        {
            1 => isSigned ? (ulong)(sbyte)number : (byte)number,
            2 => isSigned ? (ulong)(short)number : (ushort)number,
            4 => isSigned ? (ulong)(int)number : (uint)number,
            _ => number,
        };
    }

    /// <summary>Blanks, a sign (unsigned numbers have one too), digits and nothing else; what is too large counts as the largest.</summary>
    private static ulong ReadInteger(string text, bool isSigned)
    {
        var rest = text.AsSpan().TrimStart(" \t\n\v\f\r");
        var isNegative = rest is ['-', ..];
        var digits = rest is ['-' or '+', ..] ? rest[1..] : rest;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            throw new FormatException($"{text} is not a valid number");
        }

        var hasRoom = ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isSigned)
        {
            return hasRoom ? unchecked(isNegative ? 0 - number : number) : ulong.MaxValue;
        }

        if (!hasRoom || number > long.MaxValue)
        {
            return isNegative ? unchecked((ulong)long.MinValue) : long.MaxValue;
        }

        return unchecked(isNegative ? 0 - number : number);
    }

    private static ushort ReadPort(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        if (!text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (ushort)number
                : throw new FormatException($"{text} is not a valid port");
        }

        foreach (var (name, port) in Services)
        {
            if (name == text)
            {
                return port;
            }
        }

        throw new FormatException($"unrecognized protocol {text}");
    }

    private static byte[] ReadAddress(string text, ParamType type)
    {
        var isV4 = type == ParamType.Ipv4Addr || (type == ParamType.IpAddr && text.Contains('.', StringComparison.Ordinal));
        if (isV4)
        {
            return TryReadV4(text, out var bytes) ? bytes : throw new FormatException($"unrecognized IPv4 address {text}");
        }

        return TryReadV6(text, out var v6) ? v6 : throw new FormatException($"unrecognized IPv6 address {text}");
    }

    /// <summary>An address and the length of its mask in one: 4 or 16 bytes and one more.</summary>
    private static byte[] ReadNetwork(string text, ParamType type)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var isV4 = type == ParamType.Ipv4Net || (type == ParamType.IpNet && text.Contains('.', StringComparison.Ordinal));
        if (slash < 0)
        {
            throw new FormatException(isV4 ? $"unrecognized IP network {text}" : $"invalid v6 netmask: {text}");
        }

        byte[] address;
        if (isV4 ? !TryReadV4(text[..slash], out address) : !TryReadV6(text[..slash], out address))
        {
            throw new FormatException(isV4 ? $"unrecognized IP address {text}" : $"unrecognized IPv6 address {text}");
        }

        var mask = text[(slash + 1)..];
        var length = (byte)ReadInteger(mask, isSigned: false);
        if (isV4 ? length > 32 : length is 0 or > 128)
        {
            throw new FormatException(isV4 ? $"invalid netmask {mask}" : $"invalid v6 netmask {mask}");
        }

        return [.. address, length];
    }

    private static bool TryReadV4(string text, out byte[] bytes)
    {
        bytes = new byte[4];
        var parts = text.Split('.');
        for (var i = 0; i < 4; i++)
        {
            if (parts.Length != 4 || parts[i].Length > 3 || (parts[i].Length > 1 && parts[i][0] == '0')
                || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadV6(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.AsSpan().IndexOfAny('%', '[') >= 0 || !IPAddress.TryParse(text, out var address)
            || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        bytes = address.GetAddressBytes();
        return true;
    }

    private static byte[] ReadHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw new FormatException("filter error: bcontains and bstartswith operator support hex strings only");
        }
    }

    private static Utf8 ReadBytes(string text)
    {
        var bytes = Utf8.From(text);
        return bytes.Length < MaxBytes ? bytes : throw new FormatException("filter parameter too long (byte buf)");
    }

    private static Utf8 ReadText(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        return length < MaxBytes
            ? Utf8.From(text)
            : throw new FormatException($"filter parameter too long (used={length + 1}, available={MaxBytes}):{text}");
    }
}
