namespace Falco.Engine.Rules.Stateful;

/// <summary>Matches that belong together.</summary>
internal abstract class MatchGroup
{
    protected MatchGroup(GroupKey key, MatchPattern pattern)
    {
        Key = key;
        Pattern = pattern;
        Use = new LinkedListNode<MatchGroup>(this);
    }

    public GroupKey Key { get; }

    public MatchPattern Pattern { get; }

    /// <summary>Its place among all groups, by when they were added to.</summary>
    public LinkedListNode<MatchGroup> Use { get; }

    /// <summary>The sensor of the match that was added last.</summary>
    public string Sensor { get; protected set; } = "";

    /// <summary>Whether no later match can add to it.</summary>
    public abstract bool IsOver(ulong now);

    /// <summary>Lets go of all matches.</summary>
    public abstract void Clear();

    protected bool IsWithin(ulong first, ulong last) => last <= first || last - first <= Pattern.Window;
}

/// <summary>The matches that a threshold counts, by time; always fewer than its count.</summary>
internal sealed class ThresholdGroup(MatchWindows windows, GroupKey key, MatchPattern pattern) : MatchGroup(key, pattern)
{
    private readonly List<MatchPlace> _matches = [];

    public override bool IsOver(ulong now) => _matches.Count == 0 || !IsWithin(_matches[^1].Time, now);

    /// <summary>Adds a match. Returns the time of the first of those that reach the count with it, all within the window; else null.</summary>
    public ulong? Add(MatchPlace match)
    {
        Sensor = match.Id.Sensor;
        var at = _matches.Count;
        while (at > 0 && _matches[at - 1].Time > match.Time)
        {
            at--;
        }

        windows.Hold(match.Id);
        _matches.Insert(at, match);
        for (var first = Math.Max(0, at - Pattern.Count + 1); first <= at && first + Pattern.Count <= _matches.Count; first++)
        {
            if (IsWithin(_matches[first].Time, _matches[first + Pattern.Count - 1].Time))
            {
                return _matches[first].Time;
            }
        }

        var over = _matches.FindIndex(old => IsWithin(old.Time, _matches[^1].Time));
        for (var i = 0; i < over; i++)
        {
            windows.Release(_matches[i].Id);
        }

        _matches.RemoveRange(0, over);
        return null;
    }

    public override void Clear()
    {
        _matches.ForEach(match => windows.Release(match.Id));
        _matches.Clear();
    }
}

/// <summary>How far the steps of a sequence have come: for each number of steps, the way there that began last, as it has most time left.</summary>
internal sealed class SequenceGroup(MatchWindows windows, GroupKey key, MatchPattern pattern) : MatchGroup(key, pattern)
{
    private readonly Way?[] _ways = new Way?[pattern.Steps - 1];

    public override bool IsOver(ulong now) => _ways[0] is not { } latest || !IsWithin(latest.Start, now);

    /// <summary>The first step.</summary>
    public void Begin(MatchPlace match, ReadOnlyMemory<byte> text)
    {
        if (_ways[0] is null || _ways[0]!.Start <= match.Time)
        {
            Set(0, new Way(null, match, match.Time, text));
        }
    }

    /// <summary>The way that a match could continue with a step; null where there is none.</summary>
    public Way? Before(int step, MatchPlace match)
        => step <= _ways.Length && _ways[step - 1] is { } way && way.Last.Order.CompareTo(match.Order) < 0 && IsWithin(way.Start, match.Time) ? way : null;

    /// <summary>The next step of a way.</summary>
    public void Continue(int step, Way before, MatchPlace match, ReadOnlyMemory<byte> text)
    {
        if (_ways[step] is null || _ways[step]!.Start < before.Start)
        {
            Set(step, new Way(before, match, before.Start, text));
        }
    }

    public override void Clear()
    {
        for (var i = 0; i < _ways.Length; i++)
        {
            Set(i, null);
        }
    }

    private void Set(int step, Way? way)
    {
        Sensor = way?.Last.Id.Sensor ?? Sensor;
        way?.Hold(windows);
        _ways[step]?.Release(windows);
        _ways[step] = way;
    }

    /// <summary>Some steps in order. Ways share their beginnings.</summary>
    public sealed class Way(Way? before, MatchPlace last, ulong start, ReadOnlyMemory<byte> text)
    {
        private int _uses;

        /// <summary>The last step.</summary>
        public MatchPlace Last { get; } = last;

        /// <summary>The time of the first.</summary>
        public ulong Start { get; } = start;

        /// <summary>What the steps say.</summary>
        public IReadOnlyList<ReadOnlyMemory<byte>> Texts() => [.. before?.Texts() ?? [], text];

        public void Hold(MatchWindows windows)
        {
            if (_uses++ == 0)
            {
                windows.Hold(Last.Id);
                before?.Hold(windows);
            }
        }

        public void Release(MatchWindows windows)
        {
            if (--_uses == 0)
            {
                windows.Release(Last.Id);
                before?.Release(windows);
            }
        }
    }
}
