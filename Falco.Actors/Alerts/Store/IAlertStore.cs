using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Alerts.Store;

/// <summary>
/// Keeps alerts until all outputs have them, and for a while longer for people to look at. Of alerts with the same id it keeps one.
/// Every call may fail with an <see cref="AlertStoreException"/> and can be repeated.
/// </summary>
internal interface IAlertStore : IAsyncDisposable
{
    /// <summary>Adds alerts, each open; those that are there already stay as they are.</summary>
    /// <returns>Those that were not there.</returns>
    Task<IReadOnlyList<OpenAlert>> Add(IReadOnlyList<NewAlert> alerts);

    /// <summary>Says what has become of open alerts.</summary>
    Task Mark(IReadOnlyList<AlertMark> marks);

    /// <summary>Open alerts of a rule behind a place, in the order in which they were added.</summary>
    Task<IReadOnlyList<OpenAlert>> Open(string rule, long after, int most);

    /// <summary>Rules that have had open alerts since before a time.</summary>
    Task<IReadOnlyList<string>> RulesWithOpen(DateTime before);

    /// <summary>Deletes alerts that are not open: those from before a time, and the oldest of those beyond a number.</summary>
    /// <returns>How many were deleted.</returns>
    Task<long> Prune(DateTime before, long most);

    /// <summary>Adds matches of stateful rules, each of which counts; those that are there already stay as they are.</summary>
    /// <returns>Those that were not there.</returns>
    Task<IReadOnlyList<AlertId>> AddMatches(IReadOnlyList<NewMatch> matches);

    /// <summary>Matches of a rule that still count, behind a place, in the order in which they were added.</summary>
    Task<IReadOnlyList<StoredMatch>> Matches(string rule, long after, int most);

    /// <summary>Matches of a rule count no more. Their ids stay for as long as those of alerts do.</summary>
    Task ForgetMatches(string rule, IReadOnlyList<MatchId> matches);

    /// <summary>Alerts to look at, newest first.</summary>
    Task<IReadOnlyList<StoredAlert>> Query(AlertQuery query);

    /// <summary>How many there are.</summary>
    Task<AlertStoreCounts> Count();
}

/// <summary>An alert to be added.</summary>
/// <param name="Raised">The alert.</param>
/// <param name="Container">The container that it is of; empty for the host.</param>
internal sealed record NewAlert(RaisedAlert Raised, string Container);

/// <summary>A match to be added.</summary>
/// <param name="Id">The match.</param>
/// <param name="Bytes">All that is known of it.</param>
internal sealed record NewMatch(AlertId Id, byte[] Bytes);

/// <summary>A match that still counts.</summary>
/// <param name="Place">Where it is in the store.</param>
/// <param name="Id">The match.</param>
/// <param name="Bytes">All that is known of it.</param>
internal sealed record StoredMatch(long Place, AlertId Id, byte[] Bytes);

/// <summary>An alert that some outputs do not have yet.</summary>
/// <param name="Place">Where it is in the store.</param>
/// <param name="Raised">The alert.</param>
/// <param name="Container">The container that it is of; empty for the host.</param>
/// <param name="Outputs">Names of the outputs that have it.</param>
internal sealed record OpenAlert(long Place, RaisedAlert Raised, string Container, IReadOnlyList<string> Outputs);

/// <summary>What has become of an alert.</summary>
/// <param name="Place">Where it is in the store.</param>
/// <param name="State">The state that it is in now.</param>
/// <param name="Outputs">Names of the outputs that have it.</param>
internal sealed record AlertMark(long Place, AlertState State, IReadOnlyList<string> Outputs);

/// <summary>How far an alert is. The numbers are those in the store.</summary>
internal enum AlertState
{
    /// <summary>An output does not have it yet.</summary>
    Open = 0,

    /// <summary>Every output has it.</summary>
    Done = 1,

    /// <summary>Throttled: it goes to no output.</summary>
    HeldBack = 2,
}

/// <summary>Which alerts to look at. What is null does not matter.</summary>
internal sealed record AlertQuery
{
    /// <summary>Of this rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Of this container; empty for the host.</summary>
    public string? Container { get; init; }

    /// <summary>Whose events are not before this time.</summary>
    public DateTime? Since { get; init; }

    /// <summary>In this state.</summary>
    public AlertState? State { get; init; }

    /// <summary>So many at most.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>An alert as it is in the store.</summary>
/// <param name="Raised">The alert.</param>
/// <param name="Container">The container that it is of; empty for the host.</param>
/// <param name="StoredAt">When it was added.</param>
/// <param name="State">How far it is.</param>
/// <param name="Outputs">Names of the outputs that have it.</param>
internal sealed record StoredAlert(RaisedAlert Raised, string Container, DateTime StoredAt, AlertState State, IReadOnlyList<string> Outputs);

/// <summary>How many alerts a store holds.</summary>
internal sealed record AlertStoreCounts(long Open, long Done, long HeldBack);

/// <summary>The store cannot do what was asked of it; the message, for people, says why and what to do.</summary>
internal sealed class AlertStoreException(string message, Exception? cause = null) : Exception(message, cause);
