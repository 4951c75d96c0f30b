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
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private AlertNode _alerts = null!;
    private IActorRef _region = ActorRefs.Nobody;
    private IActorRef? _followed;
    private IActorRef? _finisher;
    private bool _isWritten;

    public LocalAlertNode(AlertSettings settings, IReadOnlyList<AlertOutput> outputs, IEventFollower? follower, string node)
    {
        _follower = follower;
        _settings = settings;
        _outputs = outputs;
        _node = node;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(AlertSettings settings, IReadOnlyList<AlertOutput> outputs, IEventFollower? follower, string node)
        => Akka.Actor.Props.Create(() => new LocalAlertNode(settings, outputs, follower, node));

    protected override void PreStart()
    {
        _alerts = AlertNode.Start(Context.System, Context, _settings, _outputs, _node);
        _region = Context.ActorOf(AlertRegion.Props(_alerts.Entity), "rules");
        _alerts.StartSweep(Context, _region);
        if (_follower is not null)
        {
            _followed = Context.ActorOf(OrderedOutput.Props(NoSink.Instance, _follower), "followed");
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
            case Release or Routed or Seeded:
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
