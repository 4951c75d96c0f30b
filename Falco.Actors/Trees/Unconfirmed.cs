using Akka.Actor;
using Falco.Actors.Alerts;
using Falco.Engine.Output;

namespace Falco.Actors.Trees;

/// <summary>
/// The messages of a tree's stream that are worked off but not acknowledged, oldest first, each with what is still to be confirmed: the
/// alerts that were raised, and the state that was given away with crossings.
/// </summary>
/// <param name="entityId">The tree.</param>
/// <param name="pieces">Cuts what is too large for one message on the wire; null where nothing goes there.</param>
internal sealed class Unconfirmed(string entityId, Pieces? pieces)
{
    /// <summary>Bytes of alerts that are raised with one message, one alert at least: no message is so large that others would have to wait for it.</summary>
    private const int RaiseLength = 48 << 10;

    /// <summary>What an alert's id, rule and tags are taken to weigh.</summary>
    private const int IdWeight = 200;

    private readonly LinkedList<Entry> _entries = [];

    /// <summary>Whether something waits for a confirmation.</summary>
    public bool Waits => _entries.Count > 0;

    /// <summary>How many messages wait for one.</summary>
    public int Count => _entries.Count;

    /// <summary>The sequence of the first of them; null where there is none.</summary>
    public long? First => _entries.First?.Value.Sequence;

    /// <summary>
    /// Adds a message that is worked off, with the alerts of its events, and raises them; what it gave away is on its way already.
    /// </summary>
    public void Add(Deliver deliver, IEnumerable<Alert> alerts, IEnumerable<Departed> departures, IActorRef target, IActorRef tree, ulong floor)
    {
        var sensor = SensorOf(entityId);
        var entry = new Entry(deliver.Sequence, deliver.LastNumber);
        entry.Departures.AddRange(departures);
        foreach (var alert in alerts)
        {
            var id = new AlertId(sensor, deliver.Epoch, alert.EventNumber, alert.Rule);
            entry.Ids.Add(id);
            entry.PartFor(alert).Add(new RaisedAlert(id, alert));
        }

        _entries.AddLast(entry);
        Raise(entry, target, tree, floor);
    }

    /// <summary>Raises again what is still not confirmed. Returns what the sensor has still not said that it has.</summary>
    public IReadOnlyList<Departed> RaiseAgain(IActorRef target, IActorRef tree, ulong floor)
    {
        List<Departed> departures = [];
        foreach (var entry in _entries)
        {
            Raise(entry, target, tree, floor);
            departures.AddRange(entry.Departures);
        }

        return departures;
    }

    /// <summary>Takes a confirmation.</summary>
    public void Confirm(Confirmed confirmed)
    {
        foreach (var entry in _entries)
        {
            if (entry.Sequence == confirmed.Sequence)
            {
                entry.Parts.RemoveAll(part => part.Rule == confirmed.Rule && part.Number == confirmed.Part);
                return;
            }
        }
    }

    /// <summary>The sensor has the state that was given away with a crossing.</summary>
    public void Confirm(DepartureTaken taken)
    {
        foreach (var entry in _entries)
        {
            entry.Departures.RemoveAll(departed => departed.Crossing == taken.Crossing);
        }
    }

    /// <summary>
    /// Takes out all that is confirmed up to the first that is not: the last message's sequence and event, and all alerts. Null where there is none.
    /// </summary>
    public (long Sequence, ulong LastNumber, IReadOnlyList<AlertId> Alerts)? TakeConfirmed()
    {
        Entry? last = null;
        List<AlertId> alerts = [];
        while (_entries.First is { Value: { Parts.Count: 0, Departures.Count: 0 } entry })
        {
            last = entry;
            alerts.AddRange(entry.Ids);
            _entries.RemoveFirst();
        }

        return last is null ? null : (last.Sequence, last.LastNumber, alerts);
    }

    public void Clear() => _entries.Clear();

    private static string SensorOf(string entityId) => entityId[..Math.Max(0, entityId.IndexOf('|', StringComparison.Ordinal))];

    private void Raise(Entry entry, IActorRef target, IActorRef tree, ulong floor)
    {
        foreach (var part in entry.Parts)
        {
            var raise = new Raise(part.Rule, entityId, entry.Sequence, part.Number, floor, part.Alerts);
            foreach (var message in pieces?.Cut(entityId, raise, part.Bytes) ?? [raise])
            {
                target.Tell(message is Piece piece ? new RaisePiece(part.Rule, piece) : message, tree);
            }
        }
    }

    private sealed record Entry(long Sequence, ulong LastNumber)
    {
        public List<AlertId> Ids { get; } = [];

        public List<Departed> Departures { get; } = [];

        public List<Part> Parts { get; } = [];

        /// <summary>The last part of the alert's rule, or the next where that is full.</summary>
        public Part PartFor(Alert alert)
        {
            var part = Parts.FindLast(part => part.Rule == alert.Rule);
            if (part is null || part.Bytes > RaiseLength)
            {
                part = new Part(alert.Rule, part is null ? 0 : part.Number + 1);
                Parts.Add(part);
            }

            return part;
        }
    }

    private sealed record Part(string Rule, int Number)
    {
        public List<RaisedAlert> Alerts { get; } = [];

        public int Bytes { get; private set; }

        public void Add(RaisedAlert raised)
        {
            Alerts.Add(raised);
            Bytes += IdWeight + raised.Alert.Message.Length + raised.Alert.FieldsJson.Length + raised.Alert.Template.Length + (raised.Alert.Match?.Length ?? 0);
        }
    }
}
