using Akka.Actor;
using Falco.Actors.Serialization;
using Falco.Actors.Trees;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;

namespace Falco.Actors.Alerts;

/// <summary>An alert and its id.</summary>
internal sealed record RaisedAlert(AlertId Id, Alert Alert);

/// <summary>A message to the alert actor of a rule, wherever it lives; a region finds it by the rule.</summary>
internal interface IAlertMessage
{
    /// <summary>The rule.</summary>
    string Rule { get; }
}

/// <summary>A tree raises alerts of one rule, and does so again until they are confirmed.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="EntityId">The tree.</param>
/// <param name="Sequence">The message of the tree's stream whose events matched.</param>
/// <param name="Part">Which part of the message's alerts of the rule, from 0.</param>
/// <param name="Floor">Number of an event up to which the tree will never evaluate again.</param>
/// <param name="Alerts">The alerts, in the order of their events.</param>
internal sealed record Raise(string Rule, string EntityId, long Sequence, int Part, ulong Floor, IReadOnlyList<RaisedAlert> Alerts)
    : IAlertMessage, IWireMessage
{
    /// <summary>Whether they are matches of a stateful rule, and no alerts yet.</summary>
    public bool IsOfMatches => Alerts is [{ Alert.Match: not null }, ..];
}

/// <summary>A part of a <see cref="Raise"/> that is too large for one message on the wire.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Piece">The part.</param>
internal sealed record RaisePiece(string Rule, Piece Piece) : IAlertMessage, IWireMessage;

/// <summary>A sensor's events are evaluated up to a number, and what matches a stateful rule is confirmed.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Sensor">The sensor.</param>
/// <param name="Epoch">Its run.</param>
/// <param name="Number">The number; the greatest there is at the end of a run.</param>
internal sealed record Evaluated(string Rule, string Sensor, long Epoch, ulong Number) : IAlertMessage, INodeMessage;

/// <summary>The windows of a rule have decided all they had, and the alert actor has what came of it.</summary>
/// <param name="Drainer">Who asked.</param>
internal sealed record WindowsDrained(IActorRef Drainer);

/// <summary>A rule has alerts in the store that not all outputs have: its actor looks for them.</summary>
internal sealed record Wake(string Rule) : IAlertMessage, INodeMessage;

/// <summary>Alerts that a tree raised are in safe hands.</summary>
internal sealed record Confirmed(string Rule, long Sequence, int Part) : IWireMessage;

/// <summary>A tree has come to its end and will raise nothing any more.</summary>
internal sealed record TreeEnded(string EntityId);

/// <summary>Alerts of one rule go to an output.</summary>
/// <param name="Token">What the output's <see cref="Accepted"/> carries back.</param>
/// <param name="Alerts">The alerts.</param>
internal sealed record Emit(object Token, IReadOnlyList<RaisedAlert> Alerts);

/// <summary>
/// Alerts of one rule go to the outputs, and each output answers for itself: with <see cref="Taken"/> or <see cref="Refused"/>.
/// </summary>
/// <param name="Alerts">The alerts.</param>
/// <param name="Except">Names of outputs that have them already.</param>
internal sealed record Offer(IReadOnlyList<RaisedAlert> Alerts, IReadOnlyList<string> Except);

/// <summary>An output has alerts in safe hands.</summary>
internal sealed record Taken(string Output, IReadOnlyList<AlertId> Alerts);

/// <summary>An output is full, or does not work: the alerts are to be offered again later.</summary>
internal sealed record Refused(string Output, IReadOnlyList<AlertId> Alerts);

/// <summary>An output has taken alerts over.</summary>
internal sealed record Accepted(object Token);

/// <summary>All events up to a number are evaluated: what was raised for them may be printed.</summary>
/// <param name="Number">The number.</param>
/// <param name="Due">Alerts that were raised for them, as far as they have not been named before.</param>
internal sealed record Release(ulong Number, IReadOnlyList<AlertId> Due);

/// <summary>Events that are on their way through the trees, for the run's follower.</summary>
internal sealed record Routed(EventBatch Batch);

/// <summary>What the source said of the machine, for the run's follower.</summary>
internal sealed record Seeded(CaptureMetadata Metadata);

/// <summary>The follower has seen events: so many bytes of memory are free again.</summary>
internal sealed record Followed(long Bytes);

/// <summary>Nothing more will be raised: an alert actor answers with <see cref="Drained"/> when the outputs have all it knows of.</summary>
internal sealed record Drain;

/// <summary>The alert actor's place is elsewhere from now on, or its node ends: it ends when the outputs have what they were offered.</summary>
internal sealed class HandOver
{
    public static readonly HandOver Instance = new();
}

/// <summary>An alert actor has nothing left to hand over, or cannot: it stays in the store.</summary>
internal sealed record Drained;

/// <summary>Nothing more will come: the output prints what it has, and says so with <see cref="Finished"/>.</summary>
internal sealed record Finish;

/// <summary>The output has printed everything.</summary>
internal sealed record Finished;
