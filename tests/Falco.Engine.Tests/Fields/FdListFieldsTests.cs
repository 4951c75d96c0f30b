using System.Net;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class FdListFieldsTests
{
    [Theory]
    [InlineData("fdlist.nums", "3,4,5")]
    [InlineData("fdlist.names", "/tmp/a,<NA>,10.0.0.1:5000->10.0.0.2:80")]
    [InlineData("fdlist.cips", "10.0.0.1")]
    [InlineData("fdlist.sips", "10.0.0.2")]
    [InlineData("fdlist.cports", "5000")]
    [InlineData("fdlist.sports", "80")]
    public void What_poll_reports_is_listed(string field, string expected)
    {
        var process = Process();
        process.Fds = new FdTable();
        process.Fds.Set(3, new FdInfo { Type = FdType.File, Name = Utf8.From("/tmp/a") });
        process.Fds.Set(5, new FdInfo
        {
            Type = FdType.Ipv4Socket,
            Name = Utf8.From("10.0.0.1:5000->10.0.0.2:80"),
            Socket = new SocketTuple(Address("10.0.0.1"), 5000, Address("10.0.0.2"), 80, L4Protocol.Tcp),
        });
        Assert.Equal(expected, Context(Poll(3, 4, 5), process).Text(field));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3), process).Text(field));
    }

    private static EventView Poll(params long[] fds)
        => EventBuilder.Of(
            EventType.SYSCALL_POLL_X,
            fds.Length,
            (byte[])[(byte)fds.Length, 0, .. fds.SelectMany(fd => (byte[])[.. BitConverter.GetBytes(fd), 1, 0])],
            1000);

    private static UInt128 Address(string text) => BitConverter.ToUInt32(IPAddress.Parse(text).GetAddressBytes());
}
