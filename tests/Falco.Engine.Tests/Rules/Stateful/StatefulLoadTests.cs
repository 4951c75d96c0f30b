using System.Text;
using System.Text.Json;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Stateful;
using Xunit;

namespace Falco.Engine.Tests.Rules.Stateful;

/// <summary>What may stand under x-actors, and what is said of mistakes in it.</summary>
public class StatefulLoadTests
{
    private const string Rule = "- rule: r\n  desc: d\n  condition: evt.type = connect\n  output: o %proc.name\n  priority: INFO\n";

    private const string Threshold = Rule + "  x-actors:\n    threshold:\n      count: 5\n      window: 10s\n      by: [proc.name, tolower(fd.name)]\n";

    private const string Sequence = Rule
        + "  x-actors:\n    sequence:\n      window: 5m\n      by: [proc.exepath]\n      lineage: parent\n      scope: cluster\n      steps:\n"
        + "      - name: write\n        condition: evt.type = openat and fd.name startswith /tmp/\n        by: [fd.name]\n        output: wrote %fd.name\n"
        + "      - name: run\n        condition: evt.type = execve\n    output: \"%proc.name after %step.write\"\n";

    [Fact]
    public void A_threshold_is_read()
    {
        var rule = Single(Threshold);
        Assert.Equal(new MatchPattern(5, 1, 10_000_000_000, MatchScope.Tree), rule.Pattern);
        Assert.Equal(["proc.name", "tolower(fd.name)"], rule.Steps.Single().By);
        Assert.Equal("o %proc.name", rule.Output);
    }

    [Fact]
    public void A_sequence_is_read_with_the_rules_own_condition_as_its_last_step()
    {
        var rule = Single(Sequence);
        Assert.Equal(new MatchPattern(0, 3, 300_000_000_000, MatchScope.Cluster), rule.Pattern);
        Assert.Equal(MatchLineage.Parent, rule.Lineage);
        Assert.Equal(["write", "run", ""], rule.Steps.Select(step => step.Name));
        Assert.Equal(["fd.name", "proc.exepath", "proc.exepath"], rule.Steps.Select(step => step.By.Single()));
        Assert.Equal("%proc.name after %step.write", rule.Output);
    }

    [Fact]
    public void Steps_can_use_macros_and_lists()
    {
        var file = "- list: dirs\n  items: [/tmp]\n- macro: m\n  condition: evt.type = openat and fd.directory in (dirs)\n"
            + Sequence.Replace("evt.type = openat and fd.name startswith /tmp/", "m", StringComparison.Ordinal);
        var report = new RuleLoader().Add("f.yaml", file);
        Assert.Empty(report.Problems);
    }

    [Theory]
    [InlineData("1ms", 1_000_000)]
    [InlineData("2m", 120_000_000_000)]
    [InlineData("24h", 86_400_000_000_000)]
    public void A_window_is_a_number_and_a_unit(string text, ulong nanoseconds)
        => Assert.Equal(nanoseconds, Single(Threshold.Replace("10s", text, StringComparison.Ordinal)).Pattern.Window);

    [Theory]
    [InlineData("count: 5", "count: 1", "A count is a number from 2 to 10000", 8, 14)]
    [InlineData("count: 5", "count: x", "Can't decode YAML scalar value", 8, 14)]
    [InlineData("      count: 5\n", "", "Item has no mapping for key 'count'", 8, 7)]
    [InlineData("window: 10s", "window: 10", "A window is a time from 1ms to 24h", 9, 15)]
    [InlineData("window: 10s", "window: 25h", "A window is a time from 1ms to 24h", 9, 15)]
    [InlineData("window: 10s", "window: 0s", "A window is a time from 1ms to 24h", 9, 15)]
    [InlineData("by: [proc.name, tolower(fd.name)]", "by: proc.name", "Value is not a sequence", 10, 11)]
    [InlineData("proc.name, ", "proc.nam, ", "unknown filter", 10, 12)]
    [InlineData("threshold:", "treshold:", "Unknown key 'treshold' in 'x-actors': there are threshold, sequence, output", 7, 5)]
    [InlineData("by: [", "bye: [", "Unknown key 'bye' in 'threshold': there are count, window, by, scope", 10, 7)]
    [InlineData("count: 5", "count: 5\n      scope: host", "A scope is either 'tree' or 'cluster'", 9, 14)]
    [InlineData("    threshold:", "    output: \"%threshold.last\"\n    threshold:", "there is no %threshold.last", 7, 13)]
    public void A_mistake_in_a_threshold_is_an_error_with_its_place(string part, string replacement, string message, int line, int column)
        => Refused(Threshold.Replace(part, replacement, StringComparison.Ordinal), message, line, column);

