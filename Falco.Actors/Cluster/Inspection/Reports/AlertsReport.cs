namespace Falco.Actors.Cluster.Inspection.Reports;

/// <summary>The alerts of a node.</summary>
internal sealed record AlertsReport
{
    /// <summary>How many are in the store; null where the node has none.</summary>
    public StoreReport? Store { get; init; }

    /// <summary>What became of those that its outputs were given.</summary>
    public IReadOnlyList<OutputReport> Outputs { get; init; } = [];

    /// <summary>How many there were of each rule since the start, where there is no store.</summary>
    public IReadOnlyDictionary<string, long>? Rules { get; init; }

    /// <summary>The last ones, newest first.</summary>
    public IReadOnlyList<AlertReport> Recent { get; init; } = [];
}

/// <summary>How many alerts a store has.</summary>
internal sealed record StoreReport
{
    /// <summary>Those that an output does not have yet.</summary>
    public long Open { get; init; }

    /// <summary>Those that every output has.</summary>
    public long Done { get; init; }

    /// <summary>Those that were throttled.</summary>
    public long HeldBack { get; init; }

    /// <summary>Why it does not answer; null where it does.</summary>
    public string? Error { get; init; }
}

/// <summary>What became of the alerts that an output was given; see the fields of its counters.</summary>
internal sealed record OutputReport(string Name, long Accepted, long Written, long Failed, long Refused, int Waiting, string? Error);

/// <summary>An alert.</summary>
internal sealed record AlertReport
{
    /// <summary>When its event happened.</summary>
    public DateTime Time { get; init; }

    /// <summary>The sensor that saw it.</summary>
    public string Sensor { get; init; } = "";

    /// <summary>The sensor's run.</summary>
    public long Epoch { get; init; }

    /// <summary>The event's number.</summary>
    public ulong Event { get; init; }

    /// <summary>The rule.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Its priority.</summary>
    public string Priority { get; init; } = "";

    /// <summary>What it says.</summary>
    public string Message { get; init; } = "";

    /// <summary>How far it is in the store: open, done, held_back; null where there is no store.</summary>
    public string? State { get; init; }
}
