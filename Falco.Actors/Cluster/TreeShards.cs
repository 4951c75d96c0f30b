using Akka.Cluster.Sharding;
using Akka.Util;
using Falco.Actors.Trees;

namespace Falco.Actors.Cluster;

/// <summary>
/// Which shard a tree belongs to: entity ids are <c>SENSOR|KEY</c>, shard ids <c>SENSOR-N</c>, N from the key's hash, so that a node can have
/// the trees of its own sensor.
/// </summary>
internal sealed class TreeShards(int shardsPerSensor) : IMessageExtractor
{
    /// <summary>What the region is called.</summary>
    public const string TypeName = "trees";

    /// <summary>The shard of a tree.</summary>
    public string ShardOf(string entityId)
    {
        var bar = entityId.IndexOf('|', StringComparison.Ordinal);
        var key = entityId.AsSpan(bar + 1).ToString();
        // The same on all nodes and in all runs, which .NET's own hash is not.
        return $"{entityId.AsSpan(0, Math.Max(0, bar))}-{(uint)MurmurHash.StringHash(key) % (uint)shardsPerSensor}";
    }

    /// <inheritdoc/>
    public string? EntityId(object message) => (message as ITreeMessage)?.EntityId;

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => message is ITreeMessage tree ? ShardOf(tree.EntityId) : null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => ShardOf(entityId);
}
