namespace Falco.Actors.Alerts;

/// <summary>What alerts are held back: HOCON's <c>falco.alerts.throttle</c>.</summary>
/// <param name="Rule">For all alerts of a rule; null for no limit.</param>
/// <param name="Container">For those of a rule and a container; null for no limit.</param>
/// <param name="SummaryEvery">How often it is said what was held back.</param>
internal sealed record ThrottleSettings(ThrottleRate? Rule, ThrottleRate? Container, TimeSpan SummaryEvery)
{
    /// <summary>Whether anything is held back.</summary>
    public bool IsOn => Rule is not null || Container is not null;
}

/// <summary>So many alerts in a row, and so many each second in the long run.</summary>
internal sealed record ThrottleRate(double PerSecond, int Burst);
