using System.Net;

namespace Falco.Actors.Cluster.Inspection.Endpoint;

/// <summary>Where a node can be asked; see <c>falco.cluster.management</c> in falco.conf.</summary>
internal sealed record ManagementSettings
{
    /// <summary>The address that it listens on.</summary>
    public required IPAddress Host { get; init; }

    /// <summary>Its port; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>What allows to change something; empty where nothing can be changed.</summary>
    public required string Token { get; init; }

    /// <summary>How long other nodes may take to answer.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>Whether the node does not start without it.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>Whether only this machine gets there.</summary>
    public bool IsLocal => IPAddress.IsLoopback(Host);
}
