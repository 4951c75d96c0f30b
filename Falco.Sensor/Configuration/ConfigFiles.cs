namespace Falco.Sensor.Configuration;

/// <summary>
/// Puts the configuration together: the main file, the files that its config_files name, and the options of the command line,
/// each overriding what came before.
/// </summary>
internal sealed class ConfigFiles
{
    private const string Includes = "config_files";
    private readonly List<ConfigFile> _files = [];
    private readonly List<string> _folders = [];

    private ConfigFiles(ConfigNode root) => Root = root;

    /// <summary>The settings.</summary>
    public ConfigNode Root { get; }

    /// <summary>The files, in the order in which they were read.</summary>
    public IReadOnlyList<ConfigFile> Files => _files;

    /// <summary>The folders whose files were read.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>Loads <paramref name="mainFile"/>, or starts from nothing where it is null.</summary>
    /// <exception cref="ConfigurationException">A file or an option cannot be used.</exception>
    public static ConfigFiles Load(string? mainFile, IEnumerable<string> options)
    {
        var files = new ConfigFiles(mainFile is null ? ConfigNode.Map("") : ConfigReader.ReadFile(mainFile));
        var settings = options.Select(Split).ToList();
        if (mainFile is not null)
        {
            files._files.Add(new ConfigFile(mainFile, ConfigSchema.Validate(files.Root)));
            files.Set(settings.Where(setting => setting.Key.StartsWith(Includes, StringComparison.Ordinal)));
            files.Include(mainFile);
        }

        files.Set(settings);
        return files;
    }

    private void Set(IEnumerable<(string Key, ConfigNode Value)> settings)
    {
        foreach (var (key, value) in settings)
        {
            ConfigPath.Set(Root, key, value);
        }
    }

    private void Include(string mainFile)
    {
        foreach (var entry in ConfigValue.List(Root, Includes).ToList())
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
                _folders.Add(path);
                foreach (var file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
                {
                    Merge(file, strategy);
                }
            }
            else if (File.Exists(path))
            {
                Merge(path, strategy);
            }
        }
    }

    /// <summary>"append" (the default) adds to lists and overrides the rest, "override" overrides, "add-only" takes what is new.</summary>
    private void Merge(string file, string? strategy)
    {
        var content = ConfigReader.ReadFile(file);
        _files.Add(new ConfigFile(file, ConfigSchema.Validate(content)));
        foreach (var (name, value) in content.Members)
        {
            if (name == Includes)
            {
                throw new ConfigurationException($"Config error: '{Includes}' directive in included config file {file}.");
            }

            var present = Root.Find(name);
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
                Root.Set(name, value);
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

/// <summary>A file of the configuration.</summary>
/// <param name="Path">The file.</param>
/// <param name="Validation">What the schema says of it: <c>ok</c>, or <c>failed for</c> a place and why.</param>
internal sealed record ConfigFile(string Path, string Validation);
