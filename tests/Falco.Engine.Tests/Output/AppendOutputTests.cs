using Falco.Engine.Output;
using Xunit;

namespace Falco.Engine.Tests.Output;

public class AppendOutputTests
{
    [Fact]
    public void Container_info_of_old_rules_stands_for_the_containers_id_and_name()
        => Assert.Equal("x (container_id=%container.id container_name=%container.name)", Apply("x (%container.info)"));

    [Fact]
    public void Suggested_output_adds_the_container()
        => Assert.StartsWith("x () container_id=%container.id", Apply("x (%container.info)", new AppendOutput { SuggestedOutput = true }), StringComparison.Ordinal);

    [Fact]
    public void Entries_add_in_order_to_the_rules_they_are_for()
        => Assert.Equal("x a d", Apply(
            "x",
            new AppendOutput { ExtraOutput = "a" },
            new AppendOutput { ExtraOutput = "b", MatchRule = "other" },
            new AppendOutput { ExtraOutput = "c", MatchTags = ["t1", "t3"] },
            new AppendOutput { ExtraOutput = "d", MatchTags = ["t1", "t2"], MatchSource = "syscall", MatchRule = "rule" },
            new AppendOutput { ExtraOutput = "e", MatchSource = "k8s_audit" }));

    private static string Apply(string output, params AppendOutput[] entries)
        => AppendOutput.Apply(entries, output, "rule", "syscall", ["t1", "t2"]).Output;
}
