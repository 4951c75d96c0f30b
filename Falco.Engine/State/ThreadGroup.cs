namespace Falco.Engine.State;

/// <summary>The threads of one process.</summary>
internal sealed class ThreadGroup
{
    public required long Pid { get; init; }

    /// <summary>Threads in the order they came; the main thread, where known, is the first.</summary>
    public List<ThreadInfo> Threads { get; } = new(1);

    /// <summary>How many of them live.</summary>
    public int AliveCount { get; set; }

    /// <summary>Orphans of the process's descendants become its children.</summary>
    public bool IsReaper { get; set; }

    /// <summary>Takes a thread in as a living one.</summary>
    public void Add(ThreadInfo thread)
    {
        if (thread.IsMainThread)
        {
            Threads.Insert(0, thread);
        }
        else
        {
            Threads.Add(thread);
        }

        AliveCount++;
    }

    /// <summary>The first living thread other than the given one.</summary>
    public ThreadInfo? FindAlive(ThreadInfo? except = null)
    {
        foreach (var thread in Threads)
        {
            if (!thread.IsDead && thread != except)
            {
                return thread;
            }
        }

        return null;
    }
}
