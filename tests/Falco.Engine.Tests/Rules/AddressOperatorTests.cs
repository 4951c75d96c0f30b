using Xunit;

namespace Falco.Engine.Tests.Rules;

public class AddressOperatorTests
{
    [Theory]
    [InlineData("ip.a = 10.0.0.1", "10.0.0.1", true)]
    [InlineData("ip.a != 10.0.0.1", "10.0.0.2", true)]
    [InlineData("ip.a = 10.0.0.1", "::1", false)]
    [InlineData("ip.a != 10.0.0.1", "::1", true)]
    [InlineData("ip.a in (10.0.0.1, ::1)", "::1", true)]
    [InlineData("ip.a in (10.0.0.1, ::1)", "::2", false)]
    [InlineData("net.a = 10.0.0.0/8", "10.200.3.4", true)]
    [InlineData("net.a = 10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("net.a = 10.1.2.3/8", "10.200.3.4", true)]
    [InlineData("net.a = 192.168.4.0/22", "192.168.7.255", true)]
    [InlineData("net.a = 192.168.4.0/22", "192.168.8.0", false)]
    [InlineData("net.a = 0.0.0.0/0", "8.8.8.8", true)]
    [InlineData("net.a = 1.2.3.4/32", "1.2.3.4", true)]
    [InlineData("net.a != 10.0.0.0/8", "::1", true)]
    [InlineData("net.a in (10.0.0.0/8, 192.168.0.0/16)", "192.168.1.1", true)]
    [InlineData("net.a = 2001:db8::/33", "2001:db8:7fff::1", true)]
    [InlineData("net.a = 2001:db8::/33", "2001:db8:8000::1", false)]
    public void Compare_addresses(string condition, string value, bool expected)
        => Assert.Equal(expected, new FakeFields().Set(condition[..condition.IndexOf(' ', StringComparison.Ordinal)], value).Holds(condition));

    [Fact]
    public void Either_end_of_a_connection_may_be_equal_and_both_must_differ()
    {
        var fields = new FakeFields().Set("aip.a", "10.0.0.1", "10.0.0.2");
        Assert.True(fields.Holds("aip.a = 10.0.0.2"));
        Assert.False(fields.Holds("aip.a != 10.0.0.2"));
        Assert.True(fields.Holds("aip.a != 10.0.0.3"));
        Assert.False(fields.Set("aip.a").Holds("aip.a != 10.0.0.3"));
        Assert.True(fields.Holds("aip.a exists"));
    }

    [Fact]
    public void Either_end_is_in_no_list_of_addresses_as_in_Falco()
    {
        var fields = new FakeFields().Set("aip.a", "10.0.0.1", "10.0.0.2");
        Assert.False(fields.Holds("aip.a in (10.0.0.2, 1.1.1.1)"));
        Assert.False(fields.Holds("aip.a intersects (10.0.0.2, 1.1.1.1)"));
        Assert.True(fields.Holds("not aip.a in (10.0.0.2)"));
    }

    [Fact]
    public void Of_several_networks_for_either_end_only_the_first_counts()
    {
        var fields = new FakeFields().Set("anet.a", "10.0.0.1", "192.168.1.1");
        Assert.True(fields.Holds("anet.a in (192.168.0.0/16, 8.0.0.0/8)"));
        Assert.False(fields.Holds("anet.a in (8.0.0.0/8, 192.168.0.0/16)"));
    }

    [Theory]
    [InlineData("ip.a = 10.0.0", "unrecognized IPv6 address 10.0.0", true)]
    [InlineData("ip.a = 10.0.0.", "unrecognized IPv4 address 10.0.0.", false)]
    [InlineData("ip.a = foo", "unrecognized IPv6 address foo", false)]
    [InlineData("ip.a contains 1", "filter error: 'contains' operator not supported for ip address and network filters", false)]
    [InlineData("net.a = 10.0.0.0", "unrecognized IP network 10.0.0.0", false)]
    [InlineData("net.a = 10.0.0.0/33", "invalid netmask 33", false)]
    [InlineData("net.a = 2001::/0", "invalid v6 netmask 0", false)]
    [InlineData("net.a = val(net.b)", "field type 'IPNET' doesn't support right-hand side fields", false)]
    public void Refuse_what_is_no_address(string condition, string message, bool isV4)
        => Assert.Equal(isV4 ? message.Replace("IPv6", "IPv4", StringComparison.Ordinal) : message, ConditionCases.ErrorOf(condition)?.Message);
}
