using Falco.Engine.Rules.Stateful;
using Xunit;

namespace Falco.Engine.Tests.Rules.Stateful;

/// <summary>The order of matches that come from several trees and sensors.</summary>
public class MatchQueueTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MatchQueue<ulong> _queue = new(Settle, Patience);

    [Fact]
    public void A_match_waits_until_everything_before_it_is_evaluated()
    {
        Add("s", 5);
        Add("s", 3);
        Assert.Empty(Taken(Start));
        _queue.Evaluated("s", 1, 4, Start);
        Assert.Equal([3UL], Taken(Start));
        _queue.Evaluated("s", 1, 5, Start);
        Assert.Equal([5UL], Taken(Start));
    }

    [Fact]
    public void A_match_that_waits_already_is_not_taken_twice()
    {
        Assert.True(_queue.Add(new MatchId("s", 1, 3), 3, MatchScope.Tree, 3, Start));
        Assert.False(_queue.Add(new MatchId("s", 1, 3), 3, MatchScope.Tree, 3, Start));
    }

    [Fact]
    public void A_sensor_that_falls_silent_is_waited_for_no_longer_than_patience_lasts()
    {
        Add("s", 3);
        Assert.Equal(Start + Patience, _queue.Due);
        Assert.Empty(Taken(Start + Patience - TimeSpan.FromTicks(1)));
        Assert.Equal([3UL], Taken(Start + Patience));
    }

    [Fact]
    public void A_sensor_that_began_anew_evaluates_nothing_of_its_last_run()
    {
        Add("s", 3);
        _queue.Evaluated("s", 2, 1, Start);
        Assert.Equal([3UL], Taken(Start));
    }

    [Fact]
    public void Of_one_tree_nobody_waits_for_other_sensors()
    {
        Add("a", 3);
        Add("b", 2);
        _queue.Evaluated("a", 1, 3, Start);
        Assert.Equal([3UL], Taken(Start));
    }

    [Fact]
    public void Across_the_cluster_sensors_are_put_in_order_by_time()
    {
        Add("a", 30, MatchScope.Cluster);
        Add("b", 20, MatchScope.Cluster);
        _queue.Evaluated("a", 1, 30, Start);
        Assert.Empty(Taken(Start + Settle));
        _queue.Evaluated("b", 1, 20, Start + Settle);
        Assert.Equal([20UL, 30UL], Taken(Start + Settle + Settle));
        Add("b", 25, MatchScope.Cluster);
        _queue.Evaluated("b", 1, 25, Start);
        Assert.Equal([25UL], Taken(Start + Settle));
        Assert.Equal(1, _queue.Late);
    }

    [Fact]
    public void Of_one_sensor_the_numbers_count_where_times_go_back()
    {
        _queue.Add(new MatchId("s", 1, 1), 50, MatchScope.Cluster, 1, Start);
        _queue.Add(new MatchId("s", 1, 2), 40, MatchScope.Cluster, 2, Start);
        _queue.Add(new MatchId("t", 1, 3), 45, MatchScope.Cluster, 3, Start);
        Assert.Equal([3UL, 1UL, 2UL], Taken(Start, all: true));
    }

    [Fact]
    public void The_order_of_arrival_does_not_change_the_alerts()
    {
        var random = new Random(9);
        MatchPattern[] patterns = [new(3, 1, 10_000_000_000, MatchScope.Cluster), new(0, 3, 10_000_000_000, MatchScope.Cluster)];
        for (var round = 0; round < 300; round++)
        {
            var pattern = patterns[round % 2];
            var all = new[] { "a", "b" }.SelectMany(sensor => MatchWindowsTests.Random(random, pattern, 40).Select(m => (Sensor: sensor, m.Number, m.Time, m.Match))).ToList();
            var expected = Alerts(all, random, batches: 1);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, Alerts(all, random, batches: 4));
        }
    }

    /// <summary>What comes within a part of the time is shuffled; then each sensor says that it has evaluated that part.</summary>
    private static List<(string, ulong)> Alerts(List<(string Sensor, ulong Number, ulong Time, StatefulMatch Match)> all, Random random, int batches)
    {
        var queue = new MatchQueue<StatefulMatch>(Settle, Patience);
        var windows = new MatchWindows(1000);
        var seen = new HashSet<(string, ulong)>();
        var alerts = new List<(string, ulong)>();
        var last = all.Max(m => m.Time);
        var now = Start;
        for (var batch = 1; batch <= batches; batch++)
        {
            var upTo = last / (ulong)batches * (ulong)batch + (batch == batches ? last : 0);
            var part = all.Where(m => m.Time <= upTo).ToArray();
            random.Shuffle(part);
            foreach (var m in part)
            {
                // What is there already came before; whoever holds matches knows those that it had.
                if (seen.Add((m.Sensor, m.Number)))
                {
                    Assert.True(queue.Add(new MatchId(m.Sensor, 1, m.Number), m.Time, MatchScope.Cluster, m.Match, now));
                }
            }

            foreach (var sensor in part.GroupBy(m => m.Sensor))
            {
                queue.Evaluated(sensor.Key, 1, sensor.Max(m => m.Number), now);
            }

            now += Settle;
            while (queue.Take(now) is var (order, time, match))
            {
                if (windows.Take(order, time, match) is not null)
                {
                    alerts.Add((order.Sensor, order.Event));
                }
            }
        }

        Assert.Equal((0, 0L), (queue.Count, queue.Late));
        return alerts;
    }

    private void Add(string sensor, ulong number, MatchScope scope = MatchScope.Tree)
        => _queue.Add(new MatchId(sensor, 1, number), number, scope, number, Start);

    private List<ulong> Taken(TimeSpan now, bool all = false)
    {
        var taken = new List<ulong>();
        while (_queue.Take(now, all) is var (_, _, item))
        {
            taken.Add(item);
        }

        return taken;
    }
}
