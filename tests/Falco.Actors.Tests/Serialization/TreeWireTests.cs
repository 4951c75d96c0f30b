using Falco.Actors.Alerts;
using Falco.Actors.Serialization;
using Falco.Actors.Trees;
using Falco.Engine.Output;
using Falco.Engine.Routing;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;
using Xunit;

namespace Falco.Actors.Tests.Serialization;

/// <summary>What sensors, trees and alert actors say to each other comes over the wire as it was.</summary>
public sealed class TreeWireTests
{
    private const string Id = "sensor|host/ä";

    private static readonly byte[] Parcel = [1, 2, 3];

    public static TheoryData<string> Messages => [.. All().Select(message => message.GetType().Name + "/" + Text(message))];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_back_as_it_was(string name)
    {
        var message = All().Single(message => message.GetType().Name + "/" + Text(message) == name);
        var wire = TreeWire.Write(message);
        var back = TreeWire.Read(TreeWire.ManifestOf(message), wire);
        Assert.Equal(message.GetType(), back.GetType());
        Assert.Equal(wire, TreeWire.Write(back));
    }

    [Fact]
    public void Events_keep_their_numbers_and_their_count()
    {
        var deliver = (Deliver)ReadBack(Deliver(new Events(Frames.Batch(3, 5, 8), 77)));
        var events = Assert.IsType<Events>(Assert.Single(deliver.Records));
        Assert.Equal((77UL, 3, 8UL), (events.FirstTimestamp, events.Batch.Count, events.Batch.LastNumber));
        Assert.True(deliver.IsOwned);
    }

    [Fact]
    public void An_alert_keeps_everything_that_outputs_need()
    {
        var raise = (Raise)ReadBack(Raised());
        var (id, alert) = Assert.Single(raise.Alerts);
        Assert.Equal(new AlertId("sensor", 9, 12, "Rule, ä"), id);
        Assert.Equal((12UL, 99UL, "Rule, ä", 4, Priority.Critical, "syscall"), (alert.EventNumber, alert.Timestamp, alert.Rule, alert.RuleIndex, alert.Priority, alert.Source));
        Assert.Equal(["a", "b"], alert.Tags);
        Assert.Equal(Parcel, alert.Message.ToArray());
    }

    [Fact]
    public void A_message_of_a_release_too_far_away_is_refused_and_says_so()
    {
        var wire = TreeWire.Write(new Probe(Id, 1, 2));
        wire[0] = WireVersion.Current + 1;
        var error = Assert.Throws<WireException>(() => TreeWire.Read("p", wire));
        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("one version apart", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_event_is_to_a_stateful_rule_comes_over_the_wire()
    {
        var read = Assert.IsType<Raise>(ReadBack(Raised(Match())));
        Assert.True(read.IsOfMatches);
        var (match, expected) = (read.Alerts[0].Alert.Match!, Match());
        Assert.Equal(expected.Pattern, match.Pattern);
        Assert.Equal(expected.Steps.Select(step => (step.Step, step.Key)), match.Steps.Select(step => (step.Step, step.Key)));
        Assert.Equal(expected.Steps[0].Text.ToArray(), match.Steps[0].Text.ToArray());
        Assert.Equal(expected.Lineage, match.Lineage);
        Assert.Equal(expected.Anchor, match.Anchor);
        Assert.Equal(expected.Inserts, match.Inserts);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_never_more()
    {
        var random = new Random(11);
        foreach (var message in All())
        {
            var wire = TreeWire.Write(message);
            for (var round = 0; round < 300; round++)
            {
                var damaged = wire.ToArray();
                for (var hits = random.Next(1, 4); hits > 0; hits--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                var cut = damaged.AsMemory(0, random.Next(2) == 0 ? damaged.Length : random.Next(damaged.Length + 1));
                try
                {
                    TreeWire.Read(TreeWire.ManifestOf(message), cut);
                }
                catch (WireException)
                {
                    // As it should be.
                }
            }
        }
    }

    [Fact]
    public void Events_whose_lengths_do_not_add_up_are_refused()
    {
        var batch = Frames.Batch(1);
        batch.Buffer[38] = 200;
        Assert.Throws<WireException>(() => ReadBack(Deliver(new Events(batch, 0))));
    }

    private static object ReadBack(object message) => TreeWire.Read(TreeWire.ManifestOf(message), TreeWire.Write(message));

    private static string Text(object message) => message switch
    {
        Deliver deliver => deliver.Records[0].GetType().Name,
        Raise { IsOfMatches: true } => "matches",
        _ => "",
    };

    private static Deliver Deliver(params TreeRecord[] records) => new(Id, 9, 3, records, 100, 8) { IsFirst = true, Answer = -5 };

    private static Raise Raised(StatefulMatch? match = null) => new("Rule, ä", Id, 3, 1, 7,
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

    private static StatefulMatch Match() => new()
    {
        Pattern = new MatchPattern(0, 3, 5_000_000_000, MatchScope.Cluster),
        Steps = [new StepMatch(0, "key\u00ff", Parcel), new StepMatch(2, "", default)],
        Lineage = [ulong.MaxValue, 7],
        Anchor = 9,
        Inserts = [new TextInsert(2, "step.a", 0), new TextInsert(3, "threshold.count", -1)],
    };

    private static List<object> All() =>
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
