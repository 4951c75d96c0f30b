using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Sensor.Proc;

/// <summary>
/// The sockets of the machine by inode, out of <c>/proc/PID/net</c> of one process for each network namespace. Inodes of sockets are
/// the same in all namespaces, so that one table serves.
/// </summary>
internal sealed class SocketTable(byte[] buffer, ScanCounts counts)
{
    /// <summary>How many sockets are kept: those of a very busy machine, in 40 MiB.</summary>
    private const int MaxCount = 500_000;

    private readonly Dictionary<ulong, Ends> _sockets = [];
    private readonly List<Utf8> _paths = [];
    private readonly HashSet<ulong> _namespaces = [];

    /// <summary>Reads the sockets of the process's network namespace, if nobody has yet.</summary>
    public void AddNamespaceOf(ProcFolder process)
    {
        // Without the namespace's number there is just one.
        process.TryStat("ns/net\0"u8, out var status);
        if (!_namespaces.Add(status.Inode))
        {
            return;
        }

        ReadInet(process, "net/tcp\0"u8, L4Protocol.Tcp);
        ReadInet(process, "net/udp\0"u8, L4Protocol.Udp);
        ReadInet(process, "net/raw\0"u8, L4Protocol.Raw);
        ReadInet(process, "net/tcp6\0"u8, L4Protocol.Tcp);
        ReadInet(process, "net/udp6\0"u8, L4Protocol.Udp);
        ReadInet(process, "net/raw6\0"u8, L4Protocol.Raw);
        ReadNetlink(process);

        // Last, as the path of a socket is its owner's choice and may look like another line: nobody's TCP connection is taken for it.
        ReadUnix(process);
    }

    /// <summary>The socket with this inode; null for those that no table names: not bound and not connected yet, or of other families.</summary>
    public FdEntry? Find(long fd, ulong inode)
    {
        if (!_sockets.TryGetValue(inode, out var ends))
        {
            return null;
        }

        return new FdEntry
        {
            Fd = fd,
            Inode = inode,
            Type = (byte)ends.Type,
            SourceAddress = ends.Source,
            DestinationAddress = ends.Destination,
            SourcePort = ends.SourcePort,
            DestinationPort = ends.DestinationPort,
            L4Protocol = (byte)ends.Protocol,
            Name = ends.Path < 0 ? default : _paths[ends.Path],
        };
    }

    private void ReadInet(ProcFolder process, ReadOnlySpan<byte> name, L4Protocol protocol)
    {
        using var lines = process.ReadLines(name, buffer);
        while (lines.TryNext(out var line))
        {
            var fields = new ProcFields(line);
            fields.Skip(1);
            if (!TryReadEnd(fields.Next(), out var source, out var sourcePort, out var length)
                || !TryReadEnd(fields.Next(), out var destination, out var destinationPort, out _))
            {
                continue; // The line of headings.
            }

            fields.Skip(6);
            var isVersion4 = length == sizeof(uint);
            Add(ProcFields.Unsigned(fields.Next()), destination == UInt128.Zero
                ? new Ends(isVersion4 ? FdType.Ipv4ServerSocket : FdType.Ipv6ServerSocket, source, sourcePort, 0, 0, protocol, -1)
                : new Ends(
                    isVersion4 ? FdType.Ipv4Socket : FdType.Ipv6Socket, source, sourcePort, destination, destinationPort, protocol, -1));
        }
    }

    private void ReadNetlink(ProcFolder process)
    {
        using var lines = process.ReadLines("net/netlink\0"u8, buffer);
        while (lines.TryNext(out var line))
        {
            var fields = new ProcFields(line);
            fields.Skip(9);
            Add(ProcFields.Unsigned(fields.Next()), new Ends(FdType.Netlink, 0, 0, 0, 0, L4Protocol.Na, -1));
        }
    }

    private void ReadUnix(ProcFolder process)
    {
        using var lines = process.ReadLines("net/unix\0"u8, buffer);
        while (lines.TryNext(out var line))
        {
            var fields = new ProcFields(line);
            var address = ProcFields.Hex(fields.Next());
            fields.Skip(5);
            var inode = ProcFields.Unsigned(fields.Next());
            var path = fields.Rest;
            if (inode == 0 || _sockets.ContainsKey(inode))
            {
                continue;
            }

            var number = -1;
            if (path.Length > 1)
            {
                number = _paths.Count;
                _paths.Add(Utf8.Copy(path[1..]));
            }

            Add(inode, new Ends(FdType.UnixSocket, address, 0, 0, 0, L4Protocol.Na, number));
        }
    }

    /// <summary>Connections that are being closed have no inode any more.</summary>
    private void Add(ulong inode, Ends ends)
    {
        if (inode == 0)
        {
            return;
        }

        if (_sockets.Count >= MaxCount)
        {
            counts.LeftOut++;
            return;
        }

        _sockets.TryAdd(inode, ends);
    }

    /// <summary>
    /// Reads an address and a port. The kernel prints the address as numbers of 32 bits in the machine's order, which gives the
    /// address in network order where it is put back into memory.
    /// </summary>
    private static bool TryReadEnd(ReadOnlySpan<byte> text, out UInt128 address, out ushort port, out int length)
    {
        const int WordDigits = 8;
        var colon = text.IndexOf((byte)':');
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address = 0;
        port = 0;
        length = colon / 2;
        if (colon is not (WordDigits or 4 * WordDigits))
        {
            return false;
        }

        for (var i = 0; i < colon; i += WordDigits)
        {
            if (!Utf8Parser.TryParse(text.Slice(i, WordDigits), out uint word, out var used, 'x') || used != WordDigits)
            {
                return false;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i / 2)..], word);
        }

        address = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        port = (ushort)ProcFields.Hex(text[(colon + 1)..]);
        return true;
    }

    /// <param name="Type">What the socket is: without another end it is a server's.</param>
    /// <param name="Source">Its own address; for unix sockets the kernel's pointer.</param>
    /// <param name="SourcePort">Its own port.</param>
    /// <param name="Destination">The other end's address.</param>
    /// <param name="DestinationPort">The other end's port.</param>
    /// <param name="Protocol">What it speaks.</param>
    /// <param name="Path">For unix sockets with one the number of the path, else -1.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Ends(
        FdType Type, UInt128 Source, ushort SourcePort, UInt128 Destination, ushort DestinationPort, L4Protocol Protocol, int Path);
}
