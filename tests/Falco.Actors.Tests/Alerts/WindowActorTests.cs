using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Stateful;
using Falco.Actors.Alerts.Store;
using Falco.Engine.Rules.Stateful;
using Xunit;
using static Falco.Actors.Tests.Alerts.SampleAlerts;

namespace Falco.Actors.Tests.Alerts;

/// <summary>The windows of a rule that alerts on three matches within ten seconds. Event n happens at second n.</summary>
public sealed class WindowActorTests : TestKit
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly string _folder = Directory.CreateTempSubdirectory("falco-windows").FullName;
    private readonly UnreliableStore _store;
    private int _started;

    public WindowActorTests()
        : base("akka.loglevel = ERROR") => _store = Open();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_match_that_completes_the_count_becomes_an_alert_once_nothing_before_it_can_be_missing(bool isStored)
    {
        var (windows, parent) = Start(isStored);
        windows.Tell(Matches(1, 3, 1));
        Assert.Equal(1, ExpectMsg<Confirmed>().Sequence);
        windows.Tell(Matches(2, 2));
        Assert.Equal(2, ExpectMsg<Confirmed>().Sequence);
        parent.ExpectNoMsg(Moment);
        windows.Tell(Evaluated(3));
        Assert.Equal([3UL], Alerts(parent, windows));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_match_that_is_raised_again_is_confirmed_and_counts_once(bool isStored)
    {
        var (windows, parent) = Start(isStored);
        windows.Tell(Matches(1, 1, 2));
        windows.Tell(Matches(2, 1));
        ReceiveN(2);
        windows.Tell(Evaluated(2));
        windows.Tell(Matches(3, 2));
        ExpectMsg<Confirmed>();
        windows.Tell(Evaluated(2));
        parent.ExpectNoMsg(Moment);
        windows.Tell(Matches(4, 3));
        windows.Tell(Evaluated(3));
        Assert.Equal([3UL], Alerts(parent, windows));
    }

    [Fact]
    public void A_successor_goes_on_from_the_store()
    {
        var (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(1, 1, 2));
        ExpectMsg<Confirmed>();
        Kill(windows);
        (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(2, 3));
        ExpectMsg<Confirmed>();
        windows.Tell(Evaluated(3));
        Assert.Equal([3UL], Alerts(parent, windows));
    }

    [Fact]
    public async Task An_alert_that_the_alert_actor_does_not_have_yet_is_made_again_by_a_successor_with_the_same_id()
    {
        var (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(1, 1, 2, 3));
        ExpectMsg<Confirmed>();
        windows.Tell(Evaluated(3));
        var first = parent.ExpectMsg<Raise>().Alerts[0].Id;
        Kill(windows);
        (windows, parent) = Start(isStored: true);
        windows.Tell(Evaluated(3));
        var again = parent.ExpectMsg<Raise>();
        Assert.Equal(first, again.Alerts[0].Id);
        windows.Tell(new Confirmed(Rule, again.Sequence, again.Part), parent);
        await AwaitAssertAsync(async () => Assert.Empty(await _store.Matches(Rule, 0, 10)));

        // What made an alert does not count again, not even when a tree raises it once more.
        Kill(windows);
        (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(1, 1, 2, 3));
        windows.Tell(Matches(2, 4, 5));
        windows.Tell(Evaluated(5));
        parent.ExpectNoMsg(Moment);
        windows.Tell(Matches(3, 6));
        windows.Tell(Evaluated(6));
        Assert.Equal([6UL], Alerts(parent, windows));
    }

    /// <summary>A successor that found one or two of three would begin to count in the midst of an alert that is there already.</summary>
    [Fact]
    public void The_matches_of_an_alert_stop_counting_together()
    {
        const int Alerts = 200;
        var (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(1, [.. Enumerable.Range(1, 3 * Alerts).Select(n => (ulong)n)]));
        ExpectMsg<Confirmed>();
        windows.Tell(Evaluated(3 * Alerts));
        var raised = parent.ReceiveN(Alerts).Cast<Raise>().ToList();
        _store.IsDown = true;
        raised.ForEach(raise => windows.Tell(new Confirmed(Rule, raise.Sequence, raise.Part), parent));
        var calls = _store.Calls;
        AwaitCondition(() => _store.Calls > calls);
        _store.IsDown = false;

        AwaitAssert(() => Assert.Equal(3 * Alerts, _store.Forgotten.Sum(events => events.Count)));
        Assert.All(_store.Forgotten.SelectMany(events => events.Chunk(3)), events => Assert.Equal([events[0], events[0] + 1, events[0] + 2], events));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_that_fails_or_loses_answers_costs_no_match_and_doubles_none(bool losesAnswers)
    {
        var (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(1, 1));
        ExpectMsg<Confirmed>();
        _store.LosesAnswers = losesAnswers;
        _store.IsDown = true;
        windows.Tell(Matches(2, 2));
        var calls = _store.Calls;
        AwaitCondition(() => _store.Calls > calls);
        ExpectNoMsg(Moment);
        _store.IsDown = false;
        Assert.Equal(2, ExpectMsg<Confirmed>().Sequence);
        windows.Tell(Evaluated(2));
        parent.ExpectNoMsg(Moment);
        windows.Tell(Matches(3, 3));
        windows.Tell(Evaluated(3));
        Assert.Equal([3UL], Alerts(parent, windows));
    }

    [Fact]
    public void A_sensor_that_says_nothing_is_not_waited_for_for_ever()
    {
        var (windows, parent) = Start(isStored: false, patience: TimeSpan.FromMilliseconds(200));
        windows.Tell(Matches(1, 1, 2, 3));
        Assert.Equal([3UL], Alerts(parent, windows));
    }

    [Fact]
    public void At_the_end_of_a_run_all_that_is_there_is_decided()
    {
        var (windows, parent) = Start(isStored: true);
        windows.Tell(Matches(1, 1, 2, 3));
        ExpectMsg<Confirmed>();
        windows.Tell(new Drain());
        var raise = parent.ExpectMsg<Raise>();
        parent.ExpectNoMsg(Moment);
        windows.Tell(new Confirmed(Rule, raise.Sequence, raise.Part), parent);
        Assert.Equal(TestActor, parent.ExpectMsg<WindowsDrained>().Drainer);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    private static Evaluated Evaluated(ulong number) => new(Rule, "s", 1, number);

    private static Raise Matches(long sequence, params ulong[] numbers) => new(Rule, Tree, sequence, Part: 0, Floor: 0, [.. numbers.Select(number =>
    {
        var (id, alert) = Alert(number);
        return new RaisedAlert(id, alert with
        {
            Timestamp = number * 1_000_000_000,
            Match = new StatefulMatch
            {
                Pattern = new MatchPattern(3, 1, 10_000_000_000, MatchScope.Tree),
                Steps = [new StepMatch(0, "key", default)],
            },
        });
    })]);

    private UnreliableStore Open() => new(new SqliteAlertStore(Path.Combine(_folder, "alerts.db")));

    private (IActorRef Windows, TestProbe Parent) Start(bool isStored, TimeSpan? patience = null)
    {
        var parent = CreateTestProbe();
        var settings = new StatefulSettings { MaxMatches = 1000, Settle = TimeSpan.Zero, Patience = patience ?? TimeSpan.FromMinutes(1) };
        var props = WindowActor.Props(Rule, settings, isStored ? _store : null, isStored ? new StoreHealth(Sys.Log) : null);
        return (parent.ChildActorOf(props, $"windows{++_started}"), parent);
    }

    private void Kill(IActorRef windows)
    {
        Watch(windows);
        Sys.Stop(windows);
        ExpectTerminated(windows);
    }

    /// <summary>The alerts that come next, which the alert actor then has.</summary>
    private static List<ulong> Alerts(TestProbe parent, IActorRef windows)
    {
        var raise = parent.ExpectMsg<Raise>();
        windows.Tell(new Confirmed(Rule, raise.Sequence, raise.Part), parent);
        parent.ExpectNoMsg(Moment);
        Assert.All(raise.Alerts, alert => Assert.Null(alert.Alert.Match));
        return [.. raise.Alerts.Select(alert => alert.Id.Event)];
    }
}
