using System.Buffers.Binary;
using Falco.Engine.State;

namespace Falco.Engine.Events;

/// <summary>Socket addresses and tuples of events as text: <c>127.0.0.1:80</c>, <c>10.0.0.1:5000->10.0.0.2:80</c>, a path.</summary>
internal static class SocketText
{
    private const byte Unix = 1;
    private const byte Inet = 2;
    private const byte Inet6 = 10;

    /// <summary>Appends the text of a <c>sockaddr</c> parameter.</summary>
    public static void AppendAddress(ScratchText target, ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty)
        {
            return;
        }

        var rest = address[1..];
        switch (address[0])
        {
            case Unix:
                PrintableText.Append(target, PrintableText.UpToNul(rest));
                break;
            case Inet when rest.Length == 4 + 2:
                AppendEndpoint(target, rest[..4], rest[4..]);
                break;
            case Inet:
                target.Append("INVALID IPv4"u8);
                break;
            case Inet6 when rest.Length == 16 + 2:
                AppendEndpoint(target, rest[..16], rest[16..]);
                break;
            case Inet6:
                target.Append("INVALID IPv6"u8);
                break;
            default:
                target.Append("family "u8).Append((int)address[0]);
                break;
        }
    }

    /// <summary>Appends the text of a <c>socktuple</c> parameter.</summary>
    public static void AppendTuple(ScratchText target, ReadOnlySpan<byte> tuple)
    {
        if (tuple.IsEmpty)
        {
            return;
        }

        var rest = tuple[1..];
        switch (tuple[0])
        {
            case Unix when rest.Length >= 16:
                target.Append(BinaryPrimitives.ReadUInt64LittleEndian(rest), "x").Append("->"u8);
                target.Append(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]), "x").Append((byte)' ');
                PrintableText.Append(target, PrintableText.UpToNul(rest[16..]));
                break;
            case Inet when rest.Length == 2 * (4 + 2):
                AppendPair(target, rest[..4], rest[4..6], rest[6..10], rest[10..]);
                break;
            case Inet:
                target.Append("INVALID IPv4"u8);
                break;
            case Inet6 when rest.Length == 2 * (16 + 2):
                AppendPair(target, rest[..16], rest[16..18], rest[18..34], rest[34..]);
                break;
            case Inet6:
                target.Append("INVALID IPv6"u8);
                break;
            default:
                target.Append("family "u8).Append((int)tuple[0]);
                break;
        }
    }

    /// <summary>
    /// Whether 16 bytes hold an IPv4 address (<c>::ffff:a.b.c.d</c>) or nothing but zeros, which counts as one.
    /// </summary>
    public static bool IsMappedIpv4(ReadOnlySpan<byte> address)
        => !address[..10].ContainsAnyExcept((byte)0)
            && ((address[10] == 0xFF && address[11] == 0xFF) || !address[10..].ContainsAnyExcept((byte)0));

    /// <summary>Appends both ends; a pair of mapped IPv4 addresses as what they hold.</summary>
    private static void AppendPair(
        ScratchText target,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> sourcePort,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> destinationPort)
    {
        if (source.Length == 16 && IsMappedIpv4(source) && IsMappedIpv4(destination))
        {
            source = source[12..];
            destination = destination[12..];
        }

        AppendEndpoint(target, source, sourcePort);
        target.Append("->"u8);
        AppendEndpoint(target, destination, destinationPort);
    }

    private static void AppendEndpoint(ScratchText target, ReadOnlySpan<byte> address, ReadOnlySpan<byte> port)
    {
        AddressText.TryAppend(target, address);
        target.Append((byte)':').Append(BinaryPrimitives.ReadUInt16LittleEndian(port));
    }
}
