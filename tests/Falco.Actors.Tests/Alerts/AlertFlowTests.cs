using Akka.Actor;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Alerts;

public sealed class AlertFlowTests : TestKit
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void An_alert_is_confirmed_when_the_output_has_it_and_not_before()
    {
        var output = CreateTestProbe();
        var alerts = Sys.ActorOf(AlertActor.Props(output));
        alerts.Tell(Raise(1, floor: 0, 5));
        var emit = output.ExpectMsg<Emit>();
        ExpectNoMsg(Moment);
        alerts.Tell(new Accepted(emit.Token), output);
        Assert.Equal(1, ExpectMsg<Confirmed>().Sequence);
    }

    [Fact]
    public void An_alert_that_the_output_has_is_confirmed_at_once_and_not_sent_again()
    {
        var output = CreateTestProbe();
        var alerts = Accepted(output, 5);
        alerts.Tell(Raise(1, floor: 4, 5));
        ExpectMsg<Confirmed>();
        output.ExpectNoMsg(Moment);
    }

    [Fact]
    public void An_alert_up_to_the_floor_is_forgotten()
    {
        var output = CreateTestProbe();
        var alerts = Accepted(output, 5);
        alerts.Tell(Raise(1, floor: 5, 5));
        output.ExpectMsg<Emit>();
    }

    [Fact]
    public void What_a_tree_raised_is_forgotten_when_it_ends()
    {
        var output = CreateTestProbe();
        var alerts = Accepted(output, 5);
        alerts.Tell(new TreeEnded("s|t"));
        alerts.Tell(Raise(1, floor: 0, 5));
        output.ExpectMsg<Emit>();
    }

    [Fact]
    public void Trees_that_nobody_says_have_ended_are_forgotten_when_they_are_too_many()
    {
        var output = CreateTestProbe();
        var alerts = Sys.ActorOf(AlertActor.Props(output, most: 10));
        for (var tree = 0; tree < 6; tree++)
        {
            Take($"s|{tree}");
        }

        // Six trees with an alert each are two more than ten: of the first nothing is known, of the last all.
        alerts.Tell(OfTree("s|5"));
        ExpectMsg<Confirmed>();
        output.ExpectNoMsg(Moment);
        alerts.Tell(OfTree("s|0"));
        output.ExpectMsg<Emit>();

        void Take(string tree)
        {
            alerts.Tell(OfTree(tree));
            alerts.Tell(new Accepted(output.ExpectMsg<Emit>().Token), output);
            ExpectMsg<Confirmed>();
        }

        static Raise OfTree(string tree) => Raise(1, floor: 0, 5) with { EntityId = tree };
    }

    [Fact]
    public void Alerts_are_printed_in_the_order_of_events_once_these_are_evaluated()
    {
        var (output, sink) = Ordered();
        output.Tell(new Emit("later", [Alert(9)]));
        output.Tell(new Emit("sooner", [Alert(3), Alert(5)]));
        ExpectMsg<Accepted>();
        ExpectMsg<Accepted>();
        Assert.Empty(sink.Numbers);
        output.Tell(new Release(5, []));
        AwaitAssert(() => Assert.Equal([3UL, 5UL], sink.Numbers));
        Finish(output);
        Assert.Equal([3UL, 5UL, 9UL], sink.Numbers);
    }

    [Fact]
    public void An_alert_that_comes_twice_is_printed_once()
    {
        var (output, sink) = Ordered();
        output.Tell(new Emit(1, [Alert(3)]));
        output.Tell(new Emit(2, [Alert(3)]));
        output.Tell(new Release(3, []));
        output.Tell(new Emit(3, [Alert(3)]));
        ReceiveN(3);
        Finish(output);
        Assert.Equal([3UL], sink.Numbers);
    }

    [Fact]
    public void Nothing_is_printed_before_an_alert_that_is_due()
    {
        var (output, sink) = Ordered();
        output.Tell(new Emit(1, [Alert(9)]));
        ExpectMsg<Accepted>();
        output.Tell(new Release(9, [Alert(3).Id]));
        output.Tell(new Finish());
        ExpectNoMsg(Moment);
        Assert.Empty(sink.Numbers);
        output.Tell(new Emit(2, [Alert(3)]));
        ExpectMsg<Accepted>();
        ExpectMsg<Finished>();
        Assert.Equal([3UL, 9UL], sink.Numbers);
    }

    [Fact]
    public void A_follower_sees_every_event_once_it_is_evaluated_with_its_alerts()
    {
        var follower = new Follower();
        var output = Sys.ActorOf(OrderedOutput.Props(new Sink(), follower));
        output.Tell(new Seeded(new Engine.Capture.InterfaceList([])));
        output.Tell(new Routed(Frames.Batch(1, 2, 3)));
        output.Tell(new Routed(Frames.Batch(4)));
        output.Tell(new Emit(1, [Alert(2), Alert(3)]));
        ExpectMsg<Accepted>();
        Assert.DoesNotContain(follower.Seen, seen => seen != "metadata");
        output.Tell(new Release(2, []));
        AwaitAssert(() => Assert.Equal(["metadata", "1:", "2:r"], follower.Seen));
        output.Tell(new Release(3, []));
        Assert.True(ExpectMsg<Followed>().Bytes > 0);
        Finish(output);
        Assert.Equal(["metadata", "1:", "2:r", "3:r", "4:", "end"], follower.Seen);
    }

    private static Raise Raise(long sequence, ulong floor, ulong number) => new("r", "s|t", sequence, Part: 0, floor, [Alert(number)]);

    private static RaisedAlert Alert(ulong number) => new(
        new AlertId("s", 1, number, "r"),
        new Alert
        {
            EventNumber = number,
            Timestamp = number,
            Rule = "r",
            RuleIndex = 0,
            Priority = Priority.Informational,
            Source = "syscall",
            Tags = [],
            Message = default,
            FieldsJson = default,
        });

    private IActorRef Accepted(Akka.TestKit.TestProbe output, ulong number)
    {
        var alerts = Sys.ActorOf(AlertActor.Props(output));
        alerts.Tell(Raise(1, floor: 0, number));
        alerts.Tell(new Accepted(output.ExpectMsg<Emit>().Token), output);
        ExpectMsg<Confirmed>();
        return alerts;
    }

    private (IActorRef Output, Sink Sink) Ordered()
    {
        var sink = new Sink();
        return (Sys.ActorOf(OrderedOutput.Props(sink)), sink);
    }

    private void Finish(IActorRef output)
    {
        output.Tell(new Finish());
        FishForMessage(message => message is Finished);
    }

    private sealed class Sink : IAlertSink
    {
        private readonly List<ulong> _numbers = [];

        public IReadOnlyList<ulong> Numbers
        {
            get
            {
                lock (_numbers)
                {
                    return [.. _numbers];
                }
            }
        }

        public void Write(AlertId id, Alert alert)
        {
            lock (_numbers)
            {
                _numbers.Add(alert.EventNumber);
            }
        }
    }
}
