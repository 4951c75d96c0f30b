using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class ExecEventsTests
{
    [Fact]
    public void The_process_becomes_what_the_event_says()
    {
        var tree = WholeTree();

        tree.Exec(Worker, "/usr/bin/env", "-i\0true");

        var thread = tree.Thread(Worker);
        Assert.Equal("env", thread.Comm.ToString());
        Assert.Equal("/usr/bin/env", thread.Exe.ToString());
        Assert.Equal("/usr/bin/env", thread.ExePath.ToString());
        Assert.Equal("-i\0true\0", thread.Args.ToString());
        Assert.Equal("A=1\0B=2\0", thread.Env.ToString());
        Assert.Equal(tree.Time, thread.LastExecTimestamp);
        Assert.Equal(1000u, thread.LoginUid);
        Assert.Equal(77u, thread.ExeIno);
        Assert.Equal(thread.CloneTimestamp - thread.ExeInoCtime, thread.ExeInoCtimeDurationCloneTs);
        Assert.Equal(thread.ExeInoCtime - BootTime, thread.ExeInoCtimeDurationPidnsStart);
        Assert.Equal(Worker, thread.Pgid);
    }

    [Fact]
    public void A_failed_exec_changes_nothing()
    {
        var tree = WholeTree();

        var context = tree.On(Worker, EventType.SYSCALL_EXECVE_19_X, -2L, "/bin/none", "", Worker, Worker, Shell);

        Assert.Equal(2, context.ErrorCode);
        Assert.Equal("/bin/program", tree.Thread(Worker).Exe.ToString());
    }

    [Fact]
    public void Descriptors_marked_for_it_are_closed_and_others_stay()
    {
        var tree = WholeTree();
        tree.Open(Worker, 3, "/kept");
        tree.Open(Worker, 4, "/closed", OpenFlag.CloseOnExec);
        tree.On(Worker, EventType.SYSCALL_MEMFD_CREATE_X, 5, "memory", 1);
        tree.On(Worker, EventType.SYSCALL_EPOLL_CREATE1_X, 6, 1);

        tree.Exec(Worker);

        Assert.Equal([3L], tree.Thread(Worker).Fds.Entries.Select(f => f.Key));
    }

    [Fact]
    public void Close_on_exec_in_a_child_leaves_the_parents_descriptors_alone()
    {
        var tree = WholeTree();
        tree.Open(Worker, 4, "/closed", OpenFlag.CloseOnExec);
        tree.Fork(Worker, 500);

        tree.Exec(500);

        Assert.Null(tree.Thread(500).FindFd(4));
        Assert.NotNull(tree.Thread(Worker).FindFd(4));
    }

    [Fact]
    public void The_program_runs_in_the_leader_alone()
    {
        var tree = WholeTree();
        tree.Fork(ShellThread2, 500);

        tree.Exec(Shell);

        Assert.Equal([Shell], tree.Thread(Shell).Group!.Threads.Select(t => t.Tid));
        Assert.False(tree.Knows(ShellThread2));
        Assert.Equal(Shell, tree.Thread(500).Ptid);
    }

    [Fact]
    public void An_exec_of_another_thread_brings_a_dead_leader_back()
    {
        var tree = WholeTree();
        tree.Exit(Shell);
        tree.Settle();

        tree.Exec(Shell);

        Assert.False(tree.Thread(Shell).IsDead);
        Assert.Equal(1, tree.Thread(Shell).Group!.AliveCount);
        tree.Exit(Shell);
        Assert.False(tree.Knows(Shell));
    }

    [Fact]
    public void A_thread_that_nothing_was_known_of_gets_its_place_in_the_tree()
    {
        var tree = WholeTree();

        tree.Exec(4711, pid: 4711, ptid: Shell);

        var thread = tree.Thread(4711);
        Assert.Equal((4711L, Shell, 4711L), (thread.Pid, thread.Ptid, thread.Vpid));
        Assert.Contains(4711, tree.Children(Shell));
    }

    [Fact]
    public void A_deleted_program_is_named_without_the_kernels_mark()
    {
        var tree = WholeTree();

        tree.Exec(Worker, "/tmp/gone (deleted)");

        Assert.Equal("/tmp/gone", tree.Thread(Worker).ExePath.ToString());
    }

    [Fact]
    public void An_old_exec_takes_the_path_of_its_enter_event()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/opt");
        tree.On(Worker, EventType.SYSCALL_EXECVE_19_E, "bin/../tool");

        var context = OldExec(tree, EventType.SYSCALL_EXECVE_19_X);

        Assert.NotNull(context.EnterEvent);
        Assert.Equal("/opt/tool", tree.Thread(Worker).ExePath.ToString());
    }

    [Fact]
    public void An_old_exec_without_its_enter_event_keeps_the_path()
    {
        var tree = WholeTree();
        tree.Exec(Worker, "/usr/bin/before");
        tree.On(Worker, EventType.SYSCALL_EXECVE_19_E, "/usr/bin/lost");
        tree.On(Worker, EventType.SYSCALL_CLOSE_X, 0, 3);

        OldExec(tree, EventType.SYSCALL_EXECVE_19_X);

        Assert.Equal("/usr/bin/before", tree.Thread(Worker).ExePath.ToString());
    }

    [Theory]
    [InlineData(EventType.SYSCALL_EXECVE_19_X)]
    [InlineData(EventType.SYSCALL_EXECVEAT_X)]
    public void An_old_execveat_starts_at_its_directory(EventType exit)
    {
        var tree = WholeTree();
        tree.Open(Worker, 9, "/opt/tools", OpenFlag.Directory);
        tree.On(Worker, EventType.SYSCALL_EXECVEAT_E, 9, "run", 0);

        OldExec(tree, exit);

        Assert.Equal("/opt/tools/run", tree.Thread(Worker).ExePath.ToString());
    }

    [Fact]
    public void An_old_execveat_of_a_descriptor_runs_the_file_behind_it()
    {
        var tree = WholeTree();
        tree.Open(Worker, 9, "/opt/tools/run");
        tree.On(Worker, EventType.SYSCALL_EXECVEAT_E, 9, "<NA>", 1);

        OldExec(tree, EventType.SYSCALL_EXECVE_19_X);

        Assert.Equal("/opt/tools/run", tree.Thread(Worker).ExePath.ToString());
    }

    [Fact]
    public void An_old_execveat_of_an_unknown_directory_has_no_path()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_EXECVEAT_E, 99, "run", 0);

        OldExec(tree, EventType.SYSCALL_EXECVE_19_X);

        Assert.Equal("<NA>", tree.Thread(Worker).ExePath.ToString());
    }

    [Fact]
    public void The_place_in_a_pipeline_outlives_the_exec()
    {
        var tree = WholeTree();
        tree.On(Worker, EventType.SYSCALL_PIPE_X, 0, 3, 4, 1234);
        tree.On(Worker, EventType.SYSCALL_DUP2_X, 1, 4, 1);

        tree.Exec(Worker);

        Assert.True((tree.Thread(Worker).Flags & ThreadFlags.PipeSource) != 0);
    }

    [Fact]
    public void The_events_memory_is_not_kept()
    {
        var tree = WholeTree();
        var e = Events.EventBuilder.On(Worker, tree.Time, EventType.SYSCALL_EXECVE_19_X, 0L, "/bin/x", "arg", Worker, Worker, Shell);
        tree.Tree.Apply(e);
        tree.Tree.Complete();

        var thread = tree.Thread(Worker);
        Assert.False(e.Frame.Overlaps(thread.Exe.Span));
        Assert.False(e.Frame.Overlaps(thread.Args.Span));
        Assert.Equal("/bin/x", thread.Exe.ToString());
    }

    private static EventContext OldExec(Scenario tree, EventType type)
        => tree.On(Worker, type, 0L, "run", "", Worker, Worker, Shell, "", 1024, 1, 2, 3, 4, 5, "run", null, null);
}
