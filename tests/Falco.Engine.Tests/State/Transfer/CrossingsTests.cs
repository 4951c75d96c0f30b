using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Fields;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

/// <summary>
/// Processes pass from one tree to another. Whatever happens, the two trees together must know of each process what one tree would:
/// a third one, which sees all events, says what that is.
/// </summary>
public class CrossingsTests
{
    private const long Child = 70;

    private static readonly string Cgroups = "cpu=/docker/" + new string('d', 64);

    private readonly Scenario _whole = Prepared();
    private readonly Scenario _old = Prepared();
    private readonly Scenario _new = Empty();

    public CrossingsTests()
    {
        Crossings.Host(_new.Tree, HostParcel.Write(_old.Tree));
        _new.Time = _old.Time;
        Crossings.Arrive(_new.Tree, ThreadParcel.Write([_old.Thread(Init), _old.Thread(Supervisor)], withDescriptors: false), asOwn: false);
    }

    [Fact]
    public void A_fork_into_a_container_inherits_what_any_fork_does()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, Shell), asOwn: false);

        foreach (var tree in (Scenario[])[_whole, _new])
        {
            var context = tree.ChildReturns(Child, Child, Shell, InNamespace, vtid: 1, vpid: 1, cgroups: Cgroups);
            Assert.Equal("program", context.Text("proc.pname"));
            Assert.Equal("program", context.Text("proc.aname[2]"));
            Assert.Equal("init", context.Text("proc.aname[3]"));
        }

        AssertSame(Child);
        Assert.Equal("/etc/passwd", _new.Thread(Child).FindFd(3)!.Name.ToString());
        Assert.Equal("/srv/", _new.Thread(Child).Cwd.ToString());
        Assert.True(_new.Thread(Shell).IsForeign);
        Assert.False(_old.Thread(Shell).IsForeign);
    }

    [Fact]
    public void A_fork_by_a_thread_inherits_from_the_main_thread()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, ShellThread2), asOwn: false);

        foreach (var tree in (Scenario[])[_whole, _new])
        {
            tree.ChildReturns(Child, Child, ShellThread2, InNamespace, vtid: 1, vpid: 1, cgroups: Cgroups);
        }

        AssertSame(Child);
        Assert.Equal("/etc/passwd", _new.Thread(Child).FindFd(3)!.Name.ToString());
        Assert.Same(_new.Thread(Shell), _new.Thread(ShellThread2).MainThread);
    }

    [Fact]
    public void The_child_and_its_parent_do_not_share_later_changes()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, Shell), asOwn: false);
        _new.ChildReturns(Child, Child, Shell, InNamespace, vtid: 1, vpid: 1, cgroups: Cgroups);

        _new.Open(Child, 3, "/other");

        Assert.Equal("/etc/passwd", _new.Thread(Shell).FindFd(3)!.Name.ToString());
        Assert.Equal("/etc/passwd", _old.Thread(Shell).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void An_exec_into_a_container_takes_the_process_along_as_it_is()
    {
        Crossings.Arrive(_new.Tree, Crossings.Leave(_old.Tree, Shell), asOwn: true);

        AssertSame(Shell, ShellThread2, ShellThread3);
        foreach (var tree in (Scenario[])[_whole, _new])
        {
            var context = tree.Exec(Shell, "/bin/nsenter", cgroups: Cgroups);
            Assert.Equal("program", context.Text("proc.pname"));
            Assert.Equal("init", context.Text("proc.aname[2]"));
            Assert.Equal(new string('d', 12), context.Text("container.id"));
        }

        AssertSame(Shell);
        Assert.Equal(_whole.Children(Shell).Except([Worker]), _new.Children(Shell));
        Assert.Equal("/etc/passwd", _new.Thread(Shell).FindFd(3)!.Name.ToString());
    }

    [Fact]
    public void A_process_that_left_is_foreign_and_keeps_its_children()
    {
        var before = _old.Children(Shell);

        Crossings.Leave(_old.Tree, ShellThread2);

        foreach (var tid in (long[])[Shell, ShellThread2, ShellThread3])
        {
            Assert.True(_old.Thread(tid).IsForeign);
            Assert.Equal(0, _old.Thread(tid).Fds.Count);
        }

        Assert.Equal(before, _old.Children(Shell));
        Assert.Equal("/srv/", _old.Thread(Shell).Cwd.ToString());
    }

    [Fact]
    public void A_process_that_comes_back_is_as_if_it_had_never_left()
    {
        var before = TreeImage.Of(_old.Tree);

        Crossings.Arrive(_new.Tree, Crossings.Leave(_old.Tree, Shell), asOwn: true);
        Crossings.Arrive(_old.Tree, Crossings.Leave(_new.Tree, Shell), asOwn: true);

        Assert.Equal(before, TreeImage.Of(_old.Tree));
    }

    [Fact]
    public void A_stand_in_leaves_alone()
    {
        _old.On(4711, EventType.SYSCALL_CHDIR_X, 0, "/");
        _old.Settle();

        Crossings.Arrive(_new.Tree, Crossings.Leave(_old.Tree, 4711), asOwn: true);

        Assert.True(_new.Thread(4711).IsInvalid);
        Assert.False(_new.Thread(4711).IsForeign);
        Assert.True(_old.Thread(4711).IsForeign);
    }

    [Fact]
    public void A_thread_that_is_not_known_makes_an_empty_parcel()
    {
        var before = TreeImage.Of(_new.Tree);

        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, 4711), asOwn: false);
        Crossings.Arrive(_new.Tree, Crossings.Leave(_old.Tree, 4711), asOwn: true);

        Assert.Equal(before, TreeImage.Of(_new.Tree));
    }

    [Fact]
    public void Children_of_a_foreign_thread_go_to_the_reaper_that_the_kernel_named()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, Shell), asOwn: false);
        _new.ChildReturns(Child, Child, Shell, InNamespace, vtid: 9, vpid: 9, cgroups: Cgroups);
        _new.Settle();

        Crossings.Exited(_new.Tree, Shell, reaper: Init, exitedAt: 0, isGone: true);

        Assert.Equal(Init, _new.Thread(Child).Ptid);
        Assert.Contains(Child, _new.Children(Init));
    }

    [Fact]
    public void A_main_thread_does_not_wait_for_threads_that_are_not_known_here()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, Shell), asOwn: false);
        Assert.Equal(3, _new.Thread(Shell).Group!.AliveCount);

        Crossings.Exited(_new.Tree, Shell, reaper: 0, exitedAt: 0, isGone: true);

        AssertGone(Shell);
    }

    [Fact]
    public void A_main_thread_waits_until_it_is_gone_for_good()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, ShellThread2), asOwn: false);

        Crossings.Exited(_new.Tree, Shell, reaper: ShellThread2, exitedAt: 0, isGone: false);
        Assert.True(_new.Thread(Shell).IsDead);
        Assert.Same(_new.Thread(Shell), _new.Thread(ShellThread2).MainThread);
        Crossings.Exited(_new.Tree, ShellThread2, reaper: 0, exitedAt: 0, isGone: true);
        Assert.False(_new.Knows(ShellThread2));
        Assert.True(_new.Knows(Shell));
        Crossings.Exited(_new.Tree, Shell, reaper: 0, exitedAt: 0, isGone: true);

        AssertGone(Shell);
    }

    [Fact]
    public void A_thread_goes_at_once()
    {
        Crossings.Arrive(_new.Tree, Crossings.Copy(_old.Tree, ShellThread2), asOwn: false);

        Crossings.Exited(_new.Tree, ShellThread2, reaper: 0, exitedAt: 0, isGone: true);

        Assert.False(_new.Knows(ShellThread2));
        Assert.True(_new.Knows(Shell));
    }

    [Fact]
    public void A_child_that_exited_in_another_tree_is_not_brought_back_by_its_parents_clone()
    {
        _old.Fork(Shell, Child);
        _old.Thread(Child).IsForeign = true;

        Crossings.Exited(_old.Tree, Child, reaper: 0, exitedAt: _old.Time, isGone: true);
        _old.CallerReturns(Shell, Child);

        Assert.False(_old.Knows(Child));
    }

    [Fact]
    public void An_exit_without_a_time_is_not_remembered()
    {
        Crossings.Exited(_old.Tree, Child, reaper: 0, exitedAt: 0, isGone: true);

        _old.CallerReturns(Shell, Child);

        Assert.True(_old.Knows(Child));
    }

    /// <summary>The shared scenario, in which the shell has descriptors, a directory and an environment of its own.</summary>
    private static Scenario Prepared()
    {
        var tree = WholeTree();
        tree.Exec(Shell, "/bin/program");
        tree.Fork(Shell, ShellThread2, ThreadFlags.CloneThread);
        tree.Fork(ShellThread2, ShellThread3, ThreadFlags.CloneThread);
        tree.On(Shell, EventType.SYSCALL_CHDIR_X, 0, "/srv");
        tree.On(Shell, EventType.SYSCALL_CHROOT_X, 0, "/jail");
        tree.On(Shell, EventType.SYSCALL_SETSID_X, Shell);
        tree.On(Shell, EventType.SYSCALL_CAPSET_X, 0, 1UL, 2UL, 3UL);
        tree.Open(Shell, 3, "/etc/passwd");
        tree.Open(Shell, 4, "/etc/shadow");
        tree.Settle();
        return tree;
    }

    /// <summary>The new tree knows all of its threads that one tree of all would; relations of others aside.</summary>
    private void AssertSame(params long[] tids)
    {
        foreach (var tid in tids)
        {
            Assert.Equal(OfThread(_whole.Thread(tid)), OfThread(_new.Thread(tid)));
            Assert.Equal(_whole.Thread(tid).Group!.AliveCount, _new.Thread(tid).Group!.AliveCount);
            Assert.Equal(_whole.Thread(tid).Group!.IsReaper, _new.Thread(tid).Group!.IsReaper);
        }
    }

    private void AssertGone(long tid)
    {
        Assert.False(_new.Knows(tid));
        Assert.Null(_new.Tree.Threads.FindGroup(tid));
        Assert.DoesNotContain(tid, _new.Children(Supervisor));
    }

    private static IEnumerable<string> OfThread(ThreadInfo thread)
        => TreeImage.Thread(thread).Where(m => !m.Contains("Sibling: ", StringComparison.Ordinal) && !m.Contains("FirstChild: ", StringComparison.Ordinal));
}
