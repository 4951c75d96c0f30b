using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts.Outputs;
using Falco.Engine.Output;

namespace Falco.Actors.Alerts;

/// <summary>
/// A node's alerts where it is alone and has a store: what a cluster has spread over its nodes, in one place. At the end of a run it
/// waits for the outputs, but not for ever.
/// </summary>
internal sealed class LocalAlertNode : UntypedActor, IWithTimers
{
    private readonly AlertSettings _settings;
    private readonly IReadOnlyList<AlertOutput> _outputs;
    private readonly IEventFollower? _follower;
    private readonly string _node;
    private readonly long _epoch;
    private readonly HashSet<string> _stateful;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private AlertNode _alerts = null!;
    private IActorRef _region = ActorRefs.Nobody;
    private IActorRef? _followed;
    private IActorRef? _finisher;
    private bool _isWritten;

    public LocalAlertNode(
        AlertSettings settings, IReadOnlyList<AlertOutput> outputs, IEventFollower? follower, string node, long epoch, IEnumerable<string> stateful)
    {
        _epoch = epoch;
        _stateful = [.. stateful];
        _follower = follower;
        // There is no other sensor to wait for.
        _settings = settings with { Stateful = settings.Stateful with { Settle = TimeSpan.Zero } };
        _outputs = outputs;
        _node = node;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="settings">How alerts are handled.</param>
    /// <param name="outputs">The outputs that are turned on.</param>
    /// <param name="follower">Sees the run's events and alerts; null where nobody wants to.</param>
    /// <param name="node">The node's name, which is its sensor's.</param>
    /// <param name="epoch">The sensor's run.</param>
    /// <param name="stateful">The rules that make alerts of several matches.</param>
    public static Props Props(
        AlertSettings settings, IReadOnlyList<AlertOutput> outputs, IEventFollower? follower, string node, long epoch, IReadOnlyList<string> stateful)
        => Akka.Actor.Props.Create(() => new LocalAlertNode(settings, outputs, follower, node, epoch, stateful));

    protected override void PreStart()
    {
        _alerts = AlertNode.Start(Context.System, Context, _settings, _outputs, _node);
        _region = Context.ActorOf(AlertRegion.Props(_alerts.Entity), "rules");
        _alerts.StartSweep(Context, _region);
        if (_follower is not null)
        {
            _followed = Context.ActorOf(OrderedOutput.Props(NoSink.Instance, _follower, _settings.Stateful.MaxMatches), "followed");
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Raise raise:
                _followed?.Tell(new Emit(raise, raise.Alerts));
                _region.Forward(message);
                break;
            case IAlertMessage or TreeEnded:
                _region.Forward(message);
                break;
            case Release release:
                Evaluated(release.Number);
                _followed?.Forward(message);
                break;
            case Routed or Seeded:
                // Without a store it orders what is printed; here the window does, and only a follower wants to know.
                _followed?.Forward(message);
                break;
            case Finish when _finisher is null:
                _finisher = Sender;
                _followed?.Tell(message);
                Timers.StartSingleTimer(nameof(DrainIsOver), DrainIsOver.Instance, _settings.Outputs.DrainTimeout);
                _region.Tell(new Drain());
                break;
            case Drained:
                _alerts.Outputs.Tell(new Finish());
                break;
            case Finished when Sender.Equals(_followed):
                _followed = null;
                TryEnd();
                break;
            case Finished:
                _isWritten = true;
                TryEnd();
                break;
            case Accepted:
                // The follower is no output that anybody waits for.
                break;
            case DrainIsOver:
                _log.Warning(
                    "Outputs do not have all alerts after {0} s: those that are missing are in the store, and come with the next start",
                    _settings.Outputs.DrainTimeout.TotalSeconds);
                End();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Tells the windows of stateful rules how far the sensor is; at the start that also makes them look into the store.</summary>
    private void Evaluated(ulong number)
    {
        foreach (var rule in _stateful)
        {
            _region.Tell(new Evaluated(rule, _node, _epoch, number));
        }
    }

    private void TryEnd()
    {
        if (_isWritten && _followed is null)
        {
            End();
        }
    }

    private void End()
    {
        _finisher?.Tell(new Finished());
        _finisher = null;
        Timers.Cancel(nameof(DrainIsOver));
    }

    /// <summary>Prints nothing.</summary>
    private sealed class NoSink : IAlertSink
    {
        public static readonly NoSink Instance = new();

        public void Write(AlertId id, Alert alert)
        {
        }
    }

    private sealed class DrainIsOver
    {
        public static readonly DrainIsOver Instance = new();
    }
}
