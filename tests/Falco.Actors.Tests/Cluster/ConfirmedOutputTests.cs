using Akka.Actor;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Stateful;
using Falco.Actors.Cluster;
using Falco.Actors.Tests.Alerts;
using Falco.Engine.Rules.Stateful;
using Xunit;

namespace Falco.Actors.Tests.Cluster;

/// <summary>How stateful rules of a cluster hear how far a sensor is, and what their alert actors make of it without a store.</summary>
public sealed class ConfirmedOutputTests : TestKit
{
    [Fact]
    public void A_sensor_says_again_and_again_how_far_it_is_and_at_its_end_that_nothing_follows()
    {
        var alerts = CreateTestProbe();
        var output = Sys.ActorOf(ConfirmedOutput.Props(alerts, "s", 7, ["a", "b"]));
        output.Tell(new Release(5, []));
        foreach (var rule in new[] { "a", "b", "a", "b" })
        {
            Assert.Equal(new Evaluated(rule, "s", 7, 5), alerts.ExpectMsg<Evaluated>());
        }

        output.Tell(new Finish());
        ExpectMsg<Finished>();
        Assert.Equal(ulong.MaxValue, alerts.FishForMessage<Evaluated>(told => told.Rule == "b" && told.Number != 5).Number);
    }

    [Fact]
    public void A_follower_of_a_sensor_sees_its_events_with_the_rules_that_matched_elsewhere()
    {
        var follower = new Follower();
        var output = Sys.ActorOf(ConfirmedOutput.Props(CreateTestProbe(), "s", 7, ["counts"], follower));
        output.Tell(new Seeded(new Engine.Capture.InterfaceList([])));
        output.Tell(new Routed(Frames.Batch(1, 2, 3)));
        output.Tell(new Routed(Frames.Batch(4)));
        // Trees are not equally fast: the alert of event 3 is known before event 2 is evaluated.
        output.Tell(new Release(1, [Id(3, "r")]));
        AwaitAssert(() => Assert.Equal(["metadata", "1:"], follower.Seen));
        output.Tell(new Release(3, [Id(2, "q"), Id(3, "counts"), Id(2, "r")]));
        Assert.True(ExpectMsg<Followed>().Bytes > 0);
        output.Tell(new Finish());
        FishForMessage(message => message is Finished);
        Assert.Equal(["metadata", "1:", "2:q,r", "3:r", "4:", "end"], follower.Seen.Select(seen => seen == "2:r,q" ? "2:q,r" : seen));

        static AlertId Id(ulong number, string rule) => new("s", 7, number, rule);
    }

    [Fact]
    public void An_alert_actor_without_a_store_gives_the_outputs_what_its_windows_make()
    {
        var output = CreateTestProbe();
        var settings = new StatefulSettings { MaxMatches = 1000, Settle = TimeSpan.Zero, Patience = TimeSpan.FromMinutes(1) };
        var actor = Sys.ActorOf(AlertActor.Props(output, WindowActor.Props(SampleAlerts.Rule, settings, null, null)));
        var raise = SampleAlerts.Raise(1, 1, 2);
        actor.Tell(raise with { Alerts = [.. raise.Alerts.Select(raised => raised with { Alert = raised.Alert with { Match = Counted() } })] });
        Assert.Equal(1, ExpectMsg<Confirmed>().Sequence);
        actor.Tell(new Evaluated(SampleAlerts.Rule, "s", 1, 2));
        var emit = output.ExpectMsg<Emit>();
        Assert.Equal(2UL, Assert.Single(emit.Alerts).Id.Event);
        Assert.Null(emit.Alerts[0].Alert.Match);
        actor.Tell(new Accepted(emit.Token), output);
    }

    private static StatefulMatch Counted() => new()
    {
        Pattern = new MatchPattern(2, 1, 10_000_000_000, MatchScope.Cluster),
        Steps = [new StepMatch(0, "key", default)],
    };
}
