using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.Events.EventBuilder;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class SocketEventsTests
{
    private const int Unix = 1, Inet = 2, Inet6 = 10, Stream = 1, Datagram = 2;

    [Fact]
    public void A_connection_runs_from_the_client_to_the_server()
    {
        var tree = WithSocket(Inet, Stream);
        var fd = tree.On(Worker, EventType.SOCKET_CONNECT_X, 0, Tuple("10.0.0.1", 4000, "10.0.0.2", 80), 3, null).Fd!;
        Assert.Equal("10.0.0.1:4000->10.0.0.2:80", fd.Name.ToString());
        Assert.Equal(L4Protocol.Tcp, fd.Protocol);
        Assert.True(fd.IsConnected);
        Assert.True(fd.Flags.HasFlag(FdFlags.RoleClient));
    }

    [Fact]
    public void A_connection_in_progress_counts_and_a_failed_one_does_not()
    {
        var tuple = Tuple("10.0.0.1", 4000, "10.0.0.2", 80);
        Assert.True(WithSocket(Inet, Stream).On(Worker, EventType.SOCKET_CONNECT_X, -115, tuple, 3, null).Fd!.IsConnected);
        var failed = WithSocket(Inet, Stream).On(Worker, EventType.SOCKET_CONNECT_X, -111, tuple, 3, null).Fd!;
        Assert.False(failed.IsConnected);
        Assert.True(failed.Name.IsEmpty);
    }

    [Fact]
    public void Ipv4_in_ipv6_is_ipv4_and_loses_its_protocol_as_in_Falco()
    {
        var fd = WithSocket(Inet6, Stream)
            .On(Worker, EventType.SOCKET_CONNECT_X, 0, Tuple("::ffff:10.0.0.1", 4000, "::ffff:10.0.0.2", 80), 3, null).Fd!;
        Assert.Equal((FdType.Ipv4Socket, L4Protocol.Unknown, 4000, 80), (fd.Type, fd.Protocol, fd.Socket.SourcePort, fd.Socket.DestinationPort));
        Assert.Equal("<unknown>", fd.Name.ToString());
    }

    [Fact]
    public void A_datagram_socket_follows_its_peers()
    {
        var tree = WithSocket(Inet, Datagram);
        Assert.Equal("10.0.0.1:53->10.0.0.2:500", Send("10.0.0.1", 53, "10.0.0.2", 500).Fd!.Name.ToString());
        var context = Send("10.0.0.1", 53, "10.0.0.3", 600);
        Assert.Equal("10.0.0.1:53->10.0.0.3:600", context.Fd!.Name.ToString());
        Assert.True(context.FdNameChanged);
        Assert.False(Send("10.0.0.1", 53, "10.0.0.3", 600).FdNameChanged);

        // The answer's source is the server.
        var answer = tree.On(Worker, EventType.SOCKET_RECVFROM_X, 5, "hello", Tuple("10.0.0.4", 700, "10.0.0.1", 53), 3, 5);
        Assert.Equal("10.0.0.1:53->10.0.0.4:700", answer.Fd!.Name.ToString());

        EventContext Send(string source, int sourcePort, string destination, int destinationPort)
            => tree.On(
                Worker, EventType.SOCKET_SENDTO_X, 5, "hello", 3, 5, Tuple(source, sourcePort, destination, destinationPort));
    }

    [Fact]
    public void A_socket_whose_making_was_missed_is_taken_for_a_datagram_socket()
    {
        var fd = WholeTree()
            .On(Worker, EventType.SOCKET_SENDTO_X, 5, "hello", 9, 5, Tuple("10.0.0.1", 53, "10.0.0.2", 500)).Fd!;
        Assert.Equal(L4Protocol.Udp, fd.Protocol);
        Assert.Equal("10.0.0.1:53->10.0.0.2:500", fd.Name.ToString());
    }

    [Fact]
    public void A_bound_port_makes_a_server()
    {
        var fd = WithSocket(Inet, Stream).On(Worker, EventType.SOCKET_BIND_X, 0, Address("0.0.0.0", 8080), 3).Fd!;
        Assert.Equal((FdType.Ipv4ServerSocket, "0.0.0.0:8080", L4Protocol.Tcp), (fd.Type, fd.Name.ToString(), fd.Protocol));
        Assert.Equal(FdType.Ipv4Socket, WithSocket(Inet, Stream).On(Worker, EventType.SOCKET_BIND_X, 0, Address("0.0.0.0", 0), 3).Fd!.Type);
    }

    [Fact]
    public void An_accepted_connection_has_the_client_first()
    {
        var tree = WithSocket(Inet, Stream);
        var context = tree.On(
            Worker, EventType.SOCKET_ACCEPT4_6_X, 5, Tuple("10.0.0.9", 4000, "10.0.0.1", 8080), 0, 0, 128, 1 << 12);
        Assert.Equal(5, context.FdNumber);
        Assert.Equal("10.0.0.9:4000->10.0.0.1:8080", context.Fd!.Name.ToString());
        Assert.True(context.Fd.Flags.HasFlag(FdFlags.RoleServer));
        Assert.True(context.Fd.IsCloseOnExec);
    }

    [Fact]
    public void A_unix_socket_is_named_by_its_ends_and_path()
    {
        byte[] tuple = [Unix, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, .. "/run/x\0"u8];
        var fd = WithSocket(Unix, Stream).On(Worker, EventType.SOCKET_CONNECT_X, 0, tuple, 3, null).Fd!;
        Assert.Equal("10->20 /run/x", fd.Name.ToString());
    }

    private static Scenario WithSocket(int domain, int type)
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SOCKET_SOCKET_X, 3, domain, type, 0, 0);
        return tree;
    }
}
