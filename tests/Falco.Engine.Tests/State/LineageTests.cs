using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class LineageTests
{
    [Fact]
    public void Threads_of_a_process_have_its_parent_and_share_its_group()
    {
        var tree = WholeTree();

        var shell = tree.Thread(Shell).Group!;
        Assert.Equal(3, shell.AliveCount);
        Assert.Equal([Shell, ShellThread2, ShellThread3], shell.Threads.Select(t => t.Tid));
        Assert.Equal(Supervisor, tree.Thread(ShellThread3).Ptid);
        Assert.Same(tree.Thread(Shell), tree.Thread(ShellThread3).MainThread);
        Assert.Equal([Runtime, ShellThread3, ShellThread2, Shell], tree.Children(Supervisor));
    }

    [Fact]
    public void A_parent_that_is_not_in_the_start_snapshot_counts_as_none()
    {
        var tree = Empty();
        tree.Tree.Seed(new ProcessList([Entry(30, 30, 29, "orphan"), Entry(31, 31, 30, "child")]));
        tree.Tree.CompleteSeed();

        Assert.Equal(0, tree.Thread(30).Ptid);
        Assert.Equal(30, tree.Thread(31).Ptid);
    }

    [Fact]
    public void Threads_listed_before_their_leader_and_parents_find_both()
    {
        var tree = Empty();
        tree.Tree.Seed(new ProcessList([Entry(32, 31, 30, "app"), Entry(31, 31, 30, "app"), Entry(30, 30, 1, "parent"), Entry(1, 1, 0, "init")]));
        tree.Tree.CompleteSeed();

        Assert.Same(tree.Thread(31), tree.Thread(32).MainThread);
        Assert.Equal(31, tree.Thread(32).Group!.Threads[0].Tid);
        Assert.Equal(1, tree.Thread(30).Ptid);
    }

    [Fact]
    public void Init_takes_over_orphans_but_no_other_process_does_by_itself()
    {
        var tree = WholeTree();

        Assert.True(tree.Thread(Init).Group!.IsReaper);
        Assert.True(tree.Thread(Supervisor).Group!.IsReaper);
        Assert.True(tree.Thread(ContainerInit).Group!.IsReaper);
        Assert.False(tree.Thread(Shell).Group!.IsReaper);
    }

    [Fact]
    public void Without_a_word_from_the_kernel_the_nearest_reaper_takes_over()
    {
        var tree = WholeTree();

        tree.Exit(Worker);

        Assert.False(tree.Knows(Worker));
        Assert.Equal(Supervisor, tree.Thread(Helper).Ptid);
    }

    [Fact]
    public void Another_thread_of_the_process_takes_over_first()
    {
        var tree = WholeTree();
        tree.Fork(ShellThread2, 35);

        tree.Exit(ShellThread2);

        Assert.Equal(Shell, tree.Thread(35).Ptid);
    }

    [Fact]
    public void The_reaper_that_the_kernel_names_takes_over_and_counts_as_one_from_then_on()
    {
        var tree = WholeTree();

        tree.Exit(Worker, reaper: Runtime);

        Assert.Equal(Runtime, tree.Thread(Helper).Ptid);
        Assert.True(tree.Thread(Runtime).Group!.IsReaper);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4711)]
    public void A_reaper_that_is_not_known_leaves_the_choice_to_us(long reaper)
    {
        var tree = WholeTree();

        tree.Exit(Worker, reaper);

        Assert.Equal(Supervisor, tree.Thread(Helper).Ptid);
    }

    [Fact]
    public void Orphans_of_a_pid_namespace_stay_in_it()
    {
        var tree = WholeTree();
        tree.ChildReturns(63, 63, Application, InNamespace, vtid: 9, vpid: 9);

        tree.Exit(ApplicationThread);
        tree.Exit(Application);

        Assert.Equal(ContainerInit, tree.Thread(63).Ptid);
    }

    [Fact]
    public void Orphans_of_a_namespace_whose_init_is_gone_have_no_parent()
    {
        var tree = WholeTree();

        tree.Exit(ContainerInit);

        Assert.Equal(0, tree.Thread(Application).Ptid);
    }

    [Fact]
    public void A_main_thread_stays_until_the_last_thread_of_its_process_has_gone()
    {
        var tree = WholeTree();

        tree.Exit(Shell);
        Assert.True(tree.Thread(Shell).IsDead);
        tree.Exit(ShellThread3);
        Assert.False(tree.Knows(ShellThread3));
        Assert.True(tree.Knows(Shell));
        tree.Exit(ShellThread2);

        Assert.False(tree.Knows(ShellThread2));
        Assert.False(tree.Knows(Shell));
        Assert.Null(tree.Tree.Threads.FindGroup(Shell));
    }

    [Fact]
    public void A_thread_that_exits_is_there_until_rules_have_seen_it()
    {
        var tree = WholeTree();

        var context = tree.Exit(Helper);

        Assert.Equal(Helper, context.Thread!.Tid);
        Assert.NotNull(tree.Tree.Threads.Find(Helper));
        Assert.False(tree.Knows(Helper));
    }

    [Fact]
    public void A_foreign_thread_stays_when_it_exits()
    {
        var tree = WholeTree();
        tree.Thread(Helper).IsForeign = true;

        tree.Exit(Helper);

        Assert.True(tree.Knows(Helper));
    }

    [Fact]
    public void A_loop_of_parents_has_no_reaper()
    {
        var tree = WholeTree();
        tree.Thread(Shell).Ptid = Helper;

        tree.Exit(Worker);

        Assert.Equal(0, tree.Thread(Helper).Ptid);
    }

    [Fact]
    public void Children_of_a_thread_with_children_that_are_gone_still_find_the_reaper()
    {
        var tree = WholeTree();
        tree.Exit(Helper);
        Assert.Equal(1, tree.Thread(Worker).ChildCount);

        tree.Exit(Worker, reaper: Runtime);

        Assert.True(tree.Thread(Runtime).Group!.IsReaper);
    }

    [Fact]
    public void The_list_of_children_is_cleaned_when_ten_of_them_are_gone()
    {
        var tree = WholeTree();
        for (var i = 0; i < 10; i++)
        {
            tree.Fork(Helper, 1000 + i);
            tree.Exit(1000 + i);
        }

        tree.Settle();

        // The tenth is still in the list while it is being removed.
        Assert.Equal(1, tree.Thread(Helper).ChildCount);
        Assert.Empty(tree.Children(Helper));
    }

    [Fact]
    public void Unknown_threads_get_a_stand_in_entry()
    {
        var tree = WholeTree();

        var context = tree.On(4711, EventType.SYSCALL_CLOSE_X, 0, 3);

        Assert.True(context.Thread!.IsInvalid);
        Assert.Equal("<NA>", context.Thread.Comm.ToString());
        Assert.Null(context.Thread.Group);
        Assert.Equal(uint.MaxValue, context.Thread.Uid);
    }

    [Fact]
    public void Threads_above_the_limit_are_not_tracked()
    {
        var tree = new ProcessTree(tracksDescriptors: true, maxThreads: 1);

        Assert.NotNull(tree.Apply(Events.EventBuilder.On(5, 1, EventType.SYSCALL_CLOSE_X, 0, 3)).Thread);
        Assert.Null(tree.Apply(Events.EventBuilder.On(6, 2, EventType.SYSCALL_CLOSE_X, 0, 3)).Thread);
        Assert.Equal(1, tree.Threads.Count);
    }

    [Fact]
    public void Switches_and_exits_make_no_stand_in_entries()
    {
        var tree = WholeTree();

        Assert.Null(tree.On(4711, EventType.SCHEDSWITCH_6_E, 1, 0, 0, 0, 0, 0).Thread);
        Assert.Null(tree.Exit(4711).Thread);
        Assert.False(tree.Knows(4711));
    }

    [Fact]
    public void A_second_recording_in_the_same_file_starts_from_nothing()
    {
        var tree = WholeTree();

        tree.Tree.Seed(new SectionStart());
        tree.Tree.Seed(new ProcessList([Entry(5, 5, 1, "other")]));
        tree.Tree.CompleteSeed();

        Assert.Equal(1, tree.Tree.Threads.Count);
        Assert.Equal(0, tree.Thread(5).Ptid);
    }
}
