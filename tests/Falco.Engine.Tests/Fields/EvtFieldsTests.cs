using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

public sealed class EvtFieldsTests
{
    [Fact]
    public void The_machine_has_a_name_where_the_sensor_runs_on_it_or_its_recording_was_appended()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3), Process());
        context.Tree.Seed(new MachineInfo(1, 1, 1, "recorded", 1, 0));
        Assert.Equal("", context.Text("evt.hostname"));
        context.Tree.Seed(new MachineInfo(1, 1, 1, "live", 1, 0) { IsLive = true });
        Assert.Equal("live", context.Text("evt.hostname"));
        context.Tree.Seed(new SectionStart());
        context.Tree.Seed(new MachineInfo(1, 1, 1, "appended", 1, 0));
        Assert.Equal("appended", context.Text("evt.hostname"));
    }

    [Fact]
    public void Header_fields_come_from_the_frame()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3));
        Assert.Equal("42", context.Text("evt.num"));
        Assert.Equal("3", context.Text("evt.cpu"));
        Assert.Equal("<", context.Text("evt.dir"));
        Assert.Equal("syscall", context.Text("evt.source"));
    }

    [Fact]
    public void Times_print_as_text_and_are_numbers_in_JSON()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3));
        Assert.Equal("2023-11-14T22:13:20.123456789+0000", context.Text("evt.time.iso8601"));
        Assert.Equal("1700000000123456789", context.Json("evt.time.iso8601"));
        Assert.Equal("1700000000123456789", context.Json("evt.time"));
        Assert.Equal("1700000000", context.Text("evt.rawtime.s"));
        Assert.Equal("123456789", context.Json("evt.rawtime.ns"));
        Assert.Matches(@"^\d\d:\d\d:20\.123456789$", context.Text("evt.time")!);
        Assert.Matches(@"^2023-11-1\d \d\d:\d\d:20$", context.Text("evt.datetime.s")!);
    }

    [Fact]
    public void A_delta_is_0_in_JSON()
        => Assert.Equal("0", Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3)).Json("evt.deltatime"));

    [Theory]
    [InlineData("evt.latency", "0")]
    [InlineData("evt.latency.s", "0")]
    [InlineData("evt.latency.ns", "000000000")]
    [InlineData("evt.latency.human", "0ns")]
    [InlineData("evt.latency.quantized", "0")]
    [InlineData("evt.wait_latency", "0")]
    public void Latencies_are_0_because_enter_events_are_gone(string field, string expected)
        => Assert.Equal(expected, Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3)).Text(field));

    [Fact]
    public void Time_counts_from_the_first_event_of_the_recording()
    {
        var context = Context(EventBuilder.On(100, EventBuilder.Time, EventType.SYSCALL_CLOSE_X, 0, 3));
        context.Tree.FirstTimestamp = EventBuilder.Time - 2_000_000_003;
        Assert.Equal("2000000003", context.Text("evt.reltime"));
        Assert.Equal("2", context.Text("evt.reltime.s"));
        Assert.Equal("000000003", context.Text("evt.reltime.ns"));
    }

    [Fact]
    public void A_calls_direction_of_data_follows_from_its_type()
    {
        var read = Context(EventBuilder.Of(EventType.SYSCALL_READ_X, 1, "x", 3, 1));
        Assert.Equal("true", read.Text("evt.is_io"));
        Assert.Equal("true", read.Text("evt.is_io_read"));
        Assert.Equal("false", read.Text("evt.is_io_write"));
        Assert.Equal("read", read.Text("evt.io_dir"));
        Assert.Equal("write", Context(EventBuilder.Of(EventType.SYSCALL_WRITE_X, 1, "x", 3, 1)).Text("evt.io_dir"));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3)).Text("evt.io_dir"));
        Assert.Equal("true", Context(EventBuilder.Of(EventType.SYSCALL_PPOLL_X, 0, null, 0, null)).Text("evt.is_wait"));
        Assert.Equal("false", read.Text("evt.is_wait"));
    }

    [Theory]
    [InlineData("evt.count", "1")]
    [InlineData("evt.count.error", "1")]
    [InlineData("evt.count.error.file", "1")]
    [InlineData("evt.count.error.net", null)]
    [InlineData("evt.count.error.memory", null)]
    [InlineData("evt.count.error.other", null)]
    [InlineData("evt.count.exit", "1")]
    [InlineData("evt.count.procinfo", "0")]
    [InlineData("evt.count.threadinfo", "0")]
    public void Counts_tell_what_kind_of_call_failed(string field, string? expected)
        => Assert.Equal(expected, Context(EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, -2, -100, "x", 1, 0, 0, 0), Process()).Text(field));

    [Fact]
    public void A_buffers_length_is_what_the_call_returned_by_kind_of_descriptor()
    {
        var file = Context(EventBuilder.Of(EventType.SYSCALL_READ_X, 7, "x", 3, 9), Process(), new FdInfo { Type = FdType.File }, 3);
        foreach (var field in new[] { "evt.buflen", "evt.buflen.in", "evt.buflen.file", "evt.buflen.file.in" })
        {
            Assert.Equal("7", file.Text(field));
        }

        foreach (var field in new[] { "evt.buflen.out", "evt.buflen.file.out", "evt.buflen.net", "evt.buflen.net.in", "evt.buflen.net.out" })
        {
            Assert.Null(file.Text(field));
        }

        var socket = Context(EventBuilder.Of(EventType.SYSCALL_WRITE_X, 8, "x", 3, 9), Process(), new FdInfo { Type = FdType.Ipv4Socket }, 3);
        foreach (var field in new[] { "evt.buflen", "evt.buflen.out", "evt.buflen.net", "evt.buflen.net.out" })
        {
            Assert.Equal("8", socket.Text(field));
        }

        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_READ_X, -11, null, 3, 9), Process(), new FdInfo(), 3).Text("evt.buflen"));
    }

    [Fact]
    public void All_parameters_are_one_text()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "/tmp"));
        Assert.Equal("res=0 path=/tmp", context.Text("evt.args"));
        Assert.Equal("res=0 path=/tmp", context.Text("evt.info"));
        Assert.Equal("", Context(EventBuilder.Of(EventType.GENERIC_X, 3, 0)).Text("evt.args"));
    }

    [Fact]
    public void Asynchronous_events_say_what_they_are()
    {
        var container = Context(EventBuilder.Of(EventType.ASYNCEVENT_E, 0, "container", "{}"));
        Assert.Equal("true", container.Text("evt.is_async"));
        Assert.Equal("container", container.Text("evt.asynctype"));
        Assert.Equal("container", container.Text("evt.type"));
        var close = Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3));
        Assert.Equal("false", close.Text("evt.is_async"));
        Assert.Null(close.Text("evt.asynctype"));
    }

    [Theory]
    [InlineData("evt.infra.docker.name", "start")]
    [InlineData("evt.infra.docker.container.id", "0123456789ab")]
    [InlineData("evt.infra.docker.container.name", "shop")]
    [InlineData("evt.infra.docker.container.image", "shop:1")]
    public void Old_captures_tell_of_docker(string field, string expected)
    {
        const string description = "Event: start; ID: 0123456789abcdef; name: shop; Image: shop:1@sha256; ";
        Assert.Equal(expected, Context(EventBuilder.Of(EventType.INFRASTRUCTURE_EVENT_E, "docker", "start", description, "")).Text(field));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3)).Text(field));
    }

    [Theory]
    [InlineData("evt.pluginname")]
    [InlineData("evt.plugininfo")]
    public void No_event_comes_from_a_plugin(string field)
        => Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3)).Text(field));

    [Fact]
    public void A_raw_number_that_the_event_came_without_prints_as_0_and_matches_nothing()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, 3, -100, "x", null, 0, 0, 0), Process());
        Assert.Equal("0", context.Text("evt.rawarg.flags"));
        Assert.False(FieldCatalog.Bind("evt.rawarg.flags").Read!(context, out _));
    }

    [Theory]
    [InlineData(3, 0, "read")]
    [InlineData(0, 59, "execve")]
    [InlineData(0, 9999, "unknown")]
    [InlineData(60000, 1, "unknown")]
    public void A_generic_event_has_its_system_calls_name(int number, int native, string name)
    {
        var context = Context(EventBuilder.Of(EventType.GENERIC_X, number, native));
        Assert.Equal(name, context.Text("evt.type"));
        Assert.Equal(name, context.Text("syscall.type"));
        Assert.Null(context.Text("evt.res"));
    }

    [Fact]
    public void Events_that_are_no_system_calls_have_no_syscall_type()
        => Assert.Null(Context(EventBuilder.Of(EventType.PROCEXIT_1_E, 0, 0, 0, 0, 0)).Text("syscall.type"));

    [Theory]
    [InlineData("open", EventType.SYSCALL_OPEN_X, 1UL)]
    [InlineData("close", EventType.SYSCALL_OPEN_X, 0UL)]
    [InlineData("3", EventType.SYSCALL_OPEN_X, 1UL)]
    public void Type_is_compares_with_a_name_or_number(string argument, EventType type, ulong expected)
    {
        FieldCatalog.Bind($"evt.type.is.{argument}").Read!(Context(EventBuilder.Of(type)), out var value);
        Assert.Equal(expected, value.Number);
    }

    [Fact]
    public void Malformed_arguments_are_refused()
    {
        Assert.Throws<FormatException>(() => FieldCatalog.Bind("evt.type.is.nonsense"));
        Assert.Throws<FormatException>(() => FieldCatalog.Bind("evt.arg.nonsense"));
        Assert.Throws<FormatException>(() => FieldCatalog.Bind("evt.arg"));
        Assert.Throws<FormatException>(() => FieldCatalog.Bind("evt.abspath.nonsense"));
        Assert.Throws<FormatException>(() => FieldCatalog.Bind("evt.around[x]"));
        Assert.Throws<FormatException>(() => FieldCatalog.Bind("fd.types[x]"));
    }

    [Theory]
    [InlineData(0, "SUCCESS", "0", "false")]
    [InlineData(-2, "ENOENT", "-2", "true")]
    [InlineData(-9999, "-9999", "-9999", "true")]
    public void Results_are_names_and_numbers(int result, string text, string raw, string failed)
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, result, "/"));
        Assert.Equal(text, context.Text("evt.res"));
        Assert.Equal(raw, context.Json("evt.rawres"));
        Assert.Equal(failed, context.Json("evt.failed"));
    }

    [Theory]
    [InlineData(1, "true", "false")]
    [InlineData(2, "false", "true")]
    [InlineData(3, "true", "true")]
    [InlineData(0, "false", "false")]
    public void Open_modes_follow_from_the_flags(int flags, string read, string write)
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, 3, -100, "/x", flags, 0, 0, 0));
        Assert.Equal(read, context.Text("evt.is_open_read"));
        Assert.Equal(write, context.Text("evt.is_open_write"));
    }

    [Fact]
    public void Files_created_with_an_execute_bit_are_opened_for_execution()
    {
        Assert.Equal("true", Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, 3, "/x", 6, 0x1ED, 0, 0)).Text("evt.is_open_exec"));
        Assert.Equal("false", Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, 3, "/x", 2, 0x1ED, 0, 0)).Text("evt.is_open_exec"));
        Assert.Equal("true", Context(EventBuilder.Of(EventType.SYSCALL_CREAT_X, 3, "/x", 0x49, 0, 0, 0)).Text("evt.is_open_exec"));
    }

    [Fact]
    public void On_other_events_nothing_is_opened()
    {
        var field = FieldCatalog.Bind("evt.is_open_write");
        Assert.False(field.Types!.Contains(EventType.SYSCALL_CLOSE_X));
        Assert.Equal(new FieldValue(false), field.Elsewhere);
        Assert.Equal("false", Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3)).Text("evt.is_open_write"));
    }

    [Theory]
    [InlineData(FdType.File, "file")]
    [InlineData(FdType.Ipv4Socket, "net")]
    [InlineData(FdType.Fifo, "ipc")]
    [InlineData(FdType.TimerFd, "unknown")]
    internal void Input_and_output_have_the_descriptors_category(FdType type, string expected)
        => Assert.Equal(expected,
            Context(EventBuilder.Of(EventType.SYSCALL_READ_X, 1, "x", 3, 1), Process(), new FdInfo { Type = type }).Text("evt.category"));

    [Fact]
    public void The_type_decides_other_categories()
    {
        Assert.Equal("file", Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X)).Text("evt.category"));
        Assert.Equal("process", Context(EventBuilder.Of(EventType.SYSCALL_EXECVE_19_X)).Text("evt.category"));
        Assert.Equal("unknown", Context(EventBuilder.Of(EventType.SYSCALL_READ_X)).Text("evt.category"));
    }

    [Fact]
    public void Writes_to_dev_log_are_syslog()
    {
        var e = EventBuilder.Of(EventType.SYSCALL_WRITE_X, 1, "x", 3, 1);
        Assert.Equal("true", Context(e, Process(), new FdInfo { Name = Utf8.From("1->2 /dev/log") }).Text("evt.is_syslog"));
        Assert.Equal("false", Context(e, Process(), new FdInfo { Name = Utf8.From("/dev/null") }).Text("evt.is_syslog"));
    }

    [Fact]
    public void Raw_arguments_keep_the_type_of_the_parameter()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_OPEN_X, -2, "x", 3, 0, 0x801, 7));
        Assert.Equal("-2", context.Json("evt.rawarg.fd"));
        Assert.Equal("\"x\"", context.Json("evt.rawarg.name"));
        Assert.Equal("\"801\"", context.Json("evt.rawarg.dev"));
        Assert.Null(context.Text("evt.rawarg.oldpath"));
    }

    [Fact]
    public void Numbered_arguments_that_the_event_lacks_have_no_value()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "/tmp"));
        Assert.Equal("/tmp", context.Text("evt.arg[1]"));
        Assert.Null(context.Text("evt.arg[2]"));
        Assert.Null(context.Text("evt.arg.flags"));
    }

    [Fact]
    public void A_buffer_is_compared_as_bytes_and_printed_as_text()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_READ_X, 3, (byte[])[(byte)'a', 0, 0xFF], 3, 3), Process());
        FieldCatalog.Bind("evt.buffer").Read!(context, out var value);
        Assert.Equal([(byte)'a', 0, 0xFF], value.Bytes.Span.ToArray());
        Assert.Equal("a..", context.Text("evt.buffer"));
        Assert.Equal("NULL", Context(EventBuilder.Of(EventType.SYSCALL_READ_X, -11, null, 3, 3), Process()).Text("evt.buffer"));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "/"), Process()).Text("evt.buffer"));
    }

    [Fact]
    public void Looking_up_a_directory_for_the_absolute_path_makes_it_the_events_descriptor()
    {
        var fd = new FdInfo { Type = FdType.File, Name = Utf8.From("/dir/x") };
        var context = Context(EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, 3, 9, "x", 1, 0, 0, 0), Process(), fd, 3);
        Assert.Equal("<UNKNOWN>/x", context.Text("evt.abspath"));
        Assert.Null(context.Fd);
    }

    [Fact]
    public void Around_accepts_events_near_the_time()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "/tmp"));
        var field = FieldCatalog.Bind("evt.around[1700000000000000000]");
        Assert.True(field.MakeTest!("=", "124")(context));
        Assert.False(field.MakeTest!("=", "123")(context));
        Assert.Throws<FormatException>(() => field.MakeTest!("!=", "1"));
    }

    [Fact]
    public void Absolute_path_joins_directory_and_path()
    {
        Assert.Equal("/home/user/x", Context(EventBuilder.Of(EventType.SYSCALL_UNLINKAT_2_X, 0, -100, "x", 0), Process()).Text("evt.abspath"));
        Assert.Equal("/y", Context(EventBuilder.Of(EventType.SYSCALL_RENAMEAT_X, 0, -100, "x", -100, "/y"), Process()).Text("evt.abspath.dst"));
        Assert.Equal("<UNKNOWN>/x", Context(EventBuilder.Of(EventType.SYSCALL_UNLINKAT_2_X, 0, 9, "x", 0), Process()).Text("evt.abspath"));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_UNLINKAT_2_X, 0, -100, "x", 0)).Text("evt.abspath"));
        Assert.Null(Context(EventBuilder.Of(EventType.SYSCALL_CHDIR_X, 0, "x"), Process()).Text("evt.abspath"));
    }

    [Fact]
    public void Reading_most_fields_does_not_allocate()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_OPENAT_2_X, 3, -100, "x", 4097, 0, 0, 0), Process());
        string[] names = ["evt.type", "evt.arg.flags", "evt.is_open_write", "evt.abspath", "evt.res", "fd.name", "fd.directory", "fs.path.name"];
        var fields = names.Select(FieldCatalog.Bind).ToArray();
        ReadAll(context, fields);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadAll(context, fields);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void ReadAll(EventContext context, BoundField[] fields)
    {
        foreach (var field in fields)
        {
            field.Read!(context, out _);
        }

        context.Scratch.Clear();
    }
}
