using Akka.Actor;

namespace Falco.Actors.Alerts;

/// <summary>
/// Prints a replay's alerts in the order of their events, whichever tree was faster. It holds an alert back until all events up to
/// its own are evaluated and everything that was raised for them is here; alerts that come twice are printed once.
/// </summary>
internal sealed class OrderedOutput : UntypedActor
{
    private readonly IAlertSink _sink;
    private readonly PriorityQueue<RaisedAlert, (ulong Event, int Rule)> _queue = new();
    private readonly HashSet<AlertId> _queued = [];
    private readonly HashSet<AlertId> _missing = [];
    private ulong _released;
    private ulong _printed;
    private IActorRef? _finisher;

    public OrderedOutput(IAlertSink sink) => _sink = sink;

    public static Props Props(IAlertSink sink) => Akka.Actor.Props.Create<OrderedOutput>(sink);

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
            _sink.Write(next.Alert);
        }

        _printed = Math.Max(_printed, _released);
        if (_finisher is { } finisher)
        {
            _finisher = null;
            finisher.Tell(new Finished());
        }
    }
}
