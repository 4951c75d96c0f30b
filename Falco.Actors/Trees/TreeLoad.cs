using Falco.Engine.Routing;

namespace Falco.Actors.Trees;

/// <summary>What the trees of a node have worked off, of all together.</summary>
internal sealed class TreeLoad
{
    private long _events;

    /// <summary>Events so far.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>A message is worked off.</summary>
    public void Add(Deliver deliver)
    {
        long count = 0;
        foreach (var record in deliver.Records)
        {
            count += (record as Events)?.Batch.Count ?? 0;
        }

        Interlocked.Add(ref _events, count);
    }
}
