namespace Falco.Actors.Cluster.Inspection.Reports;

/// <summary>What a node says of itself: of what was asked for.</summary>
internal sealed record NodeReport
{
    /// <summary>The node's address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its name; empty where it has not answered.</summary>
    public string Name { get; init; } = "";

    /// <summary>The version of its program.</summary>
    public string Version { get; init; } = "";

    /// <summary>Why there is nothing else; null where there is.</summary>
    public string? Error { get; init; }

    /// <summary>The shards that it has, and how much is in them.</summary>
    public IReadOnlyList<ShardReport>? Shards { get; init; }

    /// <summary>Its process trees.</summary>
    public IReadOnlyList<TreeReport>? Trees { get; init; }

    /// <summary>How many trees are not shown, as they are too many.</summary>
    public int TreesLeftOut { get; init; }

    /// <summary>The processes of trees.</summary>
    public IReadOnlyList<ProcessTreeReport>? ProcessTrees { get; init; }

    /// <summary>Its sensor.</summary>
    public SensorReport? Sensor { get; init; }

    /// <summary>Its alerts.</summary>
    public AlertsReport? Alerts { get; init; }
}

/// <summary>A shard on a node.</summary>
/// <param name="Region">What it is a shard of: trees or alerts.</param>
/// <param name="Shard">Its id.</param>
/// <param name="Entities">How many trees or rules live in it now.</param>
internal sealed record ShardReport(string Region, string Shard, int Entities);

/// <summary>What all nodes say.</summary>
internal sealed record InspectionReport(IReadOnlyList<NodeReport> Nodes);

/// <summary>Something went wrong, or was done: a sentence for people.</summary>
internal sealed record MessageReport
{
    /// <summary>What went wrong; null where nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>What was done.</summary>
    public string? Done { get; init; }
}
