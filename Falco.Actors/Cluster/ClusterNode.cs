using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Trees;

namespace Falco.Actors.Cluster;

/// <summary>This node's share of what the cluster has: the regions of trees and of alert actors, or the way to those of others.</summary>
internal sealed class ClusterNode
{
    private readonly ActorSystem _system;
    private readonly ClusterSettings _settings;
    private readonly ClusterSharding _sharding;

    public ClusterNode(ActorSystem system, ClusterSettings settings)
    {
        _system = system;
        _settings = settings;
        _sharding = ClusterSharding.Get(system);
        Load = new ClusterLoad(settings.Allocation, TimeProvider.System);
    }

    /// <summary>What the nodes have to do, as far as this one knows.</summary>
    public ClusterLoad Load { get; }

    /// <summary>Gets the backlog of this node's sensor.</summary>
    public IActorRef Reporter { get; private set; } = ActorRefs.Nobody;

    /// <summary>Starts the alert actors of this node, or the way to them.</summary>
    /// <param name="entity">Makes the alert actor of a rule; null where this node has none.</param>
    public IActorRef StartAlerts(Func<string, Props>? entity)
    {
        var shards = new RuleShards(_settings.AlertShards);
        if (entity is null)
        {
            return _sharding.StartProxy(RuleShards.TypeName, RoleNames.Alerts, shards);
        }

        var region = _sharding.Start(
            RuleShards.TypeName,
            entity,
            ClusterShardingSettings.Create(_system).WithRole(RoleNames.Alerts),
            shards,
            _sharding.DefaultShardAllocationStrategy(_sharding.Settings),
            HandOver.Instance);
        InspectedParts.Of(_system).AlertRegion = region;
        return region;
    }

    /// <summary>Starts the process trees of this node, or the way to them.</summary>
    /// <param name="context">What its trees share; null where it has none.</param>
    public IActorRef StartTrees(TreeContext? context)
    {
        var shards = new TreeShards(_settings.ShardsPerSensor);
        Reporter = _system.ActorOf(LoadActor.Props(Load, context?.Load, _settings.Allocation.ReportEvery), "load");
        if (context is null)
        {
            return _sharding.StartProxy(TreeShards.TypeName, RoleNames.Detector, shards);
        }

        var region = _sharding.Start(
            TreeShards.TypeName,
            entityId => TreeActor.Props(entityId, context),
            ClusterShardingSettings.Create(_system).WithRole(RoleNames.Detector),
            shards,
            new TreeAllocation(
                Akka.Cluster.Cluster.Get(_system).SelfAddress,
                Load,
                _settings.Allocation,
                TimeProvider.System,
                Logging.GetLogger(_system, "allocation")),
            PoisonPill.Instance);
        InspectedParts.Of(_system).Trees = new InspectedParts.TreePlace(region, $"/system/sharding/{TreeShards.TypeName}/*/*");
        return region;
    }
}
