namespace Falco.Engine.Rules.Stateful;

/// <summary>What the matches of a rule have to come to. Matches carry it, so that whoever holds them need not know the rule.</summary>
/// <param name="Count">Of a threshold how many; 0 for a sequence.</param>
/// <param name="Steps">Of a sequence how many, the rule's own condition included; 1 for a threshold.</param>
/// <param name="Window">The time that they lie in, in nanoseconds.</param>
/// <param name="Scope">Which events belong together.</param>
internal sealed record MatchPattern(int Count, int Steps, ulong Window, MatchScope Scope)
{
    /// <summary>Steps at most.</summary>
    public const int MaxSteps = 16;

    /// <summary>Matches that a threshold counts at most.</summary>
    public const int MaxCount = 10_000;

    /// <summary>Whether it is a sequence.</summary>
    public bool IsSequence => Count == 0;
}

/// <summary>What makes a match one and the same however often its event is evaluated; the rule goes without saying.</summary>
internal readonly record struct MatchId(string Sensor, long Epoch, ulong Event);

/// <summary>An event matches one or several conditions of a stateful rule. By itself that is no alert.</summary>
internal sealed record StatefulMatch
{
    /// <summary>Ancestors of a process that are looked at.</summary>
    public const int MaxLineage = 64;

    /// <summary>What the matches have to come to.</summary>
    public required MatchPattern Pattern { get; init; }

    /// <summary>The conditions that hold, in order, at least one.</summary>
    public required IReadOnlyList<StepMatch> Steps { get; init; }

    /// <summary>The event's process and its ancestors, nearest first; empty where lineage does not matter.</summary>
    public IReadOnlyList<ulong> Lineage { get; init; } = [];

    /// <summary>The process whose descendants the later steps are by, where the event is the first step.</summary>
    public ulong Anchor { get; init; }

    /// <summary>What goes into the alert's text once it is known.</summary>
    public IReadOnlyList<TextInsert> Inserts { get; init; } = [];

    /// <summary>About how many bytes it takes.</summary>
    public int Length => 64 + (10 * Lineage.Count) + Steps.Sum(step => 16 + (2 * step.Key.Length) + step.Text.Length);
}

/// <summary>A condition that holds.</summary>
/// <param name="Step">Which, from 0.</param>
/// <param name="Key">The values that have to be the same in all matches of a group.</param>
/// <param name="Text">What the step says of the event.</param>
internal sealed record StepMatch(int Step, string Key, ReadOnlyMemory<byte> Text)
{
    /// <summary>Bytes of a step's text at most.</summary>
    public const int MaxText = 1024;
}

/// <summary>A place in an alert's text, and what is put there: <c>threshold.count</c>, <c>threshold.first</c> or <c>step.NAME</c>.</summary>
/// <param name="Offset">Where, in bytes.</param>
/// <param name="Name">What.</param>
/// <param name="Step">Of a step's text which; -1 for others.</param>
internal sealed record TextInsert(int Offset, string Name, int Step);
