using Falco.Engine.Output;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules;

/// <summary>A rule as its definition and its place in the loaded set.</summary>
public sealed record Rule
{
    /// <summary>Its place in load order; decides which of several matching rules comes first.</summary>
    public required int Index { get; init; }

    /// <summary>The rule's name.</summary>
    public required string Name { get; init; }

    /// <summary>The description.</summary>
    public required string Description { get; init; }

    /// <summary>The output template as written, append_output already applied.</summary>
    public required string Output { get; init; }

    /// <summary>Members that append_output adds to the output fields in JSON.</summary>
    public IReadOnlyList<ExtraOutputField> ExtraOutputFields { get; init; } = [];

    /// <summary>The condition as written.</summary>
    public required string Condition { get; init; }

    /// <summary>The event source, normally <c>syscall</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The priority.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Tags, sorted as Falco prints them.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether it takes part in matching.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Names of the fields that the rule's exceptions compare.</summary>
    public IReadOnlyList<string> ExceptionFields { get; init; } = [];

    /// <summary>Whether a match starts recording a capture.</summary>
    public bool Capture { get; init; }

    /// <summary>How long that capture is, in milliseconds; 0 for the configured time.</summary>
    public uint CaptureDuration { get; init; }

    /// <summary>What makes an alert of several matches; null for a rule of which every match is one.</summary>
    internal StatefulRule? Stateful { get; init; }
}
