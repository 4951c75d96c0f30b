namespace Falco.Engine.Rules.Stateful;

/// <summary>The windows of all stateful rules where matches come in the order of their events: nothing has to be waited for.</summary>
/// <param name="maxMatches">Matches held of one rule at most.</param>
internal sealed class MatchesInOrder<TRule>(int maxMatches)
    where TRule : notnull
{
    /// <summary>Matches held of one rule, where nobody says otherwise.</summary>
    public const int DefaultMost = 100_000;

    private readonly Dictionary<TRule, (MatchWindows Windows, Dictionary<(string Sensor, long Epoch), ulong> Last)> _rules = [];

    /// <summary>Matches that were given up for want of room.</summary>
    public long GivenUp => _rules.Values.Sum(rule => rule.Windows.GivenUp);

    /// <summary>Takes the next match. Returns what it completes; null where it completes nothing.</summary>
    public CompletedMatch? Take(TRule rule, MatchId id, ulong time, StatefulMatch match)
    {
        if (!_rules.TryGetValue(rule, out var its))
        {
            _rules.Add(rule, its = (new MatchWindows(maxMatches), []));
        }

        var last = its.Last.GetValueOrDefault((id.Sensor, id.Epoch));
        var order = MatchOrder.Next(id, time, ref last);
        its.Last[(id.Sensor, id.Epoch)] = last;
        var completed = its.Windows.Take(order, time, match);
        its.Windows.TakeForgotten();
        return completed;
    }
}
