using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class CloneEventsTests
{
    private const long Child = 500;

    [Fact]
    public void The_caller_makes_the_child_with_what_a_fork_inherits()
    {
        var tree = WholeTree();
        tree.Exec(Worker, "/usr/bin/sleep");
        tree.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/tmp");
        tree.Open(Worker, 3, "notes");

        var context = tree.CallerReturns(Worker, Child);

        Assert.Equal(Worker, context.Thread!.Tid);
        var child = tree.Thread(Child);
        Assert.Equal((Child, Worker, Child, Child), (child.Pid, child.Ptid, child.Vtid, child.Vpid));
        Assert.Equal("/usr/bin/sleep", child.ExePath.ToString());
        Assert.Equal("/tmp/", child.Cwd.ToString());
        Assert.Equal("A=1\0B=2\0", child.Env.ToString());
        Assert.Equal("/tmp/notes", child.FindFd(3)!.Name.ToString());
        Assert.Equal(34816u, child.Tty);
        Assert.Equal(tree.Time, child.CloneTimestamp);
        Assert.Equal(BootTime, child.PidnsInitStartTimestamp);
        Assert.Equal(0u, child.LastExecTimestamp);
    }

    [Fact]
    public void A_child_without_arguments_has_none_whatever_its_parent_has()
    {
        var tree = WholeTree();
        tree.Exec(Worker, args: "-x\0-y");
        tree.On(Worker, EventType.SYSCALL_CLONE_20_X, Child, "/bin/program", null, Worker, Worker, Shell);
        Assert.True(tree.Thread(Child).Args.IsEmpty);
    }

    [Fact]
    public void A_recording_does_not_say_when_its_machine_started()
    {
        var tree = Empty();
        tree.Tree.Seed(new MachineInfo(2, 1 << 30, 32768, "test", BootTime, 0));
        tree.Tree.Seed(new ProcessList([Entry(Init, Init, 0, "init")]));
        tree.CallerReturns(Init, Child);
        tree.ChildReturns(ContainerInit, ContainerInit, Init, ThreadFlags.CloneNewPid, vtid: 1, vpid: 1);
        Assert.Equal(0UL, tree.Thread(Child).PidnsInitStartTimestamp);
        Assert.Equal(7 * Second, tree.Thread(ContainerInit).PidnsInitStartTimestamp);
    }

    [Fact]
    public void A_failed_call_makes_nothing()
    {
        var tree = WholeTree();
        var before = tree.Tree.Threads.Count;

        var context = tree.CallerReturns(Worker, -11);

        Assert.Equal(before, tree.Tree.Threads.Count);
        Assert.Equal(11, context.ErrorCode);
    }

    [Theory]
    [InlineData((uint)ThreadFlags.ChildInPidns)]
    [InlineData((uint)ThreadFlags.CloneNewPid)]
    [InlineData((uint)ThreadFlags.CloneParent)]
    [InlineData((uint)ThreadFlags.CloneVfork)]
    public void Children_with_another_id_or_an_early_end_are_left_to_their_own_event(uint flags)
    {
        var tree = WholeTree();

        tree.CallerReturns(Worker, Child, (ThreadFlags)flags);

        Assert.False(tree.Knows(Child));
    }

    [Fact]
    public void A_vfork_leaves_the_child_to_its_own_event()
    {
        var tree = WholeTree();

        tree.CallerReturns(Worker, Child, type: EventType.SYSCALL_VFORK_20_X);

        Assert.False(tree.Knows(Child));
    }

    [Fact]
    public void A_caller_in_a_pid_namespace_does_not_make_the_child()
    {
        var tree = WholeTree();

        tree.CallerReturns(Application, 9);

        Assert.False(tree.Knows(9));
    }

    [Fact]
    public void The_childs_event_changes_nothing_where_the_caller_came_first()
    {
        var tree = WholeTree();
        tree.CallerReturns(Worker, Child, comm: "first");
        var made = tree.Thread(Child);

        var context = tree.ChildReturns(Child, Child, Worker, comm: "second");

        Assert.Same(made, context.Thread);
        Assert.Equal("first", made.Comm.ToString());
    }

    [Fact]
    public void The_callers_event_changes_nothing_where_the_child_came_first()
    {
        var tree = WholeTree();
        var context = tree.ChildReturns(Child, Child, Worker, comm: "first");
        var made = context.Thread!;
        Assert.Equal(Child, made.Tid);
        Assert.True((made.Flags & ThreadFlags.CloneInverted) != 0);

        tree.CallerReturns(Worker, Child, comm: "second");

        Assert.Same(made, tree.Thread(Child));
        Assert.Equal("first", made.Comm.ToString());
    }

    [Fact]
    public void A_child_that_ended_before_the_call_returned_does_not_come_back()
    {
        var tree = WholeTree();
        tree.ChildReturns(Child, Child, Worker);
        tree.Exit(Child);

        tree.CallerReturns(Worker, Child);

        Assert.False(tree.Knows(Child));
    }

    [Fact]
    public void An_id_that_is_used_again_much_later_is_a_new_child()
    {
        var tree = WholeTree();
        tree.ChildReturns(Child, Child, Worker);
        tree.Exit(Child);
        tree.Settle();

        // The next event of any kind dates the exit.
        tree.On(Worker, EventType.SYSCALL_CLOSE_X, 0, 3);
        tree.Time += 3 * Second;
        tree.CallerReturns(Worker, Child);

        Assert.True(tree.Knows(Child));
    }

    [Fact]
    public void An_entry_of_which_the_exit_was_lost_gives_way_to_the_callers_child()
    {
        var tree = WholeTree();

        tree.CallerReturns(Runtime, Helper, comm: "new");

        Assert.Equal("new", tree.Thread(Helper).Comm.ToString());
        Assert.Equal(Runtime, tree.Thread(Helper).Ptid);
    }

    [Fact]
    public void A_stale_entry_gives_way_to_the_childs_event()
    {
        var tree = WholeTree();
        tree.Time += 3 * Second;

        var context = tree.ChildReturns(Helper, Helper, Runtime, comm: "new");

        Assert.Equal("new", context.Thread!.Comm.ToString());
        Assert.Same(context.Thread, tree.Thread(Helper));
    }

    [Fact]
    public void A_child_that_lives_in_another_tree_is_not_replaced()
    {
        var tree = WholeTree();
        tree.Thread(Helper).IsForeign = true;

        tree.CallerReturns(Runtime, Helper, comm: "new");

        Assert.Equal("program", tree.Thread(Helper).Comm.ToString());
    }

    [Fact]
    public void A_thread_takes_its_callers_parent_and_last_exec()
    {
        var tree = WholeTree();
        tree.Exec(Worker);
        var executed = tree.Time;

        tree.CallerReturns(Worker, Child, ThreadFlags.CloneThread);

        var thread = tree.Thread(Child);
        Assert.Equal((Worker, Shell), (thread.Pid, thread.Ptid));
        Assert.Equal(executed, thread.LastExecTimestamp);
        Assert.True((thread.Flags & ThreadFlags.CloneFiles) != 0);
        Assert.True(thread.Env.IsEmpty);
    }

    [Fact]
    public void Threads_share_descriptors_and_directory_of_their_process()
    {
        var tree = WholeTree();
        tree.On(ShellThread2, EventType.SYSCALL_CHDIR_X, 0, "/srv");

        tree.Open(ShellThread3, 3, "data");

        Assert.Equal("/srv/data", tree.Thread(Shell).FindFd(3)!.Name.ToString());
        Assert.Equal("/srv/data", tree.Thread(ShellThread2).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void A_caller_that_nothing_is_known_of_is_described_by_the_event()
    {
        var tree = WholeTree();

        tree.CallerReturns(4711, Child, comm: "mystery");

        var caller = tree.Thread(4711);
        Assert.Equal((4711L, Init), (caller.Pid, caller.Ptid));
        Assert.Equal("mystery", caller.Comm.ToString());
        Assert.Equal("/bin/mystery", caller.Exe.ToString());
        Assert.Equal(4711, tree.Thread(Child).Ptid);
    }

    [Fact]
    public void A_thread_of_an_unknown_process_describes_its_leader()
    {
        var tree = WholeTree();

        tree.ChildReturns(Child, 4711, Supervisor, ThreadFlags.CloneThread, comm: "mystery");

        var leader = tree.Thread(4711);
        Assert.Equal((4711L, Supervisor), (leader.Pid, leader.Ptid));
        Assert.Equal("mystery", leader.Comm.ToString());
        Assert.Same(leader, tree.Thread(Child).MainThread);
    }

    [Fact]
    public void A_process_of_an_unknown_parent_has_none()
    {
        var tree = WholeTree();

        tree.ChildReturns(Child, Child, 4711);

        Assert.Equal(0, tree.Thread(Child).Ptid);
        Assert.True(tree.Thread(4711).IsInvalid);
    }

    [Fact]
    public void A_process_in_a_pid_namespace_knows_when_the_namespace_began()
        => Assert.Equal(BootTime + (7 * Second), WholeTree().Thread(Application).PidnsInitStartTimestamp);

    [Fact]
    public void Parent_and_child_change_their_descriptors_apart()
    {
        var tree = WholeTree();
        tree.Open(Worker, 3, "/a");
        tree.Fork(Worker, Child);

        tree.Open(Worker, 4, "/b");
        tree.On(Child, EventType.SYSCALL_CLOSE_X, 0, 3);

        Assert.NotNull(tree.Thread(Worker).FindFd(3));
        Assert.Null(tree.Thread(Child).FindFd(3));
        Assert.Null(tree.Thread(Child).FindFd(4));
    }

    [Fact]
    public void A_fork_of_another_thread_than_the_first_has_no_environment()
    {
        // Only the main thread's entry has one; Falco copies the caller's.
        var tree = WholeTree();
        tree.Exec(Shell);
        tree.Fork(Shell, ShellThread2 + 500, ThreadFlags.CloneThread);

        tree.CallerReturns(ShellThread2 + 500, Child);

        Assert.True(tree.Thread(Child).Env.IsEmpty);
        Assert.Equal(tree.Thread(Shell).Cwd, tree.Thread(Child).Cwd);
    }
}
