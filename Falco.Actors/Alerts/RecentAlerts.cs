namespace Falco.Actors.Alerts;

/// <summary>The ids that came last, so many at most.</summary>
internal sealed class RecentAlerts(int capacity)
{
    private readonly HashSet<AlertId> _ids = [];
    private readonly Queue<AlertId> _order = new();

    public bool Contains(AlertId id) => _ids.Contains(id);

    /// <summary>Takes an id; false where it is here already.</summary>
    public bool Add(AlertId id)
    {
        if (!_ids.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        while (_order.Count > capacity)
        {
            _ids.Remove(_order.Dequeue());
        }

        return true;
    }
}
