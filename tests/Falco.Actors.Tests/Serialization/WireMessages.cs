using Falco.Actors.Alerts;
using Falco.Actors.Trees;
using Falco.Engine.Output;
using Falco.Engine.Routing;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;

namespace Falco.Actors.Tests.Serialization;

/// <summary>One of each message that sensors, trees and alert actors send each other.</summary>
internal static class WireMessages
{
    public const string Id = "sensor|host/ä";

    public static readonly byte[] Parcel = [1, 2, 3];

    public static Deliver Deliver(params TreeRecord[] records) => new(Id, 9, 3, records, 100, 8) { IsFirst = true, Answer = -5 };

    public static Raise Raised(StatefulMatch? match = null) => new("Rule, ä", Id, 3, 1, 7,
    [
        new RaisedAlert(new AlertId("sensor", 9, 12, "Rule, ä"), new Alert
        {
            EventNumber = 12,
            Timestamp = 99,
            Rule = "Rule, ä",
            RuleIndex = 4,
            Priority = Priority.Critical,
            Source = "syscall",
            Tags = ["a", "b"],
            Message = Parcel,
            FieldsJson = "\"a\":1"u8.ToArray(),
            Match = match,
        }),
    ]);

    public static StatefulMatch Match() => new()
    {
        Pattern = new MatchPattern(0, 3, 5_000_000_000, MatchScope.Cluster),
        Steps = [new StepMatch(0, "key\u00ff", Parcel), new StepMatch(2, "", default)],
        Lineage = [ulong.MaxValue, 7],
        Anchor = 9,
        Inserts = [new TextInsert(2, "step.a", 0), new TextInsert(3, "threshold.count", -1)],
    };

    public static IReadOnlyList<object> All { get; } =
    [
        Deliver(new Events(Frames.Batch(1, 2), 5)),
        Deliver(new Seed(Parcel)),
        Deliver(new Copy(4, -1)),
        Deliver(new Leave(4, 17)),
        Deliver(new Arrive(4, AsOwn: true, Parcel)),
        Deliver(new Foreign(Parcel)),
        Deliver(new AncestorChanged(Parcel)),
        Deliver(new AncestorExited(5, 1, ulong.MaxValue, IsGone: true)),
        Deliver(new ReaperFound(8)),
        Deliver(new HostState(2, Parcel)),
        Deliver(new HostEvent(2, Frames.Batch(1).Buffer[..42])),
        new CrossingArrived(Id, 9, 4, Parcel),
        new DepartureTaken(Id, 9, 4),
        new Restore(Id, 9, 77, new CheckpointPart(3, 1, 2, Parcel)),
        new Probe(Id, 9, 3),
        new CheckpointWanted(Id, 9),
        new Retire(Id, 9),
        new Piece(Id, 5, 1, 3, "d", Parcel),
        new RaisePiece("Rule, ä", new Piece(Id, 5, 1, 3, "ra", Parcel)),
        new Ack(Id, long.MaxValue, 3, 8, [new AlertId("sensor", 9, 12, "r")]),
        new Missing(Id, 9, 0, long.MinValue),
        new Failed(Id, 9, 3, "why"),
        new Departed(Id, 9, 4, Parcel),
        new CrossingMissing(Id, 9, 4),
        new CheckpointTaken(Id, 9, new CheckpointPart(3, 0, 1, default)),
        new CrossingExpired(Id, 9, 4),
        Raised(),
        Raised(Match()),
        new Confirmed("r", 3, 1),
    ];
}
