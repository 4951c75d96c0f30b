namespace Falco.Actors.Alerts.Outputs;

/// <summary>
/// Puts what comes within a short time into the order of events: by sensor, its run, and the event's number. Nothing waits longer than
/// the window, and what comes later than that comes late.
/// </summary>
internal sealed class SortWindow(TimeSpan window)
{
    private readonly PriorityQueue<OutputItem, OutputItem> _sorted = new(Comparer<OutputItem>.Create(Compare));
    private readonly Queue<(OutputItem Item, long Due)> _arrivals = new();
    private readonly HashSet<OutputItem> _out = [];

    public int Count => _sorted.Count;

    public void Add(OutputItem item, long now)
    {
        _sorted.Enqueue(item, item);
        _arrivals.Enqueue((item, now + (long)window.TotalMilliseconds));
    }

    /// <summary>Takes out what has waited long enough, and what comes before it.</summary>
    public List<OutputItem> Take(long now)
    {
        var taken = new List<OutputItem>();
        while (_arrivals.TryPeek(out var oldest) && oldest.Due <= now)
        {
            _arrivals.Dequeue();
            if (_out.Remove(oldest.Item))
            {
                continue;
            }

            OutputItem next;
            while ((next = _sorted.Dequeue()) != oldest.Item)
            {
                _out.Add(next);
                taken.Add(next);
            }

            taken.Add(next);
        }

        return taken;
    }

    /// <summary>How long it takes until something is to be taken out; null where there is nothing.</summary>
    public TimeSpan? Wait(long now) => _arrivals.TryPeek(out var oldest) ? TimeSpan.FromMilliseconds(Math.Max(0, oldest.Due - now)) : null;

    private static int Compare(OutputItem left, OutputItem right)
    {
        var (a, b) = (left.Raised, right.Raised);
        var order = string.CompareOrdinal(a.Id.Sensor, b.Id.Sensor);
        order = order != 0 ? order : a.Id.Epoch.CompareTo(b.Id.Epoch);
        order = order != 0 ? order : a.Id.Event.CompareTo(b.Id.Event);
        return order != 0 ? order : a.Alert.RuleIndex.CompareTo(b.Alert.RuleIndex);
    }
}
