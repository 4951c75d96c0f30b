using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Falco.Actors.Trees;

/// <summary>
/// The process trees of a node without a cluster. A tree that fails starts again without state, and gets it back from its sensor.
/// </summary>
internal sealed class TreeRegion : UntypedActor
{
    private readonly TreeContext _context;
    private readonly Dictionary<string, IActorRef> _trees = [];
    private readonly Dictionary<IActorRef, string> _ids = [];
    private long _started;

    public TreeRegion(TreeContext context) => _context = context;

    public static Props Props(TreeContext context) => Akka.Actor.Props.Create<TreeRegion>(context);

    protected override SupervisorStrategy SupervisorStrategy()
        => new OneForOneStrategy(e => e is ActorInitializationException ? Directive.Stop : Directive.Restart);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Retire retire:
                if (_trees.Remove(retire.EntityId, out var retired))
                {
                    // A tree of the same id may come at once; it is another actor.
                    retired.Forward(retire);
                }

                break;
            case ITreeMessage addressed:
                Tree(addressed.EntityId).Forward(message);
                break;
            case GetShardRegionState:
                // As the region of a cluster answers, which has the trees in shards.
                var trees = new ShardState("local", _trees.Keys.ToImmutableHashSet());
                Sender.Tell(new CurrentShardRegionState(ImmutableHashSet.Create(trees), ImmutableHashSet<string>.Empty));
                break;
            case Terminated { ActorRef: var stopped }:
                if (_ids.Remove(stopped, out var id) && _trees.TryGetValue(id, out var current) && current.Equals(stopped))
                {
                    _trees.Remove(id);
                }

                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private IActorRef Tree(string entityId)
    {
        if (!_trees.TryGetValue(entityId, out var tree))
        {
            tree = Context.ActorOf(TreeActor.Props(entityId, _context), $"{Uri.EscapeDataString(entityId)}+{++_started}");
            Context.Watch(tree);
            _trees.Add(entityId, tree);
            _ids.Add(tree, entityId);
        }

        return tree;
    }
}
