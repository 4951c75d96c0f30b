using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Actors.Serialization;
using Falco.Actors.Trees;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Routing;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Xunit;

namespace Falco.Actors.Tests.Trees;

public sealed class TreeActorTests : TestKit
{
    private const string Id = "sensor|tree";
    private const long Epoch = 7;

    private static readonly RuleSet Rules = LoadRules();

    [Fact]
    public void Messages_are_acknowledged_in_order()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        tree.Tell(Message(2));
        Assert.Equal(1, ExpectMsg<Ack>().Sequence);
        Assert.Equal(2, ExpectMsg<Ack>().Sequence);
    }

    [Fact]
    public void An_acknowledgement_waits_for_the_confirmation_of_alerts()
    {
        var alerts = CreateTestProbe();
        var tree = Start(alerts);
        tree.Tell(Message(1, EventsOf(number: 5)) with { IsFirst = true });
        var raise = alerts.ExpectMsg<Raise>();
        Assert.Equal(5UL, Assert.Single(raise.Alerts).Id.Event);
        tree.Tell(Message(2));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        tree.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part), alerts);

        var ack = ExpectMsg<Ack>();
        Assert.Equal(2, ack.Sequence);
        Assert.Equal(raise.Alerts.Select(a => a.Id), ack.Alerts);
    }

    [Fact]
    public void An_alert_that_is_not_confirmed_is_raised_again()
    {
        var alerts = CreateTestProbe();
        Start(alerts, raiseAgainAfter: TimeSpan.FromMilliseconds(20)).Tell(Message(1, EventsOf(number: 5)) with { IsFirst = true });
        var first = alerts.ExpectMsg<Raise>();
        Assert.Equal(first.Alerts.Select(a => a.Id), alerts.ExpectMsg<Raise>().Alerts.Select(a => a.Id));
    }

    [Fact]
    public void A_gap_is_asked_for_once()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        tree.Tell(Message(3));
        tree.Tell(Message(4));
        Assert.Equal(2, ExpectMsg<Missing>().Next);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_message_that_comes_twice_is_worked_off_once()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_later_epoch_starts_anew_and_an_earlier_one_is_over()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        tree.Tell(Message(1) with { IsFirst = true, Epoch = Epoch + 1 });
        Assert.Equal(Epoch + 1, ExpectMsg<Ack>().Epoch);
        tree.Tell(Message(2));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_tree_without_state_asks_and_goes_on_from_the_answer()
    {
        var tree = Start();
        tree.Tell(Message(5));
        var missing = ExpectMsg<Missing>();
        Assert.Equal(0, missing.Next);

        foreach (var part in CheckpointPart.Split(3, CheckpointOf(12_000)))
        {
            tree.Tell(new Restore(Id, Epoch, missing.Question, part));
        }

        tree.Tell(Message(4) with { Answer = missing.Question });
        tree.Tell(Message(5) with { Answer = missing.Question });
        Assert.Equal(4, ExpectMsg<Ack>().Sequence);
        Assert.Equal(5, ExpectMsg<Ack>().Sequence);
    }

    [Fact]
    public void The_answer_to_an_older_question_is_not_read()
    {
        var tree = Start();
        tree.Tell(Message(5));
        var first = ExpectMsg<Missing>();
        tree.Tell(new Probe(Id, Epoch, 5));
        var second = ExpectMsg<Missing>();

        tree.Tell(new Restore(Id, Epoch, first.Question, Empty(0)));
        tree.Tell(Message(1) with { Answer = first.Question });
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        tree.Tell(new Restore(Id, Epoch, second.Question, Empty(4)));
        tree.Tell(Message(5) with { Answer = second.Question });
        Assert.Equal(5, ExpectMsg<Ack>().Sequence);
    }

    [Fact]
    public void An_answer_starts_no_tree_that_has_not_asked()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true, Answer = 99 });
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_crossing_holds_the_rest_of_the_stream_back_until_its_state_is_there()
    {
        var tree = Start();
        tree.Tell(Message(1, new Arrive(8, AsOwn: true, default)) with { IsFirst = true });
        tree.Tell(Message(2));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        tree.Tell(new CrossingArrived(Id, Epoch, 8, ThreadParcel.Write([], withDescriptors: true)));
        Assert.Equal(1, ExpectMsg<Ack>().Sequence);
        Assert.Equal(2, ExpectMsg<Ack>().Sequence);
    }

    [Fact]
    public void A_crossing_whose_state_never_comes_expires_and_is_counted()
    {
        var tree = Start(deadline: TimeSpan.FromMilliseconds(20));
        tree.Tell(Message(1, new Arrive(8, AsOwn: true, ThreadParcel.Write([], withDescriptors: false))) with { IsFirst = true });
        Assert.Equal(8, ExpectMsg<CrossingExpired>().Crossing);
        Assert.Equal(1, ExpectMsg<Ack>().Sequence);
    }

    [Fact]
    public void A_fork_crossing_sends_the_state_until_the_sensor_has_it()
    {
        var tree = Start(raiseAgainAfter: TimeSpan.FromMilliseconds(20));
        tree.Tell(Message(1, new Copy(8, 100)) with { IsFirst = true });
        Assert.Equal(8, ExpectMsg<Departed>().Crossing);
        Assert.Equal(8, ExpectMsg<Departed>().Crossing);
        tree.Tell(new DepartureTaken(Id, Epoch, 8));
        FishForMessage<Ack>(ack => ack.Sequence == 1);
        ExpectNoMsg(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void State_that_the_sensor_has_before_its_message_is_worked_off_is_not_sent_again()
    {
        var tree = Start(raiseAgainAfter: TimeSpan.FromMilliseconds(20));
        tree.Tell(Message(1, new Copy(8, 100), new Arrive(9, AsOwn: true, default)) with { IsFirst = true });
        ExpectMsg<Departed>();
        tree.Tell(new DepartureTaken(Id, Epoch, 8));
        tree.Tell(new CrossingArrived(Id, Epoch, 9, ThreadParcel.Write([], withDescriptors: true)));
        ExpectMsg<Ack>();
        ExpectNoMsg(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void A_tree_that_is_probed_while_it_waits_for_a_crossing_asks_for_its_state()
    {
        var tree = Start();
        tree.Tell(Message(1, new Arrive(8, AsOwn: true, default)) with { IsFirst = true });
        tree.Tell(new Probe(Id, Epoch, 1));
        Assert.Equal(8, ExpectMsg<CrossingMissing>().Crossing);
    }

    [Fact]
    public void A_message_in_pieces_is_worked_off_like_a_whole_one()
    {
        var tree = Start();
        var large = Message(1, new Foreign(ThreadParcel.Write([], withDescriptors: true)), new Seed(CheckpointOf(12_000))) with { IsFirst = true };
        var pieces = new Pieces().Cut(Id, large, int.MaxValue).ToList();
        Assert.True(pieces.Count > 1);
        pieces.ForEach(tree.Tell);
        Assert.Equal(1, ExpectMsg<Ack>().Sequence);
    }

    [Fact]
    public void A_message_of_which_a_piece_is_lost_is_asked_for()
    {
        var tree = Start();
        var pieces = new Pieces().Cut(Id, Message(1, new Seed(CheckpointOf(12_000))) with { IsFirst = true }, int.MaxValue).ToList();
        pieces.RemoveAt(0);
        pieces.ForEach(tree.Tell);
        tree.Tell(Message(2));
        Assert.Equal(0, ExpectMsg<Missing>().Next);
    }

    [Fact]
    public void Many_alerts_of_a_rule_are_raised_in_parts_that_are_confirmed_each()
    {
        var alerts = CreateTestProbe();
        var tree = Start(alerts, outputLength: 1000);
        tree.Tell(Message(1, new Events(Frames.Batch([.. Enumerable.Range(1, 200).Select(n => (ulong)n)]), 1)) with { IsFirst = true });
        var parts = new List<Raise>();
        while (parts.Sum(part => part.Alerts.Count) < 200)
        {
            parts.Add(alerts.ExpectMsg<Raise>());
        }

        Assert.True(parts.Count > 2);
        foreach (var part in parts)
        {
            ExpectNoMsg(TimeSpan.FromMilliseconds(20));
            tree.Tell(new Confirmed(part.Rule, part.Sequence, part.Part));
        }

        Assert.Equal(200, ExpectMsg<Ack>().Alerts.Count);
    }

    [Fact]
    public void In_a_cluster_an_alert_that_is_too_large_for_one_message_is_raised_in_pieces()
    {
        var alerts = CreateTestProbe();
        var tree = Start(alerts, outputLength: 2_000_000, passivation: "passivate");
        tree.Tell(Message(1, EventsOf(number: 5)) with { IsFirst = true });
        var pieces = new Pieces();
        object? whole = null;
        while (whole is null)
        {
            var part = alerts.ExpectMsg<RaisePiece>();
            Assert.Equal("r", part.Rule);
            Assert.True(TreeWire.Write(part).Length < 64 << 10);
            whole = pieces.Add(part.Piece, NoLogger.Instance);
        }

        var raise = Assert.IsType<Raise>(whole);
        Assert.Equal(5UL, Assert.Single(raise.Alerts).Id.Event);
        tree.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
        ExpectMsg<Ack>();
    }

    [Fact]
    public void In_a_cluster_an_acknowledgement_of_very_many_alerts_comes_in_pieces()
    {
        const int count = 3000;
        var alerts = CreateTestProbe();
        var tree = Start(alerts, checkpointEvery: 1 << 30, passivation: "passivate");
        tree.Tell(Message(1, new Events(Frames.Batch([.. Enumerable.Range(1, count).Select(n => (ulong)n)]), 1)) with { IsFirst = true });
        for (var raised = 0; raised < count;)
        {
            var raise = alerts.ExpectMsg<Raise>();
            raised += raise.Alerts.Count;
            tree.Tell(new Confirmed(raise.Rule, raise.Sequence, raise.Part));
        }

        var pieces = new Pieces();
        object? whole;
        do
        {
            var piece = ExpectMsg<Piece>();
            Assert.True(TreeWire.Write(piece).Length < 64 << 10);
            whole = pieces.Add(piece, NoLogger.Instance);
        }
        while (whole is null);
        Assert.Equal(count, Assert.IsType<Ack>(whole).Alerts.Count);
    }

    [Fact]
    public void A_checkpoint_comes_after_so_many_bytes()
    {
        var tree = Start(checkpointEvery: 1000);
        tree.Tell(Message(1) with { IsFirst = true, Bytes = 600 });
        tree.Tell(Message(2) with { Bytes = 600 });
        ExpectMsg<Ack>();
        ExpectMsg<Ack>();
        Assert.Equal(2, ExpectMsg<CheckpointTaken>().Part.Sequence);
    }

    [Fact]
    public void A_checkpoint_comes_when_it_is_wanted()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        tree.Tell(new CheckpointWanted(Id, Epoch));
        Assert.Equal(1, ExpectMsg<CheckpointTaken>().Part.Sequence);
    }

    [Fact]
    public void A_tree_without_state_of_which_a_checkpoint_is_wanted_asks_for_its_state()
    {
        Start().Tell(new CheckpointWanted(Id, Epoch));
        ExpectMsg<Missing>();
    }

    [Fact]
    public void A_probe_repeats_the_question_or_the_acknowledgement()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        tree.Tell(new Probe(Id, Epoch, 1));
        Assert.Equal(1, ExpectMsg<Ack>().Sequence);
        tree.Tell(new Probe(Id, Epoch, 2));
        Assert.Equal(2, ExpectMsg<Missing>().Next);
    }

    [Fact]
    public void A_tree_that_fails_says_on_which_message()
    {
        var tree = Start();
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        tree.Tell(Message(2, new Foreign(new byte[] { 1, 2, 3 })));
        Assert.Equal(2, ExpectMsg<Failed>().Sequence);
        tree.Tell(Message(3));
        Assert.Equal(0, ExpectMsg<Missing>().Next);
    }

    [Fact]
    public void A_tree_that_retires_stops_and_tells_the_alert_actors()
    {
        var alerts = CreateTestProbe();
        var tree = Start(alerts);
        Watch(tree);
        tree.Tell(new Retire(Id, Epoch));
        ExpectTerminated(tree);
        alerts.ExpectMsg<TreeEnded>();
    }

    [Fact]
    public void A_tree_says_how_far_it_is_when_it_is_asked_by_id_or_key_or_with_all_others()
    {
        var alerts = CreateTestProbe();
        var tree = Start(alerts);
        tree.Tell(Message(1) with { IsFirst = true });
        ExpectMsg<Ack>();
        tree.Tell(Message(2, EventsOf(number: 5)));
        tree.Tell(Message(3, new Arrive(8, AsOwn: true, default)));
        foreach (var subject in new[] { Id, "tree", "" })
        {
            tree.Tell(new TreeQuestion(subject, 10));
            Assert.Equal(
                new TreeReport { Id = Id, Epoch = Epoch, Events = 1, Waiting = 1, WaitsForCrossing = true, Acknowledged = 1, Unconfirmed = 1 },
                ExpectMsg<ProcessTreeReport>().Tree with { LastEvent = null });
        }

        tree.Tell(new TreeQuestion("sensor", 10));
        tree.Tell(new TreeQuestion("sensor|tre", 10));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_tree_shows_its_processes_as_they_are_and_no_more_than_asked_for()
    {
        var state = new ProcessTree();
        foreach (var (tid, pid) in new[] { (100L, 100L), (101L, 100L), (200L, 200L), (300L, 300L) })
        {
            state.Threads.Put(new ThreadInfo { Tid = tid, Pid = pid, Ptid = 1, Uid = 7, Comm = Utf8.From("a\u001b[2J"), Exe = Utf8.From("a"), Args = Utf8.From("-x\0y\0") });
        }

        state.Threads.Find(300)!.IsForeign = true;
        var view = ProcessTreeView.Of(new TreeReport(), state, 2);
        Assert.Equal((2, 3, 1), (view.Tree.Processes, view.Tree.Threads, view.LeftOut));
        Assert.Equal([100L, 200L], view.Processes.Select(process => process.Pid));
        var first = view.Processes[0];
        Assert.Equal((2, "a\u001b[2J", "a -x y", "7"), (first.Threads, first.Name, first.CommandLine, first.User));
    }

    private static CheckpointPart Empty(long sequence) => CheckpointPart.Split(sequence, default).Single();

    /// <summary>A checkpoint of more than one part.</summary>
    private static byte[] CheckpointOf(int threads)
    {
        var tree = new ProcessTree();
        for (var tid = 1; tid <= threads; tid++)
        {
            tree.Threads.FindOrAdd(tid);
        }

        return TreeCheckpoint.Write(tree);
    }

    private static Deliver Message(long sequence, params TreeRecord[] records)
        => new(Id, Epoch, sequence, records, Bytes: 100, LastNumber: (ulong)sequence);

    private static Events EventsOf(ulong number) => new(Frames.Batch(number), FirstTimestamp: 1);

    private static RuleSet LoadRules(int outputLength = 1)
    {
        var loader = new RuleLoader();
        loader.Add("r.yaml", $"- rule: r\n  desc: d\n  condition: evt.num > 0\n  output: {new string('o', outputLength)}\n  priority: INFO\n");
        return loader.Build();
    }

    private IActorRef Start(
        IActorRef? alerts = null, long checkpointEvery = 1 << 20, TimeSpan? deadline = null, TimeSpan? raiseAgainAfter = null,
        int outputLength = 1, object? passivation = null)
    {
        var rules = outputLength == 1 ? Rules : LoadRules(outputLength);
        var context = new TreeContext(
            rules,
            new AlertTemplates(rules.Rules, new AlertFormat()),
            alerts ?? CreateTestProbe(),
            checkpointEvery,
            deadline,
            raiseAgainAfter ?? TimeSpan.FromMinutes(1)) { Passivation = passivation };
        return Sys.ActorOf(TreeActor.Props(Id, context));
    }
}
