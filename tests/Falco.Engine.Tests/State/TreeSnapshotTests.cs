using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Xunit;

namespace Falco.Engine.Tests.State;

/// <summary>A tree that is written down as the beginning of a capture is the same when it is read.</summary>
public class TreeSnapshotTests
{
    [Fact]
    public void Processes_keep_their_lineage_names_and_containers()
    {
        var scenario = Scenario.WholeTree();
        var read = Again(scenario.Tree);

        foreach (var thread in scenario.Tree.Threads.All)
        {
            var other = read.Threads.Find(thread.Tid)!;
            Assert.Equal(Described(thread), Described(other));
        }

        Assert.Equal(scenario.Tree.Threads.Count, read.Threads.Count);
    }

    [Fact]
    public void Files_and_connections_keep_their_names_and_ends()
    {
        var scenario = Scenario.WholeTree();
        scenario.On(Scenario.Shell, EventType.SYSCALL_OPENAT_2_X, 3, -100, "/etc/hosts", 1, 0, 7, 8);
        scenario.On(Scenario.Shell, EventType.SOCKET_SOCKET_X, 4, 2, 1, 6);
        scenario.On(Scenario.Shell, EventType.SOCKET_BIND_X, 0, EventBuilder.Address("10.0.0.1", 80), 4);
        scenario.On(Scenario.Shell, EventType.SOCKET_ACCEPT4_6_X, 5, EventBuilder.Tuple("10.0.0.9", 4000, "10.0.0.1", 80), 0, 0, 0, 0);
        scenario.On(Scenario.Shell, EventType.SOCKET_SOCKET_X, 6, 2, 1, 6);
        scenario.On(Scenario.Shell, EventType.SOCKET_CONNECT_X, 0, EventBuilder.Tuple("10.0.0.1", 5000, "10.0.0.7", 443), 6, EventBuilder.Address("10.0.0.7", 443));
        scenario.Settle();
        var read = Again(scenario.Tree).Threads.Find(Scenario.Shell)!.Fds;

        foreach (var fd in (long[])[3, 4, 5, 6])
        {
            FdInfo was = scenario.Thread(Scenario.Shell).Fds.Find(fd)!, info = read.Find(fd)!;
            Assert.Equal((was.Type, was.Name, was.Socket), (info.Type, info.Name, info.Socket));
            const FdFlags Role = FdFlags.RoleClient | FdFlags.RoleServer;
            if (was.IsIpSocket)
            {
                Assert.Equal(was.Flags & Role, info.Flags & Role);
            }
        }

        Assert.Equal((FdType.Ipv4Socket, FdFlags.RoleServer), (read.Find(5)!.Type, read.Find(5)!.Flags & FdFlags.RoleServer));
    }

    [Fact]
    public void A_stand_in_is_left_out()
    {
        var scenario = Scenario.OnlyInit();
        scenario.On(77, EventType.SYSCALL_CHDIR_X, 0, "/");
        scenario.Settle();
        Assert.DoesNotContain(TreeSnapshot.Of(scenario.Tree).OfType<ProcessList>().Single().Entries, entry => entry.Tid == 77);
    }

    private static string Described(ThreadInfo thread) => string.Join(
        ' ', thread.Pid, thread.Ptid, thread.Vtid, thread.Vpid, thread.Comm, thread.Exe, thread.ExePath, thread.Args, thread.MainThread?.Cwd, thread.Cgroups,
        thread.ContainerId, thread.Uid, thread.Gid, thread.Parent?.Tid, thread.ChildCount, thread.Group?.Threads.Count, thread.IsDead);

    private static ProcessTree Again(ProcessTree tree)
    {
        var read = new ProcessTree();
        foreach (var metadata in TreeSnapshot.Of(tree))
        {
            read.Seed(metadata);
        }

        read.CompleteSeed();
        return read;
    }
}
