using Akka.Cluster.Sharding;
using Akka.Util;
using Falco.Actors.Alerts;

namespace Falco.Actors.Cluster;

/// <summary>Which shard a rule's alert actor belongs to: the entity is the rule.</summary>
internal sealed class RuleShards(int shards) : IMessageExtractor
{
    /// <summary>What the region is called.</summary>
    public const string TypeName = "alerts";

    /// <inheritdoc/>
    public string? EntityId(object message) => (message as IAlertMessage)?.Rule;

    /// <inheritdoc/>
    public object? EntityMessage(object message) => message;

    /// <inheritdoc/>
    public string? ShardId(object message) => message is IAlertMessage { Rule: var rule } ? ShardId(rule) : null;

    /// <inheritdoc/>
    public string ShardId(string entityId, object? messageHint = null) => $"{(uint)MurmurHash.StringHash(entityId) % (uint)shards}";
}
