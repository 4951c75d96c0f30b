using Akka.Actor;
using Falco.Actors.Alerts.Store;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>
/// What a node has that can be asked how it is. Its parts put themselves in when they start; asking costs them nothing before somebody does.
/// </summary>
internal sealed class InspectedParts : IExtension
{
    private volatile IActorRef? _router;
    private volatile IActorRef? _alertRegion;
    private volatile IActorRef? _outputs;
    private volatile IAlertStore? _store;
    private volatile AlertTail? _tail;
    private volatile TreePlace? _trees;

    private InspectedParts(ActorSystem system) => Address = ((ExtendedActorSystem)system).Provider.DefaultAddress;

    /// <summary>This node's address.</summary>
    public Address Address { get; }

    /// <summary>The node's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where a sensor's stream ends; null where the node reads no events now.</summary>
    public IActorRef? Router { get => _router; set => _router = value; }

    /// <summary>The node's process trees; null where it has none.</summary>
    public TreePlace? Trees { get => _trees; set => _trees = value; }

    /// <summary>The alert actors of a node of a cluster; null where it has none.</summary>
    public IActorRef? AlertRegion { get => _alertRegion; set => _alertRegion = value; }

    /// <summary>The node's outputs; null where they are none that count.</summary>
    public IActorRef? Outputs { get => _outputs; set => _outputs = value; }

    /// <summary>The node's store of alerts; null where it has none.</summary>
    public IAlertStore? Store { get => _store; set => _store = value; }

    /// <summary>The last alerts of a node without a store; null where nobody can ask for them.</summary>
    public AlertTail? Tail { get => _tail; set => _tail = value; }

    /// <summary>Lets the node's program end in order, which leaves the cluster; null where it cannot.</summary>
    public Action? Leave { get; set; }

    /// <summary>Those of an actor system.</summary>
    public static InspectedParts Of(ActorSystem system) => system.WithExtension<InspectedParts, Provider>();

    /// <summary>A node's trees.</summary>
    /// <param name="Region">Answers Akka's question for the shards of a region and what is in them.</param>
    /// <param name="Paths">The paths of the tree actors, with wildcards.</param>
    internal sealed record TreePlace(IActorRef Region, string Paths);

    private sealed class Provider : ExtensionIdProvider<InspectedParts>
    {
        public override InspectedParts CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
