using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.State;

namespace Falco.Actors.Hosting;

/// <summary>
/// The pipeline on this node: source, router, process trees, alert actors and outputs, all of them without a cluster, or what the node's
/// roles say in one.
/// </summary>
public sealed class Pipeline : IAsyncDisposable
{
    private readonly PipelineOptions _options;
    private readonly PipelineSettings _settings;
    private readonly NodeParts? _node;
    private readonly IAsyncDisposable? _management;

    private Pipeline(PipelineOptions options, PipelineSettings settings, Config config)
    {
        _options = options;
        _settings = settings;
        if (settings.Cluster is { } cluster)
        {
            ListenAddress.Check(cluster);
            System = Create(cluster.System, ClusterConfig.Of(cluster, config, cluster.Has(NodeRoles.Sensor) ? settings.Ingest.Sensor : null));
            _management = Inspect();
            _node = NodeParts.Start(System, options, settings, cluster);
        }
        else
        {
            System = Create("falco", config);
            if (settings.Management is not null)
            {
                _management = Inspect();
            }
        }
    }

    /// <summary>The actor system that it runs in.</summary>
    internal ActorSystem System { get; }

    /// <summary>Whether a node reads events: one of a cluster may have other work only.</summary>
    /// <param name="hoconFile">Its HOCON file; null where there is none.</param>
    /// <exception cref="HoconException">Something in the HOCON file cannot be used.</exception>
    public static bool ReadsEvents(string? hoconFile)
        => ClusterSettingsReader.Read(PipelineConfig.Load(hoconFile).GetConfig("falco"), Environment.GetEnvironmentVariable) is not { } cluster
            || cluster.Has(NodeRoles.Sensor);

    /// <summary>Starts a pipeline.</summary>
    /// <exception cref="HoconException">Something in the HOCON file cannot be used.</exception>
    /// <exception cref="ClusterException">The node cannot listen where it has to.</exception>
    public static Pipeline Start(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var config = PipelineConfig.Load(options.HoconFile);
        try
        {
            return new Pipeline(options, PipelineSettings.Read(config.GetConfig("falco"), options.Machine, DateTime.UtcNow.Ticks), config);
        }
        catch (Exception e) when (e is not (HoconException or ClusterException) && options.HoconFile is not null)
        {
            // Akka's own settings are not checked before Akka reads them.
            throw new HoconException($"{options.HoconFile}: Akka cannot start with these settings: {e.Message}", e);
        }
    }

    /// <summary>Evaluates a capture from its beginning to its end. The alerts come in the order of their events.</summary>
    /// <param name="open">Opens the capture for the event types that somebody has a use for.</param>
    /// <exception cref="CaptureException">The capture cannot be opened. One that is damaged further on is no exception: see the result.</exception>
    public Task<IngestResult> Replay(Func<EventTypeSet, CaptureReader> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Run(new CaptureSource(open(Wanted()), _settings.Ingest.SourceBatchSize));
    }

    /// <summary>Evaluates the events of a machine as they happen.</summary>
    /// <param name="open">Begins to watch for the event types that somebody has a use for; the pipeline disposes what it gives.</param>
    /// <param name="ended">Ends the watching: what happened until then is still evaluated.</param>
    public Task<IngestResult> Watch(Func<EventTypeSet, ILiveEvents> open, CancellationToken ended)
    {
        ArgumentNullException.ThrowIfNull(open);
        return Run(new LiveSource(open(Wanted()), _settings.Ingest.SourceBatchSize, ended));
    }

    /// <summary>Does the work of a node of a cluster that reads no events, until it is told to end.</summary>
    /// <exception cref="ClusterException">The node was put out of the cluster.</exception>
    public async Task Serve(Task ended)
    {
        if (await Task.WhenAny(ended, System.WhenTerminated).ConfigureAwait(false) != ended)
        {
            throw ClusterException.PutOut();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A program that starts anew takes the port again, and may not wait until all has ended.
        if (_management is not null)
        {
            await _management.DisposeAsync().ConfigureAwait(false);
        }

        if (_node is null)
        {
            await System.Terminate().ConfigureAwait(false);
        }
        else
        {
            await _node.Leave().ConfigureAwait(false);
        }
    }

    private ActorSystem Create(string name, Config config)
    {
        var system = _settings.Cluster?.Tls is { } tls ? NodeTls.Create(name, config, tls) : ActorSystem.Create(name, config);
        PipelineLogWriter.AddTo(system, _options.Log);
        return system;
    }

    private IAsyncDisposable? Inspect() => Inspection.Start(
        System,
        _settings.Ingest.Sensor,
        _settings.Management,
        _options.Leave,
        (isWarning, text) => _options.Log(isWarning ? Priority.Warning : Priority.Informational, text));

    private EventTypeSet Wanted()
    {
        // What the recorder lost is counted, whether or not a rule asks for it.
        var wanted = new EventTypeSet(EventType.DROP_E, EventType.DROP_X);
        wanted.UnionWith(ProcessTree.StateEventTypes);
        wanted.UnionWith(_options.Rules.EventTypes);
        return wanted;
    }

    private Task<IngestResult> Run(IGraph<SourceShape<SourceItem>, NotUsed> source)
    {
        var result = new TaskCompletionSource<IngestResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_node is not null && _options.Follower is not null)
        {
            foreach (var rule in _options.Rules.Rules.Where(rule => rule is { Enabled: true, Capture: true, Stateful: not null }))
            {
                _options.Log(Priority.Warning, $"Rule {rule.Name} makes alerts of several events: in a cluster it starts no capture.");
            }
        }

        System.ActorOf(RunActor.Props(_options, _settings, source, result, _node), "run");
        return result.Task;
    }
}
