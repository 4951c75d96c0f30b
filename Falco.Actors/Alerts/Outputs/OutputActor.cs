using Akka.Actor;
using Akka.Event;

namespace Falco.Actors.Alerts.Outputs;

/// <summary>
/// One output: a bounded queue before a writer that may block or fail. A writer that fails is started again after a while, longer each
/// time; until it works everything is refused, so that alerts wait where they are kept and not here.
/// </summary>
internal sealed class OutputActor : UntypedActor, IWithTimers
{
    private const int BatchSize = 256;

    private readonly AlertOutput _output;
    private readonly OutputSettings _settings;
    private readonly Queue<OutputItem> _queue = new();
    private readonly RecentAlerts _written = new(4 * BatchSize);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private List<OutputItem> _writing = [];
    private IActorRef _writer = ActorRefs.Nobody;
    private TimeSpan _pause;
    private string? _error;
    private bool _isWorking;
    private bool _isRefusing;
    private OutputCounts _counts;

    public OutputActor(AlertOutput output, OutputSettings settings)
    {
        _output = output;
        _settings = settings;
        _pause = settings.RestartAfter;
        _counts = new OutputCounts(output.Name, 0, 0, 0, 0, 0, null);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(AlertOutput output, OutputSettings settings) => Akka.Actor.Props.Create<OutputActor>(output, settings);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        OnFailed(((cause as ActorInitializationException)?.InnerException ?? cause).Message);
        return Directive.Stop;
    });

    protected override void PreStart() => StartWriter();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Put put:
                OnPut(put.Items);
                break;
            case SinkWriter.Ready when Sender.Equals(_writer):
                _isWorking = true;
                _isRefusing = false;
                Write();
                break;
            case SinkWriter.Done when Sender.Equals(_writer):
                OnDone();
                break;
            case Start:
                StartWriter();
                break;
            case Stalled:
                OnStalled();
                break;
            case CountOutputs:
                Sender.Tell(_counts with { Waiting = _queue.Count + _writing.Count, Error = _error });
                break;
            case SinkWriter.Ready or SinkWriter.Done:
                // Of a writer that has failed since.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void StartWriter() => _writer = Context.ActorOf(SinkWriter.Props(_output.Open));

    private void OnPut(IReadOnlyList<OutputItem> items)
    {
        var room = !_isRefusing ? Math.Max(0, _settings.Capacity - _queue.Count) : 0;
        var taken = Math.Min(room, items.Count);
        for (var i = 0; i < taken; i++)
        {
            _queue.Enqueue(items[i]);
        }

        _counts = _counts with { Accepted = _counts.Accepted + taken };
        Refuse([.. items.Skip(taken)]);
        Write();
    }

    private void Write()
    {
        if (!_isWorking || _writing.Count > 0)
        {
            return;
        }

        var known = new List<OutputItem>();
        while (_writing.Count < BatchSize && _queue.TryDequeue(out var item))
        {
            (_written.Contains(item.Raised.Id) ? known : _writing).Add(item);
        }

        if (known.Count > 0)
        {
            Context.Parent.Tell(new PutResult(_output.Name, known, IsTaken: true));
        }

        if (_writing.Count > 0)
        {
            _writer.Tell(new SinkWriter.Batch([.. _writing.Select(item => item.Raised).DistinctBy(raised => raised.Id)]));
            Timers.StartSingleTimer(nameof(Stalled), Stalled.Instance, _settings.StallAfter);
        }
    }

    private void OnDone()
    {
        Timers.Cancel(nameof(Stalled));
        var written = _writing;
        _writing = [];
        _counts = _counts with { Written = _counts.Written + written.Count };
        written.ForEach(item => _written.Add(item.Raised.Id));
        _pause = _settings.RestartAfter;
        _isRefusing = false;
        if (_error is not null)
        {
            _log.Warning("Output {0} works again", _output.Name);
            _error = null;
        }

        Context.Parent.Tell(new PutResult(_output.Name, written, IsTaken: true));
        Write();
    }

    private void OnFailed(string error)
    {
        Timers.Cancel(nameof(Stalled));
        _isWorking = false;
        var failed = _writing;
        _writing = [];
        _counts = _counts with { Failed = _counts.Failed + failed.Count };
        Break(error);
        if (failed.Count > 0)
        {
            Context.Parent.Tell(new PutResult(_output.Name, failed, IsTaken: false));
        }

        Timers.StartSingleTimer(nameof(Start), Start.Instance, _pause);
        _pause = _pause + _pause < _settings.RestartAtMost ? _pause + _pause : _settings.RestartAtMost;
    }

    private void OnStalled()
    {
        if (_writing.Count > 0)
        {
            // It is not stopped: a thread that writes cannot be, and what it writes may well get through.
            Break($"a write takes longer than {_settings.StallAfter.TotalSeconds} s");
        }
    }

    private void Break(string error)
    {
        if (_error is null)
        {
            _log.Error("Output {0} does not work: {1}. Its alerts wait and come later; other outputs go on", _output.Name, error);
        }

        _error = error;
        _isRefusing = true;
        var waiting = _queue.ToList();
        _queue.Clear();
        Refuse(waiting);
    }

    private void Refuse(List<OutputItem> items)
    {
        if (items.Count > 0)
        {
            _counts = _counts with { Refused = _counts.Refused + items.Count };
            Context.Parent.Tell(new PutResult(_output.Name, items, IsTaken: false));
        }
    }

    private sealed class Start
    {
        public static readonly Start Instance = new();
    }

    private sealed class Stalled
    {
        public static readonly Stalled Instance = new();
    }
}
