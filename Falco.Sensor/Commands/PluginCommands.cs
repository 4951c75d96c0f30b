using Falco.Sensor.Configuration;
using Falco.Sensor.Plugins;

namespace Falco.Sensor.Commands;

/// <summary><c>--list-plugins</c> and <c>--plugin-info</c>.</summary>
internal static class PluginCommands
{
    /// <exception cref="ConfigurationException">A plugin cannot be loaded.</exception>
    public static void List(FalcoConfiguration configuration)
    {
        var plugins = configuration.Plugins.Select(BuiltInPlugin.Get).ToList();
        Console.Out.Write($"{plugins.Count} Plugins Loaded:\n\n{string.Concat(plugins.Select(plugin => $"{plugin}\n"))}\n");
    }

    /// <exception cref="ConfigurationException">The configuration has no such plugin, or it cannot be loaded.</exception>
    public static void Describe(FalcoConfiguration configuration, string name)
    {
        var settings = configuration.Plugins.FirstOrDefault(plugin => plugin.Name == name || plugin.LibraryPath == name)
            ?? throw new ConfigurationException($"can't find plugin and print its info: {name}");
        var plugin = BuiltInPlugin.Get(settings);
        Console.Out.Write($"{plugin}\nInit config schema type: JSON\n{{}}\n\n");
        if (plugin.Capabilities[0].StartsWith("Event Sourcing", StringComparison.Ordinal))
        {
            Console.Out.Write("No suggested open params available: the plugin is built in\n\n");
        }
    }
}
