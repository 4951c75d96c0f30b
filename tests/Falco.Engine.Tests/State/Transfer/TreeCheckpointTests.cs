using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

public class TreeCheckpointTests
{
    [Fact]
    public void A_tree_comes_back_as_it_was()
    {
        var tree = Eventful().Tree;

        var restored = Restored(tree);

        Assert.Equal(TreeImage.Of(tree), TreeImage.Of(restored));
        Assert.Equal(TreeCheckpoint.Write(tree), TreeCheckpoint.Write(restored));
    }

    [Fact]
    public void Whatever_the_tree_was_before_is_gone()
    {
        var tree = Eventful().Tree;
        var other = WholeTree();
        other.Fork(Shell, 4000);
        other.On(4001, EventType.SYSCALL_CHDIR_X, 0, "/");
        other.Exit(4000);
        other.Settle();
        other.Tree.Users.SetUser(Utf8.From("other"), new UserEntry(5, 5, default, default, default));
        other.Tree.Containers.Set(new Container { Id = Utf8.From("other") });

        TreeCheckpoint.Restore(other.Tree, TreeCheckpoint.Write(tree));

        Assert.Equal(TreeImage.Of(tree), TreeImage.Of(other.Tree));
    }

    [Fact]
    public void A_checkpoint_does_not_change_with_the_tree()
    {
        var scenario = Eventful();
        var image = TreeImage.Of(scenario.Tree);
        var restored = Restored(scenario.Tree);

        scenario.Open(Shell, 3, "/other");
        scenario.Exec(Worker, "/bin/other");
        scenario.Settle();

        Assert.Equal(image, TreeImage.Of(restored));
    }

    [Fact]
    public void The_exit_that_came_last_still_counts_as_of_the_next_event()
    {
        var scenario = WholeTree();
        scenario.Exit(Helper);
        scenario.Settle();
        var tree = Restored(scenario.Tree);

        tree.Apply(Events.EventBuilder.On(Shell, scenario.Time + 5, EventType.SYSCALL_CHDIR_X, 0, "/"));

        Assert.True(tree.RecentExits.Contains(Helper, Worker, scenario.Time + 6));
        Assert.False(tree.RecentExits.Contains(Helper, Worker, scenario.Time + 4));
    }

    [Fact]
    public void Exits_too_long_ago_to_matter_are_left_out()
    {
        var tree = new ProcessTree();
        tree.RecentExits.Add(1, 2, 100 * Second);
        tree.RecentExits.Add(3, 2, 109 * Second);
        tree.RecentExits.Add(4, 2, 111 * Second);

        Assert.Equal([109 * Second, 111 * Second], Restored(tree).RecentExits.All.Select(e => e.Timestamp));
    }

    [Fact]
    public void A_start_snapshot_that_is_not_whole_yet_goes_on()
    {
        var tree = new ProcessTree();
        tree.Seed(new SectionStart());
        tree.Seed(new ProcessList([Entry(Init, Init, 0, "init"), Entry(Shell, Shell, Init, "sh")]));
        tree.Seed(new FdList(Init, [new FdEntry { Fd = 3, Type = (byte)FdType.Ipv4ServerSocket, SourcePort = 80, L4Protocol = 2 }]));
        tree.Seed(new FdList(Shell, [new FdEntry { Fd = 4, Type = (byte)FdType.Ipv4Socket, SourcePort = 80, DestinationPort = 5, L4Protocol = 2 }]));

        var restored = Restored(tree);
        tree.CompleteSeed();
        restored.CompleteSeed();

        Assert.Equal(TreeImage.Of(tree), TreeImage.Of(restored));
        Assert.NotEqual(FdFlags.None, restored.Threads.Find(Shell)!.FindFd(4)!.Flags & FdFlags.RoleServer);
    }

    [Fact]
    public void A_group_that_outlived_its_threads_is_still_there()
    {
        var tree = WholeTree().Tree;
        tree.Threads.SetGroup(new ThreadGroup { Pid = 4000, AliveCount = 2, IsReaper = true });

        Assert.Equal((2, true), (Restored(tree).Threads.FindGroup(4000)!.AliveCount, Restored(tree).Threads.FindGroup(4000)!.IsReaper));
    }

    [Fact]
    public void Forks_share_their_descriptors_and_texts_again()
    {
        var scenario = WholeTree();
        scenario.Exec(Shell);
        scenario.Open(Shell, 3, "/etc/passwd");
        scenario.Fork(Shell, 31);

        var threads = Restored(scenario.Tree).Threads;

        Assert.NotNull(threads.Find(31)!.FindFd(3));
        Assert.Same(threads.Find(Shell)!.FindFd(3), threads.Find(31)!.FindFd(3));
        Assert.True(threads.Find(Shell)!.Env.Span == threads.Find(31)!.Env.Span);
    }

