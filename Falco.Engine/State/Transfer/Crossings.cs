namespace Falco.Engine.State;

/// <summary>
/// What one tree does when processes pass from it to another, or when another tree's processes change: the state half of the
/// crossing records of the tree stream.
/// </summary>
internal static class Crossings
{
    /// <summary>
    /// A fork crossing, where it starts: the thread that forks and the main thread, which has what a child inherits. Both stay. A
    /// thread that is not known makes a parcel without threads.
    /// </summary>
    public static byte[] Copy(ProcessTree tree, long tid)
    {
        if (tree.Threads.Find(tid) is not { } thread)
        {
            return ThreadParcel.Write([], withDescriptors: true);
        }

        return thread.MainThread is { } main && main != thread
            ? ThreadParcel.Write([main, thread], withDescriptors: true)
            : ThreadParcel.Write([thread], withDescriptors: true);
    }

    /// <summary>
    /// An exec crossing, where it starts: the whole process moves with everything; what stays is what other threads of this tree
    /// may ask of it.
    /// </summary>
    public static byte[] Leave(ProcessTree tree, long tid)
    {
        if (tree.Threads.Find(tid) is not { } thread)
        {
            return ThreadParcel.Write([], withDescriptors: true);
        }

        IReadOnlyCollection<ThreadInfo> leaving = thread.Group?.Threads ?? [thread];
        var parcel = ThreadParcel.Write(leaving, withDescriptors: true);
        foreach (var left in leaving)
        {
            left.IsForeign = true;
            left.Fds = FdTable.Empty;
            left.EnterFrame = null;
        }

        return parcel;
    }

    /// <summary>A crossing, where it ends. The memory is the tree's from then on.</summary>
    /// <exception cref="StateFormatException">It is no parcel of threads; the tree is as it was.</exception>
    public static void Arrive(ProcessTree tree, ReadOnlyMemory<byte> parcel, bool asOwn)
        => ThreadParcel.Put(tree, parcel, asOwn ? ParcelUse.Own : ParcelUse.Foreign);

    /// <summary>Another tree's thread has exited, or a thread of this tree without an event here that says so.</summary>
    /// <param name="tree">A tree that may hold the thread.</param>
    /// <param name="tid">The thread.</param>
    /// <param name="reaper">Who takes over its children; 0 for nobody.</param>
    /// <param name="exitedAt">When it exited, so that its parent's clone does not bring it back; 0 where that does not matter.</param>
    /// <param name="isGone">Whether nothing is left of it: of a process the main thread stays while other threads of it live.</param>
    public static void Exited(ProcessTree tree, long tid, long reaper, ulong exitedAt, bool isGone)
    {
        if (tree.Threads.Find(tid) is not { } thread)
        {
            return;
        }

        if (exitedAt != 0)
        {
            tree.RecentExits.Add(tid, thread.Ptid, exitedAt);
        }

        thread.ReaperTid = reaper;
        if (reaper <= 0)
        {
            // Whoever is looked for here may not be among those that this tree knows.
            Lineage.Orphan(thread);
        }

        if (thread is { IsForeign: true, Group: { } group })
        {
            // Which of its threads live is not known here, only what is to become of this one.
            group.AliveCount = isGone && thread.IsMainThread ? thread.IsDead ? 0 : 1 : 2;
        }

        Lineage.Remove(tree.Threads, tid);
        if (isGone)
        {
            tree.Threads.Erase(tid);
        }
    }

    /// <summary>A process of this tree or another one takes over orphans.</summary>
    public static void TakesOrphans(ProcessTree tree, long tid)
    {
        if (tree.Threads.Find(tid) is { Group: { } group })
        {
            group.IsReaper = true;
        }
    }

    /// <summary>News of the machine. The memory is the tree's from then on.</summary>
    /// <exception cref="StateFormatException">It is no parcel of the machine; the tree is as it was.</exception>
    public static void Host(ProcessTree tree, ReadOnlyMemory<byte> parcel) => HostParcel.Put(tree, parcel);
}
