using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class ThreadParcelTests
{
    [Fact]
    public void An_unknown_foreign_thread_is_made_and_linked()
    {
        var (from, to) = (WholeTree(), Empty());

        Put(from, to, ParcelUse.Foreign, Supervisor, Shell);

        var supervisor = to.Thread(Supervisor);
        var shell = to.Thread(Shell);
        Assert.True(supervisor.IsForeign);
        Assert.True(shell.IsForeign);
        Assert.Same(supervisor, shell.Parent);
        Assert.Equal([Shell], to.Children(Supervisor));
        Assert.Same(shell, shell.MainThread);
        Assert.Equal(from.Thread(Shell).Env, shell.Env);
    }

    [Fact]
    public void A_foreign_thread_keeps_the_name_of_a_parent_that_is_not_known()
    {
        var (from, to) = (WholeTree(), Empty());

        Put(from, to, ParcelUse.Foreign, Worker);

        Assert.Equal(Shell, to.Thread(Worker).Ptid);
        Assert.Null(to.Thread(Worker).Parent);
    }

    [Fact]
    public void Threads_find_their_parent_in_whatever_order_they_come()
    {
        var (from, to) = (WholeTree(), Empty());

        Put(from, to, ParcelUse.Foreign, Helper, Worker);

        Assert.Same(to.Thread(Worker), to.Thread(Helper).Parent);
    }

    [Fact]
    public void A_new_foreign_thread_counts_the_children_that_are_here()
    {
        var (from, to) = (WholeTree(), Empty());
        Assert.Equal(4, from.Thread(Supervisor).ChildCount);

        Put(from, to, ParcelUse.Foreign, Supervisor, Runtime);

        Assert.Equal((1, 1L), (to.Thread(Supervisor).ChildCount, to.Thread(Supervisor).LiveChildCount));
    }

    [Fact]
    public void What_the_tree_owns_it_knows_better()
    {
        var (from, to) = (WholeTree(), WholeTree());
        from.Exec(Shell, "/bin/other");
        var before = TreeImage.Of(to.Tree);

        Put(from, to, ParcelUse.Foreign, Shell);

        Assert.Equal(before, TreeImage.Of(to.Tree));
    }

    [Fact]
    public void A_known_foreign_thread_is_brought_up_to_date_where_it_stands()
    {
        var (from, to) = (WholeTree(), Empty());
        Put(from, to, ParcelUse.Foreign, Supervisor, Shell, Worker);
        var shell = to.Thread(Shell);
        Assert.Same(shell, to.Tree.Threads.FindForEvent(Shell, 1));
        from.Exec(Shell, "/bin/other");

        Put(from, to, ParcelUse.Foreign, Shell);

        Assert.Same(shell, to.Tree.Threads.FindForEvent(Shell, 1));
        Assert.Equal("/bin/other", shell.ExePath.ToString());
        Assert.Same(to.Thread(Supervisor), shell.Parent);
        Assert.Equal([Worker], to.Children(Shell));
        Assert.Equal((1, 1L), (shell.ChildCount, shell.LiveChildCount));
        Assert.Equal((1, 1L), (to.Thread(Supervisor).ChildCount, to.Thread(Supervisor).LiveChildCount));
    }

    [Fact]
    public void A_foreign_thread_that_was_taken_over_changes_its_parent()
    {
        var (from, to) = (WholeTree(), Empty());
        Put(from, to, ParcelUse.Foreign, Supervisor, Worker, Helper);
        from.Exit(Worker);

        Put(from, to, ParcelUse.Foreign, Helper);

        Assert.Equal(Supervisor, to.Thread(Helper).Ptid);
        Assert.Same(to.Thread(Supervisor), to.Thread(Helper).Parent);
        Assert.Equal((0, 0L), (to.Thread(Worker).ChildCount, to.Thread(Worker).LiveChildCount));
        Assert.Equal((1, 1L), (to.Thread(Supervisor).ChildCount, to.Thread(Supervisor).LiveChildCount));
    }

    [Fact]
    public void A_foreign_thread_leaves_a_parent_that_it_no_longer_has()
    {
        var (from, to) = (WholeTree(), Empty());
        Put(from, to, ParcelUse.Foreign, Worker, Helper);
        from.Exit(Worker);

        Put(from, to, ParcelUse.Foreign, Helper);

        Assert.Null(to.Thread(Helper).Parent);
        Assert.Empty(to.Children(Worker));
    }

    [Fact]
    public void Descriptors_come_only_with_a_parcel_that_has_them()
    {
        var (from, to) = (WholeTree(), Empty());
        from.Open(Shell, 3, "/etc/passwd");

        Put(from, to, ParcelUse.Foreign, Shell);
        Assert.Null(to.Thread(Shell).FindFd(3));

        ThreadParcel.Put(to.Tree, ThreadParcel.Write([from.Thread(Shell)], withDescriptors: true), ParcelUse.Foreign);
        Assert.Equal("/etc/passwd", to.Thread(Shell).FindFd(3)!.Name.ToString());

        Put(from, to, ParcelUse.Foreign, Shell);
        Assert.NotNull(to.Thread(Shell).FindFd(3));
    }

    [Fact]
    public void A_directory_of_processes_takes_no_descriptors()
    {
        var from = WholeTree();
        from.Open(Shell, 3, "/etc/passwd");
        var to = new ProcessTree(tracksDescriptors: false);

        ThreadParcel.Put(to, ThreadParcel.Write([from.Thread(Shell)], withDescriptors: true), ParcelUse.Own);

        Assert.Equal(0, to.Threads.Find(Shell)!.Fds.Count);
    }

    [Theory]
    [InlineData((int)ParcelUse.Foreign)]
    [InlineData((int)ParcelUse.Own)]
    public void The_main_thread_comes_first_in_its_group(int use)
    {
        var (from, to) = (WholeTree(), Empty());

        Put(from, to, (ParcelUse)use, ShellThread3, Shell, ShellThread2);

        var group = to.Tree.Threads.FindGroup(Shell)!;
        Assert.Equal([Shell, ShellThread3, ShellThread2], group.Threads.Select(t => t.Tid));
        Assert.Equal(3, group.AliveCount);
        Assert.Same(to.Thread(Shell), to.Thread(ShellThread3).MainThread);
    }

    [Fact]
    public void A_group_counts_its_threads_elsewhere_too_and_stays_a_reaper()
    {
        var (from, to) = (WholeTree(), Empty());
        from.On(Shell, EventType.SYSCALL_PRCTL_X, 0, 36, null, 1);

        Put(from, to, ParcelUse.Foreign, Shell);

        Assert.Equal(3, to.Thread(Shell).Group!.AliveCount);
        Assert.True(to.Thread(Shell).Group!.IsReaper);
    }

    [Fact]
    public void A_stand_in_stays_one()
    {
        var (from, to) = (WholeTree(), Empty());
        from.On(4711, EventType.SYSCALL_CHDIR_X, 0, "/");
        Assert.True(from.Thread(4711).IsInvalid);

        Put(from, to, ParcelUse.Own, 4711);

        Assert.True(to.Thread(4711).IsInvalid);
        Assert.Null(to.Thread(4711).Group);
    }

    [Fact]
    public void A_stand_in_that_turns_out_to_be_a_thread_is_linked()
    {
        var (from, to) = (WholeTree(), Empty());
        Put(from, to, ParcelUse.Own, Shell);
        to.On(Worker, EventType.SYSCALL_CHDIR_X, 0, "/");
        var standIn = to.Thread(Worker);

        Put(from, to, ParcelUse.Own, Worker);

        Assert.Same(standIn, to.Thread(Worker));
        Assert.Same(to.Thread(Shell), standIn.Parent);
        Assert.Same(standIn, standIn.MainThread);
    }

    [Fact]
    public void An_owned_thread_takes_the_place_of_a_foreign_one_and_keeps_its_children()
    {
        var (from, to) = (WholeTree(), Empty());
        Put(from, to, ParcelUse.Foreign, Shell, Worker);
        var shell = to.Thread(Shell);
        from.Fork(Shell, 31);

        Put(from, to, ParcelUse.Own, Shell);

        Assert.Same(shell, to.Thread(Shell));
        Assert.False(shell.IsForeign);
        Assert.True(to.Thread(Worker).IsForeign);
        Assert.Equal([Worker], to.Children(Shell));
        Assert.Equal((2, 2L), (shell.ChildCount, shell.LiveChildCount));
    }

    [Fact]
    public void An_id_that_another_process_has_now_leaves_its_old_group()
    {
        var (from, to) = (WholeTree(), WholeTree());
        from.Exit(ShellThread3);
        from.Fork(Init, ShellThread3);

        Put(from, to, ParcelUse.Own, ShellThread3);

        Assert.Equal([Shell, ShellThread2], to.Tree.Threads.FindGroup(Shell)!.Threads.Select(t => t.Tid));
        Assert.Equal(2, to.Tree.Threads.FindGroup(Shell)!.AliveCount);
        Assert.Equal([ShellThread3], to.Tree.Threads.FindGroup(ShellThread3)!.Threads.Select(t => t.Tid));
        Assert.Same(to.Thread(Init), to.Thread(ShellThread3).Parent);
    }

    [Fact]
    public void The_stored_enter_event_goes_only_to_the_owner()
    {
        var from = WholeTree();
        var frame = EventBuilder.On(Shell, 5, EventType.SYSCALL_OPENAT_2_E, -100, "/x", 1, 0).Frame.ToArray();
        from.Thread(Shell).EnterFrame = frame;
        var (owner, other) = (Empty(), Empty());

        Put(from, owner, ParcelUse.Own, Shell);
        Put(from, other, ParcelUse.Foreign, Shell);

        Assert.Equal(frame, owner.Thread(Shell).EnterFrame);
        Assert.Null(other.Thread(Shell).EnterFrame);
    }

    [Fact]
    public void A_full_table_takes_no_more()
    {
        var from = WholeTree();
        var to = new ProcessTree(tracksDescriptors: true, maxThreads: 2);

        ThreadParcel.Put(to, ThreadParcel.Write([from.Thread(Init), from.Thread(Supervisor), from.Thread(Shell)], withDescriptors: true), ParcelUse.Own);

        Assert.Equal(2, to.Threads.Count);
        Assert.Null(to.Threads.FindGroup(Shell));
    }

    private static void Put(Scenario from, Scenario to, ParcelUse use, params long[] tids)
        => ThreadParcel.Put(to.Tree, ThreadParcel.Write([.. tids.Select(from.Thread)], withDescriptors: false), use);
}
