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
            var text = File.ReadAllText(file);
            CheckBraces(text, file);
            own = ConfigurationFactory.ParseString(text);
        }
        catch (HoconException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new HoconException($"{file}: {e.Message}", e);
        }

        if (own.GetValue("falco") is { } section)
        {
            if (!section.IsObject())
            {
                throw new HoconException($"{file}: falco is a section");
            }

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

    /// <summary>The parser takes a file that ends in the middle, and leaves out what follows a brace too many.</summary>
    private static void CheckBraces(string text, string file)
    {
        var open = new Stack<int>();
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    line++;
                    break;
                case '#' or '/' when text[i] == '#' || (i + 1 < text.Length && text[i + 1] == '/'):
                    i = text.IndexOf('\n', i) is var end and >= 0 ? end - 1 : text.Length;
                    break;
                case '"':
                    i = EndOfQuoted(text, i) is var quote and >= 0
                        ? quote
                        : throw new HoconException($"{file}:{line}: the quote is not closed");
                    break;
                case '{':
                    open.Push(line);
                    break;
                case '}' when !open.TryPop(out _):
                    throw new HoconException($"{file}:{line}: there is no '{{' for this '}}'");
            }
        }

        if (open.TryPop(out var unclosed))
        {
            throw new HoconException($"{file}:{unclosed}: the '{{' is not closed");
        }
    }

    /// <summary>Where a quoted text ends that begins at <paramref name="start"/>; -1 where it does not.</summary>
    private static int EndOfQuoted(string text, int start)
    {
        if (text.AsSpan(start).StartsWith("\"\"\""))
        {
            var end = text.IndexOf("\"\"\"", start + 3, StringComparison.Ordinal);
            return end < 0 ? -1 : end + 2;
        }

        for (var i = start + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '"')
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return -1;
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
