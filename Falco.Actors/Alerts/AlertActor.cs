using Akka.Actor;

namespace Falco.Actors.Alerts;

/// <summary>One rule's alerts: takes each once, hands it to the output, and confirms it to its tree when the output has it.</summary>
internal sealed class AlertActor : UntypedActor
{
    private readonly IActorRef _output;
    private readonly Dictionary<string, AcceptedAlerts> _accepted = [];

    public AlertActor(IActorRef output) => _output = output;

    public static Props Props(IActorRef output) => Akka.Actor.Props.Create<AlertActor>(output);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Raise raise:
                OnRaise(raise);
                break;
            case Accepted { Token: Pending pending }:
                OnAccepted(pending);
                break;
            case TreeEnded ended:
                _accepted.Remove(ended.EntityId);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnRaise(Raise raise)
    {
        if (!_accepted.TryGetValue(raise.EntityId, out var accepted))
        {
            _accepted.Add(raise.EntityId, accepted = new AcceptedAlerts());
        }

        accepted.ForgetUpTo(raise.Floor);
        var fresh = raise.Alerts.Where(alert => !accepted.Contains(alert.Id)).ToList();
        if (fresh.Count == 0)
        {
            Sender.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
        }
        else
        {
            _output.Tell(new Emit(new Pending(raise, Sender), fresh));
        }
    }

    private void OnAccepted(Pending pending)
    {
        var raise = pending.Raise;
        if (_accepted.TryGetValue(raise.EntityId, out var accepted))
        {
            foreach (var alert in raise.Alerts)
            {
                accepted.Add(alert.Id);
            }
        }

        pending.Tree.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
    }

    private sealed record Pending(Raise Raise, IActorRef Tree);

    /// <summary>The alerts of one tree that an output has, as far as they may be raised again.</summary>
    private sealed class AcceptedAlerts
    {
        private readonly HashSet<AlertId> _ids = [];
        private ulong _floor;

        public bool Contains(AlertId id) => _ids.Contains(id);

        public void Add(AlertId id) => _ids.Add(id);

        public void ForgetUpTo(ulong floor)
        {
            if (floor > _floor)
            {
                _floor = floor;
                _ids.RemoveWhere(id => id.Event <= floor);
            }
        }
    }
}
