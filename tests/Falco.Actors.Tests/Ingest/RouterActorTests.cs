using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Actors.Ingest;
using Falco.Actors.Trees;
using Falco.Engine.Events;
using Falco.Engine.Routing;
using Xunit;

namespace Falco.Actors.Tests.Ingest;

/// <summary>The router with a test in the place of its source, its trees and its output.</summary>
public sealed class RouterActorTests : TestKit
{
    private const long Epoch = 7;
    private const string Host = "s|host/s";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly TestProbe _trees;
    private readonly TestProbe _output;
    private readonly TaskCompletionSource<IngestResult> _result = new();

    public RouterActorTests()
    {
        _trees = CreateTestProbe();
        _output = CreateTestProbe();
    }

    [Fact]
    public void The_source_goes_on_when_its_events_are_routed()
    {
        var router = Start();
        router.Tell(new SourceEvents(Frames.Batch(1, 2, 3), 1));
        ExpectMsg<RouterActor.StreamAck>();
        var message = Message();
        Assert.IsType<Seed>(message.Records[0]);
        Assert.Equal(3, message.Records.OfType<Events>().Sum(events => events.Batch.Count));
        Assert.True(message.IsFirst);
        Assert.Equal(3UL, message.LastNumber);
    }

    [Fact]
    public void A_sensor_says_what_it_has_read_and_keeps_and_what_waits_for_which_node()
    {
        var router = Start();
        router.Tell(new SourceEvents(Frames.Batch(1, 2, 3), 1));
        ExpectMsg<RouterActor.StreamAck>();
        var message = Message();
        router.Tell(new SensorQuestion());
        var before = ExpectMsg<SensorReport>();
        Assert.Equal(("s", Epoch, 3UL, 0UL, 1), (before.Name, before.Epoch, before.LastEvent, before.Evaluated, before.Trees));
        Assert.InRange(before.CreditUsed, 1, before.Credit);
        Assert.Empty(before.Backlog);

        router.Tell(new Ack(Host, Epoch, message.Sequence, 3, []), _trees);
        router.Tell(new SensorQuestion());
        var after = ExpectMsg<SensorReport>();
        Assert.Equal(3UL, after.Evaluated);
        Assert.Equal([new KeyValuePair<string, long>("akka://test", 0)], after.Backlog);
    }

    [Fact]
    public void Events_that_are_all_that_there_are_do_not_wait_for_others()
    {
        var router = Start(linger: TimeSpan.FromMinutes(5));
        router.Tell(new SourceEvents(Frames.Batch(1, 2), 1) { IsAll = true });
        Assert.Equal(2UL, Message().LastNumber);
    }

    [Fact]
    public void Others_wait_for_more_of_their_tree()
    {
        var router = Start(linger: TimeSpan.FromMinutes(5));
        router.Tell(new SourceEvents(Frames.Batch(1, 2), 1));
        _trees.ExpectNoMsg(Moment);
        router.Tell(new SourceEvents(Frames.Batch(3), 1) { IsAll = true });
        Assert.Equal(3UL, Message().LastNumber);
    }

    [Theory]
    [InlineData(100, long.MaxValue)]
    [InlineData(long.MaxValue, 100)]
    public void Without_credit_nothing_is_read_until_a_checkpoint_gives_it_back(long credit, long creditPerTree)
    {
        var router = Start(credit, creditPerTree);
        var sent = UseUp(router);
        _trees.FishForMessage(message => message is CheckpointWanted);
        router.Tell(new Ack(Host, Epoch, sent.Sequence, sent.LastNumber, []));
        ExpectNoMsg(Moment);
        Checkpoint(router, sent.Sequence);
        ExpectMsg<RouterActor.StreamAck>();
    }

    [Fact]
    public void A_checkpoint_counts_only_when_everything_before_it_is_acknowledged()
    {
        var router = Start(credit: 100);
        var sent = UseUp(router);
        Checkpoint(router, sent.Sequence);
        ExpectNoMsg(Moment);
        router.Tell(new Ack(Host, Epoch, sent.Sequence, sent.LastNumber, []));
        ExpectMsg<RouterActor.StreamAck>();
    }

    [Fact]
    public void The_wish_for_a_checkpoint_is_repeated_where_a_tree_does_not_answer()
    {
        var router = Start(credit: 100);
        var sent = UseUp(router);
        router.Tell(new Ack(Host, Epoch, sent.Sequence, sent.LastNumber, []));
        _trees.FishForMessage(message => message is CheckpointWanted);
        _trees.FishForMessage(message => message is CheckpointWanted);
    }

    [Fact]
    public void A_tree_that_asks_gets_its_checkpoint_and_what_came_after_it()
    {
        var router = Start();
        var sent = Send(router, 1);
        router.Tell(new Ack(Host, Epoch, sent.Sequence, sent.LastNumber, []));
        router.Tell(new CheckpointTaken(Host, Epoch, CheckpointPart.Split(sent.Sequence, new byte[] { 1, 2, 3 }).Single()));
        var later = Send(router, 2);

        router.Tell(new Missing(Host, Epoch, 0, Question: 99));

        var restore = _trees.ExpectMsg<Restore>();
        Assert.Equal((99, sent.Sequence), (restore.Answer, restore.Part.Sequence));
        Assert.Equal(new byte[] { 1, 2, 3 }, restore.Part.Bytes.ToArray());
        var again = Message();
        Assert.Equal((99, later.Sequence), (again.Answer, again.Sequence));
        Assert.Same(later.Records, again.Records);
        _trees.ExpectNoMsg(Moment);
    }

