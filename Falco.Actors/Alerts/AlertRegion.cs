using Akka.Actor;

namespace Falco.Actors.Alerts;

/// <summary>The alert actors of a node without a cluster, one for each rule that has raised an alert.</summary>
internal sealed class AlertRegion : UntypedActor
{
    private readonly IActorRef _output;
    private readonly Dictionary<string, IActorRef> _rules = [];

    public AlertRegion(IActorRef output) => _output = output;

    public static Props Props(IActorRef output) => Akka.Actor.Props.Create<AlertRegion>(output);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Raise raise:
                if (!_rules.TryGetValue(raise.Rule, out var actor))
                {
                    actor = Context.ActorOf(AlertActor.Props(_output), Uri.EscapeDataString(raise.Rule));
                    Context.WatchWith(actor, new RuleStopped(raise.Rule));
                    _rules.Add(raise.Rule, actor);
                }

                actor.Forward(raise);
                break;
            case TreeEnded:
                foreach (var rule in _rules.Values)
                {
                    rule.Forward(message);
                }

                break;
            case RuleStopped stopped:
                _rules.Remove(stopped.Rule);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed record RuleStopped(string Rule);
}
