using Xunit;

namespace Falco.Engine.Tests.Rules;

/// <summary>Fields with many values: lists, and fields that stand for any of several.</summary>
public class ListFieldTests
{
    [Theory]
    [InlineData("l.a in (a, b, c)", true)]
    [InlineData("l.a in (a)", false)]
    [InlineData("l.a intersects (b, x)", true)]
    [InlineData("l.a intersects (x, y)", false)]
    [InlineData("l.a in val(l.a)", true)]
    [InlineData("l.a in val(l.b)", false)]
    [InlineData("l.a intersects val(l.b)", true)]
    [InlineData("len(l.a) = 2", true)]
    [InlineData("toupper(l.a) in (A, B)", true)]
    public void In_asks_for_all_and_intersects_for_one(string condition, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("l.a", "a", "b").Set("l.b", "b", "c").Holds(condition));

    [Fact]
    public void An_empty_list_is_in_every_list_and_meets_none()
    {
        var fields = new FakeFields().Set("l.a");
        Assert.True(fields.Holds("l.a in (a)"));
        Assert.False(fields.Holds("l.a intersects (a)"));
        Assert.True(fields.Holds("l.a exists"));
        Assert.True(fields.Holds("len(l.a) = 0"));
        Assert.False(new FakeFields().Holds("l.a in (a)"));
    }

    [Theory]
    [InlineData("l.a = a", "filter error: '=' operator not supported list filters")]
    [InlineData("l.a contains a", "filter error: 'contains' operator not supported list filters")]
    [InlineData("l.a in val(t.a)",
        "field 'l.a' has type 'CHARBUF' (list) while the right-hand side field 't.a' has incompatible type 'CHARBUF'")]
    public void Refuse_other_operators(string condition, string message)
        => Assert.Equal((message, 0), ConditionCases.ErrorOf(condition));

    [Theory]
    [InlineData("a.a = systemd", true)]
    [InlineData("a.a != systemd", true)]
    [InlineData("a.a in (x, bash)", true)]
    [InlineData("a.a startswith sys", true)]
    [InlineData("a.a = zsh", false)]
    [InlineData("a.a pmatch (bash)", true)]
    [InlineData("not a.a = zsh", true)]
    public void Any_of_several_values_may_hold(string condition, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("a.a", "bash", "systemd").Holds(condition));
}