    [Fact]
    public void Where_a_run_is_followed_events_go_to_the_output_as_well_and_count_until_they_were_seen()
    {
        var router = Start(credit: 10_000, isFollowed: true);
        router.Tell(new SourceMetadata(new Engine.Capture.InterfaceList([])));
        ExpectMsg<RouterActor.StreamAck>();
        _output.ExpectMsg<Seeded>();
        var batch = Frames.Batch(1, 2);
        router.Tell(new SourceEvents(batch, 1));
        var sent = Message();
        Assert.Same(batch, ((Routed)_output.FishForMessage(message => message is Routed)).Batch);
        router.Tell(new Ack(Host, Epoch, sent.Sequence, sent.LastNumber, []));
        Checkpoint(router, sent.Sequence);
        ExpectNoMsg(Moment);
        router.Tell(new Followed(batch.Buffer.Length));
        ExpectMsg<RouterActor.StreamAck>();
    }

    [Fact]
    public void A_silent_tree_is_asked_how_far_it_is()
    {
        var router = Start();
        var sent = Send(router, 1);
        Assert.Equal(sent.Sequence, _trees.ExpectMsg<Probe>().Sequence);
    }

    [Fact]
    public async Task A_message_that_a_tree_fails_on_is_given_up_and_counted_and_no_other()
    {
        var router = Start();
        var good = Send(router, 1);
        var bad = Send(router, 2, 3);
        for (var i = 0; i < 2; i++)
        {
            router.Tell(new Failed(Host, Epoch, bad.Sequence, "reason"));
            router.Tell(new Missing(Host, Epoch, 0, Question: i + 1));
        }

        var messages = new List<Deliver>();
        _trees.FishForMessage(message =>
        {
            if (message is Deliver { Answer: 2 } deliver)
            {
                messages.Add(deliver);
            }

            return messages.Count == 2;
        });
        Assert.Equal(good.Records, messages[0].Records);
        Assert.Empty(messages[1].Records);
        router.Tell(new Ack(Host, Epoch, bad.Sequence, bad.LastNumber, []));
        Assert.Equal(2, (await End(router, 3)).Loss.TreeUnavailable);
    }

    [Fact]
    public void No_alert_is_released_past_an_event_that_is_not_acknowledged()
    {
        var router = Start();
        var first = Send(router, 4, 5);
        Send(router, 6);
        router.Tell(new Ack(Host, Epoch, first.Sequence, first.LastNumber, [new AlertId("s", Epoch, 4, "r")]));
        Release? release = null;
        _output.FishForMessage(message => (release = message as Release)?.Due.Count > 0);
        Assert.Equal(5UL, release!.Number);
    }

    [Fact]
    public async Task The_end_of_the_source_ends_the_run_when_all_is_acknowledged()
    {
        var router = Start();
        var sent = Send(router, 1, 2);
        router.Tell(new SourceEnd(2, null));
        Assert.False(_result.Task.IsCompleted);
        router.Tell(new Ack(Host, Epoch, sent.Sequence, sent.LastNumber, []));
        Assert.Equal(2UL, (await End(router, 2)).EventCount);
    }

    private async Task<IngestResult> End(IActorRef router, ulong count)
    {
        router.Tell(new SourceEnd(count, null));
        _output.FishForMessage(message => message is Finish);
        router.Tell(new Finished());
        return await _result.Task.WaitAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary>Sends events until the source has to wait; the last message to the tree.</summary>
    private Deliver UseUp(IActorRef router)
    {
        Send(router, 1);
        router.Tell(new SourceEvents(Frames.Batch(2, 3), 1));
        return (Deliver)_trees.FishForMessage(message => message is Deliver { LastNumber: 3 });
    }

    private Deliver Send(IActorRef router, params ulong[] numbers)
    {
        router.Tell(new SourceEvents(Frames.Batch(numbers), 1));
        ExpectMsg<RouterActor.StreamAck>();
        return Message();
    }

    private Deliver Message() => (Deliver)_trees.FishForMessage(message => message is Deliver);

    private static void Checkpoint(IActorRef router, long sequence)
        => router.Tell(new CheckpointTaken(Host, Epoch, CheckpointPart.Split(sequence, new byte[10]).Single()));

    private IActorRef Start(long credit = 1 << 20, long creditPerTree = 1 << 20, TimeSpan? linger = null, bool isFollowed = false)
    {
        var settings = new IngestSettings
        {
            Sensor = "s",
            Epoch = Epoch,
            SourceBatchSize = 4096,
            TreeBatchSize = 64 << 10,
            Linger = linger ?? TimeSpan.FromMilliseconds(1),
            Credit = credit,
            CreditPerTree = creditPerTree,
            AckTimeout = TimeSpan.FromMilliseconds(200),
            MaxRestores = 2,
        };
        return Sys.ActorOf(RouterActor.Props(settings, EventTypeSet.All(), _trees, _output, isFollowed, _result));
    }
}
