using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Store;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Actors.Tests.Alerts.Store;

/// <summary>What every alert store promises.</summary>
public abstract class AlertStoreTests : IAsyncLifetime
{
    private static readonly DateTime Later = DateTime.UtcNow.AddDays(1);
    private IAlertStore? _store;

    private IAlertStore Store => _store ??= Open();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task An_alert_comes_back_as_it_went_in()
    {
        var alert = SampleAlerts.Alert(5);
        alert = new RaisedAlert(
            new AlertId("s|\u00e4", -7, ulong.MaxValue - 1, "it's \"r\""),
            alert.Alert with { EventNumber = ulong.MaxValue - 1, Timestamp = ulong.MaxValue, Rule = "it's \"r\"", RuleIndex = int.MaxValue, Priority = Priority.Debug });
        await Store.Add([new NewAlert(alert, "c1")]);
        Same(alert, Assert.Single(await Store.Open("it's \"r\"", 0, 10)).Raised);
        var found = Assert.Single(await Store.Query(new AlertQuery()));
        Same(alert, found.Raised);
        Assert.Equal("c1", found.Container);
        Assert.Equal(AlertState.Open, found.State);
        Assert.InRange(found.StoredAt, DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
    }

    [SkippableFact]
    public async Task An_alert_that_comes_twice_is_kept_once_and_new_once()
    {
        var first = await Store.Add([New(1), New(2), New(1)]);
        Assert.Equal([1UL, 2UL], Numbers(first));
        var second = await Store.Add([New(2), New(3), New(1)]);
        Assert.Equal([3UL], Numbers(second));
        Assert.Empty(await Store.Add([New(3)]));
        Assert.Equal(3, (await Store.Count()).Open);
    }

    [SkippableFact]
    public async Task Many_that_add_the_same_alerts_at_once_hear_of_each_as_new_once()
    {
        await using var other = Open();
        NewAlert[] alerts = [.. Enumerable.Range(1, 200).Select(number => New((ulong)number))];
        var stores = new[] { Store, other, Store, other, Store, other };
        var added = await Task.WhenAll(stores.Select((store, i) => store.Add(i % 2 == 0 ? alerts : [.. alerts.Reverse()])));
        Assert.Equal(alerts.Select(alert => alert.Raised.Id.Event), added.SelectMany(Numbers).Order());
    }

    [SkippableFact]
    public async Task Open_alerts_of_a_rule_come_in_parts_in_the_order_in_which_they_came()
    {
        await Store.Add([New(9), New(3)]);
        await Store.Add([New(5, "other"), New(1)]);
        var first = await Store.Open(SampleAlerts.Rule, 0, 2);
        var second = await Store.Open(SampleAlerts.Rule, first[^1].Place, 2);
        Assert.Equal([3UL, 9UL], Numbers(first).Order());
        Assert.Equal([1UL], Numbers(second));
    }

    [SkippableFact]
    public async Task An_alert_is_open_until_it_is_marked_and_tells_which_outputs_have_it()
    {
        var added = await Store.Add([New(1), New(2), New(3)]);
        await Store.Mark(
        [
            new AlertMark(added[0].Place, AlertState.Open, ["stdout", "seq"]),
            new AlertMark(added[1].Place, AlertState.Done, ["stdout", "seq", "file"]),
            new AlertMark(added[2].Place, AlertState.HeldBack, []),
        ]);
        var open = Assert.Single(await Store.Open(SampleAlerts.Rule, 0, 10));
        Assert.Equal(["stdout", "seq"], open.Outputs);
        Assert.Equal(new AlertStoreCounts(1, 1, 1), await Store.Count());

        // A mark that comes late does not open it again.
        await Store.Mark([new AlertMark(added[1].Place, AlertState.Open, [])]);
        Assert.Equal(new AlertStoreCounts(1, 1, 1), await Store.Count());
    }

    [SkippableFact]
    public async Task Rules_with_alerts_that_are_open_for_long_are_found()
    {
        var added = await Store.Add([New(1), New(2, "other"), New(3, "done")]);
        await Store.Mark([new AlertMark(added[2].Place, AlertState.Done, ["stdout"])]);
        Assert.Equal(["other", "r"], (await Store.RulesWithOpen(Later)).Order());
        Assert.Empty(await Store.RulesWithOpen(DateTime.UtcNow.AddMinutes(-1)));
    }

    [SkippableFact]
    public async Task Old_alerts_are_deleted_but_never_open_ones()
    {
        var added = await Store.Add([New(1), New(2), New(3)]);
        await Store.Mark([new AlertMark(added[0].Place, AlertState.Done, ["x"]), new AlertMark(added[1].Place, AlertState.HeldBack, [])]);
        Assert.Equal(0, await Store.Prune(DateTime.UtcNow.AddMinutes(-1), 100));
        Assert.Equal(2, await Store.Prune(Later, 100));
        Assert.Equal(new AlertStoreCounts(1, 0, 0), await Store.Count());
    }

    [SkippableFact]
    public async Task Beyond_a_number_the_oldest_alerts_are_deleted_but_never_open_ones()
    {
        var open = await Store.Add([New(1)]);
        var added = await Store.Add([.. Enumerable.Range(2, 20).Select(number => New((ulong)number))]);
        await Store.Mark([.. added.Select(alert => new AlertMark(alert.Place, AlertState.Done, ["x"]))]);
        Assert.Equal(15, await Store.Prune(DateTime.UtcNow.AddDays(-1), 5));
        var left = await Store.Query(new AlertQuery { State = AlertState.Done });
        Assert.Equal([21UL, 20UL, 19UL, 18UL, 17UL], left.Select(alert => alert.Raised.Id.Event));
        var stillOpen = await Store.Open(SampleAlerts.Rule, 0, 10);
        Assert.Equal(Numbers(open), Numbers(stillOpen));
    }

    [SkippableFact]
    public async Task Alerts_are_looked_up_newest_first_by_rule_container_and_time()
    {
        await Store.Add([New(1), New(2, "other")]);
        await Store.Add([New(3) with { Container = "" }]);
        await Store.Add([New(4) with { Raised = SampleAlerts.Alert(4) with { Alert = SampleAlerts.Alert(4).Alert with { Timestamp = 1 } } }]);
        Assert.Equal([4UL, 3UL], await Found(new AlertQuery { Limit = 2 }));
        Assert.Equal([2UL], await Found(new AlertQuery { Rule = "other" }));
        Assert.Equal([3UL], await Found(new AlertQuery { Container = "" }));
        Assert.Equal([4UL, 1UL], await Found(new AlertQuery { Container = "c", Rule = SampleAlerts.Rule }));
        Assert.Equal([3UL, 1UL], await Found(new AlertQuery { Rule = SampleAlerts.Rule, Since = new DateTime(2020, 1, 1) }));
        Assert.Empty(await Found(new AlertQuery { State = AlertState.Done }));
    }

    [SkippableFact]
    public async Task Alerts_are_there_after_a_restart()
    {
        await Store.Add([New(1)]);
        await using var again = Open();
        Assert.Empty(await again.Add([New(1)]));
        var open = await again.Open(SampleAlerts.Rule, 0, 10);
        Assert.Equal([1UL], Numbers(open));
    }

    [SkippableFact]
    public async Task Tables_of_a_later_version_are_refused_with_what_to_do()
    {
        await Store.Count();
        await Execute("UPDATE falco_alert_store SET version = 99");
        await using var again = Open();
        var message = (await Assert.ThrowsAsync<AlertStoreException>(() => again.Count())).Message;
        Assert.Contains("version 99", message, StringComparison.Ordinal);
        Assert.Contains("A later version of the program made them", message, StringComparison.Ordinal);
    }

    /// <summary>Opens the store of the test once more.</summary>
    private protected abstract IAlertStore Open();

    /// <summary>Changes something in the database without the store.</summary>
    private protected abstract Task Execute(string sql);

    private static NewAlert New(ulong number, string rule = SampleAlerts.Rule) => new(SampleAlerts.Alert(number, rule), "c");

    private static ulong[] Numbers(IEnumerable<OpenAlert> alerts) => SampleAlerts.Numbers(alerts.Select(alert => alert.Raised));

    private static void Same(RaisedAlert expected, RaisedAlert actual)
    {
        Assert.Equal(expected.Id, actual.Id);
        Assert.Equal(expected.Alert.Tags, actual.Alert.Tags);
        Assert.Equal(expected.Alert.Message.ToArray(), actual.Alert.Message.ToArray());
        Assert.Equal(expected.Alert.FieldsJson.ToArray(), actual.Alert.FieldsJson.ToArray());

        // Whatever else there is of an alert, it comes back as well.
        var rest = actual.Alert with { Tags = expected.Alert.Tags, Message = expected.Alert.Message, FieldsJson = expected.Alert.FieldsJson };
        Assert.Equal(expected.Alert, rest);
    }

    private async Task<IEnumerable<ulong>> Found(AlertQuery query) => (await Store.Query(query)).Select(alert => alert.Raised.Id.Event);
}
