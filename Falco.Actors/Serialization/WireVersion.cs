namespace Falco.Actors.Serialization;

/// <summary>
/// The version of what nodes say to each other. It goes up with every change of a message; a release understands its own version and the
/// one before, and writes the one before as long as a node of the cluster shows it (<see cref="Cluster.NodeVersion"/>), so that nodes can be
/// replaced one after the other. There is one version so far, and nothing to choose.
/// </summary>
internal static class WireVersion
{
    /// <summary>What this release writes.</summary>
    public const byte Current = 1;

    /// <summary>The oldest that it reads.</summary>
    public const byte Oldest = 1;

    public static void Check(byte version)
    {
        if (version is < Oldest or > Current)
        {
            throw new WireException(
                $"a message of version {version}, of which this release knows {Oldest} to {Current}: bring the nodes to releases that are one version apart at most");
        }
    }
}
