using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.Fields;
using Falco.Engine.Tests.Fuzzing;
using Xunit;
using static Falco.Engine.Tests.State.Scenario;

namespace Falco.Engine.Tests.State;

/// <summary>
/// Parcels come over the network. A damaged one is refused with one kind of error and changes nothing; one that is taken all the same
/// leaves a tree that goes on: its events, fields, exits and checkpoints.
/// </summary>
public class ParcelFuzzTests
{
    /// <summary>No byte of a parcel is a reason for more, wherever it is.</summary>
    private const int MaxAllocatedPerByte = 400;

    private const int Slack = 1 << 20;

    private static readonly string[] EveryField =
        [.. FieldCatalog.All.Where(f => (f.Flags & (FieldFlags.ArgRequired | FieldFlags.FilterOnly)) == 0).Select(f => f.Name)];

    [Fact]
    public void Damaged_parcels_of_threads_are_refused_or_taken_whole()
    {
        var parcels = new[]
        {
            Crossings.Copy(Source().Tree, ShellThread2),
            Crossings.Leave(Source().Tree, Shell),
            ThreadParcel.Write([.. Source().Tree.Threads.All], withDescriptors: true),
        };
        FuzzRun.Run(cases: 600, random =>
        {
            var use = random.Pick([ParcelUse.Foreign, ParcelUse.Own, ParcelUse.Restore]);
            var tree = use == ParcelUse.Restore ? new ProcessTree() : Scenario.WholeTree().Tree;
            Check(tree, random, random.Pick(parcels), parcel => ThreadParcel.Put(tree, parcel, use));
        });
    }

    [Fact]
    public void Damaged_parcels_of_the_host_are_refused_or_taken_whole()
    {
        var host = HostParcel.Write(Source().Tree);
        FuzzRun.Run(cases: 300, random =>
        {
            var tree = Scenario.WholeTree().Tree;
            Check(tree, random, host, parcel => HostParcel.Put(tree, parcel));
        });
    }

    [Fact]
    public void Damaged_checkpoints_are_refused_or_taken_whole()
    {
        var checkpoint = TreeCheckpoint.Write(Source().Tree);
        FuzzRun.Run(cases: 600, random =>
        {
            var tree = Scenario.WholeTree().Tree;
            Check(tree, random, checkpoint, parcel => TreeCheckpoint.Restore(tree, parcel));
        });
    }

    private static void Check(ProcessTree tree, Random random, byte[] sound, Action<byte[]> put)
    {
        // The first two bytes say what it is.
        var parcel = ByteMutator.Damaged(random, sound, head: 2, [sound]);
        var before = TreeCheckpoint.Write(tree);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            put(parcel);
        }
        catch (StateFormatException)
        {
            Assert.Equal(before, TreeCheckpoint.Write(tree));
            return;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, ((long)parcel.Length * MaxAllocatedPerByte) + Slack);
        }

        GoOn(tree, random);
        var restored = new ProcessTree();
        TreeCheckpoint.Restore(restored, TreeCheckpoint.Write(tree));
        Assert.Equal(WithoutExits(tree), WithoutExits(restored));
        foreach (var tid in tree.Threads.All.Select(t => t.Tid).ToArray())
        {
            Crossings.Exited(tree, tid, random.Next(100), exitedAt: 1, isGone: true);
            Crossings.Exited(tree, tid, random.Next(100), exitedAt: 0, isGone: true);
        }
    }

    /// <summary>Exits at times that damage made up may be too long ago to matter.</summary>
    private static IEnumerable<string> WithoutExits(ProcessTree tree)
        => TreeImage.Of(tree).Where(line => !line.StartsWith("exits", StringComparison.Ordinal));

    /// <summary>Every field of events of the tree's threads.</summary>
    private static void GoOn(ProcessTree tree, Random random)
    {
        var tids = tree.Threads.All.Select(t => t.Tid).Order().ToArray();
        for (var i = 0; i < 12; i++)
        {
            var tid = random.Pick(tids);
            var e = random.Next(5) switch
            {
                0 => EventBuilder.On(tid, EventBuilder.Time, EventType.SYSCALL_READ_X, 5, "data", 3, 5),
                1 => EventBuilder.On(tid, EventBuilder.Time, EventType.SYSCALL_CLOSE_X, 0, 3),
                2 => EventBuilder.On(tid, EventBuilder.Time, EventType.SYSCALL_OPENAT_2_X, 7, -100, "../x", 1, 0, 5, 99),
                3 => EventBuilder.On(tid, EventBuilder.Time, EventType.SYSCALL_CHDIR_X, 0, "y"),
                _ => EventBuilder.On(tid, EventBuilder.Time, EventType.PROCEXIT_1_E, 0, 0, 0, 0, random.Pick(tids)),
            };
            var context = tree.Apply(e);
            foreach (var field in EveryField)
            {
                context.Text(field);
            }

            tree.Complete();
        }
    }

    private static Scenario Source()
    {
        var scenario = WholeTree();
        var tree = scenario.Tree;
        tree.Seed(new InterfaceList([new InterfaceEntry(Utf8.From("eth0"), Utf8.From("\u0001\u0002\u0003\u0004"), default, default, 10)]));
        tree.Seed(new UserList([new UserEntry(0, 0, Utf8.From("root"), Utf8.From("/root"), Utf8.From("/bin/sh"))], [new GroupEntry(0, Utf8.From("root"))]));
        tree.Containers.Set(Members.Filled<Container>());
        tree.Containers.Set(new Container { Id = Utf8.From("cccccccccccc"), Name = Utf8.From("web"), Ip = Utf8.From("10.0.0.1") });
        scenario.Open(Shell, 3, "/etc/passwd");
        scenario.Open(Shell, 9, "/etc", OpenFlag.Directory);
        scenario.On(Shell, EventType.SOCKET_SOCKETPAIR_X, 0, 4, 5, 1UL, 2UL);
        scenario.Fork(Shell, 31);
        scenario.Open(Application, 3, "/srv/data");
        scenario.Exit(Worker);
        scenario.On(4711, EventType.SYSCALL_CHDIR_X, 0, "/");
        scenario.Thread(Shell).EnterFrame = EventBuilder.On(Shell, 5, EventType.SYSCALL_OPENAT_2_E, -100, "/x", 1, 0).Frame.ToArray();
        scenario.Thread(Shell).LastEnterType = EventType.SYSCALL_OPENAT_2_E;
        scenario.Settle();
        return scenario;
    }
}
