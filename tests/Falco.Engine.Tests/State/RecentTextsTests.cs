using System.Text;
using Falco.Engine.Events;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.State;

public class RecentTextsTests
{
    private readonly RecentTexts _texts = new();

    [Fact]
    public void The_same_environment_is_kept_once()
    {
        var first = Keep("HOME=/root\0LANG=C");
        var other = Keep("HOME=/home/bob\0LANG=C");
        var again = Keep("HOME=/root\0LANG=C");

        Assert.Equal("HOME=/root\0LANG=C\0", first.ToString());
        Assert.Equal("HOME=/home/bob\0LANG=C\0", other.ToString());
        Assert.True(IsSameMemory(first, again));
    }

    [Fact]
    public void A_program_that_leaves_its_environment_alone_keeps_what_it_has()
    {
        var stored = Utf8.From("A=1\0B=2\0");

        Assert.True(IsSameMemory(stored, _texts.KeepStrings(stored, "A=1\0B=2"u8)));
    }

    [Fact]
    public void An_empty_environment_and_a_huge_one_are_what_they_are()
    {
        var huge = new string('x', 100_000);

        Assert.True(Keep("").IsEmpty);
        Assert.Equal(huge + '\0', Keep(huge).ToString());
        Assert.False(IsSameMemory(Keep(huge), Keep(huge)));
    }

    [Fact]
    public void However_many_there_are_each_gets_its_own()
    {
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var text = $"A={random.Next(200)}";

            Assert.Equal(text + '\0', Keep(text).ToString());
        }
    }

    private Utf8 Keep(string strings) => _texts.KeepStrings(default, Encoding.UTF8.GetBytes(strings));

    private static bool IsSameMemory(Utf8 a, Utf8 b) => a.Span == b.Span;
}
