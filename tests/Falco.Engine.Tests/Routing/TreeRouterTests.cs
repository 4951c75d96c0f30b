using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Routing;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.State;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Routing;

/// <summary>Which records the router puts into which tree's stream. What they come to is <see cref="OneTreeOrManyTests"/>'s business.</summary>
public class TreeRouterTests
{
    private const long Init = 1, Runtime = 2, Shell = 3, Contained = 10, Inner = 11, Child = 20;
    private const string Host = "host/test", A = "aaaaaaaaaaaa", B = "bbbbbbbbbbbb";

    private readonly List<string> _log = [];
    private readonly TreeRouter _router;
    private ulong _time = EventBuilder.Time;

    public TreeRouterTests()
    {
        _router = new TreeRouter(Host, EventTypeSet.All(), key => new Recorder(key, _log));
        Seed();
        On(Init, SYSCALL_MMAP_X, 0);
        _log.Clear();
    }

    [Fact]
    public void Events_go_to_the_tree_of_their_container_and_unknown_threads_to_the_hosts()
    {
        On(Contained, SYSCALL_CLOSE_X, 0, 3);
        On(Shell, SYSCALL_CLOSE_X, 0, 3);
        On(999, SYSCALL_CLOSE_X, 0, 3);
        Expect($"{A}: SYSCALL_CLOSE_X of 10", $"{Host}: SYSCALL_CLOSE_X of 3", $"{Host}: SYSCALL_CLOSE_X of 999");
    }

    [Fact]
    public void What_the_recorder_dropped_is_counted_whoever_is_named_with_it()
    {
        On(999, DROP_E, 1);
        On(Shell, DROP_X, 1);
        Assert.Equal(2, _router.DropEvents);
    }

    [Fact]
    public void A_child_that_starts_in_another_container_gets_a_copy_of_its_parents_state()
    {
        Clone(Child, 0, Child, Runtime, B);
        Clone(Runtime, Child, Runtime, Init, null);
        Expect(
            $"{B}: open",
            $"{B}: Seed",
            $"{B}: Foreign 1 2",
            $"{Host}: Copy 2",
            $"{B}: Arrive",
            $"{B}: SYSCALL_CLONE_20_X of 20",
            $"{Host}: Foreign 20",
            $"{Host}: SYSCALL_CLONE_20_X of 2");
    }

    [Fact]
    public void A_child_that_its_callers_event_makes_moves_to_its_container_after_the_event()
    {
        Clone(Runtime, Child, Runtime, Init, B);
        Expect(
            $"{Host}: SYSCALL_CLONE_20_X of 2", $"{B}: open", $"{B}: Seed", $"{B}: Foreign 1 2", $"{Host}: Leave 20", $"{B}: Arrive 20");
    }

    [Fact]
    public void A_process_that_executes_in_a_container_moves_before_the_event()
    {
        Exec(Shell, A);
        Expect($"{Host}: Leave 3", $"{A}: Arrive 3", $"{A}: SYSCALL_EXECVE_19_X of 3", $"{Host}: AncestorChanged 3");
    }

    [Fact]
    public void Trees_that_know_a_thread_hear_that_it_became_another_program()
    {
        Exec(Runtime, null);
        Expect($"{Host}: SYSCALL_EXECVE_19_X of 2", $"{A}: AncestorChanged 2");
    }

    [Fact]
    public void Trees_that_know_a_thread_hear_of_its_end_and_of_who_took_over_its_children()
    {
        On(Runtime, PROCEXIT_1_E, 0, 0, 0, 0, Init);
        Expect($"{Host}: PROCEXIT_1_E of 2", $"{A}: AncestorExited 2, children to 1");
    }

    [Theory]
    [InlineData(SYSCALL_KILL_X, new object[] { 0, Inner, 15 })]
    [InlineData(SYSCALL_PTRACE_X, new object?[] { 0, null, null, 16, Inner })]
    public void A_process_that_an_event_names_is_told_of_before_it_and_once(EventType type, object?[] parameters)
    {
        On(Shell, type, parameters);
        On(Shell, type, parameters);
        Expect($"{Host}: Foreign 11", $"{Host}: {type} of 3", $"{Host}: {type} of 3");
    }

    [Fact]
    public void A_limit_that_is_set_from_outside_reaches_the_tree_that_it_is_set_in()
    {
        On(Shell, SYSCALL_PRLIMIT_X, 0, 99, 99, 0, 0, Inner, 7);
        Expect($"{A}: Foreign 3", $"{A}: HostEvent", $"{Host}: Foreign 11", $"{Host}: SYSCALL_PRLIMIT_X of 3");
    }

    [Fact]
    public void Who_opens_a_process_gets_a_copy_of_its_descriptors()
    {
        On(Shell, SYSCALL_PIDFD_OPEN_X, 5, Inner, 0);
        Expect($"{Host}: Foreign 11", $"{A}: Copy 11", $"{Host}: Arrive", $"{Host}: SYSCALL_PIDFD_OPEN_X of 3");
    }

