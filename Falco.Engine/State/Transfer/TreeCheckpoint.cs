namespace Falco.Engine.State;

/// <summary>
/// A whole tree as bytes: what it takes to go on elsewhere as if nothing had happened. Between events only: what an event leaves
/// to be done after rules have seen it is not part of it.
/// </summary>
internal static class TreeCheckpoint
{
    private const int MinGroupSize = 3;

    /// <summary>The tree as it is.</summary>
    public static byte[] Write(ProcessTree tree)
    {
        var c = new StateCursor(ParcelKind.Tree);
        WriteHost(c, tree, tree.RecentExits);
        StartSnapshotLayout.Transfer(c, tree.Snapshot);
        WriteGroups(c, tree.Threads.Groups);
        var threads = tree.Threads.ByGroup();
        c.Count(threads.Count, ThreadRecord.MinSize);
        foreach (var thread in threads)
        {
            ThreadRecord.Of(thread, withDescriptors: true).Transfer(c);
        }

        SiblingOrder.Write(c, threads);
        return c.ToParcel();
    }

    /// <summary>
    /// The start of a new tree that gets a part of a bigger one: of the threads that become its own everything, of those that it
    /// only has to know of no descriptors.
    /// </summary>
    public static byte[] WriteSeed(ProcessTree all, IReadOnlyCollection<ThreadInfo> own, IReadOnlyCollection<ThreadInfo> foreign)
    {
        var c = new StateCursor(ParcelKind.Tree);
        WriteHost(c, all, new RecentExits());
        StartSnapshotLayout.Transfer(c, new StartSnapshot(all));
        WriteGroups(c, [.. own.Concat(foreign).Select(t => t.Group).OfType<ThreadGroup>().Distinct()]);
        c.Count(own.Count + foreign.Count, ThreadRecord.MinSize);
        foreach (var thread in own)
        {
            (ThreadRecord.Of(thread, withDescriptors: true) with { IsForeign = false }).Transfer(c);
        }

        var children = CountChildren(own, foreign);
        foreach (var thread in foreign)
        {
            var count = children.GetValueOrDefault(thread);
            var record = ThreadRecord.Of(thread, withDescriptors: false) with
            {
                IsForeign = true,
                ChildCount = count,
                LiveChildCount = count,
            };
            record.Transfer(c);
        }

        SiblingOrder.Write(c, []);
        return c.ToParcel();
    }

    /// <summary>Makes the tree the one that was written. The memory is the tree's from then on.</summary>
    /// <exception cref="StateFormatException">It is no checkpoint; the tree is as it was.</exception>
    public static void Restore(ProcessTree tree, ReadOnlyMemory<byte> checkpoint)
    {
        var c = new StateCursor(ParcelKind.Tree, checkpoint);
        byte[]? host = null;
        c.Bytes(ref host);
        var image = HostParcel.Read(host);
        var first = 0UL;
        c.Number(ref first);
        var exits = ExitsLayout.Transfer(c, new RecentExits());
        var snapshot = StartSnapshotLayout.Transfer(c, new StartSnapshot(tree));
        var groups = ReadGroups(c);
        var records = ThreadParcel.Read(c);
        var families = SiblingOrder.Read(c);
        c.End();

        image.Put(tree);
        tree.FirstTimestamp = first;
        tree.RecentExits = exits;
        tree.Snapshot = snapshot;
        tree.Threads.Clear();
        foreach (var group in groups)
        {
            tree.Threads.SetGroup(group);
        }

        ThreadPlacement.Place(tree, c, records, ParcelUse.Restore);
        SiblingOrder.Apply(tree.Threads, families);
    }

    private static void WriteHost(StateCursor c, ProcessTree tree, RecentExits exits)
    {
        var host = HostParcel.Write(tree);
        c.Bytes(ref host!);
        var first = tree.FirstTimestamp;
        c.Number(ref first);
        ExitsLayout.Transfer(c, exits);
    }

    /// <summary>The groups by themselves: one may have outlived its threads where events were lost.</summary>
    private static void WriteGroups(StateCursor c, IReadOnlyCollection<ThreadGroup> groups)
    {
        c.Count(groups.Count, MinGroupSize);
        foreach (var group in groups)
        {
            c.Shared(group, GroupLayout.Transfer);
        }
    }

    private static ThreadGroup[] ReadGroups(StateCursor c)
    {
        var groups = new ThreadGroup[c.Count(0, MinGroupSize)];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = c.Shared<ThreadGroup>(null, GroupLayout.Transfer) ?? throw new StateFormatException("a group that is missing", c.Position);
        }

        return groups;
    }

    private static Dictionary<ThreadInfo, int> CountChildren(
        IReadOnlyCollection<ThreadInfo> own, IReadOnlyCollection<ThreadInfo> foreign)
    {
        var children = foreign.ToDictionary(t => t, _ => 0);
        foreach (var thread in own.Concat(foreign))
        {
            if (thread.Parent is { } parent && children.TryGetValue(parent, out var count))
            {
                children[parent] = count + 1;
            }
        }

        return children;
    }
}
