using Xunit;

namespace Falco.Engine.Tests.Rules;

public class NumberOperatorTests
{
    [Theory]
    [InlineData("n.a = 5", 5, true)]
    [InlineData("n.a = -1", -1, true)]
    [InlineData("n.a != 5", 5, false)]
    [InlineData("n.a < 5", -6, true)]
    [InlineData("n.a <= 5", 5, true)]
    [InlineData("n.a > 5", 5, false)]
    [InlineData("n.a >= 5", 5, true)]
    [InlineData("n.a in (1, 2, 3)", 2, true)]
    [InlineData("n.a in (1, 2, 3)", 4, false)]
    [InlineData("n.a intersects (1, 2)", 1, true)]
    [InlineData("n.a = anyof (1, 2)", 2, true)]
    [InlineData("n.a = 1 or n.a = 2 or n.a in (7, 8)", 8, true)]
    [InlineData("n.a = ' 7'", 7, true)]
    [InlineData("n.a = +7", 7, true)]
    [InlineData("n.a < 99999999999999999999", long.MaxValue, false)]
    [InlineData("i.a = 4294967295", -1, true)]
    [InlineData("w.a = 65537", 1, true)]
    [InlineData("w.a = -99999999999999999999", 65535, true)]
    [InlineData("w.a = 9223372036854775808", 0, true)]
    [InlineData("i.a = 99999999999999999999", -1, true)]
    [InlineData("i.a = -99999999999999999999", 0, true)]
    [InlineData("err.a < 0", -2, true)]
    [InlineData("port.a = http", 80, true)]
    [InlineData("port.a in (ssh, https)", 443, true)]
    [InlineData("port.a = ''", 0, true)]
    public void Compare_whole_numbers(string condition, long value, bool expected)
    {
        var field = condition[..condition.IndexOf(' ', StringComparison.Ordinal)];
        Assert.Equal(expected, new FakeFields().Set(field, value).Holds(condition));
    }

    [Fact]
    public void Compare_unsigned_numbers_as_such()
    {
        var fields = new FakeFields().Set("u.a", ulong.MaxValue);
        Assert.True(fields.Holds("u.a > 5"));
        Assert.True(fields.Holds("u.a = 18446744073709551615"));
        Assert.True(fields.Holds("u.a = -1"));
    }

    [Fact]
    public void Compare_doubles_with_whole_numbers()
    {
        var fields = new FakeFields().Set("d.a", 2.5);
        Assert.True(fields.Holds("d.a > 2"));
        Assert.False(fields.Holds("d.a = 2"));
        Assert.True(fields.Holds("d.a != 2"));
    }

    [Theory]
    [InlineData("b.a = true", true)]
    [InlineData("b.a = false", false)]
    [InlineData("b.a != false", true)]
    [InlineData("b.a in (true, false)", true)]
    public void Compare_booleans(string condition, bool expected)
        => Assert.Equal(expected, new FakeFields().Set("b.a", true).Holds(condition));

    [Theory]
    [InlineData("n.a = abc", "abc is not a valid number")]
    [InlineData("n.a = 0x10", "0x10 is not a valid number")]
    [InlineData("n.a contains 5", "filter error: 'contains' operator not supported for numeric filters")]
    [InlineData("b.a = yes", "filter error: unrecognized boolean value yes")]
    [InlineData("b.a > 1", "filter error: '>' operator not supported for numeric filters")]
    [InlineData("port.a = nosuch", "unrecognized protocol nosuch")]
    [InlineData("uid.a = 0", "filter error: '=' operator not supported for type 'UID'")]
    public void Refuse_what_is_no_number(string condition, string message)
        => Assert.Equal((message, 0), ConditionCases.ErrorOf(condition));
}
