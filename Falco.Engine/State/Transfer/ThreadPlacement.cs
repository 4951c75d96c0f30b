namespace Falco.Engine.State;

/// <summary>Gives the threads of a parcel their places in a tree: table, group, parent.</summary>
internal static class ThreadPlacement
{
    public static void Place(ProcessTree tree, StateCursor c, ThreadRecord[] records, ParcelUse use)
    {
        var placed = new ThreadInfo?[records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            placed[i] = Enter(tree, c, records[i], use);
        }

        // Only now are all of them there to be somebody's parent.
        for (var i = 0; i < records.Length; i++)
        {
            if (placed[i] is { } thread)
            {
                SetParent(tree.Threads, thread, records[i], use);
            }
        }

        // Linking counts; the parcel has counted already.
        for (var i = 0; i < records.Length; i++)
        {
            if (placed[i] is { } thread)
            {
                Count(thread, records[i], use);
            }
        }
    }

    /// <summary>Makes a child the first in its parent's list; nothing else changes.</summary>
    public static void MoveToFront(ThreadInfo child, ThreadInfo parent)
    {
        var (count, live) = (parent.ChildCount, parent.LiveChildCount);
        Adopt(parent, child);
        (parent.ChildCount, parent.LiveChildCount) = (count, live);
    }

    /// <summary>Puts a thread into the table and its group; null where it does not get in.</summary>
    private static ThreadInfo? Enter(ProcessTree tree, StateCursor c, ThreadRecord record, ParcelUse use)
    {
        var thread = tree.Threads.Find(record.Thread.Tid);
        if (thread is null)
        {
            if (tree.Threads.Count >= tree.Threads.MaxCount)
            {
                return null;
            }

            thread = record.Thread;
            tree.Threads.Put(thread);
        }
        else if (use == ParcelUse.Foreign && thread is { IsForeign: false, IsInvalid: false })
        {
            return null;
        }
        else
        {
            c.Position = record.ThreadAt;
            ThreadLayout.Transfer(c, thread);
            if (record.HasDescriptors)
            {
                thread.Fds = record.Thread.Fds;
            }
        }

        thread.IsForeign = use == ParcelUse.Foreign || (use == ParcelUse.Restore && record.IsForeign);
        if (use == ParcelUse.Foreign)
        {
            // Its events are another tree's.
            thread.EnterFrame = null;
        }

        if (!tree.TracksDescriptors)
        {
            thread.Fds = FdTable.Empty;
        }

        SetGroup(tree.Threads, thread, record.Group, use);
        return thread;
    }

    private static void SetGroup(ThreadTable threads, ThreadInfo thread, ThreadGroup? wanted, ParcelUse use)
    {
        if (use == ParcelUse.Restore)
        {
            // The group is the very one that was read, with its threads in the order they are written in. Whether the tree finds
            // it by its id is another matter: events that make no sense may have left it to its threads alone.
            LeaveGroup(threads, thread);
            thread.Group = wanted;
            wanted?.Threads.Add(thread);
            return;
        }

        var group = wanted is null ? null : threads.FindGroup(wanted.Pid);
        if (wanted is not null && group is null)
        {
            group = new ThreadGroup { Pid = wanted.Pid };
            threads.SetGroup(group);
        }

        if (thread.Group != group)
        {
            LeaveGroup(threads, thread);
            thread.Group = group;
            group?.Add(thread);
        }
    }

    private static void LeaveGroup(ThreadTable threads, ThreadInfo thread)
    {
        if (thread.Group is not { } group)
        {
            return;
        }

        thread.Group = null;
        group.Threads.Remove(thread);
        if (!thread.IsDead)
        {
            group.AliveCount--;
        }

        if (group.Threads.Count == 0 && threads.FindGroup(group.Pid) == group)
        {
            threads.RemoveGroup(group.Pid);
        }
    }

    private static void SetParent(ThreadTable threads, ThreadInfo thread, ThreadRecord record, ParcelUse use)
    {
        // A stand-in is nobody's child, nor has it children.
        var parent = record.ParentTid < 0 || record.Group is null ? null : threads.Find(record.ParentTid);
        if (parent is { IsInvalid: true } && use != ParcelUse.Restore)
        {
            parent = null;
        }

        if (thread.Parent == parent)
        {
            return;
        }

        if (thread.Parent is { } before)
        {
            Lineage.LeaveParent(thread);
            before.LiveChildCount--;
        }

        if (parent is not null)
        {
            Adopt(parent, thread);
        }
    }

    /// <summary>Makes a thread a child of another one without a change of what the thread itself calls its parent.</summary>
    private static void Adopt(ThreadInfo parent, ThreadInfo child)
    {
        var ptid = child.Ptid;
        Lineage.AddChild(parent, child);
        child.Ptid = ptid;
    }

    private static void Count(ThreadInfo thread, ThreadRecord record, ParcelUse use)
    {
        if (use != ParcelUse.Foreign)
        {
            thread.ChildCount = record.ChildCount;
            thread.LiveChildCount = record.LiveChildCount;
        }

        if (use != ParcelUse.Restore && thread.Group is { } group && record.Group is { } counted)
        {
            group.AliveCount = counted.AliveCount;
            group.IsReaper = counted.IsReaper;
        }
    }
}
