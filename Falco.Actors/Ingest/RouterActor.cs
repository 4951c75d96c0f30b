using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Actors.Trees;
using Falco.Engine.Events;
using Falco.Engine.Routing;

namespace Falco.Actors.Ingest;

/// <summary>
/// The end of a sensor's stream: routes events to their trees, keeps what trees may want again, and takes no more from the source than
/// it has credit for.
/// </summary>
internal sealed class RouterActor : UntypedActor, IWithTimers, IChannelOwner
{
    private readonly IngestSettings _settings;
    private readonly IActorRef _trees;
    private readonly IActorRef _output;
    private readonly bool _isFollowed;
    private readonly TaskCompletionSource<IngestResult> _result;
    private readonly TreeRouter _router;
    private readonly Dictionary<string, TreeChannel> _channels = [];
    private readonly Dictionary<long, TreeChannel> _crossings = [];
    private readonly List<TreeChannel> _opened = [];
    private readonly List<TreeChannel> _emptied = [];

    /// <summary>Channels by the first event of a message; what is evaluated since is taken out when it comes first.</summary>
    private readonly PriorityQueue<TreeChannel, ulong> _pending = new();
    private readonly List<AlertId> _due = [];
    private readonly Pieces _pieces = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef? _source;
    private SourceEnd? _end;
    private bool _isFinishing;
    private long _held;
    private long _heldSinceLook;
    private int _overCredit;
    private bool _isShort;
    private long _retired;
    private long _restores;
    private ulong _lastNumber;
    private ulong _released;
    private long _unavailable;
    private long _expired;

