using System.Net;
using Falco.Engine.Capture;
using Falco.Engine.State;
using Falco.Sensor.Proc;
using Xunit;

namespace Falco.Sensor.Tests.Proc;

public sealed class DescriptorTests : IDisposable
{
    private readonly FakeProc _proc = new();
    private readonly string _folder;

    public DescriptorTests() => _folder = _proc.AddProcess(4);

    public void Dispose() => _proc.Dispose();

    [Theory]
    [InlineData("[eventfd]", (int)FdType.Event)]
    [InlineData("[eventpoll]", (int)FdType.EventPoll)]
    [InlineData("inotify", (int)FdType.Inotify)]
    [InlineData("[signalfd]", (int)FdType.SignalFd)]
    [InlineData("[timerfd]", (int)FdType.TimerFd)]
    [InlineData("[io_uring]", (int)FdType.IoUring)]
    [InlineData("[userfaultfd]", (int)FdType.UserFaultFd)]
    [InlineData("[pidfd]", (int)FdType.PidFd)]
    [InlineData("bpf-map", (int)FdType.Bpf)]
    [InlineData("bpf-prog", (int)FdType.Bpf)]
    [InlineData("[perf_event]", (int)FdType.Unsupported)]
    public void Anonymous_inode_is_what_its_name_says_and_has_no_name_of_its_own(string name, int type)
    {
        _proc.AddDescriptor(_folder, 9, $"anon_inode:{name}");

        var entry = _proc.Descriptor(4, 9)!;

        Assert.Equal((type, ""), (entry.Type, entry.Name.ToString()));
    }

    [Fact]
    public void Pipe_has_its_inode_for_a_name()
    {
        _proc.AddDescriptor(_folder, 1, "pipe:[77]");

        var entry = _proc.Descriptor(4, 1)!;

        Assert.Equal(((byte)FdType.Fifo, 77ul, "pipe:[77]"), (entry.Type, entry.Inode, entry.Name.ToString()));
    }

    [Fact]
    public void File_has_its_path_flags_device_and_inode()
    {
        var path = _proc.Write("data", "text");
        _proc.AddDescriptor(_folder, 3, path, "pos:\t9\nflags:\t02102001\nmnt_id:\t31\nino:\t5\n");
        _proc.Write($"{_folder}/mountinfo", "30 1 8:1 / / rw - ext4 /dev/sda rw\n31 30 259:300 / /d rw shared:5 master:3 - ext4 /dev/sdb rw\n");

        var entry = _proc.Descriptor(4, 3)!;

        // O_WRONLY, O_APPEND, O_LARGEFILE and O_CLOEXEC.
        Assert.Equal(((byte)FdType.FileV2, path, 2u | 8u | 2048u | 4096u), (entry.Type, entry.Name.ToString(), entry.OpenFlags));
        Assert.Equal((259u << 8) | (300 & 0xff) | (256u << 12), entry.Device);
        Assert.NotEqual(0ul, entry.Inode);
    }

    [Fact]
    public void Folder_and_device_are_told_apart()
    {
        _proc.AddDescriptor(_folder, 3, _proc.Root);
        _proc.AddDescriptor(_folder, 4, "/dev/null");

        Assert.Equal((byte)FdType.Directory, _proc.Descriptor(4, 3)!.Type);
        Assert.Equal(((byte)FdType.FileV2, "/dev/null"), (_proc.Descriptor(4, 4)!.Type, _proc.Descriptor(4, 4)!.Name.ToString()));
    }

    [Fact]
    public void Descriptor_that_is_closed_meanwhile_is_left_out()
    {
        _proc.AddDescriptor(_folder, 3, "/no/such/file");
        _proc.AddDescriptor(_folder, 4, "pipe:[5]");

        Assert.Equal([4L], _proc.Take().OfType<FdList>().Single().Entries.Select(entry => entry.Fd));
    }

    [Theory]
    [InlineData("0100007F:1F90 00000000:0000 0A", (int)FdType.Ipv4ServerSocket, "127.0.0.1", 8080, "0.0.0.0", 0)]
    [InlineData("0100007F:1F90 0201A8C0:01BB 01", (int)FdType.Ipv4Socket, "127.0.0.1", 8080, "192.168.1.2", 443)]
    public void Connection_of_ipv4_has_its_ends(string ends, int type, string source, int sourcePort, string destination, int destinationPort)
    {
        _proc.AddSockets(_folder, tcp: $"   0: {ends} 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0\n");
        _proc.AddDescriptor(_folder, 5, "socket:[4711]");

        var entry = _proc.Descriptor(4, 5)!;

        Assert.Equal((type, 4711ul, (byte)L4Protocol.Tcp), (entry.Type, entry.Inode, entry.L4Protocol));
        Assert.Equal((source, sourcePort), (Address(entry.SourceAddress, 4), entry.SourcePort));
        Assert.Equal((destination, destinationPort), (Address(entry.DestinationAddress, 4), entry.DestinationPort));
    }

