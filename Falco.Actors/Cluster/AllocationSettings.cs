namespace Falco.Actors.Cluster;

/// <summary>When a node has no room for more trees, and how they move; see <c>falco.cluster.allocation</c> in falco.conf.</summary>
internal sealed record AllocationSettings
{
    /// <summary>Events a second that a node works off at most; null for any number.</summary>
    public required double? MaxEventsPerSecond { get; init; }

    /// <summary>Bytes that wait for a node's trees at most.</summary>
    public required long MaxWaiting { get; init; }

    /// <summary>How many shards leave a node at a time.</summary>
    public required int MovesAtOnce { get; init; }

    /// <summary>How long a shard stays after it has moved.</summary>
    public required TimeSpan CoolDown { get; init; }

    /// <summary>How often nodes tell each other their load.</summary>
    public required TimeSpan ReportEvery { get; init; }
}
