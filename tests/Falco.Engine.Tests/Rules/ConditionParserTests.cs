using Falco.Engine.Rules.Conditions;
using Xunit;

namespace Falco.Engine.Tests.Rules;

public class ConditionParserTests
{
    [Theory]
    [InlineData("a or b and c", "(a or (b and c))")]
    [InlineData("(a or b) and c", "((a or b) and c)")]
    [InlineData("not a and b", "(not a and b)")]
    [InlineData("not (a and b)", "not (a and b)")]
    [InlineData("not not a", "a")]
    [InlineData("not not(a)", "a")]
    [InlineData("not not not a", "not a")]
    [InlineData("a and(b)or(c)", "((a and b) or c)")]
    [InlineData("  a\n\tand b ", "(a and b)")]
    [InlineData("t.a=x", "t.a = x")]
    [InlineData("t.a==x", "t.a == x")]
    [InlineData("t.a<=5", "t.a <= 5")]
    [InlineData("t.a in(a,'b c' , \"d\")", "t.a in (a, \"b c\", d)")]
    [InlineData("t.a in ()", "t.a in ()")]
    [InlineData("t.a in name", "t.a in name")]
    [InlineData("t.a exists", "t.a exists")]
    [InlineData("t.a[1].b exists", null)]
    [InlineData("t.a[1] = x", "t.a[1] = x")]
    [InlineData("t.a['x y'] = x", "t.a[\"x y\"] = x")]
    [InlineData("t.a.b.c = x", "t.a.b.c = x")]
    [InlineData("t.a = 'it\\'s'", "t.a = \"it's\"")]
    [InlineData("t.a = \"a\\\\b\\n\"", "t.a = \"a\\\\b\\n\"")]
    [InlineData("t.a = 'C:\\ x'", "t.a = \"C:\\\\x\"")]
    [InlineData("t.a = tolower( t.b )", "t.a = tolower(t.b)")]
    [InlineData("t.a = val( t.b )", "t.a = val(t.b)")]
    [InlineData("join(',', (t.a, 'x')) = y", "join(\",\", (t.a, \"x\")) = y")]
    [InlineData("getopt(t.a, 'x')[x] = y", "getopt(t.a, \"x\")[x] = y")]
    [InlineData("t.a startswith anyof (a, b)", "t.a startswith anyof (a, b)")]
    [InlineData("t.a = anyof and b", "(t.a = anyof and b)")]
    [InlineData("t.a contains -5.5e+3", "t.a contains -5.5e+3")]
    public void Read_conditions(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<ConditionException>(() => ConditionCases.Print(text));
            return;
        }

        Assert.Equal(expected, ConditionCases.Print(text));
        Assert.Equal(expected, ConditionCases.Print(expected));
    }

    [Theory]
    [InlineData("", 0, "filter input string is empty")]
    [InlineData("t.a = x and", 11, "expected blank or '(' after 'and'")]
    [InlineData("t.a = x and ", 12, "expected a '(' token, a field check, or an identifier")]
    [InlineData("t.a = x orb", 10, "expected blank or '(' after 'or'")]
    [InlineData("(t.a = x", 8, "expected a ')' token")]
    [InlineData("t.a = x)", 7, "unexpected token after 'x', expecting 'or', 'and'")]
    [InlineData("t.a = x y", 8, "unexpected token after 'x', expecting 'or', 'and'")]
    [InlineData("t.a is x", 4, "expected a valid check operator: one of 'exists', '<=', '<', '>=', '>', '==', '=', '!=', 'glob', 'iglob', "
        + "'contains', 'icontains', 'bcontains', 'startswith', 'bstartswith', 'endswith', 'regex', 'intersects', 'in', 'pmatch'")]
    [InlineData("t.a =", 5, "expected a string value or a field with a valid transformer: 'val', 'tolower', 'toupper', 'b64', 'basename', "
        + "'len', 'join', 'concat', 'getopt'")]
    [InlineData("t.a > x", 6, "expected a number value or a field with a valid transformer: 'val', 'tolower', 'toupper', 'b64', 'basename', "
        + "'len', 'join', 'concat', 'getopt'")]
    [InlineData("t.a in (x y)", 10, "expected a ')' token")]
    [InlineData("t.a in (x,)", 10, "expected a string value")]
    [InlineData("t.a[ = x", 4, "expected a valid field argument: a quoted string or a bare string")]
    [InlineData("t.a[1 = x", 5, "expected a ']' token")]
    [InlineData("t.a = 'a\\qb'", 12, "unsupported string escape sequence: \\q")]
    [InlineData("t.a = 'a\\\"b'", 12, "invalid \\\" escape in '-quoted string")]
    [InlineData("t.a = val(x)", 10, "expected a field within 'val' transformer")]
    [InlineData("tolower(t.a = x", 12, "expected a ')' token closing the transformer")]
    public void Say_what_is_wrong_and_where(string text, int offset, string message)
    {
        var error = Assert.Throws<ConditionException>(() => ConditionCases.Parse(text));
        Assert.Equal((message, offset), (error.Message, error.Position.Offset));
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        var text = new string('(', 5000) + "a" + new string(')', 5000);
        var error = Assert.Throws<ConditionException>(() => ConditionCases.Parse(text));
        Assert.Equal("exceeded max depth limit of 1000", error.Message);
    }
}
