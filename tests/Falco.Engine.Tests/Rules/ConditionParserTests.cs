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
    [InlineData("one and notable")]
    [InlineData("(one)and(two)or(three)")]
    [InlineData("not(one)and two")]
    [InlineData("t.a = not")]
    [InlineData("t.a existsand two")]
    [InlineData("t.a = *.log")]
    [InlineData("t.a = 0x1F.2")]
    [InlineData("t.a = !@#$%^&*[]{}|;:/")]
    [InlineData("t.a[!@#$%^&*(){}|] = x")]
    [InlineData("t.a['it\\'s'] = x")]
    [InlineData("t.a['']=x")]
    [InlineData("t.a > -0.25e+10")]
    [InlineData("t.a <=0XaB")]
    [InlineData("t.a in(x)")]
    [InlineData("t.a pmatch()")]
    [InlineData("t.a contains\nx")]
    [InlineData("t.a = b64 and(two)")]
    [InlineData("t.a = 'b64(t.b)'")]
    [InlineData("b64( toupper(t.a ) ) exists")]
    [InlineData("t.a >= tolower( b64(t.b) )")]
    [InlineData("join( ':' , ( t.a , 'x', 0x10, -2 ) ) = x")]
    [InlineData("join(':', ()) = x")]
    [InlineData("t.a = oneof ()")]
    [InlineData("t.a != allof ('x', \"y\", z)")]
    [InlineData("t.a = anyof anyof")]
    [InlineData("(t.a = oneof)")]
    [InlineData("t.a = oneofus")]
    [InlineData("t.a iglob anyof names and t.a = allof or two")]
    public void Accept(string text)
    {
        var printed = ConditionCases.Print(text);
        Assert.Equal(printed, ConditionCases.Print(printed));
        Assert.Equal(printed, ConditionCases.Print($" {text}\t"));
    }

    [Theory]
    [InlineData("one andtwo")]
    [InlineData("oneand two")]
    [InlineData("one and or two")]
    [InlineData("one not two")]
    [InlineData("(one)andnot(two)")]
    [InlineData("one > 12")]
    [InlineData("#one")]
    [InlineData("t.a = b = c")]
    [InlineData("t.a === b")]
    [InlineData("t.a !== b")]
    [InlineData("t.a Exists")]
    [InlineData("t.a exists x")]
    [InlineData("t.a containsx")]
    [InlineData("t.a = b,")]
    [InlineData("t.a = (b)")]
    [InlineData("t.a = 'it''")]
    [InlineData("t.a = \"x'")]
    [InlineData("t.a > !0.5")]
    [InlineData("t.a < 0xAA.1")]
    [InlineData("t.a >= 0x")]
    [InlineData("t.a < (1)")]
    [InlineData("t.a in (x,,y)")]
    [InlineData("t.a in (,)")]
    [InlineData("t.a in )")]
    [InlineData("t.a in (b64(t.b))")]
    [InlineData("t.a[ x ] = y")]
    [InlineData("t.a[x\"] = y")]
    [InlineData("t.a[]] = y")]
    [InlineData("t.a] = y")]
    [InlineData("val(t.a) exists")]
    [InlineData("b64(val(t.a)) exists")]
    [InlineData("b64 (t.a) exists")]
    [InlineData("b64(name) exists")]
    [InlineData("(t.a) exists")]
    [InlineData("other(t.a) exists")]
    [InlineData("t.a = val(tolower(t.b))")]
    [InlineData("t.a = b64and(two)")]
    [InlineData("t.a = (b64(t.b))")]
    [InlineData("join(':', ((t.a))) = x")]
    [InlineData("join(':', (name)) = x")]
    [InlineData("join(':', (t.a,)) = x")]
    [InlineData("t.a =oneof (x)")]
    [InlineData("t.a = oneof(x)")]
    [InlineData("t.a = OneOf (x)")]
    [InlineData("t.a = oneofus (x)")]
    [InlineData("t.a contains anyof(x)")]
    [InlineData("t.a > oneof (1)")]
    [InlineData("t.a in oneof (x)")]
    public void Refuse(string text) => Assert.Throws<ConditionException>(() => ConditionCases.Parse(text));

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
