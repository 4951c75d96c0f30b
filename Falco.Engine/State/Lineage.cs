namespace Falco.Engine.State;

/// <summary>
/// How threads hang together: groups, parents and children, and who takes over the children of the dead. Shared by process
/// trees and by the directory that tells trees of each other's processes.
/// </summary>
internal static class Lineage
{
    /// <summary>How many exited children a list of children may hold before it is cleaned.</summary>
    private const int ExpiredChildren = 10;

    /// <summary>
    /// Adds a thread to the table, its group and its parent; false where the table is full. The parent must be in the table:
    /// a thread without a parent there has parent 0 from then on.
    /// </summary>
    public static bool Add(ThreadTable threads, ThreadInfo thread)
    {
        if (threads.Count >= threads.MaxCount)
        {
            return false;
        }

        Link(threads, thread);
        threads.Put(thread);
        return true;
    }

    /// <summary>
    /// Makes a thread part of its group and a child of its parent, once enough is known of it; later calls change nothing.
    /// </summary>
    public static void Link(ThreadTable threads, ThreadInfo thread)
    {
        if (thread.IsInvalid || thread.Group is not null)
        {
            return;
        }

        var group = threads.FindGroup(thread.Pid);
        if (group is null)
        {
            // The init process of the machine or of a pid namespace takes over orphans.
            group = new ThreadGroup { Pid = thread.Pid, IsReaper = thread.Pid == 1 || thread.Vpid == 1 };
            threads.SetGroup(group);
        }

        group.Add(thread);
        thread.Group = group;
        if (thread.Pid == 1)
        {
            return;
        }

        var parent = threads.Find(thread.Ptid);
        if (parent is null || parent.IsInvalid)
        {
            thread.Ptid = 0;
            return;
        }

        AddChild(parent, thread);
    }

    /// <summary>Makes a thread a child of another one, whoever was its parent before.</summary>
    public static void AddChild(ThreadInfo parent, ThreadInfo child)
    {
        LeaveParent(child);
        child.Parent = parent;
        child.PreviousSibling = null;
        child.NextSibling = parent.FirstChild;
        if (parent.FirstChild is { } next)
        {
            next.PreviousSibling = child;
        }

        parent.FirstChild = child;
        parent.ChildCount++;
        parent.LiveChildCount++;
        child.Ptid = parent.Tid;
    }

    /// <summary>
    /// Removes a thread that has exited: its children go to a reaper; a main thread stays while other threads of its group live.
    /// </summary>
    public static void Remove(ThreadTable threads, long tid)
    {
        if (threads.Find(tid) is not { } thread)
        {
            return;
        }

        if (thread.IsInvalid || thread.Group is not { } group)
        {
            ChildGone(threads, thread.Ptid);
            threads.Erase(tid);
            return;
        }

        if (!thread.IsDead)
        {
            group.AliveCount--;
            thread.Flags |= ThreadFlags.Closed;
        }

        if (thread.ChildCount > 0)
        {
            Reparent(threads, thread);
        }

        // One of the group's threads may still be running although the main thread is gone; descriptors and working directory are the main thread's.
        var isMain = thread.IsMainThread;
        if (group.AliveCount == 0)
        {
            ChildGone(threads, thread.Ptid);
            threads.RemoveGroup(thread.Pid);
            threads.Erase(thread.Pid);
        }

        if (!isMain)
        {
            ChildGone(threads, thread.Ptid);
            threads.Erase(tid);
        }
    }

    /// <summary>Takes a thread that has left the table out of its group's and its parent's lists.</summary>
    public static void Forget(ThreadInfo thread)
    {
        thread.Group?.Threads.Remove(thread);
        if (thread.Parent is { } parent)
        {
            // The parent's list of children stays as long as it was: exited children count until it is cleaned.
            var count = parent.ChildCount;
            LeaveParent(thread);
            parent.ChildCount = count;
        }

        while (thread.FirstChild is { } child)
        {
            LeaveParent(child);
        }
    }

    /// <summary>
    /// Who takes over a thread's children where the kernel did not say, as the kernel finds it: another thread of the group, else
    /// the nearest ancestor that is a reaper in the same pid namespace.
    /// </summary>
    public static ThreadInfo? FindReaper(ThreadTable threads, ThreadInfo thread)
    {
        if (thread.Group is { AliveCount: > 0 } own && own.FindAlive(except: thread) is { } sibling)
        {
            return sibling;
        }

        var ancestor = threads.Find(thread.Ptid);

        // Ancestors may form a loop where events were lost.
        for (var steps = threads.Count; ancestor is not null && ancestor != thread && steps > 0; steps--)
        {
            if (ancestor.IsInPidNamespace != thread.IsInPidNamespace)
            {
                return null;
            }

            if (ancestor.Group is { IsReaper: true, AliveCount: > 0 } group && group.FindAlive() is { } reaper)
            {
                return reaper;
            }

            ancestor = threads.Find(ancestor.Ptid);
        }

        return null;
    }

    private static void Reparent(ThreadTable threads, ThreadInfo thread)
    {
        var reaper = thread.ReaperTid > 0 ? threads.FindOrAdd(thread.ReaperTid) : null;
        if (reaper is null || reaper.IsInvalid || reaper == thread)
        {
            reaper = FindReaper(threads, thread);
        }

        if (reaper is not null)
        {
            thread.ReaperTid = reaper.Tid;
            if (reaper.Pid != thread.Pid && reaper.Group is { } group)
            {
                group.IsReaper = true;
            }
        }

        while (reaper is not null && thread.FirstChild is { } child)
        {
            AddChild(reaper, child);
        }

        Orphan(thread);
    }

    /// <summary>The thread's children become nobody's.</summary>
    public static void Orphan(ThreadInfo thread)
    {
        while (thread.FirstChild is { } child)
        {
            LeaveParent(child);
            child.Ptid = 0;
        }

        thread.ChildCount = 0;
        thread.LiveChildCount = 0;
    }

    private static void ChildGone(ThreadTable threads, long ptid)
    {
        if (threads.Find(ptid) is not { } parent)
        {
            return;
        }

        parent.LiveChildCount--;
        if (parent.ChildCount - parent.LiveChildCount >= ExpiredChildren)
        {
            parent.ChildCount = 0;
            for (var child = parent.FirstChild; child is not null; child = child.NextSibling)
            {
                parent.ChildCount++;
            }
        }
    }

    /// <summary>Takes a thread out of its parent's list of children.</summary>
    public static void LeaveParent(ThreadInfo child)
    {
        if (child.Parent is not { } parent)
        {
            return;
        }

        if (child.PreviousSibling is { } previous)
        {
            previous.NextSibling = child.NextSibling;
        }
        else
        {
            parent.FirstChild = child.NextSibling;
        }

        if (child.NextSibling is { } next)
        {
            next.PreviousSibling = child.PreviousSibling;
        }

        child.Parent = null;
        child.PreviousSibling = child.NextSibling = null;
        parent.ChildCount--;
    }
}
