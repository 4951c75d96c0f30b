using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The names that sockets have by their ends.</summary>
internal static class SocketNames
{
    /// <summary>A server's address: <c>0.0.0.0:80</c>.</summary>
    public static void AppendServer(ScratchText target, FdInfo info)
    {
        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        info.SocketBytes.CopyTo(bytes);
        if (info.Type == FdType.Ipv4ServerSocket)
        {
            AppendEnd(target, bytes[..4], bytes[4..6]);
        }
        else
        {
            AppendEnd(target, bytes[..16], bytes[16..18]);
        }
    }

    /// <summary>A connection whatever its protocol: <c>10.0.0.1:5000->10.0.0.2:80</c>.</summary>
    public static void AppendTuple(ScratchText target, FdInfo info)
    {
        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        info.SocketBytes.CopyTo(bytes);
        if (info.Type == FdType.Ipv4Socket)
        {
            AppendPair(target, bytes[..4], bytes[8..10], bytes[4..8], bytes[10..12]);
        }
        else
        {
            AppendPair(target, bytes[..16], bytes[32..34], bytes[16..32], bytes[34..36]);
        }
    }

    /// <summary>
    /// A connection by its protocol: those without ports have none in the name, those of unknown protocols no name.
    /// </summary>
    public static void AppendConnection(ScratchText target, FdType type, ReadOnlySpan<byte> bytes)
    {
        if (type == FdType.Ipv4Socket)
        {
            AppendIpv4(target, bytes);
        }
        else
        {
            AppendIpv6(target, bytes);
        }
    }

    private static void AppendIpv4(ScratchText target, ReadOnlySpan<byte> bytes)
    {
        switch ((L4Protocol)bytes[12])
        {
            case L4Protocol.Tcp or L4Protocol.Udp:
                AppendPair(target, bytes[..4], bytes[8..10], bytes[4..8], bytes[10..12]);
                break;
            case L4Protocol.Icmp or L4Protocol.Raw:
                AppendPair(target, bytes[..4], default, bytes[4..8], default);
                break;
            default:
                target.Append("<unknown>"u8);
                break;
        }
    }

    private static void AppendIpv6(ScratchText target, ReadOnlySpan<byte> bytes)
    {
        var source = bytes[..16];
        var destination = bytes[16..32];
        var mapped = SocketText.IsMappedIpv4(source) && SocketText.IsMappedIpv4(destination);
        switch ((L4Protocol)bytes[36])
        {
            case L4Protocol.Tcp or L4Protocol.Udp when mapped:
                // Falco reads the ports where a plain IPv4 socket has them.
                AppendPair(target, source[12..], bytes[8..10], destination[12..], bytes[10..12]);
                break;
            case L4Protocol.Tcp or L4Protocol.Udp:
                AppendPair(target, source, bytes[32..34], destination, bytes[34..36]);
                break;
            case L4Protocol.Icmp:
                AppendPair(target, mapped ? source[12..] : source, default, mapped ? destination[12..] : destination, default);
                break;
            default:
                target.Append("<unknown>"u8);
                break;
        }
    }

    private static void AppendPair(
        ScratchText target,
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> sourcePort,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> destinationPort)
    {
        AppendEnd(target, source, sourcePort);
        target.Append("->"u8);
        AppendEnd(target, destination, destinationPort);
    }

    private static void AppendEnd(ScratchText target, ReadOnlySpan<byte> address, ReadOnlySpan<byte> port)
    {
        AddressText.TryAppend(target, address);
        if (!port.IsEmpty)
        {
            target.Append((byte)':').Append(BinaryPrimitives.ReadUInt16LittleEndian(port));
        }
    }
}
