using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.Routing;

/// <summary>Cut into trees, a machine's events say what they say in one tree that sees everything.</summary>
public class OneTreeOrManyTests
{
    private const int EventCount = 1500;

    private static readonly string[] Leaders = ["proc.sname", "proc.sid.", "proc.vpgid.", "proc.pgid."];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Trees_that_keep_up_say_what_one_tree_says(int seed) => Check(seed, new LivesOptions(), random: null);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Trees_that_lag_behind_and_start_again_say_what_one_tree_says(int seed)
        => Check(seed, new LivesOptions(), new Random(seed));

    /// <summary>But who leads a session: a leader's id may be an unrelated process's by now, and the one tree believes it.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ids_that_are_given_out_again_confuse_no_tree(int seed)
        => Check(seed, new LivesOptions { ReusesIds = true, HasLongPauses = true }, random: null);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    private static void Check(int seed, LivesOptions options, Random? random)
    {
        var lives = new ProcessLives(seed, options);
        var forest = new Forest(random);
        var whole = new ProcessTree();
        var rules = EveryField.Rules.Fork();
        var templates = EveryField.Templates.Fork();
        var matches = new List<Rule>();
        var expected = new Dictionary<ulong, string[]>();
        var stories = new List<string>();
        foreach (var metadata in lives.Metadata)
        {
            whole.Seed(metadata);
            forest.Router.Seed(metadata);
        }

        whole.FirstTimestamp = ProcessLives.Start;
        for (var i = 0; i < EventCount; i++)
        {
            var e = lives.Next();
            stories.Add(lives.Story);
            var context = whole.Apply(e);
            rules.Evaluate(context, matches);
            expected.Add(e.Number, EveryField.Lines(templates.Render(matches[0], context)));
            matches.Clear();
            whole.Complete();
            forest.Route(e);
            if (random is null)
            {
                Compare(forest.Alerts[^1], expected, stories, seed, options);
                if (forest.FindStranger() is { } stranger)
                {
                    Assert.Fail($"seed {seed}: {stranger}\n    " + string.Join("\n    ", stories.TakeLast(12).Select(s => s.Length > 250 ? s[..250] : s)));
                }
            }
        }

        forest.Settle();
        Assert.Equal(expected.Count, forest.Alerts.Count);
        foreach (var alert in forest.Alerts)
        {
            Compare(alert, expected, stories, seed, options);
        }

        Assert.True(forest.CrossingCount > 10, $"only {forest.CrossingCount} crossings");
    }

    private static string[] Comparable(string[] lines, LivesOptions options)
        => options.ReusesIds
            ? [.. lines.Where(line => !Leaders.Any(name => line.StartsWith(name, StringComparison.Ordinal)))]
            : lines;

    private static void Compare(Alert alert, Dictionary<ulong, string[]> expected, List<string> stories, int seed, LivesOptions options)
    {
        var should = Comparable(expected[alert.EventNumber], options);
        var does = Comparable(EveryField.Lines(alert), options);
        if (should.SequenceEqual(does))
        {
            return;
        }

        var text = new StringBuilder($"seed {seed}, event {stories[(int)alert.EventNumber - 1]}\n");
        for (var i = 0; i < should.Length; i++)
        {
            if (should[i] != does[i])
            {
                text.Append("  one tree   ").Append(should[i]).Append("\n  many trees ").Append(does[i]).Append('\n');
            }
        }

        var tid = stories[(int)alert.EventNumber - 1].Split(' ')[1];
        foreach (var story in stories.Take((int)alert.EventNumber).Where(s => s.Contains(tid, StringComparison.Ordinal)).TakeLast(25))
        {
            text.Append("    ").Append(story[..Math.Min(story.Length, 150)]).Append('\n');
        }

        Assert.Fail(text.ToString());
    }
}
