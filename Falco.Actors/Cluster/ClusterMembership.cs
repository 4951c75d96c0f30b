using Akka.Actor;

namespace Falco.Actors.Cluster;

/// <summary>How a node gets into the cluster and out of it.</summary>
internal static partial class ClusterMembership
{
    /// <summary>
    /// Joins by the seeds. Where there are none, or this node is the first of them, it founds a cluster unless one calls that is there already.
    /// Until a seed answers it goes on trying.
    /// </summary>
    public static void Join(ActorSystem system, ClusterSettings settings)
    {
        var cluster = Akka.Cluster.Cluster.Get(system);
        var self = cluster.SelfAddress;
        system.ActorOf(VersionGuard.Props(), "version-guard");
        StartPetabridgeCmd(system);
        var seeds = settings.Seeds.Select(seed => AddressOf(seed, self)).ToList();
        if (seeds.Count > 0)
        {
            system.ActorOf(SeedWatch.Props(seeds), "seed-watch");
        }

        if (seeds.Count > 0 && !seeds[0].Equals(self))
        {
            cluster.JoinSeedNodes(seeds);
            return;
        }

        // At a port that was free nobody can look for it.
        system.ActorOf(Founding.Props(seeds is [] ? [self] : seeds, settings.Port == 0 ? TimeSpan.Zero : settings.FoundAfter), "founding");
    }

    /// <summary>Leaves the cluster, so that others take over at once, and ends the actor system.</summary>
    public static Task Leave(ActorSystem system)
        => CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);

    private static Address AddressOf(string seed, Address self)
    {
        var colon = seed.LastIndexOf(':');
        // With TLS the protocol's name is another one; all nodes have it alike.
        return new Address(self.Protocol, self.System, seed[..colon].Trim('[', ']'), int.Parse(seed[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Does nothing unless the program is built with Petabridge.Cmd.</summary>
    static partial void StartPetabridgeCmd(ActorSystem system);
}
