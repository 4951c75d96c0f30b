namespace Falco.Actors.Cluster.Inspection.Reports;

/// <summary>The members of the cluster as a node sees them.</summary>
/// <param name="Self">The node that was asked.</param>
/// <param name="Members">All, oldest first.</param>
internal sealed record MembersReport(string Self, IReadOnlyList<MemberReport> Members);

/// <summary>A member.</summary>
internal sealed record MemberReport
{
    /// <summary>Its address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its name; empty where it has not answered.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it does.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How far it is in or out.</summary>
    public string Status { get; init; } = "";

    /// <summary>Whether the others reach it.</summary>
    public bool IsReachable { get; init; }

    /// <summary>Whether it lets others in and out.</summary>
    public bool IsLeader { get; init; }

    /// <summary>The roles in which it has been there longest: it decides where their shards live.</summary>
    public IReadOnlyList<string> OldestOf { get; init; } = [];

    /// <summary>The version of its program; empty where it has not answered.</summary>
    public string Version { get; init; } = "";

    /// <summary>The version of what nodes say to each other.</summary>
    public string WireVersion { get; init; } = "";

    /// <summary>Why it has not answered; null where it has.</summary>
    public string? Error { get; init; }
}
