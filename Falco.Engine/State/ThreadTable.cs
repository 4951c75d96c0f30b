using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// The threads that a tree knows: its own, and those of other trees that its own refer to. How they hang together is
/// <see cref="Lineage"/>'s business.
/// </summary>
internal sealed class ThreadTable
{
    /// <summary>How many threads are tracked at most; events of further ones have no thread, as in Falco.</summary>
    public const int DefaultMaxCount = 262_144;

    private static readonly Utf8 NotAvailable = Utf8.From("<NA>");

    private readonly Dictionary<long, ThreadInfo> _threads = [];
    private readonly Dictionary<long, ThreadGroup> _groups = [];
    private ThreadInfo? _last;

    public int Count => _threads.Count;

    /// <summary>Where threads that leave the table are noted; null where nobody asks.</summary>
    public List<ThreadInfo>? Departed { get; init; }

    public int MaxCount { get; init; } = DefaultMaxCount;

    /// <summary>All threads, in no particular order.</summary>
    public IEnumerable<ThreadInfo> All => _threads.Values;

    /// <summary>All groups, in no particular order.</summary>
    public IReadOnlyCollection<ThreadGroup> Groups => _groups.Values;

    /// <summary>All threads, those of a group one after the other as they stand in it.</summary>
    public List<ThreadInfo> ByGroup()
    {
        var ordered = new List<ThreadInfo>(_threads.Count);
        foreach (var group in _groups.Values)
        {
            ordered.AddRange(group.Threads);
        }

        // Stand-ins, and what hangs in a group that is gone.
        ordered.AddRange(_threads.Values.Where(t => t.Group is not { } group || FindGroup(group.Pid) != group));
        return ordered;
    }

    /// <summary>The thread, or null; never makes one.</summary>
    public ThreadInfo? Find(long tid)
    {
        var last = _last;
        return last is not null && last.Tid == tid ? last : _threads.GetValueOrDefault(tid);
    }

    /// <summary>The thread of an event, or null; it is remembered, as the next event is likely to be of the same thread.</summary>
    public ThreadInfo? FindForEvent(long tid, ulong timestamp)
    {
        var thread = _last;
        if (thread is null || thread.Tid != tid)
        {
            if (!_threads.TryGetValue(tid, out thread))
            {
                return null;
            }

            _last = thread;
        }

        thread.LastAccessTimestamp = timestamp;
        return thread;
    }

    /// <summary>
    /// The thread. One that is not known gets a stand-in entry of which nothing but the id is known; null where the table is full.
    /// </summary>
    public ThreadInfo? FindOrAdd(long tid)
    {
        var thread = Find(tid);
        if (thread is null && _threads.Count < MaxCount)
        {
            thread = new ThreadInfo { Tid = tid, Comm = NotAvailable, Exe = NotAvailable };
            _threads.Add(tid, thread);
        }

        return thread;
    }

#pragma warning disable CA1822 // One asks the table for threads.
    /// <summary>The thread that stands for the process; null where it is not known.</summary>
    public ThreadInfo? MainThread(ThreadInfo thread) => thread.MainThread;
#pragma warning restore CA1822

    public ThreadGroup? FindGroup(long pid) => _groups.GetValueOrDefault(pid);

    public void SetGroup(ThreadGroup group) => _groups[group.Pid] = group;

    public void RemoveGroup(long pid) => _groups.Remove(pid);

    /// <summary>Puts a thread in, in the place of one with the same id.</summary>
    public void Put(ThreadInfo thread)
    {
        if (_threads.TryGetValue(thread.Tid, out var replaced) && replaced != thread)
        {
            Lineage.Forget(replaced);
            Departed?.Add(replaced);
        }

        _threads[thread.Tid] = thread;
        ForgetLast(thread.Tid);
    }

    /// <summary>Takes a thread out. Children and group keep what they had; see <see cref="Lineage.Remove"/>.</summary>
    public void Erase(long tid)
    {
        if (_threads.Remove(tid, out var removed))
        {
            Lineage.Forget(removed);
            Departed?.Add(removed);
        }

        ForgetLast(tid);
    }

    public void Clear()
    {
        _threads.Clear();
        _groups.Clear();
        _last = null;
    }

    private void ForgetLast(long tid)
    {
        if (_last?.Tid == tid)
        {
            _last = null;
        }
    }
}
