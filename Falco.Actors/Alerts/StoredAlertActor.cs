using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts.Stateful;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Trees;

namespace Falco.Actors.Alerts;

/// <summary>
/// One rule's alerts on a node with a store. What a tree raises is stored, and that confirms it; what is new goes to the outputs, and
/// when all have it the store is told. The store is the truth: whatever becomes of this actor or its node, its successor finds there
/// what is open. One call to the store is on its way at a time, and what comes meanwhile waits for the next.
/// </summary>
internal sealed class StoredAlertActor : UntypedActor, IWithTimers
{
    /// <summary>Alerts in one call to the store.</summary>
    private const int BatchSize = 256;

    /// <summary>Alerts that wait to be stored. What comes beyond is raised again by its tree.</summary>
    private const int MaxWaiting = 16 * BatchSize;

    /// <summary>Alerts that are with the outputs. What comes beyond is read from the store later.</summary>
    private const int MaxOffered = 4 * BatchSize;

    /// <summary>The same in bytes, of each of the two.</summary>
    private const long MaxBytes = 8 << 20;

    private const string WindowsName = "windows";

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    private readonly AlertContext _context;
    private readonly string _rule;
    private readonly Throttle? _throttle;
    private readonly HeldBack _heldBack;
    private readonly Queue<Waiting> _waiting = new();
    private readonly HashSet<(string EntityId, long Epoch, long Sequence, int Part)> _waitingKeys = [];
    private readonly RecentAlerts _stored = new(MaxWaiting);
    private readonly Dictionary<AlertId, Offered> _offered = [];
    private readonly List<AlertMark> _marks = [];
    private readonly Pieces _pieces = new();
    private int _waitingAlerts;
    private long _waitingBytes;
    private long _offeredBytes;
    private bool _isCalling;
    private bool _isPaused;
    private TimeSpan _pause = FirstRetry;
    private Search _search = Search.Full;
    private bool _isLeftBehind;
    private long _searchedTo;
    private IActorRef? _drainer;
    private bool _isEnding;

    public StoredAlertActor(string rule, AlertContext context)
    {
        _rule = rule;
        _context = context;
        _throttle = context.Settings.Throttle.IsOn ? new Throttle(context.Settings.Throttle) : null;
        _heldBack = new HeldBack(rule, context.Node);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsOfferRoom => _offered.Count < MaxOffered && _offeredBytes < MaxBytes;

    public static Props Props(string rule, AlertContext context) => Akka.Actor.Props.Create<StoredAlertActor>(rule, context);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Raise { IsOfMatches: true } or Evaluated:
                Windows().Forward(message);
                return;
            case Raise when _isEnding:
                // Its tree raises it again, where the rule lives next.
                break;
            case Raise raise:
                OnRaise(raise);
                break;
            case RaisePiece part:
                if (_pieces.Add(part.Piece, Context.GetLogger()) is Raise whole)
                {
                    OnReceive(whole);
                }

                return;
            case Taken taken:
                OnAnswer(taken.Output, taken.Alerts, isTaken: true);
                break;
            case Refused refused:
                OnAnswer(refused.Output, refused.Alerts, isTaken: false);
                break;
            case Wake:
                Look(Search.Probe);
                break;
            case Called called:
                OnCalled(called);
                break;
            case CallFailed failed:
                OnCallFailed(failed);
                break;
            case TryAgain:
                _isPaused = false;
                break;
            case TellHeldBack:
                TellOfHeldBack();
                break;
            case Drain when !Context.Child(WindowsName).IsNobody():
                Context.Child(WindowsName).Forward(message);
                return;
            case Drain:
                _drainer = Sender;
                TellOfHeldBack();
                break;
            case HandOver:
                _isEnding = true;
                TellOfHeldBack();
                Timers.StartSingleTimer(nameof(End), End.Instance, _context.Settings.Outputs.DrainTimeout);
                break;
            case End:
                Context.Stop(Self);
                return;
            case WindowsDrained drained:
                _drainer = drained.Drainer;
                TellOfHeldBack();
                break;
            case TreeEnded:
                // What it raised is in the store.
                break;
            default:
                Unhandled(message);
                return;
        }

