namespace Falco.Engine.State;

/// <summary>Threads on their way from one tree to another.</summary>
internal static class ThreadParcel
{
    /// <summary>The threads in the order given: all that is known of them, and their descriptors if wanted.</summary>
    public static byte[] Write(IReadOnlyCollection<ThreadInfo> threads, bool withDescriptors)
    {
        var c = new StateCursor(ParcelKind.Threads);
        c.Count(threads.Count, ThreadRecord.MinSize);
        foreach (var thread in threads)
        {
            ThreadRecord.Of(thread, withDescriptors).Transfer(c);
        }

        return c.ToParcel();
    }

    /// <summary>Takes the threads into the tree. The memory is the tree's from then on.</summary>
    /// <exception cref="StateFormatException">It is no such parcel; the tree is as it was.</exception>
    public static void Put(ProcessTree tree, ReadOnlyMemory<byte> parcel, ParcelUse use)
    {
        var c = new StateCursor(ParcelKind.Threads, parcel);
        var records = Read(c);
        c.End();
        if (use == ParcelUse.Restore)
        {
            foreach (var record in records)
            {
                if (record.Group is { } group && tree.Threads.FindGroup(group.Pid) is null)
                {
                    tree.Threads.SetGroup(group);
                }
            }
        }

        ThreadPlacement.Place(tree, c, records, use);
    }

    /// <summary>The threads of a parcel, not yet in any tree.</summary>
    public static ThreadRecord[] Read(StateCursor c)
    {
        var records = new ThreadRecord[c.Count(0, ThreadRecord.MinSize)];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = ThreadRecord.Read(c);
        }

        return records;
    }
}
