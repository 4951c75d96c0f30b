using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The two ends of an IP connection as an event has them: addresses of 4 or 16 bytes and ports of 2.</summary>
internal readonly ref struct SocketEnds(
    ReadOnlySpan<byte> source, ReadOnlySpan<byte> sourcePort, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> destinationPort)
{
    public ReadOnlySpan<byte> Source { get; } = source;

    public ReadOnlySpan<byte> SourcePort { get; } = sourcePort;

    public ReadOnlySpan<byte> Destination { get; } = destination;

    public ReadOnlySpan<byte> DestinationPort { get; } = destinationPort;
}

/// <summary>Checks and takes apart the addresses and tuples of socket events.</summary>
internal static class SocketParams
{
    public const byte Unix = 1, Inet = 2, Inet6 = 10;

    /// <summary>Whether an address is there and long enough for its family.</summary>
    public static bool IsAddress(ReadOnlySpan<byte> address)
        => !address.IsEmpty && address[0] switch
        {
            Inet => address.Length >= 7,
            Inet6 => address.Length >= 19,
            Unix => address.Length >= 2 && address[^1] == 0,
            _ => true,
        };

    /// <summary>Whether a tuple is there and long enough for its family.</summary>
    public static bool IsTuple(ReadOnlySpan<byte> tuple)
        => !tuple.IsEmpty && tuple[0] switch
        {
            Inet => tuple.Length >= 13,
            Inet6 => tuple.Length >= 37,
            Unix => tuple.Length >= 18 && tuple[^1] == 0,
            _ => true,
        };

    public static ushort Port(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    /// <summary>
    /// The ends of an IP tuple; true where they are IPv4, be it mapped into IPv6, in which case the addresses have 4 bytes.
    /// </summary>
    public static bool TryIpv4(ReadOnlySpan<byte> tuple, out SocketEnds ends)
    {
        if (tuple[0] == Inet)
        {
            ends = new SocketEnds(tuple[1..5], tuple[5..7], tuple[7..11], tuple[11..13]);
            return true;
        }

        return TryIpv4(tuple[1..17], tuple[17..19], tuple[19..35], tuple[35..37], out ends);
    }

    /// <inheritdoc cref="TryIpv4(ReadOnlySpan{byte}, out SocketEnds)"/>
    public static bool TryIpv4(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> sourcePort,
        ReadOnlySpan<byte> destination,
        ReadOnlySpan<byte> destinationPort,
        out SocketEnds ends)
    {
        if (SocketText.IsMappedIpv4(source) && SocketText.IsMappedIpv4(destination))
        {
            ends = new SocketEnds(source[12..], sourcePort, destination[12..], destinationPort);
            return true;
        }

        ends = new SocketEnds(source, sourcePort, destination, destinationPort);
        return false;
    }
}
