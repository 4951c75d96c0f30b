using System.Net;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.Events;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("255.254.10.9")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1:0:0:1")]
    [InlineData("2001:db8::ff00:42:8329")]
    [InlineData("1:0:2:0:3:0:4:0")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("fe80::")]
    [InlineData("::ffff:10.1.2.3")]
    public void Addresses_print_in_their_shortest_form(string address)
    {
        var target = new ScratchText();
        Assert.True(AddressText.TryAppend(target, IPAddress.Parse(address).GetAddressBytes()));
        Assert.Equal(address, target.Take().ToString());
    }

    [Fact]
    public void An_IPv4_address_in_the_low_bytes_of_an_IPv6_address_is_dotted()
    {
        var target = new ScratchText();
        AddressText.TryAppend(target, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 1, 2, 3]);
        Assert.Equal("::10.1.2.3", target.Take().ToString());
    }

    [Fact]
    public void Other_lengths_are_no_addresses() => Assert.False(AddressText.TryAppend(new ScratchText(), [1, 2, 3]));
}
