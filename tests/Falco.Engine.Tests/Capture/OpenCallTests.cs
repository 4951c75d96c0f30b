using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Capture;

/// <summary>The enter events of opens, which state alone makes use of, are left out where their exit events say the same.</summary>
public class OpenCallTests
{
    private const uint Created = 1 << 14;

    public static TheoryData<EventType, object?[], object?[], bool> Calls => new()
    {
        // enter event, its parameters, those of the exit event, whether these say all
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [3, -100, "/a", 1, 0, 5, 6], true },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [3, -100, "/a", 1 | Created, 0, 5, 6], true },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [3, -100, "/b", 1, 0, 5, 6], false },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [3, 7, "/a", 1, 0, 5, 6], false },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 3, 0], [3, -100, "/a", 1, 0, 5, 6], false },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [3, -100, "/a", 3, 0, 5, 6], false },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [-2, -100, "/b", 1, 0, 0, 0], true },
        { SYSCALL_OPENAT_2_E, [-100, "/a", 1, 0], [3, -100, "/a"], false },
        { SYSCALL_OPENAT2_E, [-100, "/a", 1, 0, 0], [3, -100, "/a", 1, 0, 0, 5, 6], true },
        { SYSCALL_OPENAT2_E, [-100, "/a", 1, 0, 0], [3, -100, "a", 1, 0, 0, 5, 6], false },
        { SYSCALL_OPEN_E, ["/a", 1, 0], [3, "/a", 1, 0, 5, 6], true },
        { SYSCALL_OPEN_E, ["/a", 1, 0], [3, "/a", 3, 0, 5, 6], false },
        { SYSCALL_OPEN_E, ["/a", 1, 0], [3, "/", 1, 0, 5, 6], false },
        { SYSCALL_CREAT_E, ["/a", 420], [3, "/a", 420, 5, 6, 0], true },
        { SYSCALL_CREAT_E, ["/a", 420], [3, "/ab", 420, 5, 6, 0], false },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_enter_event_comes_right_before_its_exit_or_not_at_all(EventType enter, object?[] entered, object?[] exited, bool isImplied)
    {
        var exit = (EventType)((int)enter + 1);
        var capture = new CaptureBuilder().Event(enter, entered).EventOf(7, SYSCALL_CLOSE_X, 0, 3).Event(exit, exited);

        var events = Batch(capture, ProcessTree.StateEventTypes);

        Assert.Equal(isImplied ? [SYSCALL_CLOSE_X, exit] : [SYSCALL_CLOSE_X, enter, exit], events.Select(e => e.Type));
        Assert.Equal(isImplied, events[^1].ImpliesEnter);
        if (!isImplied)
        {
            Assert.True(events[1].IsStateOnly);
            Assert.Equal((100L, events[2].Number - 1), (events[1].ThreadId, events[1].Number));
            Assert.Equal(CaptureContent.Params(capture.Read().Events.First()), CaptureContent.Params(events[1]));
        }
    }

    [Fact]
    public void The_exit_event_has_the_number_that_it_has_with_both()
    {
        var capture = new CaptureBuilder()
            .Event(SYSCALL_OPEN_E, "/a", 1, 0)
            .Event(SYSCALL_OPEN_X, 3, "/a", 1, 0, 5, 6)
            .Event(SYSCALL_CLOSE_X, 0, 3);

        var all = Batch(capture, null);

        Assert.Equal([SYSCALL_OPEN_E, SYSCALL_OPEN_X, SYSCALL_CLOSE_X], all.Select(e => e.Type));
        Assert.Equal(all.Skip(1).Select(e => e.Number), Batch(capture, ProcessTree.StateEventTypes).Select(e => e.Number));
        Assert.Equal(all.Select(e => e.Number), capture.Read(ProcessTree.StateEventTypes).Events.Select(e => e.Number));
    }

    [Fact]
    public void An_enter_event_whose_exit_is_lost_comes_before_the_next_event_of_its_thread()
    {
        var capture = new CaptureBuilder()
            .Event(SYSCALL_OPEN_E, "/a", 1, 0)
            .EventOf(7, SYSCALL_CLOSE_X, 0, 3)
            .Event(SYSCALL_CLOSE_X, 0, 3)
            .Event(SYSCALL_CLOSE_X, 0, 3);

        var events = Batch(capture, ProcessTree.StateEventTypes);

        Assert.Equal([(7, SYSCALL_CLOSE_X), (100, SYSCALL_OPEN_E), (100, SYSCALL_CLOSE_X), (100, SYSCALL_CLOSE_X)], events.Select(e => (e.ThreadId, e.Type)));
    }

    [Fact]
    public void An_exit_event_whose_enter_event_is_lost_does_not_imply_it()
    {
        var capture = new CaptureBuilder()
            .Event(SYSCALL_OPEN_E, "/a", 1, 0)
            .EventOf(7, SYSCALL_OPEN_X, 3, "/a", 1, 0, 5, 6)
            .Event(SYSCALL_CREAT_X, 3, "/a", 420, 5, 6, 0);

        Assert.All(Batch(capture, ProcessTree.StateEventTypes), e => Assert.False(e.ImpliesEnter));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void State_comes_out_the_same_with_and_without(int seed)
    {
        var random = new Random(seed);
        var capture = new CaptureBuilder();
        string[] paths = ["/a", "b", "../c", "/d/e"];
        for (var i = 0; i < 2_000; i++)
        {
            long tid = random.Next(1, 4);
            var (path, flags, fd) = (paths[random.Next(paths.Length)], random.Next(4) | (random.Next(2) << 10), random.Next(-2, 6));
            var (askedPath, askedFlags) = random.Next(4) == 0 ? (paths[random.Next(paths.Length)], random.Next(4)) : (path, flags);
            var (hasEnter, hasExit) = (random.Next(8) != 0, random.Next(8) != 0);
            switch (random.Next(5))
            {
                case 0:
                    Add(capture, tid, hasEnter, SYSCALL_OPEN_E, [askedPath, askedFlags, 0], hasExit, [fd, path, flags, 0, 5, i % 7]);
                    break;
                case 1:
                    Add(capture, tid, hasEnter, SYSCALL_OPENAT_2_E, [fd, askedPath, askedFlags, 0], hasExit, [fd, random.Next(3) == 0 ? -100 : fd, path, flags, 0, 5, i % 7]);
                    break;
                case 2:
                    Add(capture, tid, hasEnter, SYSCALL_CREAT_E, [askedPath, 420], hasExit, [fd, path, 420, 5, i % 7, 0]);
                    break;
                case 3:
                    capture.EventOf(tid, SYSCALL_DUP2_X, fd, fd + 1, fd);
                    break;
                default:
                    capture.EventOf(tid, SYSCALL_CLOSE_X, 0, fd);
                    break;
            }
        }

        var with = Seen(capture.Read(ProcessTree.StateEventTypes).Events);
        var without = Seen(Batch(capture, ProcessTree.StateEventTypes));

        Assert.Equal(with, without);
    }

    private static void Add(CaptureBuilder capture, long tid, bool hasEnter, EventType enter, object?[] entered, bool hasExit, object?[] exited)
    {
        if (hasEnter)
        {
            capture.EventOf(tid, enter, entered);
        }

        if (hasExit)
        {
            capture.EventOf(tid, (EventType)((int)enter + 1), exited);
        }
    }

    /// <summary>What rules could see of the events.</summary>
    private static List<string> Seen(IEnumerable<EventView> events)
    {
        var tree = new ProcessTree();
        var seen = new List<string>();
        foreach (var e in events)
        {
            var context = tree.Apply(e);
            if (!e.IsStateOnly)
            {
                seen.Add($"{e.Number} {e.Type} {context.FdNumber} {context.Fd?.Type} {context.Fd?.Name} {context.Fd?.NameRaw} {context.Fd?.OpenFlags} {context.FdNameChanged}");
            }

            tree.Complete();
        }

        return seen;
    }

    private static List<EventView> Batch(CaptureBuilder capture, EventTypeSet? wanted)
    {
        using var reader = capture.Open(wanted);
        using var batch = new EventBatch(64);
        var events = new List<EventView>();
        CaptureStep step;
        do
        {
            step = reader.ReadInto(batch);
            foreach (var e in batch)
            {
                events.Add(new EventView(e.Frame.ToArray(), 0));
            }

            batch.Clear();
        }
        while (step != CaptureStep.End);

        return events;
    }
}
