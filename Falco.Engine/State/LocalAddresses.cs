using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Falco.Engine.State;

/// <summary>Whether an address is one of the machine's, or of the container that asks: decides which end of a connection is local.</summary>
internal static class LocalAddresses
{
    /// <summary>Whether one end of an IP socket is local to the thread.</summary>
    public static bool Contains(ProcessTree tree, ThreadInfo? thread, FdType type, UInt128 address)
        => type == FdType.Ipv4Socket ? ContainsIpv4(tree, thread, address) : ContainsIpv6(tree, thread, address);

    private static bool ContainsIpv4(ProcessTree tree, ThreadInfo? thread, UInt128 address)
    {
        var wanted = (uint)address;
        if (thread is { ContainerId.IsEmpty: false })
        {
            var own = tree.Containers.Find(thread.ContainerId);
            if (own is null || own.Ip.IsEmpty)
            {
                // A container without an address of its own shares one with another (a pod's sandbox): any will do.
                foreach (var container in tree.Containers.All)
                {
                    if (IsIpv4(container, wanted))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (IsIpv4(own, wanted))
            {
                return true;
            }
        }

        foreach (var entry in tree.Interfaces)
        {
            if (entry.Address.Length == 4 && BinaryPrimitives.ReadUInt32LittleEndian(entry.Address.Span) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Addresses of one 64-bit network count as one. Containers have no IPv6 addresses, as far as Falco knows.</summary>
    private static bool ContainsIpv6(ProcessTree tree, ThreadInfo? thread, UInt128 address)
    {
        if (thread is { ContainerId.IsEmpty: false })
        {
            return false;
        }

        foreach (var entry in tree.Interfaces)
        {
            if (entry.Address.Length == 16 && BinaryPrimitives.ReadUInt64LittleEndian(entry.Address.Span) == (ulong)address)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIpv4(Container container, uint wanted)
    {
        Span<byte> bytes = stackalloc byte[4];
        return !container.Ip.IsEmpty
            && IPAddress.TryParse(Encoding.ASCII.GetString(container.Ip.Span), out var parsed)
            && parsed.TryWriteBytes(bytes, out var written)
            && written == 4
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == wanted;
    }
}