    [Theory]
    [InlineData("name: run", "name: write", "There is another step 'write'", 17, 15)]
    [InlineData("name: run", "name: a b", "A step's name has letters, digits and underscores only", 17, 15)]
    [InlineData("        by: [fd.name]", "        by: []", "The step has 0 fields and the sequence 1", 15, 13)]
    [InlineData("lineage: parent", "lineage: uncle", "A lineage is 'process' (or true), 'parent' or 'any' (or false)", 10, 16)]
    [InlineData("evt.type = execve", "evt.type = execve and", "", 18, 41)]
    [InlineData("evt.type = execve", "proc.nam = x", "filter_check called with nonexistent field proc.nam", 18, 20)]
    [InlineData("%step.write", "%step.run", "there is no %step.run: no step of that name has an output", 19, 13)]
    [InlineData("wrote %fd.name", "wrote %fd.nam", "unknown filter", 16, 17)]
    public void A_mistake_in_a_sequence_is_an_error_with_its_place(string part, string replacement, string message, int line, int column)
        => Refused(Sequence.Replace(part, replacement, StringComparison.Ordinal), message, line, column);

    [Fact]
    public void A_rule_has_a_threshold_or_a_sequence_and_not_both()
    {
        Refused(Rule + "  x-actors: {output: o}\n", "'x-actors' must have either 'threshold' or 'sequence'", 6, 13);
        Refused(Threshold + "    sequence: {}\n", "A rule has either a 'threshold' or a 'sequence', not both", 11, 15);
        Refused(Rule + "  x-actors: 5\n", "Value of 'x-actors' must be a mapping", 6, 13);
        Refused(Threshold.Replace("threshold:", "sequence:", StringComparison.Ordinal), "Unknown key 'count' in 'sequence'", 8, 7);
    }

    [Fact]
    public void A_rule_that_is_changed_cannot_change_its_threshold()
        => Refused(
            Threshold + "- rule: r\n  desc: other\n  override: {desc: replace}\n  x-actors: {threshold: {count: 2, window: 1s}}\n",
            "'x-actors' belongs to the definition of a rule",
            14,
            13);

    [Fact]
    public void A_rule_that_is_changed_otherwise_keeps_it()
        => Assert.Equal(5, Single(Threshold + "- rule: r\n  desc: other\n  override: {desc: replace}\n").Pattern.Count);

    [Fact]
    public void A_file_without_mistakes_departs_from_no_schema()
    {
        var report = new RuleLoader().Add("f.yaml", Sequence);
        Assert.Empty(report.Problems);
        Assert.Empty(report.SchemaWarnings!);
    }

    [Fact]
    public void A_description_has_what_a_rule_has_under_the_key()
    {
        var loader = new RuleLoader();
        loader.Add("f.yaml", Sequence);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            loader.Describe(writer, "r");
        }

        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var sequence = json.RootElement.GetProperty("rules")[0].GetProperty("info").GetProperty("x-actors").GetProperty("sequence");
        Assert.Equal("parent", sequence.GetProperty("lineage").GetString());
        Assert.Equal("write", sequence.GetProperty("steps")[0].GetProperty("name").GetString());
        Assert.Equal(300_000, sequence.GetProperty("window_ms").GetInt64());
    }

    private static void Refused(string file, string message, int line, int column)
    {
        var error = Assert.Single(new RuleLoader().Add("f.yaml", file).Errors);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    private static StatefulRule Single(string file)
    {
        var loader = new RuleLoader();
        var report = loader.Add("f.yaml", file);
        Assert.True(report.Successful, report.ToString());
        return loader.Build().Rules.Single().Stateful!;
    }
}
