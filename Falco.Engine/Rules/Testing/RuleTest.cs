using Falco.Engine.Rules.Loading;

namespace Falco.Engine.Rules.Testing;

/// <summary>A test: what happens, and the alerts that it must raise.</summary>
public sealed record RuleTest
{
    /// <summary>What the test is about, in its author's words.</summary>
    public required string Name { get; init; }

    /// <summary>The line of its file that it begins in, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>A capture that tells what happens; null where <c>events</c> do.</summary>
    public string? Capture { get; init; }

    /// <summary>The alerts that must be raised.</summary>
    public required IReadOnlyList<ExpectedAlert> Expected { get; init; }

    /// <summary>Whether rules that are not expected may match as well.</summary>
    public bool AllowsOthers { get; init; }

    internal TestWorld World { get; init; } = new([], [], [], []);
}

/// <summary>An alert that must be raised.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Count">How often; null: at least once.</param>
/// <param name="Fields">Fields and the text that each must have in one of its alerts, as outputs print it.</param>
public sealed record ExpectedAlert(string Rule, long? Count, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>The machine of a test and what happens on it.</summary>
internal sealed record TestWorld(
    IReadOnlyList<TestUser> Users, IReadOnlyList<TestContainer> Containers, IReadOnlyList<TestProcess> Processes, IReadOnlyList<TestEvent> Events);

internal sealed record TestUser(uint Uid, string Name);

internal sealed record TestContainer(string Id, string Name, string Image, string Tag, bool IsPrivileged);

/// <summary>A process that is there before the first event.</summary>
internal sealed record TestProcess
{
    public required long Pid { get; init; }

    public long Parent { get; init; } = 1;

    public required string Name { get; init; }

    public string ExePath { get; init; } = "";

    public IReadOnlyList<string> Args { get; init; } = [];

    public IReadOnlyList<string> Env { get; init; } = [];

    public string Cwd { get; init; } = "/";

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    public uint LoginUid { get; init; } = uint.MaxValue;

    public uint Tty { get; init; }

    public string Container { get; init; } = "";
}

/// <summary>Something that happens: an event's name, whose it is, and its parameters by name.</summary>
internal sealed record TestEvent(YamlNode Node, string Type, long Pid, IReadOnlyList<(YamlNode Name, YamlNode Value)> Params)
{
    /// <summary>Nanoseconds between the event before and this one; null for the usual pause.</summary>
    public ulong? After { get; init; }
}
