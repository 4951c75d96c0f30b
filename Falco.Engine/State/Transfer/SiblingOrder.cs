namespace Falco.Engine.State;

/// <summary>
/// The children of threads that have several, oldest first: threads are written by group, which says nothing of who was born
/// before whom.
/// </summary>
internal static class SiblingOrder
{
    private const int MinFamilySize = 4;

    public static void Write(StateCursor c, IReadOnlyCollection<ThreadInfo> threads)
    {
        c.Count(threads.Count(HasSeveralChildren), MinFamilySize);
        var children = new List<ThreadInfo>();
        foreach (var thread in threads)
        {
            if (!HasSeveralChildren(thread))
            {
                continue;
            }

            children.Clear();
            for (var child = thread.FirstChild; child is not null; child = child.NextSibling)
            {
                children.Add(child);
            }

            var tid = thread.Tid;
            c.Number(ref tid);
            c.Count(children.Count, 1);
            for (var i = children.Count - 1; i >= 0; i--)
            {
                c.Number(ref children[i].Tid);
            }
        }
    }

    /// <summary>Parents with the ids of their children.</summary>
    public static (long Parent, long[] Children)[] Read(StateCursor c)
    {
        var families = new (long, long[])[c.Count(0, MinFamilySize)];
        for (var i = 0; i < families.Length; i++)
        {
            long parent = 0;
            c.Number(ref parent);
            var children = new long[c.Count(0, 1)];
            for (var n = 0; n < children.Length; n++)
            {
                c.Number(ref children[n]);
            }

            families[i] = (parent, children);
        }

        return families;
    }

    /// <summary>Brings children that are there into their order.</summary>
    public static void Apply(ThreadTable threads, (long Parent, long[] Children)[] families)
    {
        foreach (var (tid, children) in families)
        {
            if (threads.Find(tid) is not { } parent)
            {
                continue;
            }

            foreach (var childTid in children)
            {
                if (threads.Find(childTid) is { } child && child.Parent == parent)
                {
                    ThreadPlacement.MoveToFront(child, parent);
                }
            }
        }
    }

    private static bool HasSeveralChildren(ThreadInfo thread) => thread.FirstChild is { NextSibling: not null };
}
