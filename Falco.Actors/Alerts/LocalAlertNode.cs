using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts.Outputs;

namespace Falco.Actors.Alerts;

/// <summary>
/// A node's alerts where it is alone and has a store: what a cluster has spread over its nodes, in one place. At the end of a run it
/// waits for the outputs, but not for ever.
/// </summary>
internal sealed class LocalAlertNode : UntypedActor, IWithTimers
{
    private readonly AlertSettings _settings;
    private readonly IReadOnlyList<AlertOutput> _outputs;
    private readonly string _node;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private AlertNode _alerts = null!;
    private IActorRef _region = ActorRefs.Nobody;
    private IActorRef? _finisher;

    public LocalAlertNode(AlertSettings settings, IReadOnlyList<AlertOutput> outputs, string node)
    {
        _settings = settings;
        _outputs = outputs;
        _node = node;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(AlertSettings settings, IReadOnlyList<AlertOutput> outputs, string node)
        => Akka.Actor.Props.Create<LocalAlertNode>(settings, outputs, node);

    protected override void PreStart()
    {
        _alerts = AlertNode.Start(Context.System, Context, _settings, _outputs, _node);
        _region = Context.ActorOf(AlertRegion.Props(_alerts.Entity), "rules");
        _alerts.StartSweep(Context, _region);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IAlertMessage or TreeEnded:
                _region.Forward(message);
                break;
            case Finish:
                _finisher = Sender;
                Timers.StartSingleTimer(nameof(DrainIsOver), DrainIsOver.Instance, _settings.Outputs.DrainTimeout);
                _region.Tell(new Drain());
                break;
            case Drained:
                _alerts.Outputs.Tell(new Finish());
                break;
            case Finished:
                End();
                break;
            case DrainIsOver:
                _log.Warning(
                    "Outputs do not have all alerts after {0} s: those that are missing are in the store, and come with the next start",
                    _settings.Outputs.DrainTimeout.TotalSeconds);
                End();
                break;
            case Release:
                // Without a store it orders what is printed; here the window does.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void End()
    {
        _finisher?.Tell(new Finished());
        _finisher = null;
        Timers.Cancel(nameof(DrainIsOver));
    }

    private sealed class DrainIsOver
    {
        public static readonly DrainIsOver Instance = new();
    }
}
