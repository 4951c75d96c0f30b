namespace Falco.Engine.State;

/// <summary>The threads that a tree knows: its own, and those of other trees that its own refer to.</summary>
internal sealed class ThreadTable
{
    private readonly Dictionary<long, ThreadInfo> _threads = [];

    public int Count => _threads.Count;

    /// <summary>The thread, or null; never makes one.</summary>
    public ThreadInfo? Find(long tid) => _threads.GetValueOrDefault(tid);

    /// <summary>The thread that owns descriptors, working directory and environment; null where it is not known.</summary>
    public ThreadInfo? MainThread(ThreadInfo thread) => thread.IsMainThread ? thread : Find(thread.Pid);
}
