using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Explaining;
using Falco.Engine.Tests.State;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Rules.Explaining;

/// <summary>What users are told of a rule that does or does not match.</summary>
public sealed class RuleExplainerTests
{
    private const string Rules = """
        - list: shells
          items: [bash, sh]
        - macro: started
          condition: evt.type = execve
        - macro: by_shell
          condition: (proc.name in (shells) or proc.pname startswith zs)
        - rule: Shell
          desc: a shell
          condition: started and by_shell and not user.uid = 0 and toupper(proc.name) = val(proc.name)
          output: shell
          priority: NOTICE
        """;

    [Fact]
    public void Every_comparison_is_shown_with_its_result_and_the_value_it_saw()
    {
        var explanation = Explain("bash");

        Assert.False(explanation.Holds);
        Assert.Equal(
            [
                ("evt.type = execve", true, "execve"),
                ("proc.name in (bash, sh)", true, "bash"),
                ("proc.pname startswith zs", false, "supervisor"),
                ("user.uid = 0", false, "1000"),
                ("toupper(proc.name) = val(proc.name)", false, "BASH, bash"),
            ],
            explanation.Checks.Select(check => (check.Text, check.Holds, check.Value)));
    }

    [Fact]
    public void Macros_are_shown_by_name()
        => Assert.Equal(["started", "by_shell"], Explain("bash").Parts.Where(p => p.Kind == ExplanationKind.Macro).Select(p => p.Text));

    [Fact]
    public void An_event_that_meets_more_of_the_condition_is_nearer()
    {
        Assert.Equal(0.75, Explain("bash").Nearness);
        Assert.Equal(0.5, Explain("vim").Nearness);
        Assert.Equal(1, Explain("ZSH", "zsh").Nearness);
    }

    [Fact]
    public void What_holds_as_a_whole_is_what_the_rule_matches() => Assert.True(Explain("SH", "zsh").Holds);

    [Fact]
    public void A_value_that_is_not_there_is_shown_as_missing()
    {
        var loader = Load("- rule: R\n  desc: d\n  condition: evt.type = execve and fd.name = x\n  output: o\n  priority: INFO");

        Assert.Null(Explain(loader, "R", "bash", "init").Checks.Last().Value);
    }

    [Fact]
    public void A_rule_that_is_not_there_has_no_explanation() => Assert.Null(Load(Rules).Explain("No such rule"));

    private static Explanation Explain(string name, string parent = "supervisor") => Explain(Load(Rules), "Shell", name, parent);

    private static Explanation Explain(RuleLoader loader, string rule, string name, string parent)
    {
        var scenario = Scenario.OnlyInit();
        scenario.Fork(Scenario.Init, Scenario.Supervisor);
        scenario.Tree.Threads.Find(Scenario.Supervisor)!.Comm = Utf8.From(parent);
        scenario.Fork(Scenario.Supervisor, Scenario.Shell);
        var shell = scenario.Tree.Threads.Find(Scenario.Shell)!;
        shell.Comm = Utf8.From(name);
        shell.Uid = 1000;
        var e = Tests.Events.EventBuilder.On(Scenario.Shell, scenario.Time, SYSCALL_EXECVE_19_X, -2L);
        return loader.Explain(rule)!.Explain(scenario.Tree.Apply(e));
    }

    private static RuleLoader Load(string rules)
    {
        var loader = new RuleLoader();
        Assert.True(loader.Add("rules.yaml", rules).Successful);
        return loader;
    }
}
