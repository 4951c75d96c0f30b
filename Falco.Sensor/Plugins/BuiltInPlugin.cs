using Falco.Engine.Rules;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Plugins;

/// <summary>
/// A plugin of Falco's whose work this program does itself, so that configurations which load it stay as they are. Other libraries are
/// native code for Falco's own process and cannot be loaded.
/// </summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Capabilities">What it can do, in Falco's words.</param>
internal sealed record BuiltInPlugin(string Name, string Description, params string[] Capabilities)
{
    private const string Container = "container";
    private const string Audit = "k8saudit";
    private const string Extraction = "Field Extraction";

    public const string Contact = "built into this program";

    private static readonly BuiltInPlugin[] All =
    [
        new(Container, "Containers and pods that processes run in", Extraction, "Event Parsing", "Async Events"),
        new("json", "Values of JSON in events", Extraction),
        new(Audit, "Audit events of Kubernetes API servers", "Event Sourcing (ID=1, source='k8s_audit')", Extraction),
    ];

    private static readonly HashSet<string> SourcesWithoutPlugins = new(StringComparer.Ordinal) { EventSources.Syscall };

    private static readonly HashSet<string> SourcesWithAudit = new(StringComparer.Ordinal) { EventSources.Syscall, "k8s_audit" };

    /// <summary>The version that it is as good as.</summary>
    public EngineVersion Version => RuleLoaderOptions.BuiltInPlugins[Name];

    /// <summary>The one that an entry of the configuration means, by its name or its library's; null where there is none.</summary>
    public static BuiltInPlugin? Find(PluginSettings settings)
    {
        var library = Path.GetFileName(settings.LibraryPath);
        return Array.Find(All, plugin => library == $"lib{plugin.Name}.so" || (library.Length == 0 && settings.Name == plugin.Name));
    }

    /// <summary>The one that an entry means.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static BuiltInPlugin Get(PluginSettings settings) => Find(settings)
        ?? throw new ConfigurationException(
            $"Cannot load plugin '{settings.Name}' from {settings.LibraryPath}: plugin libraries cannot be loaded. Built in are "
            + $"{string.Join(", ", All.Select(plugin => $"lib{plugin.Name}.so"))}. Take '{settings.Name}' out of load_plugins or plugins.");

    /// <summary>What rules files may require: the plugins of the configuration, and that of containers, which is always there.</summary>
    public static IReadOnlyDictionary<string, EngineVersion> VersionsOf(IReadOnlyList<PluginSettings> configured)
        => All.Where(plugin => plugin.Name == Container || configured.Any(settings => Find(settings) == plugin))
            .ToDictionary(plugin => plugin.Name, plugin => plugin.Version, StringComparer.Ordinal);

    /// <summary>Sources whose rules are loaded: system calls, and those that the plugins of the configuration make events of.</summary>
    public static IReadOnlySet<string> SourcesOf(IReadOnlyList<PluginSettings> configured)
        => HasAudit(configured) ? SourcesWithAudit : SourcesWithoutPlugins;

    /// <summary>Whether the configuration asks for audit events of Kubernetes.</summary>
    public static bool HasAudit(IReadOnlyList<PluginSettings> configured)
        => configured.Any(settings => Find(settings)?.Name == Audit);

    /// <summary>As --list-plugins shows it.</summary>
    public override string ToString()
        => $"Name: {Name}\nDescription: {Description}\nContact: {Contact}\nVersion: {Version}\nCapabilities: \n"
            + string.Concat(Capabilities.Select(capability => $"  - {capability}\n"));
}
