using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Falco.Actors.Hosting;

/// <summary>The HOCON configuration: the defaults, which are part of the program, and over them a file of the user's.</summary>
internal static class PipelineConfig
{
    /// <summary>The whole configuration.</summary>
    /// <param name="file">The user's file; null where there is none.</param>
    /// <exception cref="HoconException">The file cannot be read, or names something that does not exist.</exception>
    public static Config Load(string? file)
    {
        var defaults = Defaults();
        if (file is null)
        {
            return defaults;
        }

        Config own;
        try
        {
            own = ConfigurationFactory.ParseString(File.ReadAllText(file));
        }
        catch (Exception e)
        {
            throw new HoconException($"{file}: {e.Message}", e);
        }

        if (own.GetValue("falco") is { } section && section.IsObject())
        {
            Check(section.GetObject(), defaults.GetValue("falco").GetObject(), "falco", file);
        }

        return own.WithFallback(defaults);
    }

    private static Config Defaults()
    {
        using var stream = typeof(PipelineConfig).Assembly.GetManifestResourceStream("falco.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    private static void Check(HoconObject own, HoconObject known, string path, string file)
    {
        foreach (var (key, value) in own.Items)
        {
            if (!known.Items.TryGetValue(key, out var expected))
            {
                throw new HoconException($"{file}: there is no setting {path}.{key}; {path} has {string.Join(", ", known.Items.Keys)}");
            }

            if (expected.IsObject() != value.IsObject())
            {
                throw new HoconException($"{file}: {path}.{key} is {(expected.IsObject() ? "a section" : "a value")}");
            }

            if (value.IsObject())
            {
                Check(value.GetObject(), expected.GetObject(), $"{path}.{key}", file);
            }
        }
    }
}
