using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Events.EventType;
using static Falco.Engine.Tests.Capture.CaptureBuilder;

namespace Falco.Engine.Tests.Capture;

/// <summary>Event blocks of every kind, and how events are numbered.</summary>
public class EventBlockTests
{
    [Theory]
    [InlineData(0x204u, false)]
    [InlineData(0x8010ABCDu, false)]
    [InlineData(0x208u, false)]
    [InlineData(0x216u, true)]
    [InlineData(0x217u, true)]
    [InlineData(0x221u, true)]
    [InlineData(0x222u, true)]
    public void Every_kind_of_block_gives_the_same_event(uint block, bool hasCount)
    {
        var record = Record(SYSCALL_CHDIR_X, 77, [-2, "/nowhere"], hasCount);
        var e = Assert.Single(new CaptureBuilder().EventIn((BlockType)block, record).Read().Events);
        Assert.Equal((SYSCALL_CHDIR_X, 77L, EventBuilder.Time, 1UL, (ushort)3), (e.Type, e.ThreadId, e.Timestamp, e.Number, e.Cpu));
        Assert.Equal("feffffffffffffff 2f6e6f776865726500", CaptureContent.Params(e));
        Assert.False(e.IsStateOnly);
    }

    [Theory]
    [InlineData(0x208u, false)]
    [InlineData(0x217u, true)]
    public void A_block_can_say_that_an_event_is_for_state_alone(uint block, bool hasCount)
    {
        var record = Record(SYSCALL_CHDIR_X, 77, [0, "/"], hasCount);
        var content = new CaptureBuilder().EventIn((BlockType)block, record, flags: 1).EventIn((BlockType)block, record, flags: 2).Read();
        Assert.Equal([true, false], content.Events.Select(e => e.IsStateOnly));
    }

    [Fact]
    public void The_parameter_count_of_old_blocks_is_the_one_for_which_lengths_add_up()
    {
        // An open of the schema before device and inode: four parameters of today's six.
        var e = Assert.Single(new CaptureBuilder().EventIn(BlockType.Event, Record(SYSCALL_OPEN_X, 1, [3, "/a", 1, 0], hasCount: false)).Read().Events);
        Assert.Equal("0300000000000000 2f6100 01000000 00000000 - -", CaptureContent.Params(e));
    }

    [Theory]
    [InlineData(NOTIFICATION_E)]
    [InlineData(INFRASTRUCTURE_EVENT_E)]
    public void Recorders_that_wrote_three_bytes_too_many_into_the_length_are_understood(EventType type)
    {
        object?[] texts = type == NOTIFICATION_E ? ["a", "b"] : ["a", "b", "c", "d"];
        var record = Record(type, 1, texts, hasCount: false);
        record[16] += 3;
        var content = new CaptureBuilder().EventIn(BlockType.Event, record).Read();
        Assert.Null(content.Error);
        Assert.Equal(texts.Length, Assert.Single(content.Events).ParamCount);
    }

    [Fact]
    public void Large_events_have_lengths_of_four_bytes()
    {
        var payload = new byte[100_000];
        payload[^1] = 9;
        var content = new CaptureBuilder().Event(SYSCALL_CHDIR_X, 0, "/").Event(ASYNCEVENT_E, 1u, "name", payload).Event(SYSCALL_CHDIR_X, 0, "/").Read();
        var large = content.Events.ElementAt(1);
        Assert.Equal(payload, large.Param(2).ToArray());
        Assert.True((large.FrameFlags & EventView.LargeLengths) != 0);
        Assert.Equal(["1 SYSCALL_CHDIR_X", "2 ASYNCEVENT_E", "3 SYSCALL_CHDIR_X"], content.Numbered);
    }

    [Fact]
    public void Parameters_that_today_s_schema_does_not_have_are_left_out()
    {
        var e = Assert.Single(new CaptureBuilder().Event(SYSCALL_CHDIR_X, 0, "/a", new byte[] { 1, 2 }, new byte[] { 3 }).Read().Events);
        Assert.Equal("0000000000000000 2f6100", CaptureContent.Params(e));
    }

    [Fact]
    public void Event_types_to_come_are_passed_over_and_not_counted()
    {
        var unknown = Record(SYSCALL_CHDIR_X, 1, [0, "/"]);
        foreach (var type in new[] { EventSchema.Count, EventSchema.Count + 100, ushort.MaxValue })
        {
            unknown[20] = (byte)type;
            unknown[21] = (byte)(type >> 8);
            var content = new CaptureBuilder().EventIn(BlockType.EventV2, unknown).Event(SYSCALL_CHDIR_X, 0, "/").Read();
            Assert.Equal(["1 SYSCALL_CHDIR_X"], content.Numbered);
        }
    }

