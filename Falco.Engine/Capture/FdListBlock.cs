using System.Text;
using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>The descriptor list block.</summary>
internal static class FdListBlock
{
    private const byte Unknown = 0;
    private const byte Ipv4Socket = 3;
    private const byte Ipv6Socket = 4;
    private const byte Ipv4Server = 5;
    private const byte Ipv6Server = 6;
    private const byte UnixSocket = 8;
    private const byte Unsupported = 10;
    private const byte File = 16;

    /// <summary>Reads the list.</summary>
    /// <returns>Null where an entry does not fit; <paramref name="read"/> is where it starts.</returns>
    public static FdList? Read(ReadOnlySpan<byte> body, bool hasLengths, out int read)
    {
        var entries = new List<FdEntry>();
        var start = new BlockCursor(body);
        var tid = start.I64();
        read = start.Position;
        while (body.Length - read >= 4)
        {
            if (!TryReadEntry(body[read..], hasLengths, out var entry, out var length))
            {
                return null;
            }

            entries.Add(entry);
            read += length;
        }

        return start.IsPastEnd ? null : new FdList(tid, entries);
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> bytes, bool hasLengths, out FdEntry entry, out int length)
    {
        var cursor = new BlockCursor(bytes);
        var announced = hasLengths ? cursor.U32() : 0;
        var fd = cursor.I64();
        var inode = cursor.U64();
        var type = cursor.U8();
        entry = Typed(ref cursor, type, announced) with { Fd = fd, Inode = inode };
        length = cursor.Position;
        if (cursor.IsPastEnd || (announced != 0 && (announced < length || announced > bytes.Length)))
        {
            return false;
        }

        length = announced == 0 ? length : (int)announced;
        return true;
    }

    private static FdEntry Typed(ref BlockCursor cursor, byte type, uint announced)
    {
        switch (type)
        {
            case Ipv4Socket:
                return new FdEntry
                {
                    Type = type,
                    SourceAddress = cursor.U32(),
                    DestinationAddress = cursor.U32(),
                    SourcePort = cursor.U16(),
                    DestinationPort = cursor.U16(),
                    L4Protocol = cursor.U8(),
                };
            case Ipv6Socket:
                return new FdEntry
                {
                    Type = type,
                    SourceAddress = cursor.U128(),
                    DestinationAddress = cursor.U128(),
                    SourcePort = cursor.U16(),
                    DestinationPort = cursor.U16(),
                    L4Protocol = cursor.U8(),
                };
            case Ipv4Server:
                return new FdEntry { Type = type, SourceAddress = cursor.U32(), SourcePort = cursor.U16(), L4Protocol = cursor.U8() };
            case Ipv6Server:
                return new FdEntry { Type = type, SourceAddress = cursor.U128(), SourcePort = cursor.U16(), L4Protocol = cursor.U8() };
            case UnixSocket:
                return new FdEntry
                {
                    Type = type, SourceAddress = cursor.U64(), DestinationAddress = cursor.U64(), Name = cursor.Text(),
                };
            case File:
                var file = new FdEntry { Type = type, OpenFlags = cursor.U32(), Name = cursor.Text() };
                return announced >= cursor.Position + sizeof(uint) ? file with { Device = cursor.U32() } : file;
            case Unknown:
                return new FdEntry { Type = type };
            case 1 or 2 or 7 or 9 or 10 or 11 or 12 or 13 or 14 or 15 or 17 or 18 or 19 or 20 or 21:
                return new FdEntry { Type = type, Name = cursor.Text() };
            default:
                // From a recorder newer than this reader: Falco keeps it under this name.
                return new FdEntry { Type = Unsupported, Name = new Utf8(Encoding.ASCII.GetBytes($"unknown-type:[{type}]")) };
        }
    }

    /// <summary>Writes the list. Descriptors of which nothing is known are left out, as recorders do.</summary>
    /// <returns>The block's length.</returns>
    public static int Write(BlockWriter writer, FdList list)
    {
        writer.Begin(BlockType.FdListV2);
        writer.Number(list.Tid);
        foreach (var fd in list.Entries)
        {
            if (fd.Type != Unknown)
            {
                var entry = writer.BeginEntry();
                writer.Number(fd.Fd);
                writer.Number(fd.Inode);
                writer.Number(fd.Type);
                WriteTyped(writer, fd);
                writer.EndEntry(entry);
            }
        }

        return writer.End();
    }

    private static void WriteTyped(BlockWriter writer, FdEntry fd)
    {
        switch (fd.Type)
        {
            case Ipv4Socket:
                writer.Number((uint)fd.SourceAddress);
                writer.Number((uint)fd.DestinationAddress);
                writer.Number(fd.SourcePort);
                writer.Number(fd.DestinationPort);
                writer.Number(fd.L4Protocol);
                break;
            case Ipv6Socket:
                writer.Number(fd.SourceAddress);
                writer.Number(fd.DestinationAddress);
                writer.Number(fd.SourcePort);
                writer.Number(fd.DestinationPort);
                writer.Number(fd.L4Protocol);
                break;
            case Ipv4Server:
                writer.Number((uint)fd.SourceAddress);
                writer.Number(fd.SourcePort);
                writer.Number(fd.L4Protocol);
                break;
            case Ipv6Server:
                writer.Number(fd.SourceAddress);
                writer.Number(fd.SourcePort);
                writer.Number(fd.L4Protocol);
                break;
            case UnixSocket:
                writer.Number((ulong)fd.SourceAddress);
                writer.Number((ulong)fd.DestinationAddress);
                writer.Text(fd.Name.Span, TextLimits.Path);
                break;
            case File:
                writer.Number(fd.OpenFlags);
                writer.Text(fd.Name.Span, TextLimits.Path);
                writer.Number(fd.Device);
                break;
            default:
                writer.Text(fd.Name.Span, TextLimits.Path);
                break;
        }
    }
}
