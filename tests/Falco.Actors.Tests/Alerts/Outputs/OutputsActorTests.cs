using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Actors.Hosting;
using Falco.Engine.Output;
using Xunit;
using static Falco.Actors.Tests.Alerts.SampleAlerts;

namespace Falco.Actors.Tests.Alerts.Outputs;

public sealed class OutputsActorTests() : TestKit(PipelineConfig.Load(null))
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private static readonly OutputSettings Settings = new()
    {
        SortWindow = TimeSpan.Zero,
        RestartAfter = TimeSpan.FromMilliseconds(50),
        RestartAtMost = TimeSpan.FromMilliseconds(200),
        DrainTimeout = TimeSpan.FromSeconds(10),
    };

    [Fact]
    public void Every_output_gets_every_alert_and_answers_for_itself()
    {
        var (a, b) = (new Sink(), new Sink());
        Start(Settings, a.As("a"), b.As("b")).Tell(new Offer([Alert(1), Alert(2)], []));
        Assert.Equal(["a", "b"], ReceiveN(2).Cast<Taken>().Select(taken => taken.Output).Order());
        Assert.Equal([1UL, 2UL], a.Flushed);
        Assert.Equal([1UL, 2UL], b.Flushed);
    }

    [Fact]
    public void An_output_that_has_alerts_already_is_left_out()
    {
        var (a, b) = (new Sink(), new Sink());
        Start(Settings, a.As("a"), b.As("b")).Tell(new Offer([Alert(1)], ["a"]));
        Assert.Equal("b", ExpectMsg<Taken>().Output);
        ExpectNoMsg(Moment);
        Assert.Empty(a.Flushed);
    }

    [Fact]
    public void Without_a_store_alerts_are_accepted_when_all_outputs_have_them()
    {
        var (a, b) = (new Sink(), new Sink());
        b.Gate.Reset();
        Start(Settings, a.As("a"), b.As("b")).Tell(new Emit("token", [Alert(1), Alert(2)]));
        AwaitAssert(() => Assert.Equal([1UL, 2UL], a.Flushed));
        ExpectNoMsg(Moment);
        b.Gate.Set();
        Assert.Equal("token", ExpectMsg<Accepted>().Token);
    }

    [Fact]
    public void An_output_that_fails_is_opened_again_while_the_others_go_on()
    {
        var (good, bad) = (new Sink(), new Sink());
        bad.IsBroken = true;
        var outputs = Start(Settings, good.As("good"), bad.As("bad"));
        outputs.Tell(new Offer([Alert(1)], []));
        var answers = ReceiveN(2);
        Assert.Equal("good", Assert.Single(answers.OfType<Taken>()).Output);
        Assert.Equal("bad", Assert.Single(answers.OfType<Refused>()).Output);
        Assert.Equal("the disk is full", Count(outputs, "bad").Error);

        bad.IsBroken = false;
        AwaitAssert(() =>
        {
            outputs.Tell(new Offer([Alert(1)], ["good"]));
            ExpectMsg<Taken>();
        });
        var counts = Count(outputs, "bad");
        Assert.Null(counts.Error);
        Assert.Equal((1, 1), (counts.Written, counts.Failed));
        Assert.True(bad.Opened > 1);
        Assert.Equal([1UL], good.Flushed);
    }

    [Fact]
    public void What_is_more_than_the_queue_takes_is_refused()
    {
        var sink = new Sink();
        sink.Gate.Reset();
        var outputs = Start(Settings with { Capacity = 2 }, sink.As("a"));
        outputs.Tell(new Offer([Alert(1)], []));
        Assert.True(sink.IsFlushing.Wait(TimeSpan.FromMinutes(1)));
        outputs.Tell(new Offer([Alert(2), Alert(3), Alert(4)], []));
        Assert.Equal(4UL, Assert.Single(ExpectMsg<Refused>().Alerts).Event);
        Assert.Equal(3, Count(outputs, "a").Waiting);
        sink.Gate.Set();
        Assert.Equal([1UL], ExpectMsg<Taken>().Alerts.Select(id => id.Event));
        Assert.Equal([2UL, 3UL], ExpectMsg<Taken>().Alerts.Select(id => id.Event));
    }

    [Fact]
    public void An_output_that_hangs_refuses_what_waits_for_it()
    {
        var sink = new Sink();
        sink.Gate.Reset();
        var outputs = Start(Settings with { StallAfter = TimeSpan.FromMilliseconds(100) }, sink.As("a"));
        outputs.Tell(new Offer([Alert(1)], []));
        Assert.True(sink.IsFlushing.Wait(TimeSpan.FromMinutes(1)));
        outputs.Tell(new Offer([Alert(2)], []));
        Assert.Equal(2UL, Assert.Single(ExpectMsg<Refused>().Alerts).Event);
        sink.Gate.Set();
        Assert.Equal(1UL, Assert.Single(ExpectMsg<Taken>().Alerts).Event);
        outputs.Tell(new Offer([Alert(2)], []));
        ExpectMsg<Taken>();
    }

    [Fact]
    public void An_alert_that_comes_again_soon_is_written_once()
    {
        var sink = new Sink();
        var outputs = Start(Settings, sink.As("a"));
        outputs.Tell(new Offer([Alert(1)], []));
        outputs.Tell(new Offer([Alert(1)], []));
        Assert.All(ReceiveN(2), answer => Assert.IsType<Taken>(answer));
        Assert.Equal([1UL], sink.Flushed);
    }

    [Fact]
    public void Alerts_that_come_within_the_window_go_out_in_the_order_of_events()
    {
        var sink = new Sink();
        var outputs = Start(Settings with { SortWindow = TimeSpan.FromMilliseconds(300) }, sink.As("a"));
        outputs.Tell(new Offer([Alert(7), Alert(9)], []));
        outputs.Tell(new Offer([Alert(8, "other"), Alert(2), Alert(1, Rule, "t")], []));
        AwaitAssert(() => Assert.Equal([2UL, 7UL, 8UL, 9UL, 1UL], sink.Flushed));
    }

    [Fact]
    public void At_the_end_all_outputs_have_all_alerts()
    {
        var sink = new Sink();
        var outputs = Start(Settings with { SortWindow = TimeSpan.FromHours(1) }, sink.As("a"));
        outputs.Tell(new Offer([Alert(2), Alert(1)], []));
        outputs.Tell(new Finish());
        FishForMessage<Finished>(_ => true);
        Assert.Equal([1UL, 2UL], sink.Flushed);
    }

    private IActorRef Start(OutputSettings settings, params AlertOutput[] outputs) => Sys.ActorOf(OutputsActor.Props(outputs, settings));

    private OutputCounts Count(IActorRef outputs, string name)
        => outputs.Ask<IReadOnlyList<OutputCounts>>(new CountOutputs(), TimeSpan.FromSeconds(10)).GetAwaiter().GetResult().Single(counts => counts.Output == name);

    private sealed class Sink : IAlertSink
    {
        private readonly ConcurrentQueue<ulong> _flushed = new();
        private readonly List<ulong> _written = [];

        public volatile bool IsBroken;

        public ManualResetEventSlim Gate { get; } = new(true);

        public ManualResetEventSlim IsFlushing { get; } = new();

        public int Opened { get; private set; }

        public IReadOnlyList<ulong> Flushed => [.. _flushed];

        public AlertOutput As(string name) => new(name, () =>
        {
            Opened++;
            return this;
        });

        public void Write(AlertId id, Alert alert) => _written.Add(id.Event);

        public void Flush()
        {
            IsFlushing.Set();
            Gate.Wait(TimeSpan.FromMinutes(1));
            var written = _written.ToList();
            _written.Clear();
            if (IsBroken)
            {
                throw new IOException("the disk is full");
            }

            written.ForEach(_flushed.Enqueue);
        }
    }
}
