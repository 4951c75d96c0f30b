using Falco.Sensor.Kernel;
using Xunit;

namespace Falco.Sensor.Tests.Kernel;

public class ProcessorsTests
{
    [Theory]
    [InlineData("0\n", new[] { 0 })]
    [InlineData("0-3\n", new[] { 0, 1, 2, 3 })]
    [InlineData("0-1,4,6-7\n", new[] { 0, 1, 4, 6, 7 })]
    public void Lists_are_read_as_the_kernel_writes_them(string list, int[] expected) => Assert.Equal(expected, Processors.Parse(list));

    [Theory]
    [InlineData(1, new[] { 0, 1, 2, 3 })]
    [InlineData(2, new[] { 0, 0, 1, 1 })]
    [InlineData(3, new[] { 0, 0, 0, 1 })]
    [InlineData(0, new[] { 0, 0, 0, 0 })]
    [InlineData(9, new[] { 0, 0, 0, 0 })]
    public void A_ring_is_for_as_many_processors_as_was_asked(int perRing, int[] expected)
        => Assert.Equal(expected, Processors.RingsOf(4, [0, 1, 2, 3], perRing));

    [Fact]
    public void Processors_that_are_off_have_no_rings_of_their_own_and_still_have_one()
        => Assert.Equal([0, 1, 0, 1, 0, 1], Processors.RingsOf(6, [0, 3], 1));
}
