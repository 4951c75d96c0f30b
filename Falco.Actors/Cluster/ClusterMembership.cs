using Akka.Actor;

namespace Falco.Actors.Cluster;

/// <summary>How a node gets into the cluster and out of it.</summary>
internal static partial class ClusterMembership
{
    /// <summary>Joins by the seeds, or makes a cluster of one where there are none. Until a seed answers it goes on trying.</summary>
    public static void Join(ActorSystem system, ClusterSettings settings)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        var self = cluster.SelfAddress;
        system.ActorOf(VersionGuard.Props(), "version-guard");
        StartPetabridgeCmd(system);
        if (settings.Seeds.Count == 0)
        {
            cluster.Join(self);
            return;
        }

        // With TLS the protocol's name is another one; all nodes have it alike.
        cluster.JoinSeedNodes(settings.Seeds.Select(seed =>
        {
            var colon = seed.LastIndexOf(':');
            return new Address(self.Protocol, self.System, seed[..colon].Trim('[', ']'), int.Parse(seed[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        }));
    }

    /// <summary>Leaves the cluster, so that others take over at once, and ends the actor system.</summary>
    public static Task Leave(ActorSystem system)
        => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);

    /// <summary>Does nothing unless the program is built with Petabridge.Cmd.</summary>
    static partial void StartPetabridgeCmd(ActorSystem system);
}
