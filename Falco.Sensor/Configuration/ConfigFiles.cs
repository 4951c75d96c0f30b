namespace Falco.Sensor.Configuration;

/// <summary>
/// Puts the configuration together: the main file, the files that its config_files name, and the options of the command line,
/// each overriding what came before.
/// </summary>
internal static class ConfigFiles
{
    private const string Includes = "config_files";

    /// <summary>Loads <paramref name="mainFile"/>, or starts from nothing where it is null.</summary>
    /// <exception cref="ConfigurationException">A file or an option cannot be used.</exception>
    public static ConfigNode Load(string? mainFile, IEnumerable<string> options)
    {
        var root = mainFile is null ? ConfigNode.Map("") : ConfigReader.ReadFile(mainFile);
        var settings = options.Select(Split).ToList();
        foreach (var (key, value) in settings)
        {
            if (key.StartsWith(Includes, StringComparison.Ordinal))
            {
                ConfigPath.Set(root, key, value);
            }
        }

        Include(root, mainFile);
        foreach (var (key, value) in settings)
        {
            ConfigPath.Set(root, key, value);
        }

        return root;
    }

    private static void Include(ConfigNode root, string? mainFile)
    {
        foreach (var entry in ConfigValue.List(root, Includes))
        {
            var path = entry.Text ?? entry.Find("path")?.Text
                ?? throw new ConfigurationException($"{entry.Origin}: an entry of {Includes} is a path, or has one in 'path'");
            if (path == mainFile)
            {
                throw new ConfigurationException(
                    $"Config error: '{Includes}' directive tried to recursively include main config file: {path}.");
            }

            var strategy = entry.Find("strategy")?.Text;
            if (Directory.Exists(path))
            {
                foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
                {
                    Merge(root, file, strategy);
                }
            }
            else if (File.Exists(path))
            {
                Merge(root, path, strategy);
            }
        }
    }

    /// <summary>"append" (the default) adds to lists and overrides the rest, "override" overrides, "add-only" takes what is new.</summary>
    private static void Merge(ConfigNode root, string file, string? strategy)
    {
        foreach (var (name, value) in ConfigReader.ReadFile(file).Members)
        {
            if (name == Includes)
            {
                throw new ConfigurationException($"Config error: '{Includes}' directive in included config file {file}.");
            }

            var present = root.Find(name);
            if (strategy == "add-only" && present is not null)
            {
                continue;
            }

            if (strategy is not ("override" or "add-only") && value.IsList && present is { IsList: true })
            {
                foreach (var item in value.Items)
                {
                    present.Add(item);
                }
            }
            else
            {
                root.Set(name, value);
            }
        }
    }

    private static (string Key, ConfigNode Value) Split(string option)
    {
        var equals = option.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new ConfigurationException(
                $"Error parsing config option \"{option}\". Must be of the form key=val or key.subkey=val");
        }

        var (key, value) = (option[..equals], option[(equals + 1)..]);
        var origin = $"-o {key}";
        return (key, value.StartsWith('{') && value.EndsWith('}') ? ConfigReader.Read(value, origin) : ConfigNode.Scalar(value, origin));
    }
}
