using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>How what events say of a socket's ends goes into what is known of it.</summary>
internal static class SocketUpdate
{
    /// <summary>
    /// Takes over both ends; false where they are the known ones in either direction, or nothing changed.
    /// </summary>
    public static bool SetEnds(FdType type, Span<byte> bytes, SocketEnds ends)
    {
        var isIpv4 = ends.Source.Length == 4;
        var source = isIpv4 ? bytes[..4] : bytes[..16];
        var destination = isIpv4 ? bytes[4..8] : bytes[16..32];
        var sourcePort = isIpv4 ? bytes[8..10] : bytes[32..34];
        var destinationPort = isIpv4 ? bytes[10..12] : bytes[34..36];
        if (type == (isIpv4 ? FdType.Ipv4Socket : FdType.Ipv6Socket))
        {
            var isSame = source.SequenceEqual(ends.Source) && sourcePort.SequenceEqual(ends.SourcePort)
                && destination.SequenceEqual(ends.Destination) && destinationPort.SequenceEqual(ends.DestinationPort);
            var isReversed = source.SequenceEqual(ends.Destination) && sourcePort.SequenceEqual(ends.DestinationPort)
                && destination.SequenceEqual(ends.Source) && destinationPort.SequenceEqual(ends.SourcePort);
            if (isSame || isReversed)
            {
                return false;
            }
        }

        var changed = SetSource(source, ends.Source);
        changed |= SetSource(sourcePort, ends.SourcePort);
        changed |= SetDestination(destination, ends.Destination);
        changed |= SetDestination(destinationPort, ends.DestinationPort);
        return changed;
    }

    /// <summary>Exchanges source and destination.</summary>
    public static void Swap(FdType type, Span<byte> bytes)
    {
        if (type == FdType.Ipv4Socket)
        {
            Exchange(bytes[..4], bytes[4..8]);
            Exchange(bytes[8..10], bytes[10..12]);
        }
        else
        {
            Exchange(bytes[..16], bytes[16..32]);
            Exchange(bytes[32..34], bytes[34..36]);
        }
    }

    /// <summary>Fills in an end whose address is all zeros: an interface of the machine that goes with the other end.</summary>
    public static void Complete(ProcessTree tree, FdType type, Span<byte> bytes)
    {
        if (type is not (FdType.Ipv4Socket or FdType.Ipv6Socket))
        {
            return;
        }

        var isIpv4 = type == FdType.Ipv4Socket;
        var source = isIpv4 ? bytes[..4] : bytes[..16];
        var destination = isIpv4 ? bytes[4..8] : bytes[16..32];
        var hasSource = source.ContainsAnyExcept((byte)0);
        if (hasSource && destination.ContainsAnyExcept((byte)0))
        {
            return;
        }

        var known = hasSource ? source : destination;
        Span<byte> inferred = stackalloc byte[16];
        inferred = inferred[..known.Length];
        InferAddress(tree, known, inferred);
        var ports = isIpv4 ? bytes[8..12] : bytes[32..36];
        if (!inferred.SequenceEqual(known) || !ports[..2].SequenceEqual(ports[2..]))
        {
            inferred.CopyTo(hasSource ? destination : source);
        }
    }

    /// <summary>
    /// The address itself where it is one of the machine's, else one of the same network, else the first that is not loopback's.
    /// </summary>
    private static void InferAddress(ProcessTree tree, ReadOnlySpan<byte> other, Span<byte> target)
    {
        target.Clear();
        for (var closeness = 0; closeness < 3; closeness++)
        {
            foreach (var entry in tree.Interfaces)
            {
                var address = entry.Address.Span;
                if (address.Length == other.Length && closeness switch
                {
                    0 => address.SequenceEqual(other),
                    1 => IsSameNetwork(address, entry.Netmask.Span, other),
                    _ => !IsLoopback(address),
                })
                {
                    address.CopyTo(target);
                    return;
                }
            }
        }
    }

    private static bool IsSameNetwork(ReadOnlySpan<byte> address, ReadOnlySpan<byte> netmask, ReadOnlySpan<byte> other)
    {
        if (address.Length == 16)
        {
            return address[..8].SequenceEqual(other[..8]);
        }

        var mask = netmask.Length == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(netmask) : 0;
        return (BinaryPrimitives.ReadUInt32LittleEndian(address) & mask) == (BinaryPrimitives.ReadUInt32LittleEndian(other) & mask);
    }

    private static bool IsLoopback(ReadOnlySpan<byte> address)
        => address.Length == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(address) == 0x7F00_0001
            : address[15] == 1 && !address[..15].ContainsAnyExcept((byte)0);

    private static bool SetSource(Span<byte> target, ReadOnlySpan<byte> value)
    {
        if (target.SequenceEqual(value))
        {
            return false;
        }

        value.CopyTo(target);
        return true;
    }

    /// <summary>Setting what is not known yet counts as a change even where nothing comes of it, as in Falco.</summary>
    private static bool SetDestination(Span<byte> target, ReadOnlySpan<byte> value)
    {
        if (target.ContainsAnyExcept((byte)0) && target.SequenceEqual(value))
        {
            return false;
        }

        value.CopyTo(target);
        return true;
    }

    private static void Exchange(Span<byte> left, Span<byte> right)
    {
        Span<byte> kept = stackalloc byte[16];
        left.CopyTo(kept);
        right.CopyTo(left);
        kept[..left.Length].CopyTo(right);
    }
}
