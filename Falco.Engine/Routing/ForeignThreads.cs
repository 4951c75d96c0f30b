using Falco.Engine.State;

namespace Falco.Engine.Routing;

/// <summary>
/// Which tree was told of which thread of another tree. A tree that knows a thread knows all its ancestors too, and hears what becomes
/// of them.
/// </summary>
internal sealed class ForeignThreads(ThreadTable threads)
{
    private readonly Stack<ThreadInfo> _pending = [];
    private readonly List<ThreadInfo> _news = [];

    /// <summary>Makes sure that the tree knows the thread.</summary>
    public void Tell(TreeStream tree, ThreadInfo? thread)
    {
        if (thread is null || Knows(tree, thread))
        {
            return;
        }

        Gather(tree, thread, _news);
        tree.Append(new Foreign(ThreadParcel.Write(_news, withDescriptors: false)));
        _news.Clear();
    }

    /// <summary>Makes sure that the tree knows who leads the thread's session and its process groups.</summary>
    public void TellOfLeaders(TreeStream tree, ThreadInfo thread)
    {
        Tell(tree, Leader(thread.Sid));
        Tell(tree, Leader(thread.Vpgid));
        Tell(tree, Leader(thread.Pgid));
    }

    /// <summary>Collects what the tree has to know beside a thread of its own: ancestors, leaders, children that live elsewhere.</summary>
    public void GatherKin(TreeStream tree, ThreadInfo thread, List<ThreadInfo> news)
    {
        foreach (var kin in (ReadOnlySpan<ThreadInfo?>)
            [threads.Find(thread.Ptid), Leader(thread.Sid), Leader(thread.Vpgid), Leader(thread.Pgid)])
        {
            if (kin is not null)
            {
                Gather(tree, kin, news);
            }
        }

        for (var child = thread.FirstChild; child is not null; child = child.NextSibling)
        {
            Gather(tree, child, news);
        }
    }

    /// <summary>Sends what has changed of a thread, or of its process, to all trees that were told of it.</summary>
    public static void Changed(ThreadInfo thread)
    {
        if (thread.Group is not { } group)
        {
            SendToHolders(thread);
            return;
        }

        foreach (var member in group.Threads)
        {
            SendToHolders(member);
        }
    }

    /// <summary>A thread changed trees: its old one keeps what it knows of it, its new one has the thread itself.</summary>
    public static void Moved(ThreadInfo thread, TreeStream from, TreeStream to)
    {
        var holders = thread.Holders ??= [];
        holders.Remove(to);
        if (!holders.Contains(from))
        {
            holders.Add(from);
        }
    }

    /// <summary>The tree is gone.</summary>
    public void Forget(TreeStream tree)
    {
        foreach (var thread in threads.All)
        {
            thread.Holders?.Remove(tree);
        }
    }

    private static void SendToHolders(ThreadInfo thread)
    {
        if (thread is not { Holders: { Count: > 0 } holders })
        {
            return;
        }

        var change = new AncestorChanged(ThreadParcel.Write([thread], withDescriptors: false));
        foreach (var holder in holders)
        {
            holder.Append(change);
        }
    }

    private static bool Knows(TreeStream tree, ThreadInfo thread)
        => thread.Tree == tree || (thread.Holders is { } holders && holders.Contains(tree));

    private ThreadInfo? Leader(long id) => id > 0 ? threads.Find(id) : null;

    /// <summary>Appends the thread, and of those that it hangs on the ones that the tree does not know, eldest first.</summary>
    private void Gather(TreeStream tree, ThreadInfo thread, List<ThreadInfo> news)
    {
        var start = news.Count;
        _pending.Push(thread);
        while (_pending.TryPop(out var next))
        {
            if (Knows(tree, next))
            {
                continue;
            }

            (next.Holders ??= []).Add(tree);
            news.Add(next);
            if (threads.Find(next.Ptid) is { } parent)
            {
                _pending.Push(parent);
            }

            if (next.MainThread is { } main)
            {
                _pending.Push(main);
            }
        }

        news.Reverse(start, news.Count - start);
    }
}
