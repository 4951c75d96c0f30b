namespace Falco.Engine.Rules;

/// <summary>Something wrong, or doubtful, in a rules file.</summary>
public sealed record RuleProblem
{
    /// <summary>Whether the file is refused for it; else it is a warning.</summary>
    public required bool IsError { get; init; }

    /// <summary>Falco's code for this kind of problem, for instance LOAD_ERR_COMPILE_CONDITION.</summary>
    public required string Code { get; init; }

    /// <summary>What the code means.</summary>
    public required string CodeText { get; init; }

    /// <summary>What the code means, in a sentence.</summary>
    public required string CodeDescription { get; init; }

    /// <summary>What is wrong here.</summary>
    public required string Message { get; init; }

    /// <summary>The item that it is about, for instance <c>rule 'Terminal shell in container'</c>.</summary>
    public required string Item { get; init; }

    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>The line, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column, counted from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The line of the file, without its end.</summary>
    public required string SourceLine { get; init; }

    /// <summary>The field that is deprecated where the problem is its use; else null.</summary>
    public string? DeprecatedField { get; init; }

    /// <summary>From the file down to the place: where Falco says that the problem is.</summary>
    public required IReadOnlyList<RuleLocation> Locations { get; init; }

    /// <summary>A line of the file, or of the condition, and below it a mark at the place; as Falco shows it.</summary>
    public required string Snippet { get; init; }

    /// <summary>One line: file, line, column, item, message.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Item}: {Message}";
}

/// <summary>One step on the way to a problem, as Falco counts: lines, columns and offsets from 0, the latter two in bytes.</summary>
/// <param name="ItemType">What is there, for instance <c>rule condition</c>.</param>
/// <param name="ItemName">Its name; empty where it has none.</param>
/// <param name="Name">The file's name; for a place in a condition the condition's start in quotes.</param>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
/// <param name="Offset">Bytes before it.</param>
public sealed record RuleLocation(string ItemType, string ItemName, string Name, int Line, int Column, int Offset);
