namespace Falco.Sensor.Configuration;

/// <summary>A plugin that is to be loaded (plugins, load_plugins).</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="LibraryPath">Its library, as given.</param>
internal sealed record PluginSettings(string Name, string LibraryPath)
{
    /// <summary>The plugins to load: those that load_plugins names, in its order; all where it is not there.</summary>
    /// <exception cref="ConfigurationException">An entry is malformed, or load_plugins names one that is not there.</exception>
    public static List<PluginSettings> Read(ConfigNode root, string file)
    {
        var all = ConfigValue.List(root, "plugins").Select(entry => ReadEntry(entry, file)).ToList();
        if (ConfigPath.Find(root, "load_plugins") is null)
        {
            return all;
        }

        return [.. ConfigValue.Texts(root, "load_plugins").Select(name => all.Find(plugin => plugin.Name == name)
            ?? throw new ConfigurationException($"Cannot load plugin '{name}': plugin config not found for given name"))];
    }

    private static PluginSettings ReadEntry(ConfigNode entry, string file)
        => entry.Find("name")?.Text is { } name && entry.Find("library_path")?.Text is { } path
            ? new PluginSettings(name, path)
            : throw new ConfigurationException(
                $"Error reading config file({file}): could not load plugins config: {entry.Origin}: an entry of plugins has a name and a library_path");
}
