using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Ingest;
using Falco.Actors.Trees;
using Falco.Engine.Output;

namespace Falco.Actors.Hosting;

/// <summary>
/// The parts of a run. None of them can start again in the middle of it, so where one stops or fails before the end the run has failed, and
/// says why.
/// </summary>
internal sealed class RunActor : UntypedActor
{
    private readonly PipelineOptions _options;
    private readonly PipelineSettings _settings;
    private readonly IGraph<SourceShape<SourceItem>, NotUsed> _source;
    private readonly TaskCompletionSource<IngestResult> _result;
    private readonly NodeParts? _node;

    public RunActor(
        PipelineOptions options,
        PipelineSettings settings,
        IGraph<SourceShape<SourceItem>, NotUsed> source,
        TaskCompletionSource<IngestResult> result,
        NodeParts? node)
    {
        _options = options;
        _settings = settings;
        _source = source;
        _result = result;
        _node = node;
    }

    /// <param name="options">What is detected.</param>
    /// <param name="settings">How it runs.</param>
    /// <param name="source">The events.</param>
    /// <param name="result">Gets what came of it.</param>
    /// <param name="node">The node's regions in a cluster; null for a run that has trees and alert actors of its own.</param>
    public static Props Props(
        PipelineOptions options,
        PipelineSettings settings,
        IGraph<SourceShape<SourceItem>, NotUsed> source,
        TaskCompletionSource<IngestResult> result,
        NodeParts? node)
        => Akka.Actor.Props.Create(() => new RunActor(options, settings, source, result, node));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _result.TrySetException((cause as ActorInitializationException)?.InnerException ?? cause);
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        var (trees, output) = _node is null ? OwnParts() : (Part(Named(_node), "sensor-name"), Part(Confirmed(_node), "output"));
        var ingest = _settings.Ingest with { Load = _node?.Load, Engines = _options.Engines };
        var router = Part(RouterActor.Props(ingest, _options.Rules.EventTypes, trees, output, _options.Follower is not null, _result), "router");
        InspectedParts.Of(Context.System).Router = router;
        // Batches that wait between the two are memory, so there are no more than it takes to keep both busy.
        Source.FromGraph(_source)
            .Async()
            .RunWith(
                Sink.ActorRefWithAck<SourceItem>(
                    router,
                    RouterActor.StreamStarted.Instance,
                    RouterActor.StreamAck.Instance,
                    RouterActor.StreamCompleted.Instance,
                    cause => new RouterActor.StreamFailed(cause)).WithAttributes(Attributes.CreateInputBuffer(1, 2)),
                Context.System.Materializer(ActorMaterializerSettings.Create(Context.System).WithInputBuffer(1, 2)));
    }

    protected override void OnReceive(object message)
    {
        if (message is Terminated { ActorRef: var part })
        {
            _result.TrySetException(new InvalidOperationException($"The run's {part.Path.Name} has stopped."));
        }
        else
        {
            Unhandled(message);
        }
    }

    protected override void PostStop() => _result.TrySetException(_node is null ? new InvalidOperationException("The run has stopped.") : ClusterException.PutOut());

    /// <summary>Trees, alert actors and an output of the run's own.</summary>
    private (IActorRef Trees, IActorRef Output) OwnParts()
    {
        var isStored = _settings.Alerts.Store.Kind != AlertStoreKind.Off;
        var (alerts, output) = isStored ? StoredAlerts() : Alerts();
        var context = new TreeContext(
            _options.Rules,
            new AlertTemplates(_options.Rules.Rules, isStored ? _options.Format with { KeepFields = true } : _options.Format),
            alerts,
            _settings.CheckpointEvery,
            _settings.CrossingDeadline,
            _settings.RaiseAgainAfter) { Engines = _options.Engines };
        var trees = Part(TreeRegion.Props(context), "trees");
        InspectedParts.Of(Context.System).Trees = new InspectedParts.TreePlace(trees, $"{trees.Path.ToStringWithoutAddress()}/*");
        return (trees, output);
    }

    private Props Named(NodeParts node) => SensorName.Props(_settings.Ingest.Sensor, _settings.Ingest.Epoch, node.Trees, _result);

    private Props Confirmed(NodeParts node)
        => ConfirmedOutput.Props(node.Alerts, _settings.Ingest.Sensor, _settings.Ingest.Epoch, _options.StatefulRules, _options.Follower);

    private (IActorRef Alerts, IActorRef Output) Alerts()
    {
        var sink = InspectedParts.Of(Context.System).Tail?.Before(_options.Sink) ?? _options.Sink;
        var output = Part(OrderedOutput.Props(sink, _options.Follower, _settings.Alerts.Stateful.MaxMatches), "output");
        return (Part(AlertRegion.Props(_ => AlertActor.Props(output)), "alerts"), output);
    }

    private (IActorRef Alerts, IActorRef Output) StoredAlerts()
    {
        var outputs = _options.Outputs is [] ? [new AlertOutput("output", () => _options.Sink)] : _options.Outputs;
        var settings = _settings.Alerts.WithCapacity(_options.OutputCapacity);
        var (sensor, epoch) = (_settings.Ingest.Sensor, _settings.Ingest.Epoch);
        var alerts = Part(LocalAlertNode.Props(settings, outputs, _options.Follower, sensor, epoch, _options.StatefulRules), "alerts");
        return (alerts, alerts);
    }

    private static IActorRef Part(Props props, string name) => Context.Watch(Context.ActorOf(props, name));
}
