using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Serialization;
using Falco.Engine.Output;
using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Alerts.Stateful;

/// <summary>
/// The windows of one stateful rule, beside the rule's alert actor. Trees raise matches; each is confirmed once it is stored, or held where
/// there is no store, and looked at once nothing before it can be missing. What completes an alert is raised with the alert actor like what
/// a tree raises, until that has it; only then the matches that made it are marked in the store. So whatever becomes of this actor, its
/// successor finds in the store what still counts, and makes of it the same alerts with the same ids.
/// </summary>
internal sealed class WindowActor : UntypedActor, IWithTimers
{
    /// <summary>Matches, or marks, in one call to the store.</summary>
    private const int BatchSize = 256;

    /// <summary>Matches that wait to be stored. What comes beyond is raised again by its tree.</summary>
    private const int MaxWaiting = 16 * BatchSize;

    private static readonly TimeSpan RaiseAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    private readonly string _rule;
    private readonly StatefulSettings _settings;
    private readonly IAlertStore? _store;
    private readonly StoreHealth? _health;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly GivenUpMatches _givenUp;
    private readonly Queue<(Raise Raise, IActorRef Tree)> _waiting = new();
    private readonly HashSet<(string EntityId, long Epoch, long Sequence, int Part)> _waitingKeys = [];
    private readonly Dictionary<string, AcceptedAlerts> _accepted = [];
    private readonly SortedDictionary<long, (Raise Alert, IReadOnlyList<MatchId> Spent)> _raised = [];
    // What belongs together is marked together: a successor that found part of it would begin to count in its midst.
    private readonly Queue<IReadOnlyList<MatchId>> _forgotten = new();
    private int _forgottenMatches;
    private MatchQueue<Held> _queue = null!;
    private MatchWindows _windows = null!;
    private int _waitingMatches;
    // Another actor in this one's place must not take confirmations for its own.
    private long _next = DateTime.UtcNow.Ticks;
    private bool _isLoaded;
    private long _loadedTo;
    private bool _isCalling;
    private bool _isPaused;
    private TimeSpan _pause = FirstRetry;
    private IActorRef? _drainer;

    public WindowActor(string rule, StatefulSettings settings, IAlertStore? store, StoreHealth? health)
    {
        _rule = rule;
        _settings = settings;
        _store = store;
        _health = health;
        _givenUp = new GivenUpMatches(_log);
        Begin();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <param name="rule">The rule.</param>
    /// <param name="settings">How matches are held.</param>
    /// <param name="store">Where they are kept; null: in memory.</param>
    /// <param name="health">Whether the store works.</param>
    public static Props Props(string rule, StatefulSettings settings, IAlertStore? store, StoreHealth? health)
        => Akka.Actor.Props.Create(() => new WindowActor(rule, settings, store, health));

    protected override void PreStart() => Work();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Raise raise when _store is null:
                Hold(raise, Sender);
                break;
            case Raise raise:
                Enqueue(raise, Sender);
                break;
            case Evaluated evaluated:
                _queue.Evaluated(evaluated.Sensor, evaluated.Epoch, evaluated.Number, Now);
                break;
            case Confirmed confirmed:
                if (_raised.Remove(confirmed.Sequence, out var done))
                {
                    Forget(done.Spent);
                }

                break;
            case RaiseAgain:
                foreach (var (alert, _) in _raised.Values)
                {
                    Context.Parent.Tell(alert);
                }

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
            case Drain:
                _drainer = Sender;
                break;
            case Look:
                break;
            default:
                Unhandled(message);
                return;
        }

