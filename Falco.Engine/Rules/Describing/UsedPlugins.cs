using Falco.Engine.Rules.Loading;

namespace Falco.Engine.Rules.Describing;

/// <summary>
/// Finds the plugins that a rule would need in Falco: the one that makes its events, those that know its fields, those that send the
/// events that it names. Their work is built in here.
/// </summary>
internal sealed class UsedPlugins(IReadOnlyDictionary<string, EngineVersion> available)
{
    private static readonly Plugin[] All =
    [
        new("container", null, RuleCollection.SyscallSource, ["container.", "k8s.", "proc.is_container_"], ["container", "container_removed"]),
        new("json", null, null, ["json.", "jevt."], []),
        new("k8saudit", "k8s_audit", "k8s_audit", ["ka."], []),
    ];

    /// <summary>Their names, for a rule of a source with these fields (arguments in brackets) and events.</summary>
    public IEnumerable<string> Of(string source, IReadOnlyCollection<string> fields, IReadOnlyCollection<string> events)
        => from plugin in All
           where available.ContainsKey(plugin.Name)
           where plugin.MakesEventsOf == source
               || ((plugin.WorksOn ?? source) == source
                   && (fields.Any(f => Array.Exists(plugin.Fields, p => f.StartsWith(p, StringComparison.Ordinal)))
                       || events.Any(plugin.Events.Contains)))
           select plugin.Name;

    /// <param name="Name">The plugin's name.</param>
    /// <param name="MakesEventsOf">The source that its events are of; null where it makes none.</param>
    /// <param name="WorksOn">The source of the events that it reads fields of; null for any.</param>
    /// <param name="Fields">How its fields' names start.</param>
    /// <param name="Events">The asynchronous events that it sends.</param>
    private sealed record Plugin(string Name, string? MakesEventsOf, string? WorksOn, string[] Fields, string[] Events);
}
