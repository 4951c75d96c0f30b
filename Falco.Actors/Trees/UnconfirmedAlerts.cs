using Akka.Actor;
using Falco.Actors.Alerts;
using Falco.Engine.Output;

namespace Falco.Actors.Trees;

/// <summary>
/// The messages of a tree's stream that are worked off but not acknowledged, oldest first, each with the rules whose alerts are
/// still to be confirmed.
/// </summary>
internal sealed class UnconfirmedAlerts(string entityId)
{
    private readonly LinkedList<Entry> _entries = [];

    /// <summary>Whether something waits for a confirmation.</summary>
    public bool HasAlerts => _entries.Count > 0;

    /// <summary>Adds a message that is worked off, with the alerts of its events, and raises them.</summary>
    public void Add(Deliver deliver, IEnumerable<Alert> alerts, IActorRef target, IActorRef tree, ulong floor)
    {
        var sensor = SensorOf(entityId);
        var entry = new Entry(deliver);
        foreach (var alert in alerts)
        {
            var id = new AlertId(sensor, deliver.Epoch, alert.EventNumber, alert.Rule);
            entry.Ids.Add(id);
            if (!entry.Rules.TryGetValue(alert.Rule, out var raised))
            {
                entry.Rules.Add(alert.Rule, raised = []);
            }

            raised.Add(new RaisedAlert(id, alert));
        }

        _entries.AddLast(entry);
        Raise(entry, target, tree, floor);
    }

    /// <summary>Raises again what is still not confirmed.</summary>
    public void RaiseAgain(IActorRef target, IActorRef tree, ulong floor)
    {
        foreach (var entry in _entries)
        {
            Raise(entry, target, tree, floor);
        }
    }

    /// <summary>Takes a confirmation.</summary>
    public void Confirm(Confirmed confirmed)
    {
        foreach (var entry in _entries)
        {
            if (entry.Deliver.Sequence == confirmed.Sequence)
            {
                entry.Rules.Remove(confirmed.Rule);
                return;
            }
        }
    }

    /// <summary>Takes out all that is confirmed up to the first that is not: its last message and all alerts. Null where there is none.</summary>
    public (Deliver Last, IReadOnlyList<AlertId> Alerts)? TakeConfirmed()
    {
        Deliver? last = null;
        List<AlertId> alerts = [];
        while (_entries.First is { Value: { Rules.Count: 0 } entry })
        {
            last = entry.Deliver;
            alerts.AddRange(entry.Ids);
            _entries.RemoveFirst();
        }

        return last is null ? null : (last, alerts);
    }

    public void Clear() => _entries.Clear();

    private static string SensorOf(string entityId) => entityId[..Math.Max(0, entityId.IndexOf('|', StringComparison.Ordinal))];

    private void Raise(Entry entry, IActorRef target, IActorRef tree, ulong floor)
    {
        foreach (var (rule, alerts) in entry.Rules)
        {
            target.Tell(new Raise(rule, entityId, entry.Deliver.Sequence, floor, alerts), tree);
        }
    }

    private sealed record Entry(Deliver Deliver)
    {
        public List<AlertId> Ids { get; } = [];

        public Dictionary<string, List<RaisedAlert>> Rules { get; } = [];
    }
}
