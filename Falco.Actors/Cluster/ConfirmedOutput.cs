using Akka.Actor;
using Falco.Actors.Alerts;

namespace Falco.Actors.Cluster;

/// <summary>
/// Stands where a sensor without a cluster has its ordered output: here an acknowledged message says that its alerts are with the alert
/// actors, who do the rest, so that nothing is left to wait for. Those of stateful rules are told how far the sensor is, again and again, as
/// they may have been moved or the message lost. Where somebody follows the run, the acknowledgements say which of its events made alerts; which
/// match of a stateful rule completed one is known to the rule's alert actor only.
/// </summary>
internal sealed class ConfirmedOutput : UntypedActor, IWithTimers
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    private readonly IActorRef _alerts;
    private readonly string _sensor;
    private readonly long _epoch;
    private readonly IReadOnlyList<string> _stateful;
    private readonly FollowedEvents? _followed;
    private readonly PriorityQueue<AlertId, ulong> _due = new();
    private ulong _evaluated;
    private IActorRef _router = ActorRefs.Nobody;

    public ConfirmedOutput(IActorRef alerts, string sensor, long epoch, IReadOnlyList<string> stateful, IEventFollower? follower)
    {
        _followed = follower is null ? null : new FollowedEvents(follower);
        _alerts = alerts;
        _sensor = sensor;
        _epoch = epoch;
        _stateful = stateful;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="alerts">The region of alert actors.</param>
    /// <param name="sensor">The sensor.</param>
    /// <param name="epoch">Its run.</param>
    /// <param name="stateful">The rules that make alerts of several matches.</param>
    /// <param name="follower">Sees the run's events, which the router passes on for it; null where nobody wants to.</param>
    public static Props Props(IActorRef alerts, string sensor, long epoch, IReadOnlyList<string> stateful, IEventFollower? follower = null)
        => Akka.Actor.Props.Create(() => new ConfirmedOutput(alerts, sensor, epoch, stateful, follower));

    protected override void PreStart()
    {
        if (_stateful.Count > 0)
        {
            Timers.StartPeriodicTimer(nameof(Tell), Tell.Instance, TellEvery);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Release release:
                _evaluated = Math.Max(_evaluated, release.Number);
                Follow(release.Due);
                break;
            case Routed routed:
                _router = Sender;
                _followed?.Add(routed.Batch);
                break;
            case Seeded seeded:
                _followed?.Add(seeded.Metadata);
                break;
            case Tell:
                TellEvaluated();
                break;
            case Finish:
                _evaluated = ulong.MaxValue;
                TellEvaluated();
                Follow([]);
                _followed?.End();
                Sender.Tell(new Finished());
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop() => _followed?.Dispose();

    private void Follow(IReadOnlyList<AlertId> due)
    {
        if (_followed is null)
        {
            return;
        }

        foreach (var alert in due)
        {
            if (!_stateful.Contains(alert.Rule))
            {
                _due.Enqueue(alert, alert.Event);
            }
        }

        while (_due.TryPeek(out var next, out _) && next.Event <= _evaluated)
        {
            _followed.Add(_due.Dequeue());
        }

        if (_followed.Show(_evaluated) is > 0 and var bytes)
        {
            _router.Tell(new Followed(bytes));
        }
    }

    private void TellEvaluated()
    {
        foreach (var rule in _stateful)
        {
            _alerts.Tell(new Evaluated(rule, _sensor, _epoch, _evaluated));
        }
    }

    private sealed class Tell
    {
        public static readonly Tell Instance = new();
    }
}
