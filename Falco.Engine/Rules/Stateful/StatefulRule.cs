using Falco.Engine.Fields;
using Falco.Engine.Output;

namespace Falco.Engine.Rules.Stateful;

/// <summary>Which events a rule's threshold or sequence looks at together.</summary>
internal enum MatchScope : byte
{
    /// <summary>Those of one process tree: of a container, or of a host outside containers.</summary>
    Tree,

    /// <summary>Those of all trees of all sensors.</summary>
    Cluster,
}

/// <summary>Whose events the steps of a sequence may be.</summary>
internal enum MatchLineage : byte
{
    /// <summary>Anybody's.</summary>
    Any,

    /// <summary>Those of the first step's process and its descendants.</summary>
    Process,

    /// <summary>Those of the parent of the first step's process and its descendants: siblings as well.</summary>
    Parent,
}

/// <summary>What a rule says under <see cref="Key"/>: which matches of its conditions together make an alert.</summary>
internal sealed record StatefulRule
{
    /// <summary>The key of a rule that it stands under. Falco does not know it, warns of it, and loads the rule without.</summary>
    public const string Key = "x-actors";

    /// <summary>What the matches have to come to.</summary>
    public required MatchPattern Pattern { get; init; }

    /// <summary>Whose events the steps may be.</summary>
    public MatchLineage Lineage { get; init; }

    /// <summary>The conditions, in order; the rule's own is the last.</summary>
    public required IReadOnlyList<StatefulStep> Steps { get; init; }

    /// <summary>The names of the steps that have an output; an empty one for each that has none.</summary>
    public IReadOnlyList<string> Named => [.. Steps.Select(step => step.Output is null ? "" : step.Name)];

    /// <summary>The output of the alert, with what the configuration adds.</summary>
    public required string Output { get; init; }
}

/// <summary>A condition of a stateful rule, and what is read of an event that it holds for.</summary>
/// <param name="Name">What outputs call it; empty for the rule's own condition.</param>
/// <param name="Condition">The condition as written.</param>
/// <param name="By">The fields that have to be the same in all matches of a group, by name.</param>
/// <param name="Output">What it says of its event; null where it says nothing.</param>
internal sealed record StatefulStep(string Name, string Condition, IReadOnlyList<string> By, string? Output)
{
    /// <summary>The same fields, ready to be read.</summary>
    public required IReadOnlyList<BoundField> Fields { get; init; }

    /// <summary>The output, compiled.</summary>
    public OutputTemplate? Template { get; init; }
}

/// <summary>One of a stateful rule's conditions holds for an event.</summary>
internal readonly record struct RuleStep(Rule Rule, int Step);
