using Falco.Engine.Events;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class ParamTextTests
{
    [Fact]
    public void The_hosts_root_is_known_without_a_list_of_users()
    {
        var setuid = EventBuilder.Of(EventType.SYSCALL_SETUID_X, 0, 0);
        Assert.Equal("res=0 uid=0(root)", Context(setuid, Process()).Text("evt.args"));
        var contained = Process();
        contained.ContainerId = Utf8.From("0123456789ab");
        Assert.Equal("res=0 uid=0(<NA>)", Context(setuid, contained).Text("evt.args"));
    }

    [Fact]
    public void Parameters_show_their_plain_and_their_resolved_form()
        => Assert.Equal(
            "fd=-2(ENOENT) dirfd=-100(AT_FDCWD) name=x(/home/user/x) flags=4099(O_RDWR|O_CLOEXEC) mode=0644 dev=0 ino=0",
            Args(EventType.SYSCALL_OPENAT_2_X, -2, -100, "x", 4099, 420, 0, 0));

    [Fact]
    public void Absent_parameters_are_not_available_or_NULL()
    {
        Assert.Equal("res=0 addr=<NA> fd=3", Args(EventType.SOCKET_BIND_X, 0, null, 3));
        Assert.Equal("res=0 tuple=NULL fd=3 addr=<NA>", Args(EventType.SOCKET_CONNECT_X, 0, null, 3, null));
        Assert.Equal("res=0 path=<NA>", Args(EventType.SYSCALL_UNLINK_2_X, 0, null));
        Assert.Equal("res=0 path=<NA>", Args(EventType.SYSCALL_UNLINK_2_X, 0, "(NULL)"));
    }

    [Fact]
    public void Generic_events_keep_their_parameters_to_themselves() => Assert.Equal("", Args(EventType.GENERIC_X, 5, 2));

    [Theory]
    [InlineData(0u, "0(O_NONE)")]
    [InlineData(1u, "1(O_RDONLY)")]
    [InlineData(3u, "3(O_RDWR)")]
    [InlineData(4097u, "4097(O_RDONLY|O_CLOEXEC)")]
    [InlineData(0x80000000u, "2147483648")]
    public void Flags_are_named_bit_by_bit(uint flags, string expected)
        => Assert.Contains($" flags={expected} ", Args(EventType.SYSCALL_OPEN_X, 3, "/x", flags, 0, 0, 0) + " ", StringComparison.Ordinal);

    [Fact]
    public void Enumerations_show_every_name_of_the_value()
        => Assert.Equal("fd=3 domain=1(AF_LOCAL|AF_UNIX) type=1 proto=0 flags=0(O_NONE)", Args(EventType.SOCKET_SOCKET_X, 3, 1, 1, 0, 0));

    [Fact]
    public void Modes_show_their_permission_bits()
        => Assert.Equal("res=0 filename=/x mode=0644(S_IROTH|S_IRGRP|S_IWUSR|S_IRUSR)", Args(EventType.SYSCALL_CHMOD_X, 0, "/x", 420));

    [Fact]
    public void Users_that_are_not_known_are_not_available()
        => Assert.Equal("res=0 ruid=-1(<NONE>) euid=77(<NA>) suid=-1(<NONE>)",
            Args(EventType.SYSCALL_SETRESUID_X, 0, uint.MaxValue, 77, uint.MaxValue));

    [Fact]
    public void Signals_have_names() => Assert.Equal("res=0 pid=7 sig=9(SIGKILL)", Args(EventType.SYSCALL_KILL_X, 0, 7, 9));

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", "10.0.0.1:5000->10.0.0.2:80")]
    [InlineData("fe80::1", "fe80::2", "fe80::1:5000->fe80::2:80")]
    [InlineData("::ffff:10.0.0.1", "::ffff:10.0.0.2", "10.0.0.1:5000->10.0.0.2:80")]
    [InlineData("::", "::ffff:10.0.0.2", "0.0.0.0:5000->10.0.0.2:80")]
    public void Tuples_show_both_ends(string source, string destination, string expected)
        => Assert.Contains($" tuple={expected} ",
            Args(EventType.SOCKET_CONNECT_X, 0, EventBuilder.Tuple(source, 5000, destination, 80), 3, null), StringComparison.Ordinal);

    [Fact]
    public void A_unix_tuple_shows_the_kernels_pointers_and_the_path()
        => Assert.Contains(" tuple=ffff880000000001->2 /run/sock ",
            Args(EventType.SOCKET_CONNECT_X, 0,
                (byte[])[1, 1, 0, 0, 0, 0, 0x88, 0xFF, 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, .. "/run/sock\0"u8], 3, null),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 2, 1, 2, 3 }, "INVALID IPv4")]
    [InlineData(new byte[] { 10, 1 }, "INVALID IPv6")]
    [InlineData(new byte[] { 17, 1 }, "family 17")]
    public void Odd_addresses_say_what_they_are(byte[] address, string expected)
        => Assert.Equal($"res=0 addr={expected} fd=3", Args(EventType.SOCKET_BIND_X, 0, address, 3));

    [Fact]
    public void Dynamic_parameters_show_the_type_that_their_index_names()
    {
        Assert.Equal("1", Arg("val", EventType.SOCKET_GETSOCKOPT_X, 0, 3, 1, 3, (byte[])[2, 1, 0, 0, 0], 4));
        Assert.Equal("EPERM", Arg("val", EventType.SOCKET_GETSOCKOPT_X, 0, 3, 1, 4, (byte[])[1, 255, 255, 255, 255, 255, 255, 255, 255], 4));
        Assert.Equal("ab..", Arg("val", EventType.SOCKET_GETSOCKOPT_X, 0, 3, 1, 4, (byte[])[0, .. "ab\0\n"u8], 4));
        Assert.Equal("1.5s", Arg("val", EventType.SOCKET_GETSOCKOPT_X, 0, 3, 1, 4, (byte[])[4, .. BitConverter.GetBytes(1_500_000_000UL)], 4));
        Assert.Equal("INVALID DYNAMIC PARAMETER", Arg("val", EventType.SOCKET_GETSOCKOPT_X, 0, 3, 1, 4, (byte[])[9, 1], 4));
    }

    [Fact]
    public void Damaged_parameters_do_no_harm()
        => Assert.Equal("res=<NA> filename=/x mode=<NA>", Args(EventType.SYSCALL_CHMOD_X, (byte[])[1, 2], "/x", (byte[])[1]));

    [Fact]
    public void Bytes_show_printable_characters_and_dots()
        => Assert.Equal("a.b.", Arg("data", EventType.SYSCALL_READ_X, 4, (byte[])[(byte)'a', 0, (byte)'b', 0xE4]));

    [Fact]
    public void Relative_paths_resolve_against_the_working_directory_only_with_a_thread()
    {
        var e = EventBuilder.Of(EventType.SYSCALL_UNLINK_2_X, 0, "../x");
        Assert.Equal("res=0 path=../x(/home/x)", Context(e, Process()).Text("evt.args"));
        Assert.Equal("res=0 path=../x", Context(e).Text("evt.args"));
        Assert.Equal("/home/x", Context(e, Process()).Text("evt.arg.path"));
    }

    [Fact]
    public void Text_with_escape_sequences_is_made_harmless()
        => Assert.Equal("res=0 path=/\uFFFD[2Jx", Args(EventType.SYSCALL_UNLINK_2_X, 0, "/\u001b[2Jx"));

    private static string Args(EventType type, params object?[] parameters)
        => Context(EventBuilder.Of(type, parameters), Process()).Text("evt.args")!;

    private static string? Arg(string name, EventType type, params object?[] parameters)
        => Context(EventBuilder.Of(type, parameters), Process()).Text($"evt.arg.{name}");
}
