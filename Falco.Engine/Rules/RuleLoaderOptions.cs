using Falco.Engine.Output;
using Falco.Engine.Rules.Loading;
using Falco.Engine.Rules.Matching;

namespace Falco.Engine.Rules;

/// <summary>Which rules that match an event raise an alert.</summary>
public enum RuleMatching
{
    /// <summary>The first in load order.</summary>
    First,

    /// <summary>All of them.</summary>
    All,
}

/// <summary>Switches rules on or off, whatever their files say.</summary>
/// <param name="Enable">On or off.</param>
/// <param name="Rule">The rules' name, in which <c>*</c> stands for anything; empty where none is chosen by name.</param>
/// <param name="Tag">A tag of the rules; empty where none is chosen by tag.</param>
public sealed record RuleSelection(bool Enable, string Rule, string Tag);

/// <summary>What decides how rules are loaded.</summary>
public sealed record RuleLoaderOptions
{
    /// <summary>Rules of lower priority take no part.</summary>
    public Priority MinimumPriority { get; init; } = Priority.Debug;

    /// <summary>Which rules that match an event raise an alert.</summary>
    public RuleMatching Matching { get; init; }

    /// <summary>Rules switched on and off, in order.</summary>
    public IReadOnlyList<RuleSelection> Selections { get; init; } = [];

    /// <summary>What is added to outputs, in order.</summary>
    public IReadOnlyList<AppendOutput> AppendOutput { get; init; } = [];

    /// <summary>Sources of which there are events; rules of others are left out with a warning.</summary>
    public IReadOnlySet<string> Sources { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "syscall" };

    /// <summary>The plugins whose work is built in, and the version of each that it equals.</summary>
    public static IReadOnlyDictionary<string, EngineVersion> BuiltInPlugins { get; } = new Dictionary<string, EngineVersion>(StringComparer.Ordinal)
    {
        ["container"] = new(0, 7, 1),
        ["json"] = new(0, 7, 4),
        ["k8saudit"] = new(0, 18, 0),
    };

    /// <summary>The plugins that files may require, and their versions.</summary>
    public IReadOnlyDictionary<string, EngineVersion> Plugins { get; init; } = BuiltInPlugins;

    /// <summary>The fields of an output template for a source's events; says in a <see cref="FormatException"/> what is wrong with it.</summary>
    internal Func<string, string, IEnumerable<string>> FieldsOfOutput { get; init; }
        = (template, source) => OutputTemplate.Parse(template, source).FieldNames;

    /// <summary>Finds fields of system calls.</summary>
    internal FieldLookup Fields { get; init; } = FieldReference.Find;

    /// <summary>Finds fields of a source's events.</summary>
    internal FieldLookup FieldsOf(string source)
        => source == RuleCollection.SyscallSource ? Fields : text => FieldReference.Find(text, source);
}
