using Xunit;

namespace Falco.Engine.Tests.Rules;

public class ExceptionTests
{
    private const string Head = RuleFiles.Rule + "  exceptions:\n";
    private const string Own = "(evt.type = open and t.a = x)";

    [Theory]
    [InlineData("  - {name: e, fields: t.b, values: [a, b c]}\n", "t.b in (a, \"b c\")")]
    [InlineData("  - {name: e, fields: t.b, comps: pmatch, values: [/a, /b]}\n", "t.b pmatch (/a, /b)")]
    [InlineData("  - {name: e, fields: t.b, comps: startswith anyof, values: [/a, /b]}\n", "t.b startswith anyof (/a, /b)")]
    [InlineData("  - {name: e, fields: [t.b, n.c], values: [[a, 1]]}\n", "(t.b = a and n.c = 1)")]
    [InlineData("  - {name: e, fields: [t.b, n.c], comps: [contains, in], values: [[a, 1], [b, [2, 3]]]}\n",
        "((t.b contains a and n.c in (1)) or (t.b contains b and n.c in (2, 3)))")]
    [InlineData("  - {name: e, fields: [tolower(t.b)], comps: [in], values: [[[a, b]]]}\n", "tolower(t.b) in (a, b)")]
    public void An_exception_is_what_must_not_hold(string exception, string expected)
        => Assert.Equal($"({Own} and not {expected})", RuleFiles.Resolved(Head + exception));

    [Fact]
    public void Exceptions_without_values_change_nothing()
        => Assert.Equal(Own, RuleFiles.Resolved(Head + "  - {name: e, fields: [t.b]}\n  - {name: f, fields: t.b}\n"));

    [Fact]
    public void Values_can_be_appended_by_the_exception_s_name()
    {
        const string first = Head + "  - {name: e, fields: [t.b], values: [[a]]}\n";
        foreach (var append in new[] { "append: true", "override: {exceptions: append}" })
        {
            Assert.Equal(
                $"({Own} and not (t.b = a or t.b = b))",
                RuleFiles.Resolved(first, $"- rule: r\n  exceptions:\n  - {{name: e, values: [[b]]}}\n  {append}\n"));
        }

        Assert.Equal(
            $"({Own} and not t.c = b)",
            RuleFiles.Resolved(first, "- rule: r\n  exceptions:\n  - {name: f, fields: [t.c], values: [[b]]}\n  override: {exceptions: replace}\n"));
    }

    [Theory]
    [InlineData("  - {fields: [t.b]}\n", "Item has no mapping for key 'name'")]
    [InlineData("  - {name: e}\n", "Item has no mapping for key 'fields'")]
    [InlineData("  - {name: e, fields: []}\n", "Rule exception item must have fields property with a list of fields")]
    [InlineData("  - {name: e, fields: [t.b, t.c], comps: ['=']}\n", "Fields and comps lists must have equal length")]
    [InlineData("  - {name: e, fields: [t.b], comps: [foo]}\n", "'foo' is not a supported comparison operator")]
    [InlineData("  - {name: e, fields: [t.b], comps: [in oneof]}\n", "'in oneof' is not a supported comparison operator")]
    [InlineData("  - {name: e, fields: [x.b]}\n", "'x.b' is not a supported filter field")]
    [InlineData("  - {name: e, fields: t.b, comps: ['=']}\n", "Fields and comps must both be strings")]
    [InlineData("  - {name: e, fields: t.b, comps: '='}\n",
        "When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier operator (e.g. startswith oneof)")]
    [InlineData("  - {name: e, fields: t.b, values: [[a]]}\n", "Expected values array to contain a list of strings")]
    [InlineData("  - {name: e, fields: [t.b, t.c], values: [[a]]}\n", "Fields and values lists must have equal length")]
    [InlineData("  - {name: e, fields: [t.b], values: a}\n", "Rule exception values must be a sequence")]
    [InlineData("  - {name: e, fields: [n.b], values: [[a]]}\n", "a is not a valid number")]
    public void Mistakes_are_told(string exception, string message)
    {
        var error = RuleFiles.Error(Head + exception);
        Assert.Equal(message, error.Message);
        Assert.Equal(7, error.Line);
    }

    [Fact]
    public void Fields_of_an_exception_cannot_be_appended()
    {
        const string first = Head + "  - {name: e, fields: [t.b], values: [[a]]}\n";
        Assert.Equal(
            "Can not append exception fields to existing exception, only values",
            RuleFiles.Error(first, "- rule: r\n  exceptions:\n  - {name: e, fields: [t.b]}\n  append: true\n").Message);
        Assert.Equal(
            "Can not append exception comps to existing exception, only values",
            RuleFiles.Error(first, "- rule: r\n  exceptions:\n  - {name: e, comps: ['=']}\n  append: true\n").Message);
        Assert.Equal(
            "Rule exception must have values property with a list of values",
            RuleFiles.Error(first, "- rule: r\n  exceptions:\n  - {name: f, fields: [t.b]}\n  append: true\n").Message);
    }
}
