namespace Falco.Actors.Cluster.Inspection.Reports;

/// <summary>How a sensor is.</summary>
internal sealed record SensorReport
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its run.</summary>
    public long Epoch { get; init; }

    /// <summary>Number of the last event that was read.</summary>
    public ulong LastEvent { get; init; }

    /// <summary>Number of the last event up to which all are evaluated.</summary>
    public ulong Evaluated { get; init; }

    /// <summary>Whether its source has come to its end.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Trees that it feeds.</summary>
    public int Trees { get; init; }

    /// <summary>Bytes that it keeps for trees.</summary>
    public long CreditUsed { get; init; }

    /// <summary>Bytes that it may keep.</summary>
    public long Credit { get; init; }

    /// <summary>Bytes that are sent and not acknowledged, by the node that they went to.</summary>
    public IReadOnlyDictionary<string, long> Backlog { get; init; } = new Dictionary<string, long>();

    /// <summary>How often a tree got its state back.</summary>
    public long Restores { get; init; }

    /// <summary>Events that were given up, as their tree failed on them time and again.</summary>
    public long LostTreeUnavailable { get; init; }

    /// <summary>How often the recorder said that it dropped events.</summary>
    public long LostRecorder { get; init; }

    /// <summary>Processes that changed trees without their state.</summary>
    public long CrossingsExpired { get; init; }
}