        Work();
    }

    protected override void PreStart() => Work();

    private static string ContainerOf(string entityId)
    {
        var key = entityId[(entityId.IndexOf('|', StringComparison.Ordinal) + 1)..];
        return key.StartsWith("host/", StringComparison.Ordinal) ? "" : Uri.UnescapeDataString(key);
    }

    /// <summary>Makes alerts of the matches of a stateful rule, and raises them here.</summary>
    private IActorRef Windows() => Context.Child(WindowsName) is var child && !child.IsNobody()
        ? child
        : Context.ActorOf(WindowActor.Props(_rule, _context.Settings.Stateful, _context.Store, _context.Health), WindowsName);

    private void OnRaise(Raise raise)
    {
        if (raise.Alerts.All(alert => _stored.Contains(alert.Id)))
        {
            Sender.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
            return;
        }

        var key = (raise.EntityId, raise.Alerts[0].Id.Epoch, raise.Sequence, raise.Part);
        // One that is larger than all room there is is taken alone, or never would be.
        if (!_waitingKeys.Contains(key) && (_waiting.Count == 0 || (_waitingAlerts + raise.Alerts.Count <= MaxWaiting && _waitingBytes < MaxBytes)))
        {
            var container = ContainerOf(raise.EntityId);
            Enqueue(new Waiting(key, Sender, [.. raise.Alerts.Select(alert => new NewAlert(alert, container))]));
        }
    }

    /// <summary>Begins to look for open alerts, from the oldest on.</summary>
    private void Look(Search search)
    {
        if (_search < search)
        {
            _search = search;
            _searchedTo = 0;
        }
    }

    private void Enqueue(Waiting waiting)
    {
        _waitingKeys.Add(waiting.Key);
        _waiting.Enqueue(waiting);
        _waitingAlerts += waiting.Alerts.Count;
        _waitingBytes += waiting.Bytes;
    }

    /// <summary>Does what comes next, if the store is free for it.</summary>
    private void Work()
    {
        if (_isCalling || _isPaused)
        {
            return;
        }

        if (_isLeftBehind && !_isEnding && _search == Search.None && _offered.Count < MaxOffered / 2 && _offeredBytes < MaxBytes / 2)
        {
            _isLeftBehind = false;
            Look(Search.Full);
        }

        if (_search != Search.None && !_isEnding && IsOfferRoom)
        {
            Call(Load(_searchedTo, Math.Min(BatchSize, MaxOffered - _offered.Count)));
        }
        else if (_marks.Count >= BatchSize || (_marks.Count > 0 && _waiting.Count == 0))
        {
            Call(Mark([.. _marks.Take(BatchSize)]));
        }
        else if (_waiting.Count > 0)
        {
            var batch = new List<Waiting>();
            var count = 0;
            foreach (var waiting in _waiting)
            {
                if (count > 0 && count + waiting.Alerts.Count > BatchSize)
                {
                    break;
                }

                batch.Add(waiting);
                count += waiting.Alerts.Count;
            }

            Call(Add(batch));
        }
        else if (_drainer is { } drainer && _offered.Count == 0)
        {
            _drainer = null;
            drainer.Tell(new Drained());
        }
        else if (_isEnding && _offered.Count == 0)
        {
            Context.Stop(Self);
        }
    }

    private void Call(Task<Called> call)
    {
        _isCalling = true;
        call.PipeTo(Self, failure: cause => new CallFailed(cause));
    }

    private async Task<Called> Load(long after, int most)
        => new Loaded(await _context.Store.Open(_rule, after, most).ConfigureAwait(false), most);

    private async Task<Called> Mark(List<AlertMark> marks)
    {
        await _context.Store.Mark(marks).ConfigureAwait(false);
        return new Marked(marks.Count);
    }

    private async Task<Called> Add(List<Waiting> batch)
        => new Added(batch, await _context.Store.Add([.. batch.SelectMany(waiting => waiting.Alerts)]).ConfigureAwait(false));

    private void OnCalled(Called called)
    {
        _isCalling = false;
        _pause = FirstRetry;
        _context.Health.Works();
        switch (called)
        {
            case Loaded loaded:
                OnLoaded(loaded);
                break;
            case Marked marked:
                _marks.RemoveRange(0, marked.Count);
                break;
            case Added added:
                OnAdded(added);
                break;
        }
    }

    private void OnCallFailed(CallFailed failed)
    {
        _isCalling = false;
        _isPaused = true;
        // It may have done what was asked, and only the answer got lost.
        Look(Search.Full);
        _context.Health.Failed(failed.Cause);
        Timers.StartSingleTimer(nameof(TryAgain), TryAgain.Instance, _pause);
        _pause = _pause + _pause < _context.Settings.Store.RetryAtMost ? _pause + _pause : _context.Settings.Store.RetryAtMost;
    }

    private void OnLoaded(Loaded loaded)
    {
        if (loaded.Alerts.Count < loaded.Most)
        {
            _search = Search.None;
        }
        else
        {
            _searchedTo = loaded.Alerts[^1].Place;
        }

        Hand([.. loaded.Alerts.Where(IsUnknown)]);
    }

    private bool IsUnknown(OpenAlert alert) => !_offered.ContainsKey(alert.Raised.Id) && !_marks.Exists(mark => mark.Place == alert.Place);

    private void OnAdded(Added added)
    {
        foreach (var waiting in added.Batch)
        {
            _waiting.Dequeue();
            _waitingKeys.Remove(waiting.Key);
            _waitingAlerts -= waiting.Alerts.Count;
            _waitingBytes -= waiting.Bytes;
            foreach (var alert in waiting.Alerts)
            {
                _stored.Add(alert.Raised.Id);
            }
        }

        Hand(_throttle is null ? added.New : HoldBack(_throttle, added.New));
        foreach (var waiting in added.Batch)
        {
            waiting.Tree.Tell(new Confirmed(_rule, waiting.Key.Sequence, waiting.Key.Part));
        }
    }

    private List<OpenAlert> HoldBack(Throttle throttle, IReadOnlyList<OpenAlert> alerts)
    {
        var now = (ulong)Environment.TickCount64 * 1_000_000;
        var passed = new List<OpenAlert>();
        foreach (var alert in alerts)
        {
            if (alert.Raised.Alert.Rule == HeldBack.RuleName || throttle.Lets(alert.Container, now))
            {
                passed.Add(alert);
                continue;
            }

            _heldBack.Add(alert.Raised.Alert, alert.Container);
            _marks.Add(new AlertMark(alert.Place, AlertState.HeldBack, []));
        }

        if (!_heldBack.IsEmpty && !Timers.IsTimerActive(nameof(TellHeldBack)))
        {
            Timers.StartSingleTimer(nameof(TellHeldBack), TellHeldBack.Instance, _context.Settings.Throttle.SummaryEvery);
        }

        return passed;
    }

    /// <summary>What was held back is told of by an alert, which is stored like every other.</summary>
    private void TellOfHeldBack()
    {
        if (!_heldBack.IsEmpty)
        {
            var told = _heldBack.Tell(DateTime.UtcNow);
            Enqueue(new Waiting(("", told.Id.Epoch, (long)told.Id.Event, 0), ActorRefs.Nobody, [new NewAlert(told, "")]));
        }
    }

    /// <summary>Gives open alerts to the outputs that do not have them, as far as there is room.</summary>
    private void Hand(IReadOnlyList<OpenAlert> alerts)
    {
        var room = IsOfferRoom ? MaxOffered - _offered.Count : 0;
        _isLeftBehind |= alerts.Count > room;
        foreach (var group in alerts.Take(room).GroupBy(alert => string.Join(',', alert.Outputs)))
        {
            var offered = new List<RaisedAlert>();
            IReadOnlyList<string> outputs = [];
            foreach (var alert in group)
            {
                outputs = alert.Outputs;
                var missing = _context.OutputNames.Except(outputs).ToHashSet();
                if (missing.Count == 0)
                {
                    // An output that it waited for has been turned off since.
                    _marks.Add(new AlertMark(alert.Place, AlertState.Done, outputs));
                    continue;
                }

                var bytes = SizeOf(alert.Raised);
                _offered.Add(alert.Raised.Id, new Offered(alert.Place, bytes, missing, [.. outputs]));
                _offeredBytes += bytes;
                offered.Add(alert.Raised);
            }

            if (offered.Count > 0)
            {
                _context.Outputs.Tell(new Offer(offered, outputs));
            }
        }
    }

    private void OnAnswer(string output, IReadOnlyList<AlertId> ids, bool isTaken)
    {
        foreach (var id in ids)
        {
            if (!_offered.TryGetValue(id, out var offered) || !offered.Missing.Remove(output))
            {
                continue;
            }

            if (isTaken)
            {
                offered.Outputs.Add(output);
                offered.IsChanged = true;
            }
            else
            {
                offered.IsRefused = true;
            }

            if (offered.Missing.Count > 0)
            {
                continue;
            }

            // What was refused stays open, and is offered again when it is next looked for.
            _offered.Remove(id);
            _offeredBytes -= offered.Bytes;
            if (offered.IsChanged)
            {
                _marks.Add(new AlertMark(offered.Place, offered.IsRefused ? AlertState.Open : AlertState.Done, offered.Outputs));
            }
        }

        if (!isTaken && _search == Search.Probe)
        {
            // All of them would be refused.
            _search = Search.None;
        }
    }

    private static long SizeOf(RaisedAlert raised) => 512 + raised.Alert.Message.Length + raised.Alert.FieldsJson.Length;

    /// <summary>What open alerts are looked for.</summary>
    private enum Search
    {
        None,

        /// <summary>The oldest, and those after them as long as outputs take them.</summary>
        Probe,

        /// <summary>All.</summary>
        Full,
    }

    /// <summary>Alerts of a tree that wait to be stored.</summary>
    private sealed record Waiting((string EntityId, long Epoch, long Sequence, int Part) Key, IActorRef Tree, IReadOnlyList<NewAlert> Alerts)
    {
        public long Bytes { get; } = Alerts.Sum(alert => SizeOf(alert.Raised));
    }

    /// <summary>An alert that is with the outputs.</summary>
    private sealed record Offered(long Place, long Bytes, HashSet<string> Missing, List<string> Outputs)
    {
        public bool IsChanged { get; set; }

        public bool IsRefused { get; set; }
    }

    /// <summary>What a call to the store has come to.</summary>
    private abstract record Called;

    private sealed record Loaded(IReadOnlyList<OpenAlert> Alerts, int Most) : Called;

    private sealed record Marked(int Count) : Called;

    private sealed record Added(List<Waiting> Batch, IReadOnlyList<OpenAlert> New) : Called;

    private sealed record CallFailed(Exception Cause);

    private sealed class TryAgain
    {
        public static readonly TryAgain Instance = new();
    }

    private sealed class End
    {
        public static readonly End Instance = new();
    }

    private sealed class TellHeldBack
    {
        public static readonly TellHeldBack Instance = new();
    }
}
