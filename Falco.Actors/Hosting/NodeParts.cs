using Akka;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Cluster;
using Falco.Actors.Trees;
using Falco.Engine.Output;

namespace Falco.Actors.Hosting;

/// <summary>What a node of a cluster has besides its events: its regions, as far as its roles go, and the ways to those of others.</summary>
internal sealed class NodeParts
{
    private readonly ActorSystem _system;

    private NodeParts(ActorSystem system, IActorRef trees, IActorRef alerts, IActorRef load)
    {
        _system = system;
        Trees = trees;
        Alerts = alerts;
        Load = load;
    }

    /// <summary>The region of process trees.</summary>
    public IActorRef Trees { get; }

    /// <summary>The region of alert actors.</summary>
    public IActorRef Alerts { get; }

    /// <summary>Gets this sensor's backlog.</summary>
    public IActorRef Load { get; }

    /// <summary>Starts what the node's roles say, and joins the cluster.</summary>
    public static NodeParts Start(ActorSystem system, PipelineOptions options, PipelineSettings settings, ClusterSettings cluster)
    {
        var node = new ClusterNode(system, cluster);
        var alerts = StartAlerts(system, node, options, settings, cluster);
        var trees = cluster.Has(NodeRoles.Detector) ? Context(options, settings, alerts) : null;
        var parts = new NodeParts(system, node.StartTrees(trees), alerts, node.Reporter);
        ClusterMembership.Join(system, cluster);
        return parts;
    }

    /// <summary>Leaves the cluster, so that others take over what is here, and ends the actor system.</summary>
    public Task Leave() => ClusterMembership.Leave(_system);

    private static TreeContext Context(PipelineOptions options, PipelineSettings settings, IActorRef alerts) => new(
        options.Rules,
        // The node that has the outputs may want the fields, whatever this one would print.
        new AlertTemplates(options.Rules.Rules, options.Format with { KeepFields = true }),
        alerts,
        settings.CheckpointEvery,
        settings.CrossingDeadline,
        settings.RaiseAgainAfter)
    {
        Engines = options.Engines,
        Passivation = new Passivate(PoisonPill.Instance),
        Load = new TreeLoad(),
    };

    private static IActorRef StartAlerts(
        ActorSystem system, ClusterNode node, PipelineOptions options, PipelineSettings settings, ClusterSettings cluster)
    {
        if (!cluster.Has(NodeRoles.Alerts))
        {
            return node.StartAlerts(null);
        }

        IReadOnlyList<AlertOutput> outputs = options.Outputs is [] ? [new AlertOutput("output", () => options.Sink)] : options.Outputs;
        var alerts = AlertNode.Start(system, system, settings.Alerts.WithCapacity(options.OutputCapacity), outputs, settings.Ingest.Sensor);
        var region = node.StartAlerts(alerts.Entity);
        alerts.StartSweep(system, region);
        // What the outputs have taken over is written before the node ends.
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "write-alerts", async () =>
        {
            await alerts.Outputs.Ask<Finished>(new Finish(), settings.Alerts.Outputs.DrainTimeout).ConfigureAwait(false);
            return Done.Instance;
        });
        return region;
    }
}
