using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>The interface list block.</summary>
internal static class InterfaceListBlock
{
    private const ushort Ipv4 = 1;
    private const ushort Ipv6 = 2;
    private const int Ipv4WithoutSpeed = 3;
    private const int Ipv6WithoutSpeed = 4;
    private const int Ipv4Length = 4;
    private const int Ipv6Length = 16;

    /// <summary>Reads the list.</summary>
    /// <returns>Null where an entry does not fit; <paramref name="read"/> is where it starts.</returns>
    public static InterfaceList? Read(ReadOnlySpan<byte> body, bool hasLengths, out int read)
    {
        var entries = new List<InterfaceEntry>();
        read = 0;
        while (body.Length - read >= 4)
        {
            var cursor = new BlockCursor(body[read..]);

            // Unlike in the other lists, the entry's length does not count itself.
            var announced = hasLengths ? cursor.U32() : 0;
            var start = cursor.Position;
            var kind = cursor.U16();
            var nameLength = cursor.U16();
            if (kind is >= Ipv4 and <= Ipv6WithoutSpeed)
            {
                var addressLength = kind is Ipv4 or Ipv4WithoutSpeed ? Ipv4Length : Ipv6Length;
                var address = Utf8.Copy(cursor.Bytes(addressLength));
                var netmask = Utf8.Copy(cursor.Bytes(addressLength));
                var broadcast = Utf8.Copy(cursor.Bytes(addressLength));
                var speed = kind is Ipv4 or Ipv6 ? cursor.U64() : 0;
                var name = cursor.Bytes(nameLength);
                var nul = name.IndexOf((byte)0);
                entries.Add(new InterfaceEntry(Utf8.Copy(nul < 0 ? name : name[..nul]), address, netmask, broadcast, speed));
            }
            else if (announced == 0)
            {
                return null;
            }

            var length = (uint)(cursor.Position - start);
            if (cursor.IsPastEnd || (announced != 0 && (announced < length || announced > body.Length - read - start)))
            {
                return null;
            }

            read += start + (int)(announced == 0 ? length : announced);
        }

        return new InterfaceList(entries);
    }

    /// <summary>Writes the list, addresses of four bytes first.</summary>
    /// <returns>The block's length.</returns>
    public static int Write(BlockWriter writer, InterfaceList list)
    {
        writer.Begin(BlockType.InterfaceListV2);
        Write(writer, list, Ipv4, Ipv4Length);
        Write(writer, list, Ipv6, Ipv6Length);
        return writer.End();
    }

    private static void Write(BlockWriter writer, InterfaceList list, ushort kind, int addressLength)
    {
        foreach (var address in list.Entries)
        {
            if (address.Address.Length != addressLength)
            {
                continue;
            }

            var entry = writer.BeginEntry();
            var name = address.Name.Span[..Math.Min(address.Name.Length, TextLimits.Path)];
            writer.Number(kind);
            writer.Number((ushort)name.Length);
            writer.Bytes(address.Address.Span);
            Padded(writer, address.Netmask.Span, addressLength);
            Padded(writer, address.Broadcast.Span, addressLength);
            writer.Number(address.LinkSpeed);
            writer.Bytes(name);
            writer.EndEntry(entry, countsItself: false);
        }
    }

    /// <summary>An address that may not be known.</summary>
    private static void Padded(BlockWriter writer, ReadOnlySpan<byte> address, int length)
    {
        address = address[..Math.Min(address.Length, length)];
        writer.Bytes(address);
        writer.Zeros(length - address.Length);
    }
}
