#if PETABRIDGE_CMD
using Akka.Actor;
using Petabridge.Cmd.Cluster;
using Petabridge.Cmd.Host;

namespace Falco.Actors.Cluster;

/// <summary>Lets Petabridge's pbm ask nodes, at the address of <c>petabridge.cmd</c>.</summary>
internal static partial class ClusterMembership
{
    static partial void StartPetabridgeCmd(ActorSystem system)
    {
        var host = PetabridgeCmd.Get(system);
        host.RegisterCommandPalette(ClusterCommands.Instance);
        host.Start();
    }
}
#endif
