using Falco.Engine.Rules;
using Xunit;

namespace Falco.Engine.Tests.Rules;

public class OverrideTests
{
    private const string First = RuleFiles.Rule + "  tags: [b, a]\n";

    [Fact]
    public void Every_key_can_be_replaced()
    {
        var rule = RuleFiles.Single(First, """
            - rule: r
              desc: d2
              condition: t.b = y
              output: o2
              priority: ERROR
              tags: [c]
              enabled: false
              capture: true
              capture_duration: 7
              override: {desc: replace, condition: replace, output: replace, priority: replace, tags: replace, enabled: replace,
                capture: replace, capture_duration: replace}
            """);
        Assert.Equal(("d2", "t.b = y", "o2", Priority.Error, false), (rule.Description, rule.Condition, rule.Output, rule.Priority, rule.Enabled));
        Assert.Equal(["c"], rule.Tags);
        Assert.True(rule.Capture);
        Assert.Equal(7u, rule.CaptureDuration);
    }

    [Fact]
    public void Texts_and_tags_can_be_appended()
    {
        var rule = RuleFiles.Single(
            First, "- rule: r\n  desc: more\n  output: more\n  tags: [c]\n  override: {desc: append, output: append, tags: append}\n");
        Assert.Equal(("d more", "o more"), (rule.Description, rule.Output));
        Assert.Equal(["a", "b", "c"], rule.Tags);
    }

    [Fact]
    public void One_item_can_append_and_replace()
    {
        var rule = RuleFiles.Single(First, "- rule: r\n  desc: d2\n  condition: or t.b = y\n  override: {desc: replace, condition: append}\n");
        Assert.Equal(("d2", "evt.type = open and t.a = x or t.b = y"), (rule.Description, rule.Condition));
    }

    [Fact]
    public void A_rule_defined_again_keeps_its_place_in_the_order()
    {
        var rules = RuleFiles.Load(
            First + First.Replace("rule: r", "rule: s", StringComparison.Ordinal), First.Replace("desc: d", "desc: d2", StringComparison.Ordinal))
            .Build().Rules;
        Assert.Equal(["r d2", "s d"], rules.Select(r => $"{r.Name} {r.Description}"));
        Assert.Equal([0, 1], rules.Select(r => r.Index));
    }

    [Fact]
    public void The_enabled_key_alone_still_works()
    {
        Assert.False(RuleFiles.Single(First, "- rule: r\n  enabled: false\n").Enabled);
        Assert.StartsWith("The standalone 'enabled' key usage is deprecated.", RuleFiles.Warnings(First, "- rule: r\n  enabled: false\n")[0],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  priority: ERROR\n  override: {priority: append}\n", "Key 'priority' cannot be appended to, use 'replace' instead")]
    [InlineData("  foo: ERROR\n  override: {foo: replace}\n", "Key 'foo' cannot be replaced")]
    [InlineData("  desc: x\n  override: {desc: foo}\n",
        "Invalid override operation for key 'desc': 'foo'. Allowed values are: append replace ")]
    [InlineData("  desc: x\n  override: {output: replace}\n", "An replace override for 'output' was specified but 'output' is not defined")]
    [InlineData("  desc: x\n  output: y\n  override: {output: replace}\n",
        "Unexpected key 'desc': no corresponding entry under 'override' is defined.")]
    [InlineData("  append: true\n  desc: x\n  override: {desc: append}\n",
        "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.")]
    [InlineData("  append: true\n", "Appended rule must have exceptions or condition property")]
    [InlineData("  priority: FOO\n  override: {priority: replace}\n", "Invalid priority")]
    [InlineData("  source: other\n  condition: and t.b = y\n  override: {condition: append}\n", "Rule has been re-defined with a different source")]
    public void Mistakes_are_told(string update, string message)
    {
        var error = RuleFiles.Error(First, "\n- rule: r\n" + update);
        Assert.Equal((message, "2.yaml"), (error.Message, error.File));
        Assert.InRange(error.Line, 2, 6);
    }

    [Fact]
    public void There_must_be_a_rule_to_override()
    {
        Assert.Equal(
            "Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists",
            RuleFiles.Error("- rule: r\n  desc: x\n  override: {desc: append}\n").Message);
        Assert.Equal(
            "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists",
            RuleFiles.Error("- rule: r\n  desc: x\n  override: {desc: replace}\n").Message);
        Assert.Equal(
            "Rule has 'enabled' key but no rule by that name already exists", RuleFiles.Error("- rule: r\n  enabled: false\n").Message);
    }
}
