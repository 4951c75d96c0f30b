namespace Falco.Actors.Cluster;

/// <summary>This node's part in a cluster; see <c>falco.cluster</c> in falco.conf.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Name of the actor system.</summary>
    public required string System { get; init; }

    /// <summary>What the node does.</summary>
    public required NodeRoles Roles { get; init; }

    /// <summary>Address under which others reach it.</summary>
    public required string Ip { get; init; }

    /// <summary>Its port; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Nodes to join by, <c>host:port</c>; none for a cluster of its own.</summary>
    public required IReadOnlyList<string> Seeds { get; init; }

    /// <summary>How long a node that may found a cluster waits for one that is there already.</summary>
    public required TimeSpan FoundAfter { get; init; }

    /// <summary>Shards of one sensor's trees.</summary>
    public required int ShardsPerSensor { get; init; }

    /// <summary>Shards of the rules' alert actors.</summary>
    public required int AlertShards { get; init; }

    /// <summary>Where trees live.</summary>
    public required AllocationSettings Allocation { get; init; }

    /// <summary>How nodes know each other; null where any node gets in.</summary>
    public required TlsSettings? Tls { get; init; }

    /// <summary>Whether the node has a role.</summary>
    public bool Has(NodeRoles role) => Roles.HasFlag(role);
}
