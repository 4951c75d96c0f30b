using Falco.Actors.Alerts;
using Falco.Actors.Serialization;
using Falco.Actors.Trees;
using Falco.Engine.Output;
using Falco.Engine.Routing;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;
using Xunit;
using static Falco.Actors.Tests.Serialization.WireMessages;

namespace Falco.Actors.Tests.Serialization;

/// <summary>What sensors, trees and alert actors say to each other comes over the wire as it was.</summary>
public sealed class TreeWireTests
{
    public static TheoryData<string> Messages => [.. All.Select(message => message.GetType().Name + "/" + Text(message))];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_comes_back_as_it_was(string name)
    {
        var message = All.Single(message => message.GetType().Name + "/" + Text(message) == name);
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
    public void Events_whose_lengths_do_not_add_up_are_refused()
    {
        var batch = Frames.Batch(1);
        batch.Buffer[38] = 200;
        Assert.Throws<WireException>(() => ReadBack(Deliver(new Events(batch, 0))));
    }

    [Fact]
    public void Events_of_which_there_are_none_are_refused_as_each_would_take_a_page()
        => Assert.Throws<WireException>(() => ReadBack(Deliver(new Events(Frames.Batch(), 0))));

    [Fact]
    public void Matches_and_alerts_in_one_message_are_refused()
        => Assert.Throws<WireException>(() => ReadBack(Raised() with { Alerts = [.. Raised().Alerts, .. Raised(Match()).Alerts] }));

    private static object ReadBack(object message) => TreeWire.Read(TreeWire.ManifestOf(message), TreeWire.Write(message));

    private static string Text(object message) => message switch
    {
        Deliver deliver => deliver.Records[0].GetType().Name,
        Raise { IsOfMatches: true } => "matches",
        _ => "",
    };
}