    [Fact]
    public void Enter_events_have_no_number()
    {
        var content = new CaptureBuilder()
            .Event(SYSCALL_CHDIR_E).Event(SYSCALL_CHDIR_X, 0, "/")
            .Event(SYSCALL_KILL_E, 5, 9).Event(SYSCALL_KILL_X, 0)
            .Event(SYSCALL_SETSID_E).Event(PROCINFO_E, 1, 2).Event(SYSCALL_SETSID_X, 1)
            .Read();
        Assert.Equal(["1 SYSCALL_CHDIR_X", "2 SYSCALL_KILL_X", "3 PROCINFO_E", "4 SYSCALL_SETSID_X"], content.Numbered);
        Assert.Equal(4UL, content.EventCount);
    }

    [Fact]
    public void Enter_events_that_Falco_still_passes_on_have_a_number_and_are_for_state_alone()
    {
        var content = new CaptureBuilder()
            .Event(SYSCALL_OPEN_E, "/a", 1, 0).Event(SYSCALL_OPEN_X, 3, "/a", 1, 0, 5, 6)
            .Event(SOCKET_CONNECT_E, 3, EventBuilder.Address("10.0.0.1", 80))
            .Event(SYSCALL_EXECVE_19_E, "/bin/sh")
            .Event(SYSCALL_EXECVEAT_E, 3, "sh", 0)
            .Read();
        Assert.Equal(
            ["1 SYSCALL_OPEN_E", "2 SYSCALL_OPEN_X", "3 SOCKET_CONNECT_E", "4 SYSCALL_EXECVE_19_E", "5 SYSCALL_EXECVEAT_E"], content.Numbered);
        Assert.Equal([true, false, true, true, true], content.Events.Select(e => e.IsStateOnly));
    }

    [Fact]
    public void What_a_capture_says_of_containers_and_users_first_is_for_state_alone()
    {
        var content = new CaptureBuilder()
            .Event(CONTAINER_JSON_2_E, "{}").Event(USER_ADDED_E, 1, 2, "u", "/", "/bin/sh", "c").Event(SYSCALL_SETSID_X, 1)
            .Event(USER_ADDED_E, 1, 2, "u", "/", "/bin/sh", "c")
            .Read();
        Assert.Equal(["1 CONTAINER_JSON_2_E", "2 USER_ADDED_E", "3 SYSCALL_SETSID_X", "4 USER_ADDED_E"], content.Numbered);
        Assert.Equal([true, true, false, false], content.Events.Select(e => e.IsStateOnly));
    }

    [Fact]
    public void Recordings_appended_to_one_another_go_on_with_the_numbers_and_start_anew_otherwise()
    {
        var content = new CaptureBuilder().Event(SYSCALL_SETSID_X, 1)
            .Section().Block(BlockType.UserList, (byte)1, 5u, "tty")
            .EventIn(BlockType.EventV2, Record(USER_ADDED_E, -1, [1, 2, "u", "/", "/bin/sh", ""]))
            .EventIn(BlockType.EventV2, Record(SYSCALL_SETSID_X, 1, [7], time: 5))
            .Read();
        Assert.Equal([typeof(EventView), typeof(SectionStart), typeof(UserList), typeof(EventView), typeof(EventView)], content.Items.Select(i => i.GetType()));
        Assert.Equal(["1 SYSCALL_SETSID_X", "1 USER_ADDED_E", "2 SYSCALL_SETSID_X"], content.Numbered);
        Assert.Equal(5UL, content.FirstTimestamp);
    }

    [Fact]
    public void A_section_header_before_any_event_starts_nothing()
    {
        var content = new CaptureBuilder().Section().Event(SYSCALL_SETSID_X, 1).Read();
        Assert.Equal([typeof(EventView)], content.Items.Select(i => i.GetType()));
    }

    [Fact]
    public void The_first_timestamp_is_that_of_the_first_event_not_about_the_recording()
    {
        var content = new CaptureBuilder()
            .EventIn(BlockType.EventV2, Record(USER_ADDED_E, -1, [1, 2, "u", "/", "/bin/sh", ""], time: 1))
            .EventIn(BlockType.EventV2, Record(SYSCALL_SETSID_X, 1, [7], time: 2))
            .EventIn(BlockType.EventV2, Record(SYSCALL_SETSID_X, 1, [7], time: 3))
            .Read();
        Assert.Equal(2UL, content.FirstTimestamp);
    }

