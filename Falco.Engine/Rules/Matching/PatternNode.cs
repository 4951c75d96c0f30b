namespace Falco.Engine.Rules.Matching;

/// <summary>A part of a regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>The empty text.</summary>
    public sealed record Empty : PatternNode;

    /// <summary>One character of the ranges of code points.</summary>
    public sealed record Characters(IReadOnlyList<(int Low, int High)> Ranges) : PatternNode;

    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>A part so many times; no maximum where it is negative.</summary>
    public sealed record Repeat(PatternNode Part, int Minimum, int Maximum) : PatternNode;

    /// <summary>The start of a line.</summary>
    public sealed record LineStart : PatternNode;

    /// <summary>The end of a line.</summary>
    public sealed record LineEnd : PatternNode;
}
