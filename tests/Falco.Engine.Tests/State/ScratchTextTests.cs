using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

public sealed class ScratchTextTests
{
    [Fact]
    public void Text_survives_the_move_to_a_larger_block_whole()
    {
        var scratch = new ScratchText();
        var expected = "";
        for (var i = 0; i < 400; i++)
        {
            scratch.Append("CAP_").Append(i).Append((byte)' ').Append("name"u8);
            expected += $"CAP_{i} name";
        }

        Assert.Equal(expected, scratch.Take().ToString());
    }

    [Fact]
    public void What_was_taken_stays_when_the_block_is_used_up()
    {
        var scratch = new ScratchText();
        var first = scratch.Append("first").Take();
        var second = scratch.Append(new string('x', 2000)).Take();
        Assert.Equal("first", first.ToString());
        Assert.Equal(new string('x', 2000), second.ToString());
    }
}
