using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Loading;

/// <summary>A rule's threshold or sequence as its file has it.</summary>
internal sealed record StatefulDefinition
{
    /// <summary>Where it stands.</summary>
    public required LoadContext Context { get; init; }

    public required MatchPattern Pattern { get; init; }

    public MatchLineage Lineage { get; init; }

    /// <summary>The fields of the rule's own condition.</summary>
    public required IReadOnlyList<PlacedText> By { get; init; }

    /// <summary>Of a sequence the steps before the rule's own condition.</summary>
    public IReadOnlyList<StepDefinition> Steps { get; init; } = [];

    /// <summary>What takes the place of the rule's output; null where that stays.</summary>
    public PlacedText? Output { get; init; }
}

/// <summary>A text and where it stands.</summary>
internal sealed record PlacedText(string Text, LoadContext Context);

/// <summary>A step before the last.</summary>
internal sealed class StepDefinition(string name, LoadContext context) : Definition(name, context)
{
    public required SourceText Condition { get; init; }

    public required LoadContext ConditionContext { get; init; }

    /// <summary>Fields of its own; null where they are those of the sequence.</summary>
    public IReadOnlyList<PlacedText>? By { get; init; }

    public PlacedText? Output { get; init; }
}
