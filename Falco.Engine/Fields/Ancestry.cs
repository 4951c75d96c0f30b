using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>Who a thread descends from, as fields see it.</summary>
internal static class Ancestry
{
    /// <summary>The thread that made this one, or took it over; null where it is not known.</summary>
    public static ThreadInfo? Parent(this ThreadTable threads, ThreadInfo thread)
        => thread.Parent is { } parent && parent.Tid == thread.Ptid ? parent : threads.Find(thread.Ptid);

    /// <summary>
    /// The process so many levels above the thread's own (level 0), by its main thread; null where one on the way is not known.
    /// </summary>
    public static ThreadInfo? AncestorProcess(this ThreadTable threads, ThreadInfo thread, int levels)
    {
        if (levels < 0)
        {
            return null;
        }

        var process = threads.MainThread(thread);
        for (; levels > 0 && process is not null; levels--)
        {
            process = threads.Parent(process) is { } parent ? threads.MainThread(parent) : null;
        }

        return process;
    }

    /// <summary>The threads above a thread, its parent first. Each is the very thread that made the next, main thread or not.</summary>
    public static AncestorWalk Ancestors(this ThreadTable threads, ThreadInfo thread) => new(threads, thread);

    /// <summary>
    /// The oldest of the nearest ancestors in a row that have the same id, or straight the thread that the id names where ids of the
    /// thread's namespace are the machine's; null where there is none, or no id.
    /// </summary>
    /// <param name="threads">The threads.</param>
    /// <param name="thread">The thread.</param>
    /// <param name="idOf">The session's or group's id of a thread.</param>
    /// <param name="isVirtual">Whether ids are those of the thread's pid namespace.</param>
    public static ThreadInfo? Leader(this ThreadTable threads, ThreadInfo thread, Func<ThreadInfo, long> idOf, bool isVirtual)
    {
        var id = idOf(thread);
        if (id == -1)
        {
            return null;
        }

        if ((!isVirtual || !thread.IsInPidNamespace) && threads.Find(id) is { } named)
        {
            return named;
        }

        ThreadInfo? leader = null;
        foreach (var ancestor in threads.Ancestors(thread))
        {
            if (idOf(ancestor) != id)
            {
                break;
            }

            leader = ancestor;
        }

        return leader;
    }
}

/// <summary>
/// Steps through ancestors. Lost events can make lineage a loop: a second walker at twice the speed finds out, and where it meets
/// the first the walk ends. A thread that is its own parent ends it as well.
/// </summary>
internal ref struct AncestorWalk(ThreadTable threads, ThreadInfo thread)
{
    private readonly ThreadTable _threads = threads;
    private readonly ThreadInfo _thread = thread;
    private ThreadInfo? _slow;
    private ThreadInfo? _fast;
    private bool _isUnderWay;

    public readonly ThreadInfo Current => _slow!;

    public readonly AncestorWalk GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_isUnderWay)
        {
            _isUnderWay = true;
            _slow = _threads.Parent(_thread);
            _fast = Next(_slow);
            return IsKnown();
        }

        _slow = Next(_slow);
        for (var step = 0; step < 2; step++)
        {
            _fast = Next(_fast);
            if (_slow is not null && (_slow == _fast || _slow.Tid == _slow.Ptid))
            {
                return false;
            }
        }

        return IsKnown();
    }

    private readonly bool IsKnown() => _slow is { Tid: not -1 };

    private readonly ThreadInfo? Next(ThreadInfo? thread) => thread is null ? null : _threads.Parent(thread);
}
