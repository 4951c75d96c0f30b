using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;
using Falco.Actors.Ingest;
using Falco.Actors.Trees;

namespace Falco.Actors.Cluster;

/// <summary>Tells the other nodes how much this one has to do, and keeps what they say of themselves.</summary>
internal sealed class LoadActor : UntypedActor, IWithTimers
{
    private const string Topic = "load";

    private readonly ClusterLoad _load;
    private readonly TreeLoad? _trees;
    private readonly TimeSpan _every;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
    private long _events;
    private long _at = TimeProvider.System.GetTimestamp();

    public LoadActor(ClusterLoad load, TreeLoad? trees, TimeSpan every)
    {
        _load = load;
        _trees = trees;
        _every = every;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="load">Where to keep it.</param>
    /// <param name="trees">What this node's trees work off; null where it has none.</param>
    /// <param name="every">How often.</param>
    public static Props Props(ClusterLoad load, TreeLoad? trees, TimeSpan every) => Akka.Actor.Props.Create<LoadActor>(load, trees, every);

    protected override void PreStart()
    {
        _mediator.Tell(new Subscribe(Topic, Self));
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        if (_trees is not null)
        {
            Timers.StartPeriodicTimer(nameof(Report), Report.Instance, _every);
        }
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Report:
                Tell(new DetectorLoad(_cluster.SelfAddress.ToString(), TakeRate()));
                break;
            case LocalBacklog local:
                Tell(new SensorBacklog(
                    local.Sensor,
                    [.. local.Waiting.Select(waiting => new NodeBacklog((waiting.Key.HasLocalScope ? _cluster.SelfAddress : waiting.Key).ToString(), waiting.Value))]));
                break;
            case DetectorLoad load:
                _load.Take(load);
                break;
            case SensorBacklog backlog:
                _load.Take(backlog);
                break;
            case ClusterEvent.MemberRemoved removed:
                _load.Forget(removed.Member.Address);
                break;
            case SubscribeAck:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Tell(object report) => _mediator.Tell(new Publish(Topic, report));

    private double TakeRate()
    {
        var (events, at) = (_trees!.Events, TimeProvider.System.GetTimestamp());
        var rate = (events - _events) / TimeProvider.System.GetElapsedTime(_at, at).TotalSeconds;
        (_events, _at) = (events, at);
        return rate;
    }

    private sealed class Report
    {
        public static readonly Report Instance = new();
    }
}
