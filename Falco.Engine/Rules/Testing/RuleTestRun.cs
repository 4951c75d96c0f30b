using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Engine.Rules.Stateful;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Testing;

/// <summary>What came of a test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Failures">What was other than expected, one sentence each; empty where it passed.</param>
public sealed record RuleTestResult(RuleTest Test, IReadOnlyList<string> Failures)
{
    /// <summary>Whether all was as expected.</summary>
    public bool Passed => Failures.Count == 0;
}

/// <summary>Runs tests against rules. Every rule is judged alone, whatever rule_matching says: no other can hide it.</summary>
public sealed class RuleTestRun
{
    private readonly RuleSet _rules;
    private readonly MatchesInOrder<string> _windows = new(MatchesInOrder<string>.DefaultMost);

    private RuleTestRun(RuleSet rules) => _rules = rules;

    /// <summary>Runs a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="rules">Rules that were loaded with <see cref="RuleMatching.All"/>.</param>
    /// <param name="directory">Where the test's file is: a capture's path is relative to it.</param>
    /// <exception cref="RuleTestException">An event of the test or a field of an expectation does not exist.</exception>
    public static RuleTestResult Run(RuleTest test, RuleSet rules, string directory)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(rules);
        return new RuleTestRun(rules.Fork()).Run(test, directory);
    }

    private RuleTestResult Run(RuleTest test, string directory)
    {
        foreach (var expected in test.Expected)
        {
            if (!_rules.Rules.Any(rule => rule.Name == expected.Rule && rule.Enabled))
            {
                return new RuleTestResult(test, [$"there is no rule '{expected.Rule}', or it is not enabled"]);
            }
        }

        var seen = new SeenAlerts(test.Expected);
        try
        {
            if (test.Capture is { } capture)
            {
                SingleTree.Replay(Path.Combine(directory, capture), _rules.EventTypes, context => Evaluate(context, seen));
            }
            else
            {
                Replay(test.World, seen);
            }
        }
        catch (CaptureException e)
        {
            return new RuleTestResult(test, [e.Message]);
        }

        return new RuleTestResult(test, [.. seen.Missing(), .. test.AllowsOthers ? [] : seen.Others()]);
    }

    private void Replay(TestWorld world, SeenAlerts seen)
    {
        var machine = new TestMachine(world);
        foreach (var written in world.Events)
        {
            var context = machine.Tree.Apply(machine.Make(written));
            Evaluate(context, seen);
            machine.Tree.Complete();
        }
    }

    private void Evaluate(EventContext context, SeenAlerts seen)
    {
        var matches = seen.Matches;
        matches.Clear();
        _rules.Evaluate(context, matches, seen.Steps);
        foreach (var rule in matches)
        {
            seen.Add(rule, context);
        }

        if (seen.Steps.Count > 0)
        {
            // Here is one machine, so a container's id names its tree.
            var tree = Encoding.UTF8.GetString((context.Thread?.ContainerId ?? default).Span);
            foreach (var (rule, match) in new MatchReader(tree).Read(seen.Steps, context))
            {
                if (_windows.Take(rule.Name, new MatchId("", 0, context.Event.Number), context.Event.Timestamp, match) is not null)
                {
                    seen.Add(rule, context);
                }
            }

            seen.Steps.Clear();
        }
    }

    /// <summary>The alerts of a test so far.</summary>
    private sealed class SeenAlerts(IReadOnlyList<ExpectedAlert> expected)
    {
        private readonly Dictionary<string, (long Count, string First)> _counts = new(StringComparer.Ordinal);
        private readonly Dictionary<string, OutputTemplate> _templates = new(StringComparer.Ordinal);
        private readonly ScratchText _text = new();

        // What an expectation's fields were in the alert that came nearest to it.
        private readonly Dictionary<ExpectedAlert, List<(string Field, string Wanted, string Seen)>> _nearest = [];

        public List<Rule> Matches { get; } = [];

        public List<RuleStep> Steps { get; } = [];

        public void Add(Rule rule, EventContext context)
        {
            _counts[rule.Name] = _counts.TryGetValue(rule.Name, out var before)
                ? (before.Count + 1, before.First)
                : (1, Render(rule.Output, context));
            foreach (var alert in expected)
            {
                if (alert.Rule == rule.Name && alert.Fields.Count > 0)
                {
                    var wrong = new List<(string, string, string)>();
                    foreach (var (field, wanted) in alert.Fields)
                    {
                        var value = Render("%" + field, context);
                        if (value != wanted)
                        {
                            wrong.Add((field, wanted, value));
                        }
                    }

                    if (!_nearest.TryGetValue(alert, out var nearest) || wrong.Count < nearest.Count)
                    {
                        _nearest[alert] = wrong;
                    }
                }
            }
        }

        public IEnumerable<string> Missing()
        {
            foreach (var alert in expected)
            {
                var count = _counts.GetValueOrDefault(alert.Rule).Count;
                if (alert.Count is { } wanted && count != wanted)
                {
                    yield return $"'{alert.Rule}' matched {count} times instead of {wanted}";
                }
                else if (alert.Count is null && count == 0)
                {
                    yield return $"'{alert.Rule}' did not match";
                }

                foreach (var (field, text, value) in _nearest.GetValueOrDefault(alert) ?? [])
                {
                    yield return $"'{alert.Rule}': {field} is '{value}' instead of '{text}'";
                }
            }
        }

        public IEnumerable<string> Others()
            => _counts.Where(seen => expected.All(alert => alert.Rule != seen.Key)).OrderBy(seen => seen.Key, StringComparer.Ordinal)
                .Select(seen => $"'{seen.Key}' matched {(seen.Value.Count == 1 ? "once" : $"{seen.Value.Count} times")}: {seen.Value.First}");

        private string Render(string output, EventContext context)
        {
            if (!_templates.TryGetValue(output, out var template))
            {
                try
                {
                    template = OutputTemplate.Parse(output);
                }
                catch (FormatException e)
                {
                    throw new RuleTestException($"'{output}': {e.Message}");
                }

                _templates.Add(output, template);
            }

            _text.Clear();
            template.Append(_text, context);
            return Encoding.UTF8.GetString(_text.Pending);
        }
    }
}
