using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts.Stateful;
using Falco.Engine.Output;
using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Alerts;

/// <summary>
/// Prints a replay's alerts in the order of their events, whichever tree was faster. It holds an alert back until all events up to
/// its own are evaluated and everything that was raised for them is here; alerts that come twice are printed once.
/// Here all matches of stateful rules are in the order of their events, so it is here that alerts are made of them.
/// </summary>
internal sealed class OrderedOutput : UntypedActor
{
    private readonly IAlertSink _sink;
    private readonly FollowedEvents? _followed;
    private readonly MatchesInOrder<string> _windows;
    private readonly GivenUpMatches _givenUp;
    private readonly PriorityQueue<RaisedAlert, (ulong Event, int Rule)> _queue = new();
    private readonly HashSet<AlertId> _queued = [];
    private readonly HashSet<AlertId> _missing = [];
    private ulong _released;
    private ulong _printed;
    private IActorRef? _finisher;
    private IActorRef _router = ActorRefs.Nobody;

    public OrderedOutput(IAlertSink sink, IEventFollower? follower, int maxMatches)
    {
        _sink = sink;
        _windows = new MatchesInOrder<string>(maxMatches);
        _givenUp = new GivenUpMatches(Context.GetLogger());
        _followed = follower is null ? null : new FollowedEvents(follower);
    }

    /// <param name="sink">Prints the alerts.</param>
    /// <param name="follower">Sees the run's events, which the router passes on for it; null where nobody wants to.</param>
    /// <param name="maxMatches">Matches of one stateful rule that are held at most.</param>
    public static Props Props(IAlertSink sink, IEventFollower? follower = null, int maxMatches = MatchesInOrder<string>.DefaultMost)
        => Akka.Actor.Props.Create(() => new OrderedOutput(sink, follower, maxMatches));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Emit emit:
                foreach (var raised in emit.Alerts)
                {
                    Queue(raised);
                }

                Sender.Tell(new Accepted(emit.Token));
                Print();
                break;
            case Release release:
                foreach (var due in release.Due)
                {
                    if (due.Event > _printed && !_queued.Contains(due))
                    {
                        _missing.Add(due);
                    }
                }

                _released = Math.Max(_released, release.Number);
                Print();
                break;
            case Routed routed:
                _router = Sender;
                _followed?.Add(routed.Batch);
                break;
            case Seeded seeded:
                _followed?.Add(seeded.Metadata);
                break;
            case Finish:
                _finisher = Sender;
                _released = ulong.MaxValue;
                Print();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PreStart() => _sink.Begin();

    protected override void PostStop() => _followed?.Dispose();

    private void Queue(RaisedAlert raised)
    {
        if (raised.Id.Event > _printed && _queued.Add(raised.Id))
        {
            _missing.Remove(raised.Id);
            _queue.Enqueue(raised, (raised.Id.Event, raised.Alert.RuleIndex));
        }
    }

    private void Print()
    {
        if (_missing.Count > 0)
        {
            return;
        }

        while (_queue.TryPeek(out var next, out _) && next.Id.Event <= _released)
        {
            _queue.Dequeue();
            _queued.Remove(next.Id);
            if (AlertOf(next) is { } alert)
            {
                _sink.Write(next.Id, alert);
                _followed?.Add(next.Id);
            }
        }

        _printed = Math.Max(_printed, _released);
        Follow();
        if (_finisher is { } finisher)
        {
            _finisher = null;
            _followed?.End();
            finisher.Tell(new Finished());
        }
    }

    /// <summary>The alert itself, or what a match of a stateful rule completes; null where it completes nothing.</summary>
    private Alert? AlertOf(RaisedAlert raised)
    {
        var (id, alert) = raised;
        if (alert.Match is null)
        {
            return alert;
        }

        var completed = _windows.Take(id.Rule, new MatchId(id.Sensor, id.Epoch, id.Event), alert.Timestamp, alert.Match);
        _givenUp.Warn(null, _windows.GivenUp);
        return completed is null ? null : CompletedAlert.Of(alert, completed);
    }

    private void Follow()
    {
        if (_followed?.Show(_printed) is > 0 and var bytes)
        {
            _router.Tell(new Followed(bytes));
        }
    }
}
