namespace Falco.Engine.State;

/// <summary>
/// The threads that exited last. A child may be gone before its parent's clone returns; the parent must not bring it back then.
/// </summary>
internal sealed class RecentExits
{
    private const int Capacity = 8192;
    private const ulong MaxAge = 2_000_000_000;

    /// <summary>Older ones than this before the last one no longer matter: five times as long as they are asked for.</summary>
    private const ulong KeptAge = 5 * MaxAge;

    private readonly Dictionary<ulong, ulong> _timestamps = [];
    private readonly Queue<(ulong Key, ulong Timestamp)> _order = new();
    private ulong _undated;
    private bool _hasUndated;

    /// <summary>How many exits are remembered.</summary>
    public int Count => _order.Count;

    /// <summary>The exits that are remembered, oldest first: parent and thread id in one number (low 32 bits each) and when.</summary>
    public IEnumerable<(ulong Key, ulong Timestamp)> All => _order;

    /// <summary>The last exit, where no event has given it a time yet.</summary>
    public ulong? Undated => _hasUndated ? _undated : null;

    /// <summary>Remembers an exit. It counts as of the time of the next event.</summary>
    public void Add(long tid, long ptid)
    {
        _undated = Key(tid, ptid);
        _hasUndated = true;
    }

    /// <summary>Gives the last exit its time.</summary>
    public void Date(ulong timestamp)
    {
        if (_hasUndated)
        {
            _hasUndated = false;
            Add(_undated, timestamp);
        }
    }

    /// <summary>Remembers an exit that has its time already.</summary>
    public void Add(long tid, long ptid, ulong timestamp) => Add(Key(tid, ptid), timestamp);

    /// <inheritdoc cref="Add(long, long, ulong)"/>
    public void Add(ulong key, ulong timestamp)
    {
        while (_order.TryPeek(out var oldest) && (_order.Count >= Capacity || IsLongBefore(oldest.Timestamp, timestamp)))
        {
            _order.Dequeue();
            if (_timestamps.TryGetValue(oldest.Key, out var latest) && latest == oldest.Timestamp)
            {
                _timestamps.Remove(oldest.Key);
            }
        }

        _order.Enqueue((key, timestamp));
        _timestamps[key] = timestamp;
    }

    /// <summary>Whether a child of that parent with that id exited within the last two seconds.</summary>
    public bool Contains(long tid, long ptid, ulong timestamp)
        => _timestamps.TryGetValue(Key(tid, ptid), out var exited) && timestamp >= exited && timestamp - exited < MaxAge;

    public void Clear()
    {
        _timestamps.Clear();
        _order.Clear();
        _hasUndated = false;
    }

    private static bool IsLongBefore(ulong exited, ulong timestamp) => timestamp >= exited && timestamp - exited >= KeptAge;

    private static ulong Key(long tid, long ptid) => ((ulong)(uint)ptid << 32) | (uint)tid;
}
