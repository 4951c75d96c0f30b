using Falco.Engine.Capture.Upgrade;
using Falco.Engine.Events;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Capture;

/// <summary>Events of older schemas become today's.</summary>
public class UpgradeTests
{
    private static readonly byte[] Peer = EventBuilder.Address("127.0.0.1", 80);

    /// <summary>Every type and parameter count for which a step is known.</summary>
    public static TheoryData<EventType, int> Steps
    {
        get
        {
            var steps = new TheoryData<EventType, int>();
            foreach (var type in Enumerable.Range(0, EventSchema.Count).Select(t => (EventType)t))
            {
                for (var count = 0; count <= EventSchema.Get(type).Params.Length; count++)
                {
                    if (ConversionTable.Find(type, count) is not null)
                    {
                        steps.Add(type, count);
                    }
                }
            }

            return steps;
        }
    }

    public static TheoryData<EventType, object?[], EventType, object?[], EventType, object?[]> Examples => new()
    {
        // enter event, exit event, what becomes of them
        { SYSCALL_CLOSE_E, [3], SYSCALL_CLOSE_X, [0], SYSCALL_CLOSE_X, [0, 3] },
        { SYSCALL_READ_E, [3, 512], SYSCALL_READ_X, [2, B("hi")], SYSCALL_READ_X, [2, B("hi"), 3, 512] },
        { SYSCALL_LINK_E, ["/a", "/b"], SYSCALL_LINK_X, [0], SYSCALL_LINK_2_X, [0, "/a", "/b"] },
        { SYSCALL_UNLINKAT_E, [-100, "a"], SYSCALL_UNLINKAT_X, [0], SYSCALL_UNLINKAT_2_X, [0, -100, "a", null] },
        { SYSCALL_DUP_E, [5], SYSCALL_DUP_X, [6], SYSCALL_DUP_1_X, [6, 5] },
        { SYSCALL_KILL_E, [7, 9], SYSCALL_KILL_X, [0], SYSCALL_KILL_X, [0, 7, 9] },
        { SYSCALL_FCNTL_E, [4, 1], SYSCALL_FCNTL_X, [9], SYSCALL_FCNTL_X, [9, 4, 1, 0] },
        { SYSCALL_OPENAT_E, [-100, "a", 1, 0], SYSCALL_OPENAT_X, [3], SYSCALL_OPENAT_2_X, [3, -100, "a", 1, 0, null, null] },
        { SYSCALL_OPEN_E, ["/a", 1, 0], SYSCALL_OPEN_X, [3, "/a", 1, 0], SYSCALL_OPEN_X, [3, "/a", 1, 0, null, null] },
        { SYSCALL_MKDIR_E, ["/a", 511], SYSCALL_MKDIR_X, [0], SYSCALL_MKDIR_2_X, [0, "/a", 511] },
        { SYSCALL_IOCTL_2_E, [1, 2], SYSCALL_IOCTL_2_X, [0], SYSCALL_IOCTL_3_X, [0, 1, 2, null] },
        { SOCKET_SOCKET_E, [2, 1, 0], SOCKET_SOCKET_X, [3], SOCKET_SOCKET_X, [3, 2, 1, 0, 0] },
        { SOCKET_ACCEPT4_E, [1], SOCKET_ACCEPT4_X, [3, B("t"), 0], SOCKET_ACCEPT4_6_X, [3, B("t"), 0, 0, 0, 1] },
        { SOCKET_CONNECT_E, [3, Peer], SOCKET_CONNECT_X, [0, B("t"), 3], SOCKET_CONNECT_X, [0, B("t"), 3, Peer] },

        // Taken from in one step, the enter event is gone in the next.
        { SOCKET_CONNECT_E, [3, Peer], SOCKET_CONNECT_X, [0, B("t")], SOCKET_CONNECT_X, [0, B("t"), 3, null] },
        { SOCKET_RECV_E, [3, 10], SOCKET_RECV_X, [1, B("x")], SOCKET_RECV_X, [1, B("x"), 3, 10, null] },
        { SYSCALL_SENDFILE_E, [1, 2, 3, 4], SYSCALL_SENDFILE_X, [5, 6], SYSCALL_SENDFILE_X, [5, 6, 1, 2, 4] },
        { SYSCALL_SETRESUID_E, [1, 2, 3], SYSCALL_SETRESUID_X, [0], SYSCALL_SETRESUID_X, [0, 1, 2, 3] },
        { SYSCALL_PTRACE_E, [16, 9], SYSCALL_PTRACE_X, [], SYSCALL_PTRACE_X, [null, null, null, 16, 9] },
        { SYSCALL_POLL_E, [B("f"), 5], SYSCALL_POLL_X, [0, B("g")], SYSCALL_POLL_X, [0, B("g"), 5] },
        { SYSCALL_BRK_1_E, [1], SYSCALL_BRK_1_X, [2], SYSCALL_BRK_4_X, [2, 1, null, null, null] },
    };

