namespace Falco.Engine.State;

/// <summary>Recently exited threads as bytes.</summary>
internal static class ExitsLayout
{
    private const int MinExitSize = 3;

    public static RecentExits Transfer(StateCursor c, RecentExits exits)
    {
        var undated = exits.Undated ?? 0;
        var hasUndated = exits.Undated is not null;
        c.Flag(ref hasUndated);
        if (hasUndated)
        {
            Key(c, ref undated);
        }

        return c.IsReading ? Read(c, hasUndated ? undated : null) : Write(c, exits);
    }

    private static RecentExits Write(StateCursor c, RecentExits exits)
    {
        c.Count(exits.Count, MinExitSize);
        var before = 0UL;
        foreach (var (key, timestamp) in exits.All)
        {
            Exit(c, key, timestamp, ref before);
        }

        return exits;
    }

    private static RecentExits Read(StateCursor c, ulong? undated)
    {
        var exits = new RecentExits();
        var count = c.Count(0, MinExitSize);
        var before = 0UL;
        for (var i = 0; i < count; i++)
        {
            var (key, timestamp) = Exit(c, 0, 0, ref before);
            exits.Add(key, timestamp);
        }

        if (undated is { } last)
        {
            exits.Add(tid: (uint)last, ptid: (uint)(last >> 32));
        }

        return exits;
    }

    private static (ulong Key, ulong Timestamp) Exit(StateCursor c, ulong key, ulong timestamp, ref ulong before)
    {
        // Times follow one another closely, if not always in order.
        var later = (long)(timestamp - before);
        Key(c, ref key);
        c.Number(ref later);
        before += (ulong)later;
        return (key, before);
    }

    private static void Key(StateCursor c, ref ulong key)
    {
        var tid = (uint)key;
        var ptid = (uint)(key >> 32);
        c.Number(ref tid);
        c.Number(ref ptid);
        key = ((ulong)ptid << 32) | tid;
    }
}
