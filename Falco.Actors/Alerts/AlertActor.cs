using Akka.Actor;

namespace Falco.Actors.Alerts;

/// <summary>One rule's alerts: takes each once, hands it to the output, and confirms it to its tree when the output has it.</summary>
internal sealed class AlertActor : UntypedActor
{
    private readonly IActorRef _output;
    private readonly Props? _windows;
    private readonly Dictionary<string, AcceptedAlerts> _accepted = [];

    public AlertActor(IActorRef output, Props? windows)
    {
        _output = output;
        _windows = windows;
    }

    /// <param name="output">Takes the alerts.</param>
    /// <param name="windows">
    /// What makes alerts of the matches of a stateful rule; null where the output does, as it has all matches in the order of their events.
    /// </param>
    public static Props Props(IActorRef output, Props? windows = null) => Akka.Actor.Props.Create(() => new AlertActor(output, windows));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Raise { IsOfMatches: true } or Evaluated when _windows is not null:
                Windows(_windows).Forward(message);
                break;
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

    private static IActorRef Windows(Props windows)
        => Context.Child("windows") is var child && !child.IsNobody() ? child : Context.ActorOf(windows, "windows");

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
}
