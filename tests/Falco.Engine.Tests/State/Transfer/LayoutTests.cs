using System.Reflection;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

/// <summary>Every member of every type that holds state is written and read.</summary>
public class LayoutTests
{
    [Fact]
    public void Every_member_of_a_thread_survives()
    {
        var thread = new ThreadInfo();
        Members.Fill(thread);
        var links = 7;
        Assert.Equal(links, Members.DescribeEach(thread).Intersect(Members.DescribeEach(new ThreadInfo())).Count());
        var tree = new ProcessTree();

        ThreadParcel.Put(tree, ThreadParcel.Write([thread], withDescriptors: true), ParcelUse.Restore);

        Assert.Equal(Members.DescribeEach(thread), Members.DescribeEach(tree.Threads.Find(thread.Tid)!));
    }

    [Fact]
    public void Every_member_of_a_thread_survives_in_the_place_of_another()
    {
        var thread = new ThreadInfo();
        Members.Fill(thread);
        thread.IsForeign = false;
        var tree = new ProcessTree();
        var other = tree.Threads.FindOrAdd(thread.Tid)!;
        Members.Fill(other, seed: 5000);
        other.Tid = thread.Tid;

        ThreadParcel.Put(tree, ThreadParcel.Write([thread], withDescriptors: true), ParcelUse.Own);

        Assert.Equal(Members.DescribeEach(thread), Members.DescribeEach(other));
    }

    [Fact]
    public void A_new_thread_stays_a_new_thread()
    {
        var thread = new ThreadInfo { Tid = 7 };
        var tree = new ProcessTree();

        ThreadParcel.Put(tree, ThreadParcel.Write([thread], withDescriptors: true), ParcelUse.Restore);

        Assert.Equal(Members.DescribeEach(thread), Members.DescribeEach(tree.Threads.Find(7)!));
    }

    [Fact]
    public void Every_member_of_a_descriptor_survives() => Survives<FdInfo>(FdLayout.Transfer);

    [Fact]
    public void Every_member_of_the_machine_survives() => Survives<MachineInfo>(HostLayout.Transfer);

    [Fact]
    public void Every_member_of_an_interface_survives() => Survives<InterfaceEntry>(HostLayout.Transfer);

    [Fact]
    public void Every_member_of_a_user_survives()
        => Survives<UserEntry>((c, user) => HostLayout.Transfer(c, (Utf8.From("container"), user)).Entry);

    [Fact]
    public void Every_member_of_a_group_survives()
        => Survives<GroupEntry>((c, group) => HostLayout.Transfer(c, (Utf8.From("container"), group)).Entry);

    [Fact]
    public void Every_member_of_a_container_survives() => Survives<Container>(ContainerLayout.Transfer);

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_a_container_is_privileged_may_be_unknown(bool? privileged)
        => Survives(ContainerLayout.Transfer, new Container { Id = Utf8.From("c"), Privileged = privileged });

    /// <summary>Whoever gives one of these types more to remember between events has to tell the checkpoint, and then this test.</summary>
    [Theory]
    [InlineData(
        typeof(ProcessTree),
        "Cgroups ContainerIds Containers Environments FieldMemory FirstTimestamp Interfaces LastHostParcel Machine RecentExits RecentFiles Snapshot Threads TracksDescriptors Users"
        + " _closedFd _closedFdOwner _context _exitedTid _spareFrame")]
    [InlineData(typeof(ThreadTable), "Departed MaxCount _groups _last _threads")]
    [InlineData(typeof(ThreadGroup), "AliveCount IsReaper Pid Threads")]
    [InlineData(typeof(FdTable), "Count _areOthersShared _isLowShared _low _otherCount _otherNumbers _others")]
    [InlineData(typeof(UserTable), "Version _groups _users")]
    [InlineData(typeof(ContainerTable), "Version _containers")]
    [InlineData(typeof(RecentExits), "_hasUndated _order _timestamps _undated")]
    [InlineData(typeof(StartSnapshot), "IsAppended IsOpen _serverPorts tree")]
    public void Nothing_is_remembered_that_checkpoints_do_not_know_of(Type type, string known)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(f => f.Name[0] == '<' ? f.Name[1..f.Name.IndexOf('>', StringComparison.Ordinal)] : f.Name);

        Assert.Equal(known, string.Join(' ', fields.Order(StringComparer.Ordinal)));
    }

    private static void Survives<T>(Func<StateCursor, T?, T> transfer)
        where T : class
        => Survives(transfer, Members.Filled<T>());

    private static void Survives<T>(Func<StateCursor, T?, T> transfer, T value)
        where T : class
    {
        var writing = new StateCursor(ParcelKind.Host);
        transfer(writing, value);
        var reading = new StateCursor(ParcelKind.Host, writing.ToParcel());

        var read = transfer(reading, null);

        reading.End();
        Assert.NotSame(value, read);
        Assert.Equal(Members.Describe(value), Members.Describe(read));
    }
}
