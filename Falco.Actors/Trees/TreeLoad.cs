namespace Falco.Actors.Trees;

/// <summary>What the trees of a node have worked off, of all together.</summary>
internal sealed class TreeLoad
{
    private long _events;

    /// <summary>Events so far.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>So many more are worked off.</summary>
    public void Add(long events) => Interlocked.Add(ref _events, events);
}
