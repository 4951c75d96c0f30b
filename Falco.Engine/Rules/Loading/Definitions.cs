using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>A list, macro or rule as the files define it.</summary>
internal abstract class Definition(string name, LoadContext context)
{
    public string Name { get; } = name;

    public LoadContext Context { get; set; } = context;

    /// <summary>When it was first defined: what has a smaller number is older.</summary>
    public int Index { get; set; }

    /// <summary>When it was last changed: it sees what is older than that.</summary>
    public int Visibility { get; set; }
}

internal sealed class ListDefinition(string name, LoadContext context) : Definition(name, context)
{
    public List<string> Items { get; } = [];
}

internal sealed class MacroDefinition(string name, LoadContext context, SourceText condition, LoadContext conditionContext)
    : Definition(name, context)
{
    public SourceText Condition { get; set; } = condition;

    public LoadContext ConditionContext { get; } = conditionContext;
}

internal sealed class RuleDefinition(string name, LoadContext context) : Definition(name, context)
{
    public required SourceText Condition { get; set; }

    public required LoadContext ConditionContext { get; init; }

    public required string Output { get; set; }

    public required LoadContext OutputContext { get; init; }

    public required string Description { get; set; }

    public required Priority Priority { get; set; }

    public required string Source { get; init; }

    /// <summary>Whether nothing here makes events of the rule's source.</summary>
    public bool HasUnknownSource { get; set; }

    public bool Enabled { get; set; } = true;

    public bool Capture { get; set; }

    public uint CaptureDuration { get; set; }

    public bool WarnEventTypes { get; set; } = true;

    public bool SkipIfUnknownFilter { get; set; }

    public SortedSet<string> Tags { get; set; } = new(StringComparer.Ordinal);

    public List<ExceptionDefinition> Exceptions { get; set; } = [];

    /// <summary>What makes an alert of several matches; null for a rule of which every match is one.</summary>
    public StatefulDefinition? Stateful { get; init; }
}

/// <summary>A change of a rule: what is not null is appended or replaced.</summary>
internal sealed class RuleUpdate(string name, LoadContext context)
{
    public string Name { get; } = name;

    public LoadContext Context { get; } = context;

    public string Source { get; set; } = "";

    public SourceText? Condition { get; set; }

    public string? Output { get; set; }

    public string? Description { get; set; }

    public SortedSet<string>? Tags { get; set; }

    public List<ExceptionDefinition>? Exceptions { get; set; }

    public Priority? Priority { get; set; }

    public bool? Enabled { get; set; }

    public bool? Capture { get; set; }

    public uint? CaptureDuration { get; set; }

    public bool? WarnEventTypes { get; set; }

    public bool? SkipIfUnknownFilter { get; set; }

    public bool IsEmpty
        => Condition is null && Output is null && Description is null && Tags is null && Exceptions is null && Priority is null
            && Enabled is null && Capture is null && CaptureDuration is null && WarnEventTypes is null && SkipIfUnknownFilter is null;
}

/// <summary>An exception of a rule: fields, how each is compared, and the values for which the rule says nothing.</summary>
internal sealed class ExceptionDefinition(string name, LoadContext context, YamlNode node)
{
    public string Name { get; } = name;

    public LoadContext Context { get; } = context;

    public YamlNode Node { get; } = node;

    public ExceptionEntry? Fields { get; set; }

    public ExceptionEntry? Comparisons { get; set; }

    public List<ExceptionEntry> Values { get; } = [];
}

/// <summary>One text, or a list of entries.</summary>
internal sealed record ExceptionEntry(string Text, List<ExceptionEntry>? Items = null)
{
    public bool IsList => Items is not null;

    /// <summary>Whether there is anything in it.</summary>
    public bool IsValid => Items is { Count: > 0 } || Text.Length > 0;

    public static ExceptionEntry Of(IEnumerable<ExceptionEntry> items) => new("", [.. items]);
}
