using Xunit;

namespace Falco.Engine.Tests.Rules;

public class FieldToFieldTests
{
    [Theory]
    [InlineData("t.a = val(t.b)", false)]
    [InlineData("t.a != val(t.b)", true)]
    [InlineData("t.a startswith val(t.b)", true)]
    [InlineData("t.a contains val(t.b)", true)]
    [InlineData("t.a icontains toupper(t.b)", true)]
    [InlineData("t.a endswith val(t.b)", false)]
    [InlineData("t.a > val(t.b)", true)]
    [InlineData("t.b in val(t.b)", true)]
    [InlineData("toupper(t.a) = toupper(t.a)", true)]
    [InlineData("n.a > val(n.b)", true)]
    [InlineData("n.a = val(n.b)", false)]
    [InlineData("ip.a = val(ip.b)", true)]
    [InlineData("b.a = val(b.b)", false)]
    [InlineData("len(t.a) > len(t.b)", true)]
    public void Compare_two_values_of_the_event(string condition, bool expected)
    {
        var fields = new FakeFields()
            .Set("t.a", "/etc/passwd").Set("t.b", "/etc").Set("n.a", 2).Set("n.b", 1)
            .Set("ip.a", "1.2.3.4").Set("ip.b", "1.2.3.4").Set("b.a", true).Set("b.b", false);
        Assert.Equal(expected, fields.Holds(condition));
    }

    [Theory]
    [InlineData("t.a = val(n.a)", "field 't.a' has type 'CHARBUF' while the right-hand side field 'n.a' has incompatible type 'INT64'")]
    [InlineData("t.a pmatch val(t.b)", "operator 'PMATCH' doesn't support right-hand side fields")]
    [InlineData("t.a regex val(t.b)", "operator 'REGEX' doesn't support right-hand side fields")]
    [InlineData("a.a = val(t.b)", "field 'a.a' doesn't support right-hand side fields")]
    [InlineData("t.a = val(a.b)", "field 'a.b' can't be used as a right-hand side field")]
    [InlineData("t.a = val(x.b)", "filter_check called with nonexistent field x.b")]
    public void Refuse_what_cannot_be_compared(string condition, string message)
        => Assert.Equal((message, 0), ConditionCases.ErrorOf(condition));
}
