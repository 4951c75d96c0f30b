using Xunit;

namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>The stable rules that come with Falco, on this machine's kernel: each is set off by what a process really does.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class OfficialRulesOnTheKernelTests(OfficialRulesOnTheKernelTests.Machine machine) : IClassFixture<OfficialRulesOnTheKernelTests.Machine>
{
    public static TheoryData<string> Actions => [.. RuleActions.Official.Select(action => action.Name)];

    [SkippableTheory]
    [MemberData(nameof(Actions))]
    public void An_action_makes_the_alert_of_its_rule(string action) => machine.Check(RuleActions.Official.Single(a => a.Name == action));

    [SkippableFact]
    public void Everyday_actions_on_the_machine_make_no_alert() => machine.CheckQuiet(Place.Host);

    [SkippableFact]
    public void Everyday_actions_in_a_container_make_no_alert() => machine.CheckQuiet(Place.Container);

    [SkippableFact]
    public void Every_rule_has_an_action_or_a_reason_why_not() => machine.CheckThatAllRulesHaveActions();

    public sealed class Machine() : WatchedMachine(CorpusRules.Find(), RuleActions.Official);
}