    public static TheoryData<EventType, object?[], EventType, object?[]> Alone => new()
    {
        // Without their enter event: the values' defaults, or none.
        { SYSCALL_CLOSE_X, [0], SYSCALL_CLOSE_X, [0, 0] },
        { SYSCALL_READ_X, [2, B("hi")], SYSCALL_READ_X, [2, B("hi"), 0, 0] },
        { SYSCALL_LINK_X, [0], SYSCALL_LINK_2_X, [0, null, null] },
        { SYSCALL_SETUID_X, [0], SYSCALL_SETUID_X, [0, null] },
        { SOCKET_ACCEPT_X, [3, B("t"), 5], SOCKET_ACCEPT_5_X, [3, B("t"), 5, 0, 0] },
        { SYSCALL_NEWSELECT_X, [4], SYSCALL_SELECT_X, [4] },
        { SCHEDSWITCH_1_E, [7], SCHEDSWITCH_6_E, [7, null, null, null, null, null] },
        { PROCEXIT_E, [], PROCEXIT_1_E, [null, null, null, null, null] },
        { CONTAINER_JSON_E, ["{}"], CONTAINER_JSON_2_E, ["{}"] },
        { CONTAINER_E, ["i\"d", 7, "n", "m"], CONTAINER_JSON_2_E, ["{\"id\":\"i\"d\",\"type\":7,\"name\":\"n\",\"image\":\"m\"}"] },
        { CONTAINER_E, ["id", 7, null, "m"], CONTAINER_JSON_2_E, [null] },
        {
            SYSCALL_CLONE_11_X, [5, "sh", B("-c\0"), 1, 2, 3, "/", 64, 9, 1000, 1001], SYSCALL_CLONE_20_X,
            [5, "sh", B("-c\0"), 1, 2, 3, "/", 64, null, null, null, null, null, null, null, 9, 1000, 1001, null, null, null]
        },
        {
            SYSCALL_EXECVE_8_X, [0, "sh", B("-c\0"), 1, 2, 3, "/", 64], SYSCALL_EXECVE_19_X,
            [0, "sh", B("-c\0"), 1, 2, 3, "/", 64, .. new object?[23]]
        },
        {
            SYSCALL_EXECVE_14_X, [0, "sh", B("a\0"), 1, 2, 3, "/", 64, 4, 5, 6, 7, 8, B("E=1\0")], SYSCALL_EXECVE_19_X,
            [0, "sh", B("a\0"), 1, 2, 3, "/", 64, 4, 5, 6, 7, 8, null, null, B("E=1\0"), .. new object?[15]]
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Exit_events_gain_what_their_enter_event_had(
        EventType enter, object?[] entered, EventType exit, object?[] exited, EventType type, object?[] parameters)
    {
        var content = new CaptureBuilder().Event(enter, entered).Event(exit, exited).Read();
        AssertIs(type, parameters, content.Events.Last());

        // Of another thread, or of a call in between, it is not theirs.
        var others = new CaptureBuilder().EventOf(7, enter, entered).Event(exit, exited).Read().Events.Last();
        var alone = new CaptureBuilder().Event(exit, exited).Read().Events.Last();
        Assert.Equal(CaptureContent.Params(alone), CaptureContent.Params(others));
        if (enter != SYSCALL_KILL_E)
        {
            var late = new CaptureBuilder().Event(enter, entered).Event(SYSCALL_KILL_E, 1, 2).Event(exit, exited).Read().Events.Last();
            Assert.Equal(CaptureContent.Params(alone), CaptureContent.Params(late));
        }
    }

    [Theory]
    [MemberData(nameof(Alone))]
    public void Events_become_today_s_without_others(EventType old, object?[] given, EventType type, object?[] parameters)
        => AssertIs(type, parameters, Assert.Single(new CaptureBuilder().Event(old, given).Read().Events));

    [Fact]
    public void An_enter_event_serves_one_exit_event()
    {
        var exits = new CaptureBuilder().Event(SYSCALL_CLOSE_E, 3).Event(SYSCALL_CLOSE_X, 0).Event(SYSCALL_CLOSE_X, 0).Read().Events.ToList();
        AssertIs(SYSCALL_CLOSE_X, [0, 3], exits[0]);
        AssertIs(SYSCALL_CLOSE_X, [0, 0], exits[1]);
    }

    [Fact]
    public void A_newer_enter_event_takes_the_older_one_s_place()
        => AssertIs(
            SYSCALL_CLOSE_X, [0, 4],
            new CaptureBuilder().Event(SYSCALL_CLOSE_E, 3).Event(SYSCALL_CLOSE_E, 4).Event(SYSCALL_CLOSE_X, 0).Read().Events.Single());

    [Fact]
    public void A_value_of_an_enter_event_is_cut_to_what_the_type_allows()
        => AssertIs(
            SYSCALL_CLOSE_X, [0, 3],
            new CaptureBuilder().Event(SYSCALL_CLOSE_E, new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, 99, 99 }).Event(SYSCALL_CLOSE_X, 0).Read().Events.Single());

    [Fact]
    public void An_empty_value_of_an_enter_event_stays_empty()
        => AssertIs(SYSCALL_CLOSE_X, [0, null], new CaptureBuilder().Event(SYSCALL_CLOSE_E, [null]).Event(SYSCALL_CLOSE_X, 0).Read().Events.Single());

    [Fact]
    public void Threads_beyond_counting_do_not_mix_up_their_enter_events()
    {
        var builder = new CaptureBuilder();
        for (var tid = 0; tid < 5000; tid++)
        {
            builder.EventOf((long)tid << 20, SYSCALL_CLOSE_E, tid);
        }

        for (var tid = 0; tid < 5000; tid++)
        {
            builder.EventOf((long)tid << 20, SYSCALL_CLOSE_X, 0);
        }

        Assert.Equal(Enumerable.Range(0, 5000).Select(tid => (long)tid), builder.Read().Events.Select(e => e.TryGetInt64(1, out var fd) ? fd : -1));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Whatever_is_old_ends_in_today_s_schema(EventType type, int count)
    {
        var values = new object?[count];
        Array.Fill(values, new byte[] { 1 });
        foreach (var e in new CaptureBuilder().Event(type, values).Read().Events)
        {
            var info = EventSchema.Get(e.Type);
            Assert.True((info.Flags & (EventFlags.OldVersion | EventFlags.Unused)) == 0 || e.IsStateOnly, info.Symbol);
            Assert.Equal(info.Params.Length, e.ParamCount);
            Assert.Equal(e.Type is CONTAINER_JSON_2_E, (e.FrameFlags & EventView.LargeLengths) != 0);
        }
    }

    private static byte[] B(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static void AssertIs(EventType type, object?[] parameters, EventView actual)
    {
        var types = EventSchema.Get(type).Params;
        Assert.Equal((type, parameters.Length), (actual.Type, types.Length));
        Assert.Equal(
            string.Join(' ', parameters.Select((p, i) => p is null ? "-" : Convert.ToHexStringLower(EventBuilder.Encode(types[i].Type, p)))),
            CaptureContent.Params(actual));
    }
}
