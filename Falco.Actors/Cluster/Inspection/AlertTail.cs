using Falco.Actors.Alerts;
using Falco.Engine.Output;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>The last alerts of a node without a store, and how many there were of each rule.</summary>
internal sealed class AlertTail
{
    private const int Capacity = 200;

    private readonly Lock _lock = new();
    private readonly Queue<RaisedAlert> _last = new();
    private readonly Dictionary<string, long> _counts = [];

    /// <summary>Takes an alert.</summary>
    public void Add(AlertId id, Alert alert)
    {
        lock (_lock)
        {
            _counts[alert.Rule] = _counts.GetValueOrDefault(alert.Rule) + 1;
            _last.Enqueue(new RaisedAlert(id, alert));
            if (_last.Count > Capacity)
            {
                _last.Dequeue();
            }
        }
    }

    /// <summary>The last ones, newest first, and the counts of all.</summary>
    public (IReadOnlyList<RaisedAlert> Last, IReadOnlyDictionary<string, long> Counts) Show()
    {
        lock (_lock)
        {
            return ([.. _last.Reverse()], new Dictionary<string, long>(_counts));
        }
    }

    /// <summary>An output that passes on what it gets, and shows it here as well.</summary>
    public IAlertSink Before(IAlertSink sink) => new TailSink(sink, this);

    private sealed class TailSink(IAlertSink sink, AlertTail tail) : IAlertSink, IDisposable
    {
        public void Write(AlertId id, Alert alert)
        {
            sink.Write(id, alert);
            tail.Add(id, alert);
        }

        public void Flush() => sink.Flush();

        public void Dispose() => (sink as IDisposable)?.Dispose();
    }
}
