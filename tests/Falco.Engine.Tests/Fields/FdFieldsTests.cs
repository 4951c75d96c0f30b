using System.Net;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class FdFieldsTests
{
    private static readonly EventView Close = EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3);

    [Fact]
    public void A_files_name_splits_into_directory_and_file_name()
    {
        var context = With(new FdInfo
        {
            Type = FdType.FileV2,
            Name = Utf8.From("/etc/ssh/config"),
            NameRaw = Utf8.From("..//ssh///config"),
            Device = 0x0FE00001,
            Inode = 77,
            Flags = FdFlags.OverlayUpper,
        });
        Assert.Equal("3", context.Text("fd.num"));
        Assert.Equal("file", context.Text("fd.type"));
        Assert.Equal("f", context.Text("fd.typechar"));
        Assert.Equal("/etc/ssh/config", context.Text("fd.name"));
        Assert.Equal("../ssh/config", context.Text("fd.nameraw"));
        Assert.Equal("/etc/ssh", context.Text("fd.directory"));
        Assert.Equal("config", context.Text("fd.filename"));
        Assert.Equal("FE00001", context.Text("fd.dev"));
        Assert.Equal("77", context.Json("fd.ino"));
        Assert.Equal("true", context.Json("fd.is_upper_layer"));
        Assert.Equal("false", context.Json("fd.is_lower_layer"));
        Assert.Equal("1003", context.Text("fd.uid"));
        Assert.Equal(":/etc/ssh/config", context.Text("fd.containername"));
        Assert.Null(context.Text("fd.sockfamily"));
        Assert.Null(context.Text("fd.cip"));
        Assert.Equal("<NA>", context.Text("fd.l4proto"));
    }

    [Theory]
    [InlineData("/file", "/", "file")]
    [InlineData("file", "/", "/")]
    [InlineData("/dir/", "/dir/", "/dir/")]
    [InlineData("", "/", "/")]
    public void Odd_names_split_as_in_Falco(string name, string directory, string fileName)
    {
        var context = With(new FdInfo { Type = FdType.File, Name = Utf8.From(name) });
        Assert.Equal(directory, context.Text("fd.directory"));
        Assert.Equal(fileName, context.Text("fd.filename"));
    }

    [Fact]
    public void A_directory_is_its_own_directory()
    {
        var context = With(new FdInfo { Type = FdType.Directory, Name = Utf8.From("/etc/ssh") });
        Assert.Equal("/etc/ssh", context.Text("fd.directory"));
        Assert.Null(context.Text("fd.filename"));
    }

    [Fact]
    public void A_connection_has_a_client_and_a_server()
    {
        var context = With(Connection(FdFlags.RoleClient));
        Assert.Equal("10.0.0.1", context.Text("fd.cip"));
        Assert.Equal("10.0.0.2", context.Json("fd.sip").Trim('"'));
        Assert.Equal("5000", context.Json("fd.cport"));
        Assert.Equal("80", context.Text("fd.sport"));
        Assert.Equal("80", context.Text("fd.sproto"));
        Assert.Equal("tcp", context.Text("fd.l4proto"));
        Assert.Equal("ip", context.Text("fd.sockfamily"));
        Assert.Equal("<IPNET>", context.Text("fd.snet"));
        Assert.Equal("false", context.Text("fd.is_server"));
    }

    [Fact]
    public void Without_a_role_a_connection_has_no_ends()
    {
        var context = With(Connection(FdFlags.None));
        Assert.Null(context.Text("fd.cip"));
        Assert.Null(context.Text("fd.sport"));
        Assert.Null(context.Text("fd.cproto"));
        Assert.Equal("<NA>", context.Text("fd.l4proto"));
    }

    [Fact]
    public void An_end_of_a_connection_has_the_name_that_was_found_to_stand_for_its_address()
    {
        var context = With(Connection(FdFlags.RoleClient));
        var isServer = Test("fd.sip.name", "=", "server.example");
        var isOther = Test("fd.sip.name", "!=", "server.example");
        var isClient = Test("fd.cip.name", "in", "server.example");
        Assert.Equal([false, true, false], [isServer(context), isOther(context), isClient(context)]);
        Assert.Null(context.Text("fd.sip.name"));

        DomainName.Of("server.example").Set([IPAddress.Parse("10.0.0.9"), IPAddress.Parse("10.0.0.2"), IPAddress.IPv6Loopback]);

        Assert.Equal([true, false, false], [isServer(context), isOther(context), isClient(context)]);
        Assert.Equal("server.example", context.Text("fd.sip.name"));
        Assert.Null(context.Text("fd.cip.name"));
        Assert.False(isServer(With(Connection(FdFlags.None))));
    }

    [Fact]
    public void The_machines_addresses_tell_which_end_is_local()
    {
        var context = With(Connection(FdFlags.RoleServer));
        Assert.Equal("10.0.0.2", context.Text("fd.lip"));
        Assert.Equal("5000", context.Text("fd.rport"));

        context.Tree.Interfaces.Add(new(default, Utf8.Copy([10, 0, 0, 1]), default, default, 0));
        Assert.Equal("10.0.0.1", context.Text("fd.lip"));
        Assert.Equal("80", context.Text("fd.rport"));
    }

    [Fact]
    public void A_listening_socket_is_a_server()
    {
        var context = With(new FdInfo
        {
            Type = FdType.Ipv4ServerSocket,
            Socket = new SocketTuple(Address("0.0.0.0"), 8080, 0, 0, L4Protocol.Udp),
        });
        Assert.Equal("8080", context.Text("fd.sport"));
        Assert.Equal("", context.Text("fd.sproto"));
        Assert.Null(context.Text("fd.sip"));
        Assert.Null(context.Text("fd.cport"));
        Assert.Equal("udp", context.Text("fd.l4proto"));
        Assert.Equal("true", context.Text("fd.is_server"));
    }

    [Fact]
    public void Either_end_fields_stand_for_both()
    {
        var values = new List<FieldValue>();
        Assert.True(FieldCatalog.Bind("fd.port").ReadList!(With(Connection(FdFlags.None)), values));
        Assert.Equal([5000UL, 80UL], values.Select(v => v.Number));

        values.Clear();
        Assert.True(FieldCatalog.Bind("fd.ip").ReadList!(With(new FdInfo { Type = FdType.File }), values));
        Assert.Empty(values);
        Assert.False(FieldCatalog.Bind("fd.ip").ReadList!(With(null), values));
    }

    [Theory]
    [InlineData("fd.ip")]
    [InlineData("fd.port")]
    [InlineData("fd.proto")]
    [InlineData("fd.net")]
    public void Either_end_fields_are_only_compared_never_printed(string field)
    {
        var context = With(Connection(FdFlags.RoleClient));
        Assert.Null(context.Text(field));
        Assert.Equal("null", context.Json(field));
    }

    [Fact]
    public void A_failed_open_still_has_its_path()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, -2, -100, "a//b", 1, 0, 0, 0), Process());
        Assert.Equal("/home/user/a/b", context.Text("fd.name"));
        Assert.Equal("a/b", context.Text("fd.nameraw"));
        Assert.Equal("/home/user/a", context.Text("fd.directory"));
        Assert.Equal("f", context.Text("fd.typechar"));
        Assert.Equal("-1", context.Text("fd.num"));
        Assert.Null(context.Text("fd.type"));
        Assert.Null(context.Text("fd.filename"));
    }

    [Fact]
    public void A_file_opened_by_handle_without_a_path_is_not_available()
    {
        Assert.Equal("<NA>", Context(EventBuilder.Of(EventType.SYSCALL_OPEN_BY_HANDLE_AT_X, -2, 3, 1, null), Process()).Text("fd.name"));
        Assert.Equal("", Context(EventBuilder.Of(EventType.SYSCALL_OPEN_BY_HANDLE_AT_X, 4, 3, 1, ""), Process()).Text("evt.abspath"));
    }

    [Fact]
    public void An_unknown_descriptor_has_an_empty_name()
    {
        Assert.Equal("", Context(Close, Process()).Text("fd.name"));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_E, 3), Process()).Text("fd.name"));
    }

    [Fact]
    public void Events_without_descriptors_and_without_threads_have_none_of_the_fields()
    {
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "/"), Process(), new FdInfo()).Text("fd.num"));
        Assert.Null(Context(Close, null, new FdInfo()).Text("fd.name"));
    }

    private static FdInfo Connection(FdFlags role) => new()
    {
        Type = FdType.Ipv4Socket,
        Flags = role,
        Socket = new SocketTuple(Address("10.0.0.1"), 5000, Address("10.0.0.2"), 80, L4Protocol.Tcp),
    };

    private static UInt128 Address(string text) => BitConverter.ToUInt32(IPAddress.Parse(text).GetAddressBytes());

    private static Func<EventContext, bool> Test(string field, string comparison, string text) => FieldCatalog.Bind(field).MakeTest!(comparison, text);

    private static EventContext With(FdInfo? fd) => Context(Close, Process(), fd, 3);
}
