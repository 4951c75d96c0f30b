namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>
/// What a process does, as a line of shell, to make the alert of a rule, and what the alert must say of it. <c>{test}</c> stands for the
/// name of the test's own process, <c>{folder}</c> for a folder of the action's own, <c>{port}</c> for where the test listens on every
/// loopback address.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Place">Where it is done.</param>
/// <param name="Line">The line of shell.</param>
/// <param name="Chain">The names of the process that is told and of its ancestors, the nearest first.</param>
/// <param name="Says">More fields of the alert; asterisks stand for anything.</param>
internal sealed record RuleAction(string Rule, Place Place, string Line, string Chain, params (string Field, string Value)[] Says)
{
    /// <summary>Tells actions for the same rule apart.</summary>
    public string Way { get; init; } = "";

    /// <summary>Programs that it takes.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>Why it cannot be shown on any machine.</summary>
    public string? Impossible { get; init; }

    public string User { get; init; } = "root";

    public string Name => Way.Length == 0 ? Rule : $"{Rule}: {Way}";

    public bool IsInContainer => Place is Place.Container or Place.ContainerTerminal;
}
