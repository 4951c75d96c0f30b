namespace Falco.Engine.Rules.Explaining;

/// <summary>What a part of a condition is.</summary>
public enum ExplanationKind
{
    /// <summary>One comparison.</summary>
    Check,

    /// <summary>Parts that all must hold.</summary>
    All,

    /// <summary>Parts of which one must hold.</summary>
    Any,

    /// <summary>A part that must not hold.</summary>
    Not,

    /// <summary>A macro; its condition is the only part.</summary>
    Macro,
}

/// <summary>What came of a condition, or a part of one, for an event.</summary>
/// <param name="Kind">What the part is.</param>
/// <param name="Text">The comparison as written with lists put in, or the macro's name; empty for the others.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Nearness">How much of it holds, from 0 to 1; 1 only if all of it does.</param>
/// <param name="Value">For a comparison: the value that was seen, as alerts print it; null where there is none.</param>
/// <param name="Parts">The parts.</param>
public sealed record Explanation(
    ExplanationKind Kind, string Text, bool Holds, double Nearness, string? Value, IReadOnlyList<Explanation> Parts)
{
    /// <summary>The comparisons of all parts, in the order in which they are written.</summary>
    public IEnumerable<Explanation> Checks => Kind == ExplanationKind.Check ? [this] : Parts.SelectMany(part => part.Checks);

    /// <summary>Whether the same parts hold and fail as in another explanation of the condition; values may differ.</summary>
    public bool IsLike(Explanation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Checks.Select(check => check.Holds).SequenceEqual(other.Checks.Select(check => check.Holds));
    }
}
