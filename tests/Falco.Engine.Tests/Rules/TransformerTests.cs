using Xunit;

namespace Falco.Engine.Tests.Rules;

public class TransformerTests
{
    [Theory]
    [InlineData("tolower(t.a) = /bin/bash", "/Bin/BASH", true)]
    [InlineData("toupper(t.a) = ÄB", "Äb", true)]
    [InlineData("tolower(toupper(t.a)) = ab", "aB", true)]
    [InlineData("basename(t.a) = bash", "/bin/bash", true)]
    [InlineData("basename(t.a) = bash", "bash", true)]
    [InlineData("basename(t.a) = ''", "/bin/", true)]
    [InlineData("basename(tolower(t.a)) in (bash, sh)", "/BIN/SH", true)]
    [InlineData("b64(t.a) = hello", "aGVsbG8=", true)]
    [InlineData("b64(t.a) = hello", "aGVsbG8", true)]
    [InlineData("b64(t.a) exists", "aGVsbG9", false)]
    [InlineData("b64(t.a) exists", "a", false)]
    [InlineData("b64(t.a) exists", "a!==", false)]
    [InlineData("b64(t.a) = ''", "", true)]
    [InlineData("b64(t.a) = a", "YQBi", true)]
    [InlineData("len(t.a) = 3", "abc", true)]
    [InlineData("len(t.a) > 3", "abc", false)]
    [InlineData("len(b64(t.a)) = 1", "YQBi", true)]
    [InlineData("concat(t.a, '-', t.a) = x-x", "x", true)]
    [InlineData("join(',', (t.a, 'b', 5)) = 'a,b,5'", "a", true)]
    [InlineData("join('', ()) = ''", "a", true)]
    [InlineData("tolower(concat(t.a, 'B')) = ab", "A", true)]
    [InlineData("t.a = tolower('ABC')", "abc", true)]
    public void Transform_text(string condition, string value, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("t.a", value).Holds(condition));

    [Fact]
    public void Nothing_comes_of_a_value_that_is_not_there()
    {
        var fields = new FakeFields();
        Assert.False(fields.Holds("len(t.a) = 0"));
        Assert.False(fields.Holds("concat(t.a, 'x') = x"));
        Assert.False(fields.Holds("join('', (t.a)) = ''"));
    }

    [Fact]
    public void A_field_that_stands_for_any_of_several_is_one_text_among_arguments()
    {
        var fields = new FakeFields().Set("a.a", "bash", "systemd");
        Assert.True(fields.Holds("concat(a.a, '!') = 'bash systemd!'"));
        Assert.True(fields.Holds("join(',', (a.a, 'x')) = 'bash systemd,x'"));
        Assert.True(fields.Holds("a.a = systemd and join('', (a.a)) = 'bash systemd' and a.a = bash"));
        Assert.False(new FakeFields().Holds("concat(a.a, '!') exists"));
    }

    [Theory]
    [InlineData("getopt(l.a, 'ab:') intersects (a)", "-a", true)]
    [InlineData("getopt(l.a, 'ab:') intersects (x)", "-b,x", true)]
    [InlineData("getopt(l.a, 'ab:') intersects (x)", "-bx", true)]
    [InlineData("getopt(l.a, 'ab:') intersects (x)", "-abx", true)]
    [InlineData("getopt(l.a, 'ab:')[b] = y", "-b,x,-b,y", true)]
    [InlineData("getopt(l.a, 'ab:')[b] = ''", "-b", true)]
    [InlineData("getopt(l.a, 'ab:')[a] = a", "-ba", false)]
    [InlineData("getopt(l.a, 'ab:')[a] exists", "x,-a", false)]
    [InlineData("getopt(l.a, 'ab:')[a] exists", "--,-a", false)]
    [InlineData("getopt(l.a, 'ab:')[a] exists", "--long,-a", true)]
    [InlineData("getopt(l.a, 'ab:') intersects ('?')", "-z", true)]
    [InlineData("getopt(l.a, 'ab:') intersects (z)", "-z", false)]
    [InlineData("getopt(l.a, 'ab:') intersects (a)", "-az", true)]
    [InlineData("getopt(l.a, ':b:') intersects ('')", "-b", true)]
    [InlineData("getopt(l.a, ':b:') intersects (':')", "-b", false)]
    [InlineData("getopt(l.a, ':b:')[b] = ':'", "-b:", true)]
    [InlineData("getopt(l.a, 'b:') intersects (b)", "-b", false)]
    [InlineData("getopt(l.a, 'b:')[b] != ''", "-b", false)]
    [InlineData("getopt(l.a, 'b:')[b] = '-7'", "-b,-7", true)]
    [InlineData("getopt(l.a, 'ab:')[b] != ''", "-a", false)]
    [InlineData("getopt(l.a, '') intersects (a)", "-a", false)]
    [InlineData("getopt(l.a, '1@') in ('1', '@')", "-1,-@", true)]
    [InlineData("getopt(l.a, 'a') intersects (a)", "-,-a", false)]
    public void Take_options_off_a_command_line(string condition, string arguments, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("l.a", [.. arguments.Split(',')]).Holds(condition));

    [Theory]
    [InlineData("tolower(n.a) = x",
        "can't add field transformer: type 'INT64' is not supported by 'tolower' transformer applied on field 'n.a'")]
    [InlineData("tolower(a.a) = x", "field 'a.a' does not support transformers")]
    [InlineData("tolower(t.a)[0] = x", "filter error: transformer 'tolower' does not support field arguments")]
    [InlineData("join(t.a) = x", "unknown field transfomer 'join'")]
    [InlineData("join(t.a, t.b) = x", "join() second argument must be a list")]
    [InlineData("join(l.a, l.b) = x", "join() first argument (separator) must be a single value, not a list")]
    [InlineData("concat(t.a, n.a) = x", "concat() arguments must be strings")]
    [InlineData("getopt(t.a, 'a') in (a)", "getopt() first argument must be a list")]
    [InlineData("getopt(l.a, 'a')[ab] = a", "getopt() field argument must be a single option character")]
    [InlineData("getopt(l.a, 'a') = a", "filter error: '=' operator not supported list filters")]
    [InlineData("tolower(t.a, t.b) = x", "unknown multivalue transformer")]
    public void Refuse_what_transformers_do_not_take(string condition, string message)
        => Assert.Equal((message, 0), ConditionCases.ErrorOf(condition));
}