        Work();
    }

    /// <summary>Begins with nothing, and reads from the store what there is.</summary>
    private void Begin()
    {
        _queue = new MatchQueue<Held>(_settings.Settle, _settings.Patience);
        _windows = new MatchWindows(_settings.MaxMatches);
        _isLoaded = _store is null;
        _loadedTo = 0;
    }

    /// <summary>Takes matches where there is no store: each once, as long as a tree may raise it again.</summary>
    private void Hold(Raise raise, IActorRef tree)
    {
        if (!_accepted.TryGetValue(raise.EntityId, out var accepted))
        {
            _accepted.Add(raise.EntityId, accepted = new AcceptedAlerts());
        }

        accepted.ForgetUpTo(raise.Floor);
        foreach (var match in raise.Alerts.Where(match => !accepted.Contains(match.Id)))
        {
            accepted.Add(match.Id);
            Queue(new Held(match, raise.EntityId, raise.Floor));
        }

        tree.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
    }

    private void Enqueue(Raise raise, IActorRef tree)
    {
        // One that is larger than all room there is is taken alone, or never would be.
        if ((_waiting.Count == 0 || _waitingMatches + raise.Alerts.Count <= MaxWaiting) && _waitingKeys.Add(KeyOf(raise)))
        {
            _waiting.Enqueue((raise, tree));
            _waitingMatches += raise.Alerts.Count;
        }
    }

    private static (string EntityId, long Epoch, long Sequence, int Part) KeyOf(Raise raise)
        => (raise.EntityId, raise.Alerts[0].Id.Epoch, raise.Sequence, raise.Part);

    private void Queue(Held held)
    {
        var (id, alert) = held.Match;
        _queue.Add(IdOf(id), alert.Timestamp, alert.Match!.Pattern.Scope, held, Now);
    }

    private static MatchId IdOf(AlertId id) => new(id.Sensor, id.Epoch, id.Event);

    private void Work()
    {
        if (_isLoaded)
        {
            Decide();
        }

        if (_raised.Count > 0 != Timers.IsTimerActive(nameof(RaiseAgain)))
        {
            if (_raised.Count > 0)
            {
                Timers.StartPeriodicTimer(nameof(RaiseAgain), RaiseAgain.Instance, RaiseAgainAfter);
            }
            else
            {
                Timers.Cancel(nameof(RaiseAgain));
            }
        }

        if (_isCalling || _isPaused)
        {
            return;
        }

        // What is forgotten is marked before anything is read, or it would count again.
        if (_forgottenMatches >= BatchSize || (_forgotten.Count > 0 && (_waiting.Count == 0 || !_isLoaded)))
        {
            Call(Mark(_store!, Batch(_forgotten, together => together.Count)));
        }
        else if (!_isLoaded)
        {
            Call(Load(_store!));
        }
        else if (_waiting.Count > 0)
        {
            Call(Add(_store!, Batch(_waiting, waiting => waiting.Raise.Alerts.Count)));
        }
        else if (_drainer is { } drainer && _raised.Count == 0)
        {
            _drainer = null;
            Context.Parent.Tell(new WindowsDrained(drainer));
        }
    }

    /// <summary>The first items of a queue, of together so many matches as one call has; one that has more is alone.</summary>
    private static List<T> Batch<T>(Queue<T> queue, Func<T, int> matches)
    {
        var batch = new List<T>();
        var count = 0;
        foreach (var item in queue)
        {
            count += matches(item);
            if (batch.Count > 0 && count > BatchSize)
            {
                break;
            }

            batch.Add(item);
        }

        return batch;
    }

    /// <summary>Looks at the matches that need not wait any more.</summary>
    private void Decide()
    {
        while (_queue.Take(Now, all: _drainer is not null) is var (order, time, held))
        {
            var completed = _windows.Take(order, time, held.Match.Alert.Match!);
            var forgotten = _windows.TakeForgotten();
            if (completed is null)
            {
                Forget(forgotten);
                continue;
            }

            var alert = new RaisedAlert(held.Match.Id, CompletedAlert.Of(held.Match.Alert, completed));
            var raise = new Raise(_rule, held.EntityId, ++_next, Part: 0, held.Floor, [alert]);
            _raised.Add(raise.Sequence, (raise, forgotten));
            Context.Parent.Tell(raise);
        }

        _givenUp.Warn(_rule, _windows.GivenUp);
        if (_queue.Due is { } due)
        {
            var wait = due - Now;
            Timers.StartSingleTimer(nameof(Look), Look.Instance, wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1));
        }
    }

    private void Forget(IReadOnlyList<MatchId> forgotten)
    {
        if (_store is not null && forgotten.Count > 0)
        {
            _forgotten.Enqueue(forgotten);
            _forgottenMatches += forgotten.Count;
        }
    }

    private void Call(Task<Called> call)
    {
        _isCalling = true;
        call.PipeTo(Self, failure: cause => new CallFailed(cause));
    }

    private async Task<Called> Load(IAlertStore store)
        => new Loaded(await store.Matches(_rule, _loadedTo, BatchSize).ConfigureAwait(false));

    private async Task<Called> Mark(IAlertStore store, List<IReadOnlyList<MatchId>> forgotten)
    {
        await store.ForgetMatches(_rule, [.. forgotten.SelectMany(together => together)]).ConfigureAwait(false);
        return new Marked(forgotten.Count);
    }

    private static async Task<Called> Add(IAlertStore store, List<(Raise Raise, IActorRef Tree)> batch)
    {
        // Kept with all that is needed to go on: the tree, and how far it will never go back.
        var matches = batch.SelectMany(waiting => waiting.Raise.Alerts.Select(match => new NewMatch(
            match.Id, TreeWire.Write(waiting.Raise with { Sequence = 0, Part = 0, Alerts = [match] }))));
        return new Added(batch, await store.AddMatches([.. matches]).ConfigureAwait(false));
    }

    private void OnCalled(Called called)
    {
        _isCalling = false;
        _pause = FirstRetry;
        _health?.Works();
        switch (called)
        {
            case Loaded loaded:
                OnLoaded(loaded.Matches);
                break;
            case Marked marked:
                for (var i = 0; i < marked.Count; i++)
                {
                    _forgottenMatches -= _forgotten.Dequeue().Count;
                }

                break;
            case Added added:
                OnAdded(added);
                break;
        }
    }

    private void OnLoaded(IReadOnlyList<StoredMatch> matches)
    {
        foreach (var match in matches)
        {
            _loadedTo = match.Place;
            try
            {
                var raise = (Raise)TreeWire.Read(TreeWire.RaiseManifest, match.Bytes);
                Queue(new Held(raise.Alerts[0], raise.EntityId, raise.Floor));
            }
            catch (WireException e)
            {
                _log.Warning("Rule '{0}': a match in the store cannot be read and counts no more: {1}", _rule, e.Message);
                Forget([IdOf(match.Id)]);
            }
        }

        _isLoaded = matches.Count < BatchSize;
    }

    private void OnAdded(Added added)
    {
        var isNew = added.New.ToHashSet();
        foreach (var (raise, tree) in added.Batch)
        {
            _waiting.Dequeue();
            _waitingKeys.Remove(KeyOf(raise));
            _waitingMatches -= raise.Alerts.Count;
            foreach (var match in raise.Alerts.Where(match => isNew.Remove(match.Id)))
            {
                Queue(new Held(match, raise.EntityId, raise.Floor));
            }

            tree.Tell(new Confirmed(_rule, raise.Sequence, raise.Part));
        }
    }

    private void OnCallFailed(CallFailed failed)
    {
        _isCalling = false;
        _isPaused = true;
        // It may have done what was asked, and only the answer got lost: the store knows.
        Begin();
        _health?.Failed(failed.Cause);
        Timers.StartSingleTimer(nameof(TryAgain), TryAgain.Instance, _pause);
        _pause = _pause + _pause < _settings.Patience ? _pause + _pause : _settings.Patience;
    }

    /// <summary>A match, the tree that raised it, and the number up to which that tree will never evaluate again.</summary>
    private sealed record Held(RaisedAlert Match, string EntityId, ulong Floor);

    /// <summary>What a call to the store has come to.</summary>
    private abstract record Called;

    private sealed record Loaded(IReadOnlyList<StoredMatch> Matches) : Called;

    private sealed record Marked(int Count) : Called;

    private sealed record Added(List<(Raise Raise, IActorRef Tree)> Batch, IReadOnlyList<AlertId> New) : Called;

    private sealed record CallFailed(Exception Cause);

    private sealed class TryAgain
    {
        public static readonly TryAgain Instance = new();
    }

    private sealed class RaiseAgain
    {
        public static readonly RaiseAgain Instance = new();
    }

    private sealed class Look
    {
        public static readonly Look Instance = new();
    }
}