    [Fact]
    public void Metadata_may_come_between_events()
    {
        var content = new CaptureBuilder().Event(SYSCALL_SETSID_X, 1).Block(BlockType.UserList, (byte)1, 5u, "tty").Event(SYSCALL_SETSID_X, 1).Read();
        Assert.Equal([typeof(EventView), typeof(UserList), typeof(EventView)], content.Items.Select(i => i.GetType()));
        Assert.Equal(["1 SYSCALL_SETSID_X", "2 SYSCALL_SETSID_X"], content.Numbered);
    }

    [Fact]
    public void A_section_header_may_have_options()
        => Assert.Single(Raw().Section(options: Bytes((ushort)1, (ushort)8, "comment!"u8.ToArray(), 0u)).Event(SYSCALL_SETSID_X, 1).Read().Events);

    [Fact]
    public void Compressed_captures_give_the_same()
    {
        var builder = new CaptureBuilder().Block(BlockType.UserList, (byte)1, 5u, "tty");
        for (var i = 0; i < 20_000; i++)
        {
            builder.EventOf(i % 7, SYSCALL_KILL_E, i, i & 63).EventOf(i % 7, SYSCALL_KILL_X, -i);
        }

        var plain = builder.Read();
        var zipped = CaptureContent.Read(builder.Zipped());
        Assert.Null(zipped.Error);
        Assert.Equal(plain.Numbered, zipped.Numbered);
        Assert.Equal(plain.Events.Select(CaptureContent.Params), zipped.Events.Select(CaptureContent.Params));
    }

    [Fact]
    public void Whoever_wants_fewer_types_gets_the_same_numbers()
    {
        var builder = new CaptureBuilder();
        for (var i = 0; i < 50; i++)
        {
            builder.EventOf(i % 3, SYSCALL_KILL_E, i, 9).EventOf(i % 3, SYSCALL_CHDIR_E).EventOf(i % 3, SYSCALL_CHDIR_X, 0, "/")
                .EventOf(i % 3, SYSCALL_KILL_E, i, 8).EventOf(i % 3, SYSCALL_KILL_X, -i).EventOf(i % 3, SYSCALL_SETSID_X, 1);
        }

        var all = builder.Read();
        var some = builder.Read(new EventTypeSet(SYSCALL_KILL_X));
        Assert.Equal(all.Numbered.Where(n => n.EndsWith("SYSCALL_KILL_X", StringComparison.Ordinal)), some.Numbered);
        Assert.Equal(all.Events.Where(e => e.Type == SYSCALL_KILL_X).Select(CaptureContent.Params), some.Events.Select(CaptureContent.Params));
        Assert.Equal(all.EventCount, some.EventCount);
    }

    [Fact]
    public void Batches_hold_the_same_events_as_single_steps()
    {
        var builder = new CaptureBuilder();
        for (var i = 0; i < 3000; i++)
        {
            builder.EventOf(i % 3, SYSCALL_KILL_E, i, 9).EventOf(i % 3, SYSCALL_KILL_X, -i).EventOf(i % 3, SYSCALL_CHDIR_X, 0, new string('x', i % 300));
            if (i % 1000 == 500)
            {
                builder.Block(BlockType.UserList, (byte)1, 5u, "tty").Event(ASYNCEVENT_E, 1u, "name", new byte[30_000]);
            }
        }

        var frames = new List<byte[]>();
        using var reader = builder.Open();
        CaptureStep step;
        do
        {
            using var batch = new EventBatch(4096);
            step = reader.ReadInto(batch);
            foreach (var e in batch)
            {
                frames.Add(e.Frame.ToArray());
            }
        }
        while (step != CaptureStep.End);
        Assert.Equal(builder.Read().Events.Select(e => e.Frame.ToArray()), frames);
    }

    [Fact]
    public void Every_enter_event_waits_for_the_exit_of_its_own_thread()
    {
        var content = new CaptureBuilder()
            .EventOf(1, SYSCALL_KILL_E, 11, 1).EventOf(2, SYSCALL_KILL_E, 22, 2).EventOf(3, SYSCALL_KILL_E, 33, 3)
            .EventOf(2, SYSCALL_KILL_X, 0).EventOf(1, SYSCALL_KILL_X, 0).EventOf(3, SYSCALL_KILL_X, 0).EventOf(3, SYSCALL_KILL_X, 0)
            .Read();
        Assert.Equal([22L, 11, 33, 0], content.Events.Select(e => e.TryGetInt64(1, out var pid) ? pid : -1));
    }
}
