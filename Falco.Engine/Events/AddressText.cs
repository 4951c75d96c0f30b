using System.Buffers.Binary;
using Falco.Engine.State;

namespace Falco.Engine.Events;

/// <summary>IP addresses as text, as the C library's inet_ntop writes them.</summary>
internal static class AddressText
{
    /// <summary>Appends an address of 4 or 16 bytes in network order; false for any other length.</summary>
    public static bool TryAppend(ScratchText target, ReadOnlySpan<byte> address)
    {
        switch (address.Length)
        {
            case 4:
                AppendIpv4(target, address);
                return true;
            case 16:
                AppendIpv6(target, address);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Appends the 4 bytes as a dotted quad.</summary>
    public static void AppendIpv4(ScratchText target, ReadOnlySpan<byte> address)
        => target.Append((int)address[0]).Dot().Append((int)address[1]).Dot().Append((int)address[2]).Dot().Append((int)address[3]);

    /// <summary>
    /// Appends the 16 bytes as groups of lower-case hex digits, the longest run of two or more zero groups as "::".
    /// Addresses that hold an IPv4 address have it as a dotted quad.
    /// </summary>
    public static void AppendIpv6(ScratchText target, ReadOnlySpan<byte> address)
    {
        var (zeroStart, zeroLength) = LongestZeroRun(address);
        for (var i = 0; i < 8; i++)
        {
            if (i >= zeroStart && i < zeroStart + zeroLength)
            {
                if (i == zeroStart)
                {
                    target.Append((byte)':');
                }

                continue;
            }

            if (i != 0)
            {
                target.Append((byte)':');
            }

            if (i == 6 && zeroStart == 0 && (zeroLength == 6 || (zeroLength == 5 && Group(address, 5) == 0xFFFF)))
            {
                AppendIpv4(target, address[12..]);
                return;
            }

            target.Append(Group(address, i), "x");
        }

        if (zeroStart + zeroLength == 8)
        {
            target.Append((byte)':');
        }
    }

    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<byte> address)
    {
        var (bestStart, bestLength) = (-1, 1);
        for (var i = 0; i < 8; i++)
        {
            var start = i;
            while (i < 8 && Group(address, i) == 0)
            {
                i++;
            }

            if (i - start > bestLength)
            {
                (bestStart, bestLength) = (start, i - start);
            }
        }

        return bestStart < 0 ? (-1, 0) : (bestStart, bestLength);
    }

    private static ushort Group(ReadOnlySpan<byte> address, int index)
        => BinaryPrimitives.ReadUInt16BigEndian(address[(index * 2)..]);

    private static ScratchText Dot(this ScratchText target) => target.Append((byte)'.');
}
