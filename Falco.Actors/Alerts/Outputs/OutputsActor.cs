using Akka.Actor;

namespace Falco.Actors.Alerts.Outputs;

/// <summary>
/// The outputs of a node: puts alerts into order, gives each to every output, and tells the alert actors what the outputs have taken.
/// What an output refuses is offered again by whom it came from, who has it in the store or hears of it from its tree once more.
/// </summary>
internal sealed class OutputsActor : UntypedActor, IWithTimers
{
    private readonly IReadOnlyList<AlertOutput> _outputs;
    private readonly OutputSettings _settings;
    private readonly SortWindow _window;
    private readonly Dictionary<string, IActorRef> _actors = [];
    private int _given;
    private IActorRef? _finisher;

    public OutputsActor(IReadOnlyList<AlertOutput> outputs, OutputSettings settings)
    {
        _outputs = outputs;
        _settings = settings;
        _window = new SortWindow(settings.SortWindow);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static long Now => Environment.TickCount64;

    public static Props Props(IReadOnlyList<AlertOutput> outputs, OutputSettings settings)
        => Akka.Actor.Props.Create<OutputsActor>(outputs, settings);

    protected override void PreStart()
    {
        foreach (var output in _outputs)
        {
            _actors.Add(output.Name, Context.ActorOf(OutputActor.Props(output, _settings), Uri.EscapeDataString(output.Name)));
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Offer offer:
                Take(offer.Alerts, new OutputItem.Origin(Sender) { Except = offer.Except });
                break;
            case Emit emit:
                Take(emit.Alerts, new OutputItem.Origin(Sender) { Token = emit.Token, Missing = emit.Alerts.Count });
                break;
            case PutResult result:
                OnResult(result);
                break;
            case WindowIsOver:
                Give(_window.Take(Now));
                StartTimer();
                break;
            case CountOutputs:
                Count();
                break;
            case Finish:
                _finisher = Sender;
                Give(_window.Take(long.MaxValue));
                TryFinish();
                break;
            case Release:
                // Of a run on one node, where it matters to an output that prints in the order of events.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Take(IReadOnlyList<RaisedAlert> alerts, OutputItem.Origin from)
    {
        var items = alerts.Select(alert => new OutputItem(alert, from)).ToList();
        if (_settings.SortWindow == TimeSpan.Zero || _finisher is not null)
        {
            Give(items);
            return;
        }

        var room = Math.Max(0, _settings.Capacity - _window.Count);
        foreach (var item in items.Take(room))
        {
            _window.Add(item, Now);
        }

        if (items.Count > room)
        {
            foreach (var output in _actors.Keys.Except(from.Except))
            {
                Tell(new PutResult(output, items[room..], IsTaken: false), from);
            }
        }

        StartTimer();
    }

    private void StartTimer()
    {
        if (_window.Wait(Now) is { } wait && !Timers.IsTimerActive(nameof(WindowIsOver)))
        {
            Timers.StartSingleTimer(nameof(WindowIsOver), WindowIsOver.Instance, wait);
        }
    }

    private void Give(List<OutputItem> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        foreach (var (name, actor) in _actors)
        {
            var wanted = items.Where(item => !item.From.Except.Contains(name)).ToList();
            if (wanted.Count > 0)
            {
                wanted.ForEach(item => item.Missing++);
                _given += wanted.Count;
                actor.Tell(new Put(wanted));
            }
        }
    }

    private void OnResult(PutResult result)
    {
        _given -= result.Items.Count;
        foreach (var items in result.Items.GroupBy(item => item.From))
        {
            Tell(result with { Items = [.. items] }, items.Key);
        }

        TryFinish();
    }

    private static void Tell(PutResult result, OutputItem.Origin origin)
    {
        if (origin.Token is null)
        {
            AlertId[] ids = [.. result.Items.Select(item => item.Raised.Id)];
            origin.Sender.Tell(result.IsTaken ? new Taken(result.Output, ids) : new Refused(result.Output, ids));
        }
        else if (result.IsTaken)
        {
            // What was refused is raised again in full: outputs know what they have written of late.
            foreach (var item in result.Items)
            {
                if (--item.Missing == 0 && --origin.Missing == 0)
                {
                    origin.Sender.Tell(new Accepted(origin.Token));
                }
            }
        }
    }

    private void Count()
        => Task.WhenAll(_outputs.Select(output => _actors[output.Name].Ask<OutputCounts>(new CountOutputs())))
            .PipeTo(Sender, Self, counts => (IReadOnlyList<OutputCounts>)counts);

    private void TryFinish()
    {
        if (_finisher is { } finisher && _given == 0)
        {
            _finisher = null;
            finisher.Tell(new Finished());
        }
    }

    private sealed class WindowIsOver
    {
        public static readonly WindowIsOver Instance = new();
    }
}
