using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Alerts.Store;
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

    public RunActor(
        PipelineOptions options, PipelineSettings settings, IGraph<SourceShape<SourceItem>, NotUsed> source, TaskCompletionSource<IngestResult> result)
    {
        _options = options;
        _settings = settings;
        _source = source;
        _result = result;
    }

    public static Props Props(
        PipelineOptions options, PipelineSettings settings, IGraph<SourceShape<SourceItem>, NotUsed> source, TaskCompletionSource<IngestResult> result)
        => Akka.Actor.Props.Create<RunActor>(options, settings, source, result);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _result.TrySetException((cause as ActorInitializationException)?.InnerException ?? cause);
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        var (alerts, output) = _settings.Alerts.Store.Kind == AlertStoreKind.Off ? Alerts() : StoredAlerts();
        var context = new TreeContext(
            _options.Rules,
            new AlertTemplates(_options.Rules.Rules, _options.Format),
            alerts,
            _settings.CheckpointEvery,
            _settings.CrossingDeadline,
            _settings.RaiseAgainAfter);
        var trees = Part(TreeRegion.Props(context), "trees");
        var router = Part(RouterActor.Props(_settings.Ingest, _options.Rules.EventTypes, trees, output, _options.Follower is not null, _result), "router");
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

    protected override void PostStop() => _result.TrySetException(new InvalidOperationException("The run has stopped."));

    private (IActorRef Alerts, IActorRef Output) Alerts()
    {
        var output = Part(OrderedOutput.Props(_options.Sink, _options.Follower), "output");
        return (Part(AlertRegion.Props(_ => AlertActor.Props(output)), "alerts"), output);
    }

    private (IActorRef Alerts, IActorRef Output) StoredAlerts()
    {
        var outputs = _options.Outputs is [] ? [new AlertOutput("output", () => _options.Sink)] : _options.Outputs;
        var alerts = Part(LocalAlertNode.Props(_settings.Alerts, outputs, _options.Follower, _settings.Ingest.Sensor), "alerts");
        return (alerts, alerts);
    }

    private static IActorRef Part(Props props, string name) => Context.Watch(Context.ActorOf(props, name));
}
