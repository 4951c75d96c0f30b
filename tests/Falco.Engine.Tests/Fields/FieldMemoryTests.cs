using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.State;
using Xunit;

namespace Falco.Engine.Tests.Fields;

/// <summary>evt.deltatime and util.cnt: every use remembers, in every tree by itself, the events that it was read for.</summary>
public sealed class FieldMemoryTests
{
    private const ulong Millisecond = 1_000_000;

    [Fact]
    public void A_delta_counts_from_the_last_event_that_the_use_was_read_for()
    {
        var scenario = Scenario.WholeTree();
        var delta = FieldCatalog.Bind("evt.deltatime");
        Assert.Equal(0UL, Read(delta, Close(scenario)));
        Assert.Equal(Millisecond, Read(delta, Close(scenario)));
        Close(scenario);
        Assert.Equal(2 * Millisecond, Read(delta, Close(scenario)));
    }

    [Fact]
    public void Seconds_and_nanoseconds_are_parts_of_the_delta()
    {
        var scenario = Scenario.WholeTree();
        var seconds = FieldCatalog.Bind("evt.deltatime.s");
        var nanoseconds = FieldCatalog.Bind("evt.deltatime.ns");
        Close(scenario, 2_000_000_007);
        var context = Close(scenario, 2_000_000_007);
        Read(seconds, context);
        Read(nanoseconds, context);
        context = Close(scenario, 2_000_000_007);
        Assert.Equal(2UL, Read(seconds, context));
        Assert.Equal(7UL, Read(nanoseconds, context));
    }

    [Fact]
    public void Reading_an_event_again_changes_nothing()
    {
        var scenario = Scenario.WholeTree();
        var delta = FieldCatalog.Bind("evt.deltatime");
        var counter = FieldCatalog.Bind("util.cnt");
        Read(delta, Close(scenario));
        Read(counter, Close(scenario));
        var context = Close(scenario);
        Assert.Equal(Read(delta, context), Read(delta, context));
        Assert.Equal(2UL, Read(counter, context));
        Assert.Equal(2UL, Read(counter, context));
    }

    [Fact]
    public void Uses_do_not_know_of_each_other()
    {
        var scenario = Scenario.WholeTree();
        var one = FieldCatalog.Bind("util.cnt");
        var other = FieldCatalog.Bind("util.cnt");
        Read(one, Close(scenario));
        Assert.Equal(2UL, Read(one, Close(scenario)));
        Assert.Equal(1UL, Read(other, Close(scenario)));
    }

    [Fact]
    public void Trees_do_not_know_of_each_other()
    {
        var field = FieldCatalog.Bind("util.cnt");
        var (one, other) = (Scenario.WholeTree(), Scenario.WholeTree());
        Read(field, Close(one));
        Assert.Equal(2UL, Read(field, Close(one)));
        Assert.Equal(1UL, Read(field, Close(other)));
    }

    [Fact]
    public void Trees_that_run_at_the_same_time_count_right()
    {
        var field = FieldCatalog.Bind("util.cnt");
        Parallel.For(0, 4, _ =>
        {
            var scenario = Scenario.WholeTree();
            for (var i = 1UL; i <= 500; i++)
            {
                Assert.Equal(i, Read(field, Close(scenario)));
            }
        });
    }

    [Fact]
    public void Conditions_of_two_rules_remember_by_themselves()
    {
        var loader = new RuleLoader(new RuleLoaderOptions { Matching = RuleMatching.All });
        loader.Add(
            "rules.yaml",
            """
            - {rule: opens, desc: d, condition: evt.type = openat and util.cnt = 2, output: o, priority: INFO}
            - {rule: closes, desc: d, condition: evt.type = close and util.cnt = 2, output: o, priority: INFO}
            - {rule: of one file, desc: d, condition: util.cnt = 1 and evt.type = openat and fd.name = /etc/b, output: o, priority: INFO}
            """);
        var rules = loader.Build();
        var scenario = Scenario.WholeTree();
        Assert.Empty(Matches(rules, Numbered(scenario, scenario.Open(Scenario.Shell, 3, "/etc/a"))));
        Assert.Empty(Matches(rules, Close(scenario)));
        Assert.Equal(["opens", "of one file"], Matches(rules, Numbered(scenario, scenario.Open(Scenario.Shell, 3, "/etc/b"))));
        Assert.Equal(["closes"], Matches(rules, Close(scenario)));
    }

    private static string[] Matches(RuleSet rules, EventContext context)
    {
        var matches = new List<Rule>();
        rules.Evaluate(context, matches);
        return [.. matches.Select(rule => rule.Name)];
    }

    private static ulong Read(BoundField field, EventContext context)
    {
        Assert.True(field.Read!(context, out var value));
        return value.Number;
    }

    /// <summary>An event some time after the one before.</summary>
    private static EventContext Close(Scenario scenario, ulong later = Millisecond)
    {
        scenario.Time += later - 1000;
        return Numbered(scenario, scenario.On(Scenario.Shell, EventType.SYSCALL_CLOSE_X, 0, 9));
    }

    private static EventContext Numbered(Scenario scenario, EventContext context)
    {
        context.Event = EventBuilder.Numbered(context.Event, scenario.Time);
        return context;
    }
}
