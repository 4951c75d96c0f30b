namespace Falco.Engine.State;

/// <summary>The threads of one process.</summary>
internal sealed class ThreadGroup
{
    public required long Pid { get; init; }

    /// <summary>Threads in the order they came; the main thread, where known, is the first.</summary>
    public List<ThreadInfo> Threads { get; } = [];

    /// <summary>How many of them live.</summary>
    public int AliveCount { get; set; }

    /// <summary>Orphans of the process's descendants become its children.</summary>
    public bool IsReaper { get; set; }
}
