using Xunit;

namespace Falco.Engine.Tests.Rules;

public class ListsAndMacrosTests
{
    [Theory]
    [InlineData("t.a in (l)", "t.a in (a, b)")]
    [InlineData("t.a in (x, l, y)", "t.a in (x, a, b, y)")]
    [InlineData("t.a in (l,l)", "t.a in (a, b, a, b)")]
    [InlineData("t.a in (nested)", "t.a in (a, b, \"c d\")")]
    [InlineData("t.a in (empty)", "t.a in ()")]
    [InlineData("t.a in (x, empty)", "t.a in (x)")]
    [InlineData("t.a in (empty, x)", "t.a in (x)")]
    [InlineData("t.a in (l.x, xl)", "t.a in (l.x, xl)")]
    [InlineData("t.a = one", "t.a = a")]
    [InlineData("t.a = 'one'", "t.a = one")]
    [InlineData("t.a = 'x one'", "t.a = \"x one\"")]
    [InlineData("t.a = 'x one y'", "t.a = \"x a y\"")]
    public void Lists_are_put_in_as_text(string condition, string expected)
    {
        const string lists = "- list: l\n  items: [a, b]\n- list: nested\n  items: [l, c d]\n- list: empty\n  items: []\n- list: one\n  items: [a]\n";
        Assert.Equal(expected, RuleFiles.Resolved(lists + Rule(condition)));
    }

    [Fact]
    public void A_list_sees_older_lists_only_but_conditions_see_all()
    {
        Assert.Equal(
            "t.a in (x)",
            RuleFiles.Resolved("- list: outer\n  items: [inner]\n- list: inner\n  items: [x]\n" + Rule("t.a in (outer)")));
        Assert.Equal(
            "t.a in (x, y)",
            RuleFiles.Resolved(
                "- list: inner\n  items: [x]\n- list: outer\n  items: [inner]\n- list: inner\n  items: [y]\n  append: true\n"
                + Rule("t.a in (outer)")));
    }

    [Fact]
    public void A_later_file_changes_the_lists_and_macros_of_an_earlier_one()
    {
        const string first = "- list: l\n  items: [a]\n- macro: m\n  condition: t.a in (l)\n";
        Assert.Equal("t.a in (b)", RuleFiles.Resolved(first + Rule("m"), "- list: l\n  items: [b]\n"));
        Assert.Equal("t.a in (a, b)", RuleFiles.Resolved(first + Rule("m"), "- list: l\n  items: [b]\n  override: {items: append}\n"));
        Assert.Equal("t.b = x", RuleFiles.Resolved(first + Rule("m"), "- macro: m\n  condition: t.b = x\n"));
        Assert.Equal(
            "(t.a in (a) or t.b = x)",
            RuleFiles.Resolved(first + Rule("m"), "- macro: m\n  condition: or t.b = x\n  override: {condition: append}\n"));
    }

    [Fact]
    public void An_appended_condition_is_text_behind_the_first_one()
        => Assert.Equal(
            "(t.a = x or (t.b = y and t.c = z))",
            RuleFiles.Resolved(Rule("t.a = x or t.b = y") + "- rule: r\n  condition: and t.c = z\n  override: {condition: append}\n"));

    [Fact]
    public void Macros_of_macros_stay_small()
    {
        // Written out the last one would have 2^200 parts.
        var macros = "- macro: m0\n  condition: t.a = x\n"
            + string.Concat(Enumerable.Range(1, 200).Select(i => $"- macro: m{i}\n  condition: m{i - 1} and m{i - 1}\n"));
        Assert.True(RuleFiles.Load(macros + Rule("m200")).Successful);
    }

    [Theory]
    [InlineData("- macro: m\n  condition: m\n", "Undefined macro 'm' used in filter.", 2)]
    [InlineData("- macro: m\n  condition: t.a = x\n- macro: m\n  condition: m\n", "reference loop in macro 'm'", 4)]
    [InlineData("- macro: m\n  condition: n\n- macro: n\n  condition: t.a = x\n", "Undefined macro 'n' used in filter.", 2)]
    [InlineData("- macro: m\n  condition: t.a = x\n  override: {condition: append}\n",
        "Macro uses 'append' or 'override.condition: append' but no macro by that name already exists", 1)]
    [InlineData("- list: l\n  items: [a]\n  append: true\n",
        "List uses 'append' or 'override.items: append' but no list by that name already exists", 1)]
    [InlineData("- macro: m\n  condition: >\n    t.a = x and\n    (t.b = y or\n    t.c ~ z)\n", "expected a valid check operator", 5)]
    public void Mistakes_are_told_where_they_are(string content, string message, int line)
    {
        var error = RuleFiles.Error(content);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void Unused_and_oddly_named_ones_are_told()
    {
        Assert.Equal(
            ["Macro not referred to by any other rule/macro", "List not referred to by any other rule/macro"],
            RuleFiles.Warnings("- list: l\n  items: []\n- macro: m\n  condition: t.a = x\n"));
        Assert.Contains("Macro has an invalid name.", RuleFiles.Warnings("- macro: m-n\n  condition: t.a = x\n")[0], StringComparison.Ordinal);
        Assert.Contains("List has an invalid name.", RuleFiles.Warnings("- list: m n\n  items: []\n")[0], StringComparison.Ordinal);
    }

    private static string Rule(string condition)
        => $"- rule: r\n  desc: d\n  condition: >\n    {condition}\n  output: o\n  priority: INFO\n";
}
