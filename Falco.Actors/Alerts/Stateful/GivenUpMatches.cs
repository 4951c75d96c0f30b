using Akka.Event;

namespace Falco.Actors.Alerts.Stateful;

/// <summary>Warns that matches were given up for want of room: at the first, and whenever there are ten times as many.</summary>
internal sealed class GivenUpMatches(ILoggingAdapter log)
{
    private long _next = 1;

    /// <param name="rule">The rule; null for any.</param>
    /// <param name="count">How many so far.</param>
    public void Warn(string? rule, long count)
    {
        if (count < _next)
        {
            return;
        }

        log.Warning(
            "{0}: {1} matches were given up, the oldest first, as there are more groups than falco.alerts.stateful.max-matches has room for: alerts may be missing",
            rule is null ? "Rules with thresholds or sequences" : $"Rule '{rule}'",
            count);
        while (_next <= count)
        {
            _next *= 10;
        }
    }
}
