using System.Collections.Concurrent;
using Akka.Actor;

namespace Falco.Actors.Cluster;

/// <summary>What is known on this node of how much every detector has to do. Reports that are too old say nothing.</summary>
internal sealed class ClusterLoad(AllocationSettings settings, TimeProvider time)
{
    private const int ReportsMissed = 5;

    private readonly ConcurrentDictionary<string, (double EventsPerSecond, long At)> _rates = new();
    private readonly ConcurrentDictionary<string, (NodeBacklog[] Waiting, long At)> _backlogs = new();

    /// <summary>Takes a detector's report.</summary>
    public void Take(DetectorLoad load) => _rates[load.Node] = (load.EventsPerSecond, time.GetTimestamp());

    /// <summary>Takes a sensor's report.</summary>
    public void Take(SensorBacklog backlog) => _backlogs[backlog.Sensor] = (backlog.Waiting, time.GetTimestamp());

    /// <summary>A node has left.</summary>
    public void Forget(Address node) => _rates.TryRemove(node.ToString(), out _);

    /// <summary>Events a second that a node works off.</summary>
    public double RateOf(Address node) => _rates.TryGetValue(node.ToString(), out var rate) && IsFresh(rate.At) ? rate.EventsPerSecond : 0;

    /// <summary>Bytes that wait for the trees of a node.</summary>
    public long WaitingFor(Address node)
    {
        var name = node.ToString();
        long waiting = 0;
        foreach (var (sensor, (backlogs, at)) in _backlogs)
        {
            if (!IsFresh(at))
            {
                _backlogs.TryRemove(sensor, out _);
            }
            else
            {
                waiting += backlogs.Sum(backlog => backlog.Node == name ? backlog.Bytes : 0);
            }
        }

        return waiting;
    }

    /// <summary>Whether a node can take more trees.</summary>
    public bool HasRoom(Address node)
        => (settings.MaxEventsPerSecond is not { } most || RateOf(node) <= most) && WaitingFor(node) <= settings.MaxWaiting;

    private bool IsFresh(long at) => time.GetElapsedTime(at) <= settings.ReportEvery * ReportsMissed;
}
