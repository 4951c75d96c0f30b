namespace Falco.Actors.Cluster.Inspection.Reports;

/// <summary>How a process tree is.</summary>
internal sealed record TreeReport
{
    /// <summary>The tree's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Why nothing is known of it; null where it has answered.</summary>
    public string? Error { get; init; }

    /// <summary>The sensor's run.</summary>
    public long Epoch { get; init; }

    /// <summary>Processes that are the tree's own.</summary>
    public int Processes { get; init; }

    /// <summary>Their threads.</summary>
    public int Threads { get; init; }

    /// <summary>Events that it has worked off here, since it lives here.</summary>
    public long Events { get; init; }

    /// <summary>Messages of its stream that it has and has not worked off.</summary>
    public int Waiting { get; init; }

    /// <summary>Whether it waits for the state of a process that comes from another tree.</summary>
    public bool WaitsForCrossing { get; init; }

    /// <summary>The last message of its stream that it has acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Messages that it has worked off and whose alerts are not confirmed yet.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>The message that its last checkpoint was taken after.</summary>
    public long Checkpoint { get; init; }

    /// <summary>When its last event happened; null where it has had none.</summary>
    public DateTime? LastEvent { get; init; }
}

/// <summary>The processes of a tree.</summary>
/// <param name="Tree">How the tree is.</param>
/// <param name="Processes">Its processes, and those of other trees that they come from.</param>
/// <param name="LeftOut">How many are not shown, as they are too many.</param>
internal sealed record ProcessTreeReport(TreeReport Tree, IReadOnlyList<ProcessReport> Processes, int LeftOut);

/// <summary>A process. Its texts are what the process chose: they are escaped before a terminal sees them.</summary>
internal sealed record ProcessReport
{
    /// <summary>Process id.</summary>
    public long Pid { get; init; }

    /// <summary>Process id in its own namespace.</summary>
    public long Vpid { get; init; }

    /// <summary>Process id of its parent.</summary>
    public long Ppid { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its executable.</summary>
    public string ExePath { get; init; } = "";

    /// <summary>Name as it was called, and arguments.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The user, by name where it is known.</summary>
    public string User { get; init; } = "";

    /// <summary>Its container; empty for the host.</summary>
    public string Container { get; init; } = "";

    /// <summary>How many threads it has.</summary>
    public int Threads { get; init; }

    /// <summary>How many descriptors are open.</summary>
    public int Descriptors { get; init; }

    /// <summary>Whether it belongs to another tree, and is here as an ancestor.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether it has exited, and is still here for its children or threads.</summary>
    public bool HasExited { get; init; }
}
