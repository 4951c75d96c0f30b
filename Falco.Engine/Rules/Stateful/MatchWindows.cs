namespace Falco.Engine.Rules.Stateful;

/// <summary>
/// The matches of one rule that may still become part of an alert, in groups of those that belong together. Matches are given in order;
/// what comes out depends on nothing else. One that comes late is taken all the same: a threshold counts it where it lies in time, and
/// of a sequence it continues only what began before it.
/// </summary>
/// <param name="maxMatches">Matches held at most; beyond that, groups that were added to longest ago are given up.</param>
internal sealed class MatchWindows(int maxMatches)
{
    private readonly Dictionary<GroupKey, MatchGroup> _groups = [];
    private readonly LinkedList<MatchGroup> _byUse = [];
    private readonly Dictionary<MatchId, int> _uses = [];
    private readonly Dictionary<string, ulong> _latest = [];
    private readonly List<MatchId> _forgotten = [];

    /// <summary>Matches held.</summary>
    public int Held => _uses.Count;

    /// <summary>Matches that were given up for want of room.</summary>
    public long GivenUp { get; private set; }

    /// <summary>Takes the next match. Returns what it completes; null where it completes nothing.</summary>
    public CompletedMatch? Take(MatchOrder order, ulong time, StatefulMatch match)
    {
        var id = new MatchId(order.Sensor, order.Epoch, order.Event);
        _latest[id.Sensor] = Math.Max(_latest.GetValueOrDefault(id.Sensor), time);
        GiveUpExpired();
        Hold(id);
        var at = new MatchPlace(id, order, time);
        var completed = match.Pattern.IsSequence ? TakeStep(at, match) : Count(at, match);
        Release(id);
        while (_uses.Count > maxMatches && _byUse.First is { Value: var oldest })
        {
            var held = _uses.Count;
            GiveUp(oldest);
            GivenUp += held - _uses.Count;
        }

        return completed;
    }

    /// <summary>The matches that have come to nothing or to an alert since the last call: they change nothing any more.</summary>
    public IReadOnlyList<MatchId> TakeForgotten()
    {
        MatchId[] forgotten = [.. _forgotten];
        _forgotten.Clear();
        return forgotten;
    }

    internal void Hold(MatchId id) => _uses[id] = _uses.GetValueOrDefault(id) + 1;

    internal void Release(MatchId id)
    {
        if (--_uses[id] == 0)
        {
            _uses.Remove(id);
            _forgotten.Add(id);
        }
    }

    private static IEnumerable<GroupKey> GroupsOf(StepMatch step, StatefulMatch match, MatchId id)
        => match.Lineage.Count == 0 ? [new GroupKey("", step.Key, 0)] : match.Lineage.Select(process => new GroupKey(id.Sensor, step.Key, process));

    private CompletedMatch? Count(MatchPlace at, StatefulMatch match)
    {
        var key = new GroupKey("", match.Steps[0].Key, 0);
        var group = (ThresholdGroup)Use(key, match.Pattern);
        if (group.Add(at) is not { } first)
        {
            return null;
        }

        GiveUp(group);
        return new CompletedMatch(first, match.Pattern.Count, []);
    }

    private CompletedMatch? TakeStep(MatchPlace at, StatefulMatch match)
    {
        // From the last on: an event is one step of a sequence, not two.
        for (var i = match.Steps.Count - 1; i >= 0; i--)
        {
            var step = match.Steps[i];
            if (step.Step == 0)
            {
                var key = match.Lineage.Count == 0 ? new GroupKey("", step.Key, 0) : new GroupKey(at.Id.Sensor, step.Key, match.Anchor);
                ((SequenceGroup)Use(key, match.Pattern)).Begin(at, step.Text);
                continue;
            }

            List<SequenceGroup> completed = [];
            CompletedMatch? result = null;
            foreach (var key in GroupsOf(step, match, at.Id))
            {
                if (_groups.TryGetValue(key, out var found) && found is SequenceGroup group && group.Before(step.Step, at) is { } before)
                {
                    if (step.Step < match.Pattern.Steps - 1)
                    {
                        group.Continue(step.Step, before, at, step.Text);
                    }
                    else
                    {
                        result ??= new CompletedMatch(before.Start, match.Pattern.Steps, before.Texts());
                        completed.Add(group);
                    }
                }
            }

            if (result is not null)
            {
                completed.ForEach(GiveUp);
                return result;
            }
        }

        return null;
    }

    /// <summary>The group of a key, new where there is none or it is one of another pattern: the rule has been changed.</summary>
    private MatchGroup Use(GroupKey key, MatchPattern pattern)
    {
        if (_groups.TryGetValue(key, out var group) && group.Pattern != pattern)
        {
            GiveUp(group);
            group = null;
        }

        if (group is null)
        {
            group = pattern.IsSequence ? new SequenceGroup(this, key, pattern) : new ThresholdGroup(this, key, pattern);
            _groups.Add(key, group);
        }
        else
        {
            _byUse.Remove(group.Use);
        }

        _byUse.AddLast(group.Use);
        return group;
    }

    private void GiveUp(MatchGroup group)
    {
        _groups.Remove(group.Key);
        _byUse.Remove(group.Use);
        group.Clear();
    }

    /// <summary>Lets go of groups whose time is over by the clock of the sensor that they heard of last.</summary>
    private void GiveUpExpired()
    {
        while (_byUse.First is { Value: var oldest } && oldest.IsOver(_latest.GetValueOrDefault(oldest.Sensor)))
        {
            GiveUp(oldest);
        }
    }
}

/// <summary>What a match completes.</summary>
/// <param name="First">The time of the first match of those that make the alert.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Texts">Of a sequence what each step before the last says.</param>
internal sealed record CompletedMatch(ulong First, int Count, IReadOnlyList<ReadOnlyMemory<byte>> Texts);

/// <summary>What the matches of a group have in common.</summary>
/// <param name="Sensor">The sensor, where processes are compared.</param>
/// <param name="Key">The values of fields, and the tree where that matters.</param>
/// <param name="Process">The process whose descendants the steps are by; 0 where that does not matter.</param>
internal readonly record struct GroupKey(string Sensor, string Key, ulong Process);

/// <summary>A match, where it stands in the order, and its event's own time.</summary>
internal readonly record struct MatchPlace(MatchId Id, MatchOrder Order, ulong Time);
