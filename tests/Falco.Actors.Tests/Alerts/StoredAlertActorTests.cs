using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Store;
using Falco.Actors.Hosting;
using Falco.Actors.Trees;
using Xunit;
using static Falco.Actors.Tests.Alerts.SampleAlerts;
using Priority = Falco.Engine.Rules.Priority;

namespace Falco.Actors.Tests.Alerts;

/// <summary>The alert actor of a node with a store and two outputs, <c>a</c> and <c>b</c>.</summary>
public sealed class StoredAlertActorTests : TestKit
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly string _folder = Directory.CreateTempSubdirectory("falco-alerts").FullName;
    private readonly UnreliableStore _store;
    private readonly TestProbe _outputs;

    public StoredAlertActorTests()
        : base("akka.loglevel = WARNING")
    {
        _store = new UnreliableStore(new SqliteAlertStore(Path.Combine(_folder, "alerts.db")));
        _outputs = CreateTestProbe();
    }

    [Fact]
    public async Task An_alert_is_stored_then_confirmed_and_done_when_all_outputs_have_it()
    {
        var actor = Start();
        actor.Tell(Raise(1, 5));
        var offer = _outputs.ExpectMsg<Offer>();
        Assert.Equal([5UL], Numbers(offer.Alerts));
        Assert.Equal(1, ExpectMsg<Confirmed>().Sequence);
        Assert.Equal(new AlertStoreCounts(1, 0, 0), await _store.Count());
        Take(actor, "a", offer);
        Take(actor, "b", offer);
        await Until(new AlertStoreCounts(0, 1, 0));
        Assert.False(_store.WasCalledTwiceAtOnce);
    }

    [Fact]
    public void An_alert_that_is_raised_again_is_confirmed_and_not_handed_out_again()
    {
        var actor = Start();
        actor.Tell(Raise(1, 5));
        _outputs.ExpectMsg<Offer>();
        ExpectMsg<Confirmed>();
        actor.Tell(Raise(2, 5));
        Assert.Equal(2, ExpectMsg<Confirmed>().Sequence);

        // The same for one that was stored by another actor of the rule, of which this one knows nothing.
        var other = Start();
        Assert.Equal([5UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
        other.Tell(Raise(3, 5, 6));
        Assert.Equal([6UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
        Assert.Equal(3, ExpectMsg<Confirmed>().Sequence);
        _outputs.ExpectNoMsg(Moment);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void While_the_store_is_down_nothing_is_confirmed_and_nothing_is_lost(bool losesAnswers)
    {
        var actor = Start();
        actor.Tell(Raise(0, 4));
        _outputs.ExpectMsg<Offer>();
        ExpectMsg<Confirmed>();
        _store.LosesAnswers = losesAnswers;
        _store.IsDown = true;
        EventFilter.Error(contains: "Alerts cannot be stored: the store is down for the test").ExpectOne(() =>
        {
            actor.Tell(Raise(1, 5));
            actor.Tell(Raise(2, 6));
            actor.Tell(Raise(1, 5));
            var calls = _store.Calls;
            AwaitCondition(() => _store.Calls > calls + 2);
        });
        ExpectNoMsg(Moment);
        EventFilter.Warning(contains: "Alerts are stored again").ExpectOne(() =>
        {
            _store.IsDown = false;
            Assert.Equal([1L, 2L], ReceiveN(2).Cast<Confirmed>().Select(confirmed => confirmed.Sequence).Order());
        });
        Assert.Equal([5UL, 6UL], Numbers(_outputs.ReceiveWhile(m => m as Offer, TimeSpan.FromSeconds(1), Moment).SelectMany(offer => offer!.Alerts)).Order());
    }

    [Fact]
    public async Task An_alert_of_a_node_that_was_killed_before_the_outputs_had_it_comes_out_elsewhere()
    {
        var actor = Start();
        actor.Tell(Raise(1, 5));
        ExpectMsg<Confirmed>();
        _outputs.ExpectMsg<Offer>();
        Sys.Stop(actor);

        var successor = Start();
        var offer = _outputs.ExpectMsg<Offer>();
        Assert.Equal([5UL], Numbers(offer.Alerts));
        Take(successor, "a", offer);
        Take(successor, "b", offer);
        await Until(new AlertStoreCounts(0, 1, 0));
    }

    [Fact]
    public async Task Rules_with_alerts_that_nobody_hands_out_are_woken()
    {
        await _store.Add([new NewAlert(Alert(5), "c")]);
        var region = CreateTestProbe();
        var settings = Settings("falco.alerts.store { sweep-every = 100ms, open-for = 1ms }").Store;
        Sys.ActorOf(OpenAlerts.Props(region, _store, new StoreHealth(Log), settings));
        Assert.Equal(Rule, region.FishForMessage<Wake>(_ => true).Rule);
    }

    [Fact]
    public async Task What_an_output_refuses_goes_to_it_later_and_to_no_other_again()
    {
        var actor = Start();
        actor.Tell(Raise(1, 5));
        var offer = _outputs.ExpectMsg<Offer>();
        Take(actor, "a", offer);
        actor.Tell(new Refused("b", [Alert(5).Id]));
        AwaitAssert(() => Assert.Equal(["a"], _store.Open(Rule, 0, 1).GetAwaiter().GetResult()[0].Outputs));
        _outputs.ExpectNoMsg(Moment);

        actor.Tell(new Wake(Rule));
        var again = _outputs.ExpectMsg<Offer>();
        Assert.Equal(["a"], again.Except);
        Take(actor, "b", again);
        await Until(new AlertStoreCounts(0, 1, 0));
    }

    [Fact]
    public async Task More_alerts_than_it_keeps_in_memory_all_reach_the_outputs()
    {
        var actor = Start();
        for (var sequence = 0; sequence < 40; sequence++)
        {
            actor.Tell(Raise(sequence, [.. Enumerable.Range(sequence * 100, 100).Select(number => (ulong)number)]));
        }

        ReceiveN(40, TimeSpan.FromSeconds(30));
        var taken = new HashSet<ulong>();
        while (taken.Count < 4000)
        {
            var offer = _outputs.ExpectMsg<Offer>(TimeSpan.FromSeconds(10));
            Assert.All(Numbers(offer.Alerts), number => Assert.True(taken.Add(number)));
            Take(actor, "a", offer);
            Take(actor, "b", offer);
        }

        await Until(new AlertStoreCounts(0, 4000, 0));
        Assert.False(_store.WasCalledTwiceAtOnce);
    }

    [Fact]
    public async Task Beyond_a_rate_alerts_are_held_back_in_the_store_and_told_of_by_an_alert()
    {
        var actor = Start("falco.alerts.throttle.rule { rate = 1, per = 1h, burst = 2 }\nfalco.alerts.throttle.summary-every = 300ms");
        actor.Tell(Raise(1, 1, 2, 3, 4, 5));
        Assert.Equal([1UL, 2UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
        ExpectMsg<Confirmed>();
        var summary = Assert.Single(_outputs.ExpectMsg<Offer>().Alerts);
        Assert.Equal(HeldBack.RuleName, summary.Alert.Rule);
        Assert.Equal("internal", summary.Alert.Source);
        Assert.Equal(Priority.Warning, summary.Alert.Priority);
        Assert.Contains("3 alerts of rule 'r' from 1 container or host went", Encoding.UTF8.GetString(summary.Alert.Message.Span), StringComparison.Ordinal);
        Assert.Contains("\"held_back\":3", Encoding.UTF8.GetString(summary.Alert.FieldsJson.Span), StringComparison.Ordinal);
        await Until(new AlertStoreCounts(3, 0, 3));
        Assert.Equal([5UL, 4UL, 3UL], (await _store.Query(new AlertQuery { State = AlertState.HeldBack })).Select(alert => alert.Raised.Id.Event));
    }

    [Fact]
    public void Alerts_that_come_in_pieces_are_stored_and_confirmed_like_others()
    {
        var actor = Start();
        var raise = Raise(1, 1, 2, 3);
        foreach (var piece in new Pieces().Cut(raise.EntityId, raise, int.MaxValue))
        {
            actor.Tell(new RaisePiece(raise.Rule, (Piece)piece), TestActor);
        }

        Assert.Equal([1UL, 2UL, 3UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
        Assert.Equal(1, ExpectMsg<Confirmed>().Sequence);
    }

    [Fact]
    public void One_container_that_is_loud_does_not_hold_back_alerts_of_another()
    {
        var actor = Start("falco.alerts.throttle.container { rate = 1, per = 1h, burst = 1 }");
        actor.Tell(Raise(1, 1, 2, 3));
        Assert.Equal([1UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
        actor.Tell(Raise(1, 4, 5) with { EntityId = "s|quiet" });
        Assert.Equal([4UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
        actor.Tell(Raise(1, 6, 7) with { EntityId = "s|host/s" });
        Assert.Equal([6UL], Numbers(_outputs.ExpectMsg<Offer>().Alerts));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    private static AlertSettings Settings(string hocon)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"falco.alerts.store.kind = sqlite\n{hocon}");
        try
        {
            return AlertSettings.Read(PipelineConfig.Load(file).GetConfig("falco"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Take(IActorRef actor, string output, Offer offer) => actor.Tell(new Taken(output, [.. offer.Alerts.Select(alert => alert.Id)]));

    private IActorRef Start(string hocon = "")
        => Sys.ActorOf(StoredAlertActor.Props(Rule, new AlertContext("node", _store, new StoreHealth(Log), _outputs, ["a", "b"], Settings(hocon))));

    private async Task Until(AlertStoreCounts counts) => await AwaitAssertAsync(async () => Assert.Equal(counts, await _store.Count()), TimeSpan.FromSeconds(10));
}