    [Fact]
    public void A_damaged_checkpoint_changes_nothing()
    {
        var tree = Eventful().Tree;
        var before = TreeImage.Of(tree);
        var checkpoint = TreeCheckpoint.Write(WholeTree().Tree);

        for (var length = 0; length < checkpoint.Length; length++)
        {
            Assert.Throws<StateFormatException>(() => TreeCheckpoint.Restore(tree, checkpoint.AsMemory(0, length)));
        }

        Assert.Throws<StateFormatException>(() => TreeCheckpoint.Restore(tree, (byte[])[.. checkpoint, 0]));
        Assert.Equal(before, TreeImage.Of(tree));
    }

    [Fact]
    public void A_new_tree_starts_with_its_part_of_a_bigger_one()
    {
        var all = Eventful();
        all.Settle();
        ThreadInfo[] own = [all.Thread(ContainerInit), all.Thread(Application), all.Thread(ApplicationThread)];
        ThreadInfo[] foreign = [all.Thread(Runtime), all.Thread(Supervisor)];

        var tree = new ProcessTree();
        TreeCheckpoint.Restore(tree, TreeCheckpoint.WriteSeed(all.Tree, own, foreign));

        Assert.Equal(TreeImage.Host(all.Tree), TreeImage.Host(tree));
        Assert.Equal(all.Tree.FirstTimestamp, tree.FirstTimestamp);
        Assert.Empty(tree.RecentExits.All);
        Assert.Null(tree.RecentExits.Undated);
        Assert.Equal(5, tree.Threads.Count);
        foreach (var thread in own)
        {
            var copy = tree.Threads.Find(thread.Tid)!;
            Assert.False(copy.IsForeign);
            Assert.Equal(Members.Describe(thread.Fds), Members.Describe(copy.Fds));
            Assert.Equal(thread.ChildCount, copy.ChildCount);
            Assert.Equal(thread.Parent!.Tid, copy.Parent!.Tid);
            Assert.Equal(thread.Group!.Threads.Select(t => t.Tid), copy.Group!.Threads.Select(t => t.Tid));
        }

        Assert.NotEqual(0, tree.Threads.Find(Application)!.Fds.Count);
        var runtime = tree.Threads.Find(Runtime)!;
        var supervisor = tree.Threads.Find(Supervisor)!;
        Assert.True(runtime.IsForeign);
        Assert.True(supervisor.IsForeign);
        Assert.Equal(0, runtime.Fds.Count);
        Assert.Same(supervisor, runtime.Parent);
        Assert.Null(supervisor.Parent);
        Assert.Equal(Init, supervisor.Ptid);
        Assert.Equal((1, 1L), (runtime.ChildCount, runtime.LiveChildCount));
        Assert.Equal((1, 1L), (supervisor.ChildCount, supervisor.LiveChildCount));
        Assert.True(supervisor.Group!.IsReaper);
    }

    /// <summary>A tree to which everything has happened that a checkpoint has to know of.</summary>
    private static Scenario Eventful()
    {
        var scenario = WholeTree();
        var tree = scenario.Tree;
        tree.Seed(new InterfaceList([new InterfaceEntry(Utf8.From("eth0"), Utf8.From("\u0001\u0002\u0003\u0004"), default, default, 10)]));
        tree.Seed(new UserList([new UserEntry(0, 0, Utf8.From("root"), Utf8.From("/root"), Utf8.From("/bin/sh"))], [new GroupEntry(0, Utf8.From("root"))]));
        tree.Users.SetUser(Utf8.From("cccccccccccc"), new UserEntry(0, 0, Utf8.From("toor"), default, default));
        tree.Users.SetGroup(Utf8.From("cccccccccccc"), new GroupEntry(0, Utf8.From("toor")));
        tree.Containers.Set(Members.Filled<Container>());
        tree.Containers.Set(new Container { Id = Utf8.From("cccccccccccc"), Name = Utf8.From("web") });
        scenario.Open(Shell, 3, "/etc/passwd");
        scenario.Open(Shell, 9, "/etc", OpenFlag.Directory);
        scenario.On(Shell, EventType.SOCKET_SOCKETPAIR_X, 0, 4, 5, 1UL, 2UL);
        scenario.Fork(Shell, 31);
        scenario.Open(Application, 3, "/srv/data");
        scenario.Exit(Worker);
        scenario.Exit(Shell);
        scenario.Exit(31);
        scenario.On(4711, EventType.SYSCALL_CHDIR_X, 0, "/");
        scenario.Thread(Runtime).IsForeign = true;
        scenario.Exit(Helper);
        scenario.Settle();
        tree.FirstTimestamp = 17;
        return scenario;
    }

    private static ProcessTree Restored(ProcessTree tree)
    {
        var restored = new ProcessTree();
        TreeCheckpoint.Restore(restored, TreeCheckpoint.Write(tree));
        return restored;
    }
}
