using Akka.Actor;
using Falco.Actors.Alerts;

namespace Falco.Actors.Cluster;

/// <summary>
/// Stands where a sensor without a cluster has its ordered output: here an acknowledged message says that its alerts are with the alert
/// actors, who do the rest, so that nothing is left to wait for. Those of stateful rules are told how far the sensor is, again and again, as
/// they may have been moved or the message lost.
/// </summary>
internal sealed class ConfirmedOutput : UntypedActor, IWithTimers
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);

    private readonly IActorRef _alerts;
    private readonly string _sensor;
    private readonly long _epoch;
    private readonly IReadOnlyList<string> _stateful;
    private ulong _evaluated;

    public ConfirmedOutput(IActorRef alerts, string sensor, long epoch, IReadOnlyList<string> stateful)
    {
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
    public static Props Props(IActorRef alerts, string sensor, long epoch, IReadOnlyList<string> stateful)
        => Akka.Actor.Props.Create(() => new ConfirmedOutput(alerts, sensor, epoch, stateful));

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
                break;
            case Tell:
                TellEvaluated();
                break;
            case Finish:
                _evaluated = ulong.MaxValue;
                TellEvaluated();
                Sender.Tell(new Finished());
                break;
            default:
                Unhandled(message);
                break;
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