    [Fact]
    public void News_of_a_container_are_an_event_in_its_tree_and_news_in_all_others()
    {
        On(-1, CONTAINER_JSON_2_E, $$$"""{"container":{"id":"{{{A}}}","name":"n"}}""");
        Expect($"{A}: CONTAINER_JSON_2_E of -1", $"{Host}: HostEvent");
    }

    [Fact]
    public void A_tree_without_threads_is_emptied_and_comes_back_with_a_new_seed()
    {
        On(Inner, PROCEXIT_1_E, 0, 0, 0, 0, 0);
        Expect($"{A}: PROCEXIT_1_E of 11");
        On(Contained, PROCEXIT_1_E, 0, 0, 0, 0, 0);
        Expect($"{A}: PROCEXIT_1_E of 10", $"{Host}: AncestorExited 10, children to 1", $"{A}: empty");
        Exec(Shell, A);
        Expect($"{A}: open", $"{A}: Seed", $"{A}: Foreign 1", $"{Host}: Leave 3", $"{A}: Arrive 3", $"{A}: SYSCALL_EXECVE_19_X of 3",
            $"{Host}: AncestorChanged 3");
    }

    [Fact]
    public void A_tree_whose_last_process_moves_away_is_emptied()
    {
        On(Inner, PROCEXIT_1_E, 0, 0, 0, 0, 0);
        Exec(Contained, "");
        Assert.Contains($"{A}: empty", _log);
    }

    [Fact]
    public void Another_recording_seeds_all_trees_anew()
    {
        _router.Seed(new SectionStart());
        Seed();
        On(Shell, SYSCALL_CLOSE_X, 0, 3);
        Expect($"{Host}: Seed", $"{A}: Seed", $"{Host}: SYSCALL_CLOSE_X of 3");
    }

    private void Expect(params string[] records)
    {
        Assert.Equal(records, _log);
        _log.Clear();
    }

    private void Seed()
    {
        _router.Seed(new ProcessList([
            Scenario.Entry(Init, Init, 0, "init"),
            Scenario.Entry(Runtime, Runtime, Init, "runtime"),
            Scenario.Entry(Shell, Shell, Init, "shell"),
            Scenario.Entry(Contained, Contained, Runtime, "app") with { Cgroups = Utf8.From(Cgroups(A)) },
            Scenario.Entry(Inner, Inner, Contained, "inner") with { Cgroups = Utf8.From(Cgroups(A)) },
        ]));
    }

    private static string Cgroups(string container) => container.Length == 0 ? "cpu=/\0" : $"cpu=/docker/{new string(container[0], 64)}\0";

    private void On(long tid, EventType type, params object?[] parameters)
    {
        _time += 1000;
        var e = EventBuilder.On(tid, _time, type, parameters);
        using var batch = new EventBatch(e.FrameLength);
        batch.Append(e);
        _router.Route(batch);
    }

    private void Clone(long tid, long result, long pid, long ptid, string? container)
        => On(tid, SYSCALL_CLONE_20_X, result, "/bin/p", "-a", tid, pid, ptid, "", 1024, 1, 2, 3, 4, 5, "p",
            Encoding.UTF8.GetBytes(Cgroups(container ?? "")), 0, 0, 0, tid, pid, 7);

    private void Exec(long tid, string? container)
        => On(tid, SYSCALL_EXECVE_19_X, 0, "/bin/q", "-v", tid, tid, Init, "", 1024, 1, 2, 3, 4, 5, "q",
            Encoding.UTF8.GetBytes(Cgroups(container ?? "")), "A=1");

    private sealed class Recorder : TreeStream
    {
        private readonly List<string> _log;

        public Recorder(string key, List<string> log)
            : base(key)
        {
            _log = log;
            _log.Add($"{key}: open");
        }

        public override void Append(ReadOnlySpan<byte> frames, int count, ulong first, ulong last)
        {
            var e = new EventView(frames.ToArray(), 0);
            _log.Add($"{Key}: {e.Type} of {e.ThreadId}");
        }

        public override void Append(TreeRecord record) => _log.Add($"{Key}: " + record switch
        {
            Copy copy => $"Copy {copy.Tid}",
            Leave leave => $"Leave {leave.Tid}",
            Foreign foreign => "Foreign" + Tids(foreign.Parcel),
            AncestorChanged changed => "AncestorChanged" + Tids(changed.Parcel),
            AncestorExited exited => $"AncestorExited {exited.Tid}, children to {exited.Reaper}",
            Arrive arrive => "Arrive" + (arrive.Known.IsEmpty ? "" : Tids(arrive.Known)),
            _ => record.GetType().Name,
        });

        public override void Flush()
        {
        }

        public override void Empty() => _log.Add($"{Key}: empty");

        private static string Tids(ReadOnlyMemory<byte> parcel)
            => string.Concat(ThreadParcel.Read(new StateCursor(ParcelKind.Threads, parcel)).Select(record => $" {record.Thread.Tid}"));
    }
}
