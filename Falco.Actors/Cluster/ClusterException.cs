namespace Falco.Actors.Cluster;

/// <summary>The node cannot be a part of the cluster, or is none any more.</summary>
public sealed class ClusterException(string message) : Exception(message)
{
    /// <summary>The others have put it out, or it has put itself out as it could not reach them.</summary>
    internal static ClusterException PutOut()
        => new("This node is no part of the cluster any more: the others could not reach it, or asked it to leave.");
}
