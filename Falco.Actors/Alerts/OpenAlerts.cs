using Akka.Actor;
using Falco.Actors.Alerts.Store;

namespace Falco.Actors.Alerts;

/// <summary>
/// Looks every few seconds for rules with alerts that have been open for too long, and wakes their actors: those of a node that was
/// killed, and those that an output refused. It also deletes what is too old. Several nodes may do so at once.
/// </summary>
internal sealed class OpenAlerts : UntypedActor, IWithTimers
{
    private readonly IActorRef _region;
    private readonly IAlertStore _store;
    private readonly StoreHealth _health;
    private readonly AlertStoreSettings _settings;
    private bool _isSweeping;
    private bool _isPruning;

    public OpenAlerts(IActorRef region, IAlertStore store, StoreHealth health, AlertStoreSettings settings)
    {
        _region = region;
        _store = store;
        _health = health;
        _settings = settings;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef region, IAlertStore store, StoreHealth health, AlertStoreSettings settings)
        => Akka.Actor.Props.Create<OpenAlerts>(region, store, health, settings);

    protected override void PreStart()
    {
        Self.Tell(Sweep.Instance);
        Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Instance, _settings.SweepEvery);
        Timers.StartPeriodicTimer(nameof(Prune), Prune.Instance, _settings.PruneEvery);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Sweep when !_isSweeping:
                _isSweeping = true;
                _store.RulesWithOpen(DateTime.UtcNow - _settings.OpenFor).PipeTo(Self, success: rules => new Swept(rules), failure: cause => new SweepFailed(cause));
                break;
            case Prune when !_isPruning:
                _isPruning = true;
                _store.Prune(DateTime.UtcNow - _settings.Retention, _settings.MaxAlerts)
                    .PipeTo(Self, success: _ => new Pruned(null), failure: cause => new Pruned(cause));
                break;
            case Swept swept:
                _isSweeping = false;
                _health.Works();
                foreach (var rule in swept.Rules)
                {
                    _region.Tell(new Wake(rule));
                }

                break;
            case SweepFailed failed:
                _isSweeping = false;
                _health.Failed(failed.Cause);
                break;
            case Pruned pruned:
                _isPruning = false;
                if (pruned.Cause is { } cause)
                {
                    _health.Failed(cause);
                }

                break;
            case Sweep or Prune:
                // The last one is not over.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed record Swept(IReadOnlyList<string> Rules);

    private sealed record SweepFailed(Exception Cause);

    private sealed record Pruned(Exception? Cause);

    private sealed class Sweep
    {
        public static readonly Sweep Instance = new();
    }

    private sealed class Prune
    {
        public static readonly Prune Instance = new();
    }
}
