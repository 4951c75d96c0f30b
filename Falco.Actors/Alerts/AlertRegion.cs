using Akka.Actor;

namespace Falco.Actors.Alerts;

/// <summary>The alert actors of a node without a cluster, one for each rule that has raised an alert.</summary>
internal sealed class AlertRegion : UntypedActor
{
    private readonly Func<string, Props> _entity;
    private readonly Dictionary<string, IActorRef> _rules = [];
    private HashSet<string> _draining = [];
    private IActorRef? _drainer;

    public AlertRegion(Func<string, Props> entity) => _entity = entity;

    /// <param name="entity">What the alert actor of a rule is made of.</param>
    public static Props Props(Func<string, Props> entity) => Akka.Actor.Props.Create<AlertRegion>(entity);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IAlertMessage { Rule: var rule }:
                if (!_rules.TryGetValue(rule, out var actor))
                {
                    actor = Context.ActorOf(_entity(rule), Uri.EscapeDataString(rule));
                    Context.WatchWith(actor, new RuleStopped(rule));
                    _rules.Add(rule, actor);
                }

                actor.Forward(message);
                break;
            case Drain:
                _drainer = Sender;
                _draining = [.. _rules.Keys];
                foreach (var each in _rules.Values)
                {
                    each.Tell(message);
                }

                TryDrained();
                break;
            case Drained:
                _draining.Remove(Uri.UnescapeDataString(Sender.Path.Name));
                TryDrained();
                break;
            case TreeEnded:
                foreach (var each in _rules.Values)
                {
                    each.Forward(message);
                }

                break;
            case RuleStopped stopped:
                _rules.Remove(stopped.Rule);
                _draining.Remove(stopped.Rule);
                TryDrained();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void TryDrained()
    {
        if (_draining.Count == 0)
        {
            _drainer?.Tell(new Drained());
            _drainer = null;
        }
    }

    private sealed record RuleStopped(string Rule);
}