    [Fact]
    public void Connection_of_ipv6_has_its_ends()
    {
        _proc.AddSockets(
            _folder,
            tcp6: "   0: B80D0120000000000000000001000000:0050 B80D0120000000000000000002000000:C000 01 0:0 0:0 0 0 0 4711 1\n" +
                "   1: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 4712 1\n");
        _proc.AddDescriptor(_folder, 5, "socket:[4711]");
        _proc.AddDescriptor(_folder, 6, "socket:[4712]");

        var connection = _proc.Descriptor(4, 5)!;
        var server = _proc.Descriptor(4, 6)!;

        Assert.Equal((byte)FdType.Ipv6Socket, connection.Type);
        Assert.Equal(("2001:db8::1", 80), (Address(connection.SourceAddress, 16), connection.SourcePort));
        Assert.Equal(("2001:db8::2", 49152), (Address(connection.DestinationAddress, 16), connection.DestinationPort));
        Assert.Equal(((byte)FdType.Ipv6ServerSocket, 22), (server.Type, server.SourcePort));
    }

    [Fact]
    public void Unix_socket_has_its_path_and_netlink_socket_none()
    {
        _proc.AddSockets(
            _folder,
            unix: "ffff8880000000a1: 00000002 00000000 00010000 0001 01  4711 /run/a b.sock\nffff8880000000a2: 00000003 00000000 00000000 0001 03 4712\n",
            netlink: "0000000000000000 0   1234 00000113 0 0 0 2 0 4713\n");
        _proc.AddDescriptor(_folder, 5, "socket:[4711]");
        _proc.AddDescriptor(_folder, 6, "socket:[4712]");
        _proc.AddDescriptor(_folder, 7, "socket:[4713]");

        var server = _proc.Descriptor(4, 5)!;
        var client = _proc.Descriptor(4, 6)!;

        Assert.Equal(((byte)FdType.UnixSocket, "/run/a b.sock"), (server.Type, server.Name.ToString()));
        Assert.Equal((UInt128)0xffff8880000000a1, server.SourceAddress);
        Assert.Equal(((byte)FdType.UnixSocket, ""), (client.Type, client.Name.ToString()));
        Assert.Equal((byte)FdType.Netlink, _proc.Descriptor(4, 7)!.Type);
    }

    [Fact]
    public void Path_of_a_unix_socket_cannot_pass_for_somebodys_connection()
    {
        _proc.AddSockets(
            _folder,
            tcp: "   0: 0100007F:1F90 0201A8C0:01BB 01 0:0 00:0 0 0 0 4711 1\n",
            unix: "ffff8880000000a1: 00000002 00000000 00010000 0001 01 4710 /x\nffff8880000000a2: 00000002 00000000 00010000 0001 01 4711 /fake\n");
        _proc.AddDescriptor(_folder, 5, "socket:[4711]");

        Assert.Equal((byte)FdType.Ipv4Socket, _proc.Descriptor(4, 5)!.Type);
    }

    [Fact]
    public void Socket_that_no_table_names_is_left_out()
    {
        _proc.AddSockets(_folder, tcp: "   0: 0100007F:1F90 0201A8C0:01BB 06 0:0 00:0 0 0 0 0 1\n");
        _proc.AddDescriptor(_folder, 5, "socket:[4711]");
        _proc.AddDescriptor(_folder, 6, "socket:[0]");

        Assert.Empty(_proc.Take().OfType<FdList>());
    }

    [Fact]
    public void Sockets_are_looked_for_in_the_network_of_their_process()
    {
        _proc.AddSockets(_folder);
        _proc.Write($"{_folder}/ns/net", "");
        _proc.AddDescriptor(_folder, 5, "pipe:[1]");
        _proc.AddDescriptor(_folder, 6, "socket:[4000]");
        var container = _proc.AddProcess(5);
        _proc.Write($"{container}/ns/net", "");
        _proc.AddSockets(container, tcp: "   0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 4711 1\n");
        _proc.AddDescriptor(container, 5, "socket:[4711]");

        Assert.Equal((byte)FdType.Ipv4ServerSocket, _proc.Descriptor(5, 5)!.Type);
    }

    [Fact]
    public void Table_of_sockets_may_be_longer_than_any_buffer()
    {
        var lines = string.Concat(Enumerable.Range(1, 2000).Select(
            i => $"{i,4}: 0100007F:{i:X4} 0201A8C0:01BB 01 00000000:00000000 00:00000000 00000000     0        0 {i} 1 0 20 0 0 10 -1\n"));
        _proc.AddSockets(_folder, tcp: lines);
        _proc.AddDescriptor(_folder, 5, "socket:[1]");
        _proc.AddDescriptor(_folder, 6, "socket:[1000]");
        _proc.AddDescriptor(_folder, 7, "socket:[2000]");

        Assert.Equal([1, 1000, 2000], _proc.Take().OfType<FdList>().Single().Entries.Select(entry => (int)entry.SourcePort));
    }

    [Theory]
    [InlineData("0", 1u)]
    [InlineData("1", 2u)]
    [InlineData("2", 3u)]
    [InlineData("2000000", 1u | 4096u)]
    [InlineData("1102", 3u | 4u | 256u)]
    [InlineData("4010001", 2u | 16u | 128u)]
    public void Open_flags_are_those_of_events(string octal, uint flags)
        => Assert.Equal(flags, OpenFlags.ToSchema(Convert.ToUInt32(octal, 8)));

    private static string Address(UInt128 address, int length)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128LittleEndian(bytes, address);
        return new IPAddress(bytes[..length]).ToString();
    }
}
