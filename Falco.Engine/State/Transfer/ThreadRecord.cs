namespace Falco.Engine.State;

/// <summary>One thread of a parcel with its place among others.</summary>
internal struct ThreadRecord
{
    /// <summary>A record has some sixty members of at least a byte.</summary>
    public const int MinSize = 50;

    private const long NoParent = -1;

    /// <summary>The thread; of a record that was read one that hangs together with nothing.</summary>
    public ThreadInfo Thread;

    /// <summary>Its group, null for a stand-in; of a record that was read one without threads.</summary>
    public ThreadGroup? Group;

    /// <summary>Whose child list it stands in; -1 for none.</summary>
    public long ParentTid;

    public bool IsForeign;
    public bool HasDescriptors;
    public int ChildCount;
    public long LiveChildCount;

    /// <summary>Where in the parcel the thread's own members are.</summary>
    public int ThreadAt;

    public static ThreadRecord Of(ThreadInfo thread, bool withDescriptors) => new()
    {
        Thread = thread,
        Group = thread.Group,
        ParentTid = thread.Parent?.Tid ?? NoParent,
        IsForeign = thread.IsForeign,
        HasDescriptors = withDescriptors,
        ChildCount = thread.ChildCount,
        LiveChildCount = thread.LiveChildCount,
    };

    public static ThreadRecord Read(StateCursor c)
    {
        var record = default(ThreadRecord);
        record.Thread = new ThreadInfo();
        record.Transfer(c);
        return record;
    }

    public void Transfer(StateCursor c)
    {
        c.Number(ref Thread.Tid);
        Group = c.Shared(Group, GroupLayout.Transfer);
        c.Number(ref ParentTid);
        c.Flag(ref IsForeign);
        c.Flag(ref HasDescriptors);
        c.Number(ref ChildCount);
        c.Number(ref LiveChildCount);
        ThreadAt = c.Position;
        ThreadLayout.Transfer(c, Thread);
        if (HasDescriptors)
        {
            var table = FdLayout.Transfer(c, Thread.Fds);
            if (c.IsReading)
            {
                Thread.Fds = table;
            }
        }
    }
}
