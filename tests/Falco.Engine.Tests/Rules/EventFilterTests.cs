using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Xunit;

namespace Falco.Engine.Tests.Rules;

/// <summary>A condition without a rule around it picks events.</summary>
public class EventFilterTests
{
    private static readonly string Seed = Path.Combine(Repository.Root, "samples", "seed.scap");

    [Fact]
    public void Events_are_picked_by_what_is_known_of_them()
    {
        var filter = EventFilter.Parse("evt.type = execve and container.id != host and proc.name = sh");
        var picked = 0;
        SingleTree.Replay(Seed, EventTypeSet.All(), context =>
        {
            if (filter.Matches(context))
            {
                picked++;
                Assert.Equal(EventType.SYSCALL_EXECVE_19_X, context.Event.Type);
            }
        });
        Assert.InRange(picked, 1, 1000);
    }

    [Fact]
    public void The_types_that_it_may_hold_for_are_known()
    {
        Assert.False(EventFilter.Parse("evt.type = execve").EventTypes.Contains(EventType.SYSCALL_OPENAT_2_X));
        Assert.True(EventFilter.Parse("proc.name = sh").EventTypes.Contains(EventType.SYSCALL_OPENAT_2_X));
    }

    [Theory]
    [InlineData("evt.type = ")]
    [InlineData("nonsense.field = 1")]
    [InlineData("spawned_process")]
    [InlineData("")]
    public void A_mistake_is_said_with_its_place(string condition)
        => Assert.Contains("at character ", Assert.Throws<FormatException>(() => EventFilter.Parse(condition)).Message, StringComparison.Ordinal);
}
