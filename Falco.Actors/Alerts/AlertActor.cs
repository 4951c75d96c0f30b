using Akka.Actor;
using Akka.Event;
using Falco.Actors.Trees;

namespace Falco.Actors.Alerts;

/// <summary>One rule's alerts: takes each once, hands it to the output, and confirms it to its tree when the output has it.</summary>
internal sealed class AlertActor : UntypedActor
{
    private const int DefaultMost = 100_000;

    private readonly IActorRef _output;
    private readonly Props? _windows;
    private readonly int _most;
    private readonly Dictionary<string, AcceptedAlerts> _accepted = [];
    private readonly Pieces _pieces = new();
    private int _remembered;
    private long _raises;

    public AlertActor(IActorRef output, Props? windows, int most)
    {
        _output = output;
        _windows = windows;
        _most = most;
    }

    /// <param name="output">Takes the alerts.</param>
    /// <param name="windows">
    /// What makes alerts of the matches of a stateful rule; null where the output does, as it has all matches in the order of their events.
    /// </param>
    /// <param name="most">Ids that are remembered at most; a tree counts as one more.</param>
    public static Props Props(IActorRef output, Props? windows = null, int most = DefaultMost)
        => Akka.Actor.Props.Create(() => new AlertActor(output, windows, most));

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
            case RaisePiece part:
                if (_pieces.Add(part.Piece, Context.GetLogger()) is Raise whole)
                {
                    OnReceive(whole);
                }

                break;
            case Accepted { Token: Pending pending }:
                OnAccepted(pending);
                break;
            case HandOver:
                // What the outputs do not confirm any more is raised again, where the rule lives next.
                Context.Stop(Self);
                break;
            case TreeEnded ended:
                Forget(ended.EntityId);
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
            _remembered++;
        }

        accepted.LastRaise = ++_raises;
        _remembered -= accepted.Count;
        accepted.ForgetUpTo(raise.Floor);
        _remembered += accepted.Count;
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
            _remembered -= accepted.Count;
            foreach (var alert in raise.Alerts)
            {
                accepted.Add(alert.Id);
            }

            _remembered += accepted.Count;
            ForgetOld();
        }

        pending.Tree.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
    }

    /// <summary>
    /// In a cluster nobody says that a tree has ended. Those that raised something longest ago are forgotten, of which half is as good as all:
    /// what they raise again goes out again.
    /// </summary>
    private void ForgetOld()
    {
        if (_remembered <= _most)
        {
            return;
        }

        foreach (var (entityId, _) in _accepted.OrderBy(tree => tree.Value.LastRaise).SkipLast(1).ToList())
        {
            Forget(entityId);
            if (_remembered <= _most / 2)
            {
                return;
            }
        }
    }

    private void Forget(string entityId)
    {
        if (_accepted.Remove(entityId, out var accepted))
        {
            _remembered -= accepted.Count + 1;
        }
    }

    private sealed record Pending(Raise Raise, IActorRef Tree);
}
