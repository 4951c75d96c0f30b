using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Alerts.Stateful;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Cluster.Inspection;

namespace Falco.Actors.Alerts;

/// <summary>
/// What a node does with raised alerts, whether it is alone or one of a cluster: its outputs, its store, and what the alert actors of
/// rules are made of. Without a store an alert is confirmed when all outputs have it, with one when it is stored.
/// </summary>
internal sealed class AlertNode
{
    private readonly AlertContext? _context;
    private readonly StatefulSettings _stateful;

    private AlertNode(IActorRef outputs, AlertContext? context, StatefulSettings stateful)
    {
        Outputs = outputs;
        _context = context;
        _stateful = stateful;
    }

    /// <summary>The node's outputs: an <see cref="OutputsActor"/>.</summary>
    public IActorRef Outputs { get; }

    /// <summary>The node's store; null where there is none.</summary>
    public IAlertStore? Store => _context?.Store;

    /// <summary>Starts a node's outputs, and opens its store, which is closed when the actor system ends.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="factory">Where the outputs' actor is started: the system or an actor's context.</param>
    /// <param name="settings">How alerts are handled.</param>
    /// <param name="outputs">The outputs that are turned on.</param>
    /// <param name="node">The node's name.</param>
    public static AlertNode Start(
        ActorSystem system, IActorRefFactory factory, AlertSettings settings, IReadOnlyList<AlertOutput> outputs, string node)
    {
        var parts = InspectedParts.Of(system);
        var store = AlertStore.Open(settings.Store);
        if (store is null && parts.Tail is { } tail && outputs.Count > 0)
        {
            var first = outputs[0];
            outputs = [first with { Open = () => tail.Before(first.Open()) }, .. outputs.Skip(1)];
        }

        var actor = factory.ActorOf(OutputsActor.Props(outputs, settings.Outputs), "outputs");
        (parts.Outputs, parts.Store) = (actor, store);
        if (store is null)
        {
            return new AlertNode(actor, null, settings.Stateful);
        }

        system.RegisterOnTermination(() => store.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5)));
        var health = new StoreHealth(Logging.GetLogger(system, "alert-store"));
        return new AlertNode(actor, new AlertContext(node, store, health, actor, [.. outputs.Select(output => output.Name)], settings), settings.Stateful);
    }

    /// <summary>What the alert actor of a rule is made of: the entity of a region that finds it by <see cref="IAlertMessage.Rule"/>.</summary>
    public Props Entity(string rule) => _context is null
        ? AlertActor.Props(Outputs, WindowActor.Props(rule, _stateful, null, null))
        : StoredAlertActor.Props(rule, _context);

    /// <summary>Starts the look for open alerts and for old ones. Without a store there is none, and nobody is returned.</summary>
    /// <param name="factory">Where it is started.</param>
    /// <param name="region">The region of alert actors, or its proxy.</param>
    public IActorRef StartSweep(IActorRefFactory factory, IActorRef region)
        => _context is null
            ? ActorRefs.Nobody
            : factory.ActorOf(OpenAlerts.Props(region, _context.Store, _context.Health, _context.Settings.Store), "open-alerts");
}
