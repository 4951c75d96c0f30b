using System.Text;
using Falco.Engine.Rules.Stateful;
using Xunit;

namespace Falco.Engine.Tests.Rules.Stateful;

/// <summary>Which matches together make an alert. Times are seconds.</summary>
public class MatchWindowsTests
{
    private const ulong Second = 1_000_000_000;

    private static readonly MatchPattern ThreeInTen = new(3, 1, 10 * Second, MatchScope.Tree);
    private static readonly MatchPattern AbcInTen = new(0, 3, 10 * Second, MatchScope.Tree);

    private readonly MatchWindows _windows = new(1000);
    private ulong _number;

    [Fact]
    public void A_threshold_alerts_on_the_match_that_completes_the_count_and_counts_anew()
        => Assert.Equal([3, 6], Alerts(ThreeInTen, (1, "a"), (2, "a"), (3, "a"), (4, "a"), (5, "a"), (6, "a"), (7, "a")));

    [Fact]
    public void A_threshold_counts_each_group_for_itself()
        => Assert.Equal([5], Alerts(ThreeInTen, (1, "a"), (2, "b"), (3, "a"), (4, "b"), (5, "a")));

    [Fact]
    public void A_threshold_counts_what_lies_within_the_window_its_ends_included()
    {
        Assert.Equal([11], Alerts(ThreeInTen, (1, "a"), (6, "a"), (11, "a")));
        Assert.Equal([], Alerts(ThreeInTen, (21, "b"), (26, "b"), (32, "b")));
    }

    [Fact]
    public void A_window_slides()
        => Assert.Equal([15], Alerts(ThreeInTen, (1, "a"), (6, "a"), (12, "a"), (15, "a")));

    [Fact]
    public void A_late_match_is_counted_where_it_lies_in_time()
    {
        Assert.Null(Count(1, "a"));
        Assert.Null(Count(20, "a"));
        Assert.Null(Count(12, "a"));
        Assert.Equal(12 * Second, Count(15, "a")!.First);
    }

    [Fact]
    public void A_sequence_alerts_on_its_last_step_and_begins_anew()
        => Assert.Equal([3, 6], Steps((1, 0), (2, 1), (3, 2), (4, 2), (5, 1), (5, 0), (5, 1), (6, 2)));

    [Fact]
    public void Steps_out_of_order_make_no_sequence()
        => Assert.Equal([], Steps((1, 1), (2, 0), (3, 2), (4, 2)));

    [Fact]
    public void A_sequence_lies_within_the_window()
        => Assert.Equal([], Steps((1, 0), (8, 1), (12, 2)));

    [Fact]
    public void A_sequence_that_began_later_has_more_time()
        => Assert.Equal([14], Steps((1, 0), (2, 1), (5, 0), (6, 1), (14, 2)));

    [Fact]
    public void What_happens_between_two_steps_does_not_disturb()
        => Assert.Equal([9], Steps((1, 0), (2, 0), (3, 1), (4, 1), (5, 0), (9, 2)));

    [Fact]
    public void An_event_is_one_step_of_a_sequence_and_not_two()
    {
        Assert.Null(Take(1, AbcInTen, Step(0), Step(1)));
        Assert.Null(Take(2, AbcInTen, Step(2)));
        Assert.Null(Take(3, AbcInTen, Step(0), Step(1)));
        Assert.NotNull(Take(4, AbcInTen, Step(2)));
    }

    [Fact]
    public void The_alert_has_what_the_steps_said_and_when_they_began()
    {
        Take(1, AbcInTen, Step(0, "k", "first"));
        Take(2, AbcInTen, Step(1, "k", "second"));
        var completed = Take(3, AbcInTen, Step(2))!;
        Assert.Equal(["first", "second"], completed.Texts.Select(text => Encoding.UTF8.GetString(text.Span)));
        Assert.Equal((Second, 3), (completed.First, completed.Count));
    }

    [Fact]
    public void Steps_of_another_key_make_no_sequence()
    {
        Take(1, AbcInTen, Step(0, "a"));
        Take(2, AbcInTen, Step(1, "b"));
        Assert.Null(Take(3, AbcInTen, Step(2, "a")));
    }

    [Fact]
    public void Later_steps_are_by_a_descendant_of_the_anchor()
    {
        Assert.Null(ByLineage(1, 0, anchor: 7, 7, 1));
        Assert.Null(ByLineage(2, 1, anchor: 0, 9, 8, 7, 1));
        Assert.Null(ByLineage(3, 2, anchor: 0, 5, 1));
        Assert.NotNull(ByLineage(4, 2, anchor: 0, 8, 7, 1));
    }

    [Fact]
    public void A_lineage_is_one_of_one_sensor()
    {
        Assert.Null(ByLineage(1, 0, anchor: 7, 7));
        Assert.Null(ByLineage(2, 1, anchor: 0, 7));
        Assert.Null(Take("other", 3, new StatefulMatch { Pattern = AbcInTen, Steps = [Step(2)], Lineage = [7] }));
    }

