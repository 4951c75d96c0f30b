namespace Falco.Actors.Alerts.Stateful;

/// <summary>How matches of rules with a threshold or a sequence are held: HOCON's <c>falco.alerts.stateful</c>.</summary>
internal sealed record StatefulSettings
{
    /// <summary>Matches of one rule that are held at most.</summary>
    public required int MaxMatches { get; init; }

    /// <summary>How long matches across the cluster wait for those of other sensors.</summary>
    public required TimeSpan Settle { get; init; }

    /// <summary>How long a match waits at most for its sensor to say how far it is.</summary>
    public required TimeSpan Patience { get; init; }
}
