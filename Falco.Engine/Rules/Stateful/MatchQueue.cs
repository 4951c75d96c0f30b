namespace Falco.Engine.Rules.Stateful;

/// <summary>
/// Puts matches that come from several trees and sensors into order before they are looked at. A match waits until its sensor has
/// evaluated everything up to it, so that none before it can be missing. Where sensors are looked at together it waits a while longer for
/// those of the others. Where a sensor falls silent, patience ends the wait.
/// </summary>
/// <param name="settle">How long others are waited for.</param>
/// <param name="patience">How long a match waits at most.</param>
internal sealed class MatchQueue<T>(TimeSpan settle, TimeSpan patience)
{
    private readonly SortedDictionary<(string Sensor, long Epoch), Run> _runs = new(Comparer<(string Sensor, long Epoch)>.Create(Compare));
    private readonly Dictionary<string, long> _epochs = [];
    private MatchOrder? _last;
    private bool _isShared;

    /// <summary>Matches that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Matches that came when one behind them had been taken already.</summary>
    public long Late { get; private set; }

    /// <summary>Adds a match; false where it waits already.</summary>
    public bool Add(MatchId id, ulong time, MatchScope scope, T item, TimeSpan now)
    {
        _isShared = scope == MatchScope.Cluster;
        var run = RunOf(id.Sensor, id.Epoch);
        if (!run.Waiting.TryAdd(id.Event, new Waiting(time, item, now)))
        {
            return false;
        }

        Count++;
        if (id.Event <= run.Evaluated || id.Epoch < _epochs[id.Sensor])
        {
            run.Waiting[id.Event].CompleteAt = now;
        }

        return true;
    }

    /// <summary>A sensor has evaluated its events up to a number, and all their matches are here.</summary>
    public void Evaluated(string sensor, long epoch, ulong number, TimeSpan now)
    {
        var run = RunOf(sensor, epoch);
        run.Evaluated = Math.Max(run.Evaluated, number);
        foreach (var ((name, itsEpoch), other) in _runs)
        {
            if (name != sensor)
            {
                continue;
            }

            // A sensor that has begun anew evaluates nothing of its last run any more.
            foreach (var (e, waiting) in other.Waiting)
            {
                if (itsEpoch >= _epochs[sensor] && e > other.Evaluated)
                {
                    break;
                }

                waiting.CompleteAt ??= now;
            }
        }

        foreach (var old in _runs.Where(entry => entry.Key.Sensor == sensor && entry.Key.Epoch < _epochs[sensor] && entry.Value.Waiting.Count == 0).ToList())
        {
            _runs.Remove(old.Key);
        }
    }

    /// <summary>Takes the next match if it need not wait any more.</summary>
    /// <param name="now">The time, of any clock.</param>
    /// <param name="all">Nobody is waited for.</param>
    public (MatchOrder Order, ulong Time, T Item)? Take(TimeSpan now, bool all = false)
    {
        if (Next(now, all) is not var (next, order) || (!all && now < DueOf(next.First.Waiting)))
        {
            return null;
        }

        var taken = next.First.Waiting;
        next.Waiting.Remove(order.Event);
        next.LastTime = order.Time;
        Count--;
        if (_isShared)
        {
            Late += _last is { } last && order.CompareTo(last) < 0 ? 1 : 0;
            _last = order;
        }

        return (order, taken.Time, taken.Item);
    }

    /// <summary>When the next match is to be asked for again, if nothing else happens; null where none waits.</summary>
    public TimeSpan? Due => _isShared
        ? Next(default, all: true) is var (next, _) ? DueOf(next.First.Waiting) : null
        : _runs.Values.Where(run => run.Waiting.Count > 0).Select(run => (TimeSpan?)DueOf(run.First.Waiting)).Min();

    private static int Compare((string Sensor, long Epoch) left, (string Sensor, long Epoch) right)
        => string.CompareOrdinal(left.Sensor, right.Sensor) is not 0 and var order ? order : left.Epoch.CompareTo(right.Epoch);

    /// <summary>The run whose first match comes before those of the others; where sensors are not looked at together, of those that need not wait.</summary>
    private (Run Run, MatchOrder Order)? Next(TimeSpan now, bool all)
    {
        (Run Run, MatchOrder Order)? next = null;
        foreach (var (key, run) in _runs)
        {
            if (run.Waiting.Count == 0)
            {
                continue;
            }

            var (number, waiting) = run.First;
            var last = run.LastTime;
            var order = MatchOrder.Next(new MatchId(key.Sensor, key.Epoch, number), waiting.Time, ref last);
            if ((_isShared || all || now >= DueOf(waiting)) && (next is null || order.CompareTo(next.Value.Order) < 0))
            {
                next = (run, order);
            }
        }

        return next;
    }

    private TimeSpan DueOf(Waiting waiting)
    {
        var latest = waiting.Arrived + patience;
        return waiting.CompleteAt is { } complete && complete + (_isShared ? settle : TimeSpan.Zero) is var due && due < latest ? due : latest;
    }

    private Run RunOf(string sensor, long epoch)
    {
        if (!_runs.TryGetValue((sensor, epoch), out var run))
        {
            _runs.Add((sensor, epoch), run = new Run());
        }

        _epochs[sensor] = Math.Max(_epochs.GetValueOrDefault(sensor, long.MinValue), epoch);
        return run;
    }

    private sealed class Run
    {
        public SortedDictionary<ulong, Waiting> Waiting { get; } = [];

        public ulong Evaluated { get; set; }

        public ulong LastTime { get; set; }

        public (ulong Number, Waiting Waiting) First
        {
            get
            {
                using var first = Waiting.GetEnumerator();
                first.MoveNext();
                return (first.Current.Key, first.Current.Value);
            }
        }
    }

    private sealed class Waiting(ulong time, T item, TimeSpan arrived)
    {
        public ulong Time { get; } = time;

        public T Item { get; } = item;

        public TimeSpan Arrived { get; } = arrived;

        public TimeSpan? CompleteAt { get; set; }
    }
}