    [Fact]
    public void Matches_that_count_no_more_are_named_once_each()
    {
        Count(1, "a");
        Count(2, "a");
        Assert.Empty(_windows.TakeForgotten());
        Count(3, "a");
        Assert.Equal([1UL, 2UL, 3UL], _windows.TakeForgotten().Select(id => id.Event).Order());
        Count(4, "a");
        Count(30, "b");
        Assert.Equal([4UL], _windows.TakeForgotten().Select(id => id.Event));
        Assert.Equal(1, _windows.Held);
    }

    [Fact]
    public void What_led_to_a_step_is_held_as_long_as_the_step()
    {
        Steps((1, 0), (2, 1), (3, 0));
        Assert.Empty(_windows.TakeForgotten());
        Steps((4, 2));
        Assert.Equal([1UL, 2UL, 3UL, 4UL], _windows.TakeForgotten().Select(id => id.Event).Order());
        Assert.Equal(0, _windows.Held);
    }

    [Fact]
    public void More_groups_than_there_is_room_for_give_up_the_oldest()
    {
        var small = new MatchWindows(10);
        for (var i = 0; i < 25; i++)
        {
            small.Take(new MatchOrder(Second, "s", 1, (ulong)i), Second, Match(ThreeInTen, new StepMatch(0, $"{i}", default)));
        }

        Assert.Equal((10, 15L), (small.Held, small.GivenUp));
    }

    [Fact]
    public void What_is_left_in_the_windows_gives_the_same_windows_again()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var pattern = round % 2 == 0 ? ThreeInTen : AbcInTen;
            var all = Random(random, pattern, 60);
            var whole = new MatchWindows(1000);
            var first = new MatchWindows(1000);
            var kept = new Dictionary<ulong, (ulong Time, StatefulMatch Match)>();
            var cut = random.Next(all.Count);
            var expected = new List<ulong>();
            var seen = new List<ulong>();
            for (var i = 0; i < all.Count; i++)
            {
                Add(whole, all[i], expected);
                if (i == cut)
                {
                    var again = new MatchWindows(1000);
                    foreach (var (number, (time, match)) in kept.OrderBy(entry => entry.Key))
                    {
                        Assert.Null(again.Take(new MatchOrder(time, "s", 1, number), time, match));
                    }

                    first = again;
                }

                kept.Add(all[i].Number, (all[i].Time, all[i].Match));
                Add(first, all[i], seen);
                foreach (var id in first.TakeForgotten())
                {
                    kept.Remove(id.Event);
                }
            }

            Assert.Equal(expected, seen);
        }
    }

    internal static List<(ulong Number, ulong Time, StatefulMatch Match)> Random(Random random, MatchPattern pattern, int count)
    {
        var time = 0UL;
        return [.. Enumerable.Range(1, count).Select(i =>
        {
            time += (ulong)random.Next(3) * Second;
            var key = $"{random.Next(3)}";
            return ((ulong)i, time, Match(pattern, new StepMatch(random.Next(pattern.Steps), key, default)));
        })];
    }

    private static void Add(MatchWindows windows, (ulong Number, ulong Time, StatefulMatch Match) next, List<ulong> alerts)
    {
        if (windows.Take(new MatchOrder(next.Time, "s", 1, next.Number), next.Time, next.Match) is not null)
        {
            alerts.Add(next.Number);
        }
    }

    private static StatefulMatch Match(MatchPattern pattern, params StepMatch[] steps) => new() { Pattern = pattern, Steps = steps };

    private static StepMatch Step(int step, string key = "k", string text = "") => new(step, key, Encoding.UTF8.GetBytes(text));

    private CompletedMatch? Count(ulong time, string key) => Take(time, ThreeInTen, Step(0, key));

    private CompletedMatch? Take(ulong time, MatchPattern pattern, params StepMatch[] steps) => Take("s", time, Match(pattern, steps));

    private CompletedMatch? ByLineage(ulong time, int step, ulong anchor, params ulong[] lineage)
        => Take("s", time, new StatefulMatch { Pattern = AbcInTen, Steps = [Step(step)], Lineage = lineage, Anchor = anchor });

    private CompletedMatch? Take(string sensor, ulong time, StatefulMatch match)
        => _windows.Take(new MatchOrder(time * Second, sensor, 1, ++_number), time * Second, match);

    private int[] Alerts(MatchPattern pattern, params (int Time, string Key)[] matches)
        => [.. matches.Where(m => Take((ulong)m.Time, pattern, Step(0, m.Key)) is not null).Select(m => m.Time)];

    private int[] Steps(params (int Time, int Step)[] matches)
        => [.. matches.Where(m => Take((ulong)m.Time, AbcInTen, Step(m.Step)) is not null).Select(m => m.Time)];
}
