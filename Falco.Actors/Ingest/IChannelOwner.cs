using Falco.Actors.Trees;

namespace Falco.Actors.Ingest;

/// <summary>What a tree's channel needs of the router that it belongs to.</summary>
internal interface IChannelOwner
{
    /// <summary>When the recording's first event happened; 0 where that is not known.</summary>
    ulong FirstTimestamp { get; }

    /// <summary>Milliseconds of a clock that never goes back.</summary>
    long Now { get; }

    /// <summary>Sends a message to a tree.</summary>
    void Send(ITreeMessage message);

    /// <summary>Something was put into the channel that is not sent yet.</summary>
    void Opened(TreeChannel channel);

    /// <summary>The channel's tree will wait for the state of a crossing.</summary>
    void Expect(long crossing, TreeChannel channel);

    /// <summary>Nobody waits for the crossing any more.</summary>
    void Forget(long crossing);

    /// <summary>So many bytes more are kept for the channel's tree, or less.</summary>
    void Held(TreeChannel channel, long bytes);

    /// <summary>From this event on the channel has some that may not be evaluated yet.</summary>
    void Pending(TreeChannel channel, ulong number);

    /// <summary>Nothing is left in the channel's tree: it can end when it has acknowledged everything.</summary>
    void Emptied(TreeChannel channel);
}