    public RouterActor(
        IngestSettings settings, EventTypeSet ruleTypes, IActorRef trees, IActorRef output, bool isFollowed, TaskCompletionSource<IngestResult> result)
    {
        _settings = settings;
        _trees = trees;
        _output = output;
        _isFollowed = isFollowed;
        _result = result;
        _router = new TreeRouter(TreeKey.OfHost(settings.Sensor), ruleTypes, Open, settings.Engines);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public ulong FirstTimestamp { get; private set; }

    public long Now => Environment.TickCount64;

    private bool HasCredit => _held < _settings.Credit && _overCredit == 0;

    /// <summary>Whether trees should see to it that less is kept for them.</summary>
    private bool IsScarce => _held > _settings.Credit / 2 || _overCredit > 0;

    /// <param name="settings">How it does it.</param>
    /// <param name="ruleTypes">The event types that rules look at.</param>
    /// <param name="trees">The process trees.</param>
    /// <param name="output">The ordered output.</param>
    /// <param name="isFollowed">Whether the output is given everything that the source gives.</param>
    /// <param name="result">Gets what came of it.</param>
    public static Props Props(
        IngestSettings settings, EventTypeSet ruleTypes, IActorRef trees, IActorRef output, bool isFollowed, TaskCompletionSource<IngestResult> result)
        => Akka.Actor.Props.Create<RouterActor>(settings, ruleTypes, trees, output, isFollowed, result);

    public void Send(ITreeMessage message)
    {
        if (!_settings.IsClustered)
        {
            _trees.Tell(message);
            return;
        }

        var length = message switch
        {
            Deliver deliver => deliver.Bytes,
            CrossingArrived arrived => arrived.Parcel?.Length ?? 0,
            _ => 0,
        };
        foreach (var piece in _pieces.Cut(message.EntityId, message, length))
        {
            _trees.Tell(piece);
        }
    }

    public void Opened(TreeChannel channel)
    {
        if (!channel.IsListed)
        {
            channel.IsListed = true;
            _opened.Add(channel);
            if (_opened.Count == 1)
            {
                Timers.StartSingleTimer(nameof(Flush), Flush.Instance, _settings.Linger);
            }
        }
    }

    public void Expect(long crossing, TreeChannel channel) => _crossings[crossing] = channel;

    public void Forget(long crossing) => _crossings.Remove(crossing);

    public void Held(TreeChannel channel, long bytes)
    {
        _held += bytes;
        _heldSinceLook += Math.Max(0, bytes);
        var (before, now) = (channel.Bytes - bytes, channel.Bytes);
        _overCredit += (now >= _settings.CreditPerTree ? 1 : 0) - (before >= _settings.CreditPerTree ? 1 : 0);
    }

    public void Pending(TreeChannel channel, ulong number) => _pending.Enqueue(channel, number);

    public void Emptied(TreeChannel channel) => _emptied.Add(channel);

    protected override void PreStart()
        => Timers.StartPeriodicTimer(nameof(LookForSilence), LookForSilence.Instance, _settings.AckTimeout / 2);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SourceEvents events:
                Route(events);
                if (events.IsAll)
                {
                    FlushAll();
                }

                Answer();
                break;
            case SourceMetadata metadata:
                _router.Seed(metadata.Metadata);
                if (_isFollowed)
                {
                    _output.Tell(new Seeded(metadata.Metadata));
                }

                Answer();
                break;
            case SourceEnd end:
                _end = end;
                FlushAll();
                Answer();
                Progress();
                break;
            case StreamStarted:
                Answer();
                break;
            case StreamFailed failed:
                _result.TrySetException(failed.Cause);
                break;
            case Ack ack when Channel(ack.EntityId, ack.Epoch) is { } channel:
                channel.Node = Sender.Path.Address;
                if (channel.Acknowledge(ack.Sequence))
                {
                    _due.AddRange(ack.Alerts);
                    WantCheckpoint(channel);
                    Progress();
                }

                break;
            case CheckpointTaken taken when Channel(taken.EntityId, taken.Epoch) is { } channel:
                channel.Take(taken.Part);
                WantCheckpoint(channel);
                Progress();
                break;
            case Departed departed when departed.Epoch == _settings.Epoch:
                _crossings.GetValueOrDefault(departed.Crossing)?.Take(departed.Crossing, departed.Parcel);
                Send(new DepartureTaken(departed.EntityId, departed.Epoch, departed.Crossing));
                break;
            case CrossingMissing crossing when Channel(crossing.EntityId, crossing.Epoch) is { } channel:
                channel.Repeat(crossing.Crossing);
                break;
            case Piece piece:
                if (_pieces.Add(piece, _log) is { } whole)
                {
                    OnReceive(whole);
                }

                break;
            case Missing missing when Channel(missing.EntityId, missing.Epoch) is { } channel:
                _restores++;
                channel.Restore(missing.Question);
                break;
            case Failed failed when Channel(failed.EntityId, failed.Epoch) is { } channel:
                OnFailed(failed, channel);
                break;
            case CrossingExpired expired when expired.Epoch == _settings.Epoch:
                _expired++;
                break;
            case Followed followed:
                _held -= followed.Bytes;
                Pull();
                break;
            case Flush:
                FlushAll();
                Progress();
                break;
            case LookForSilence:
                Ask();
                ReportBacklog();
                _isShort = false;
                Pull();
                break;
            case SensorQuestion:
                Sender.Tell(Describe());
                break;
            case Finished:
                var loss = new Loss(_unavailable, _router.DropEvents, _expired);
                _result.TrySetResult(new IngestResult(_end!.EventCount, _end.Error, _restores, loss));
                break;
            case StreamCompleted or Ack or CheckpointTaken or Departed or CrossingMissing or Missing or Failed or CrossingExpired:
                // Of a tree that is gone, or of an earlier run.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private TreeChannel Open(string key)
    {
        var id = $"{_settings.Sensor}|{key}";
        if (_channels.TryGetValue(id, out var channel))
        {
            channel.Reopen();
        }
        else
        {
            _channels.Add(id, channel = new TreeChannel(key, id, _settings.Epoch, _retired, _settings, this));
        }

        return channel;
    }

    private TreeChannel? Channel(string entityId, long epoch) => epoch == _settings.Epoch ? _channels.GetValueOrDefault(entityId) : null;

    private void Route(SourceEvents events)
    {
        FirstTimestamp = events.FirstTimestamp;
        var batch = events.Batch;
        _router.Route(batch);
        _lastNumber = batch.LastNumber;
        if (_isFollowed)
        {
            // Kept until all rules have seen it, and as long it counts.
            _held += batch.Buffer.Length;
            _output.Tell(new Routed(batch));
        }
        else
        {
            batch.Dispose();
        }
    }

    /// <summary>Lets the source go on, now or when there is credit again.</summary>
    private void Answer()
    {
        _source = Sender;
        Pull();
    }

    private void Pull()
    {
        if (_source is null)
        {
            return;
        }

        var hasCredit = HasCredit;
        // There may be many trees: all of them are looked at when credit ends, and then only as more is kept.
        if ((!hasCredit && !_isShort) || (IsScarce && _heldSinceLook > _settings.Credit / 32))
        {
            WantCheckpoints();
        }

        _isShort = !hasCredit;

        if (hasCredit)
        {
            _source.Tell(StreamAck.Instance);
            _source = null;
        }
        else
        {
            // What is open may be what a tree needs to get on.
            FlushAll();
        }
    }

    /// <summary>Asks the trees that most is kept for to make it superfluous.</summary>
    private void WantCheckpoints()
    {
        _heldSinceLook = 0;
        foreach (var channel in _channels.Values)
        {
            WantCheckpoint(channel);
        }
    }

    private void WantCheckpoint(TreeChannel channel)
    {
        if (IsScarce && (channel.Bytes > _settings.Credit / 2 / _channels.Count || channel.Bytes > _settings.CreditPerTree / 2))
        {
            channel.WantCheckpoint();
        }
    }

    private void FlushAll()
    {
        foreach (var channel in _opened)
        {
            channel.IsListed = false;
            channel.Flush();
        }

        _opened.Clear();
        Timers.Cancel(nameof(Flush));
    }

    /// <summary>What an acknowledgement may have made possible: alerts are printed, trees end, the source goes on, the run is over.</summary>
    private void Progress()
    {
        ReleaseAlerts();
        RetireEmpty();
        Pull();
        if (_end is not null && !_isFinishing && _channels.Values.All(channel => channel.IsDone))
        {
            _isFinishing = true;
            _output.Tell(new Release(ulong.MaxValue, [.. _due]));
            _due.Clear();
            _output.Tell(new Finish());
        }
    }

    private void ReleaseAlerts()
    {
        while (_pending.TryPeek(out var channel, out var first) && !(channel.FirstPending <= first))
        {
            _pending.Dequeue();
        }

        var number = _pending.TryPeek(out _, out var least) ? Math.Min(_lastNumber, least - 1) : _lastNumber;
        if (number > _released || _due.Count > 0)
        {
            _released = Math.Max(_released, number);
            _output.Tell(new Release(_released, [.. _due]));
            _due.Clear();
        }
    }

    private void RetireEmpty()
    {
        for (var i = _emptied.Count - 1; i >= 0; i--)
        {
            var channel = _emptied[i];
            if (channel is { IsEmpty: true, IsDone: false })
            {
                continue;
            }

            // The order of those that are left is of no matter.
            (_emptied[i], _emptied[^1]) = (_emptied[^1], channel);
            _emptied.RemoveAt(_emptied.Count - 1);
            if (channel.IsEmpty && _channels.GetValueOrDefault(channel.EntityId) == channel)
            {
                var id = channel.EntityId;
                Send(new Retire(id, _settings.Epoch));
                channel.Dispose();
                _pieces.Forget(id);
                _retired = Math.Max(_retired, channel.Acknowledged);
                _channels.Remove(id);
            }
        }
    }

    private void OnFailed(Failed failed, TreeChannel channel)
    {
        _log.Warning("Process tree {0} starts again: {1}", failed.EntityId, failed.Reason);
        if (channel.CountFailure(failed.Sequence) < _settings.MaxRestores)
        {
            return;
        }

        if (channel.Skip(failed.Sequence, crossing => _crossings.GetValueOrDefault(crossing)?.Take(crossing, null)) is not { } lost)
        {
            throw new InvalidOperationException($"Process tree {failed.EntityId} cannot start from its checkpoint: {failed.Reason}");
        }

        _unavailable += lost;
        _log.Error("Process tree {0} failed {1} times on the same events: {2} events are given up", failed.EntityId, _settings.MaxRestores, lost);
    }

    /// <summary>Says what waits for which node, as that decides where trees live.</summary>
    private void ReportBacklog()
    {
        if (_settings.Load is { } load)
        {
            load.Tell(new LocalBacklog(_settings.Sensor, Backlog()));
        }
    }

    private Dictionary<Address, long> Backlog()
    {
        var waiting = new Dictionary<Address, long>();
        foreach (var channel in _channels.Values)
        {
            if (channel.Node is { } node)
            {
                waiting[node] = waiting.GetValueOrDefault(node) + channel.Unacknowledged;
            }
        }

        return waiting;
    }

    private SensorReport Describe()
    {
        var self = ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;
        return new SensorReport
        {
            Name = _settings.Sensor,
            Epoch = _settings.Epoch,
            LastEvent = _lastNumber,
            Evaluated = _released,
            HasEnded = _end is not null,
            Trees = _channels.Count,
            CreditUsed = _held,
            Credit = _settings.Credit,
            Backlog = Backlog().ToDictionary(node => (node.Key.HasLocalScope ? self : node.Key).ToString(), node => node.Value),
            Restores = _restores,
            LostTreeUnavailable = _unavailable,
            LostRecorder = _router.DropEvents,
            CrossingsExpired = _expired,
        };
    }

    /// <summary>Asks trees that have not been heard of for too long how far they are.</summary>
    private void Ask()
    {
        foreach (var channel in _channels.Values)
        {
            channel.ProbeIfSilent((long)_settings.AckTimeout.TotalMilliseconds);
        }
    }

    /// <summary>Tells the source to go on.</summary>
    internal sealed class StreamAck
    {
        public static readonly StreamAck Instance = new();
    }

    internal sealed class StreamStarted
    {
        public static readonly StreamStarted Instance = new();
    }

    internal sealed class StreamCompleted
    {
        public static readonly StreamCompleted Instance = new();
    }

    internal sealed record StreamFailed(Exception Cause);

    private sealed class Flush
    {
        public static readonly Flush Instance = new();
    }

    private sealed class LookForSilence
    {
        public static readonly LookForSilence Instance = new();
    }
}
