using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Falco.Actors.Hosting;

/// <summary>The HOCON configuration: the defaults, which are part of the program, and over them a file of the user's.</summary>
internal static class PipelineConfig
{
    private const int MaxIncludes = 16;

    /// <summary>The defaults of all nodes: read more than once at a start, and parsed once.</summary>
    private static readonly Lazy<Config> AllNodes = new(() => Embedded("falco.conf"));

    /// <summary>The whole configuration.</summary>
    /// <param name="file">The user's file; null where there is none.</param>
    /// <param name="kind">The file, part of the program, with the defaults of a kind of node; null for none but those of all nodes.</param>
    /// <exception cref="HoconException">The file cannot be read, or names something that does not exist.</exception>
    public static Config Load(string? file, string? kind = null)
    {
        var defaults = kind is null ? AllNodes.Value : Embedded(kind).WithFallback(AllNodes.Value);
        if (file is null)
        {
            return defaults;
        }

        var own = new Config(Read(file, depth: 0));
        if (own.GetValue("falco") is { } section)
        {
            if (!section.IsObject())
            {
                throw new HoconException($"{file}: falco is a section");
            }

            Check(section.GetObject(), AllNodes.Value.GetValue("falco").GetObject(), "falco", file);
        }

        if (own.GetValue("akka") is { } akka)
        {
            AkkaKeys.Check(akka.IsObject() ? akka.GetObject() : throw new HoconException($"{file}: akka is a section"), file);
        }

        return own.WithFallback(defaults);
    }

    /// <summary>Reads a file and those that it includes, whose paths are relative to its own.</summary>
    private static HoconRoot Read(string file, int depth)
    {
        try
        {
            var text = File.ReadAllText(file);
            CheckBraces(text, file);
            return Akka.Configuration.Hocon.Parser.Parse(text, included => depth < MaxIncludes
                ? Read(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, included), depth + 1)
                : throw new HoconException($"{file}: files include each other more than {MaxIncludes} deep"));
        }
        catch (HoconException)
        {
            throw;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HoconException(depth == 0 ? $"{file}: there is no such file" : $"{file}: is included, but there is no such file", e);
        }
        catch (Exception e)
        {
            throw new HoconException($"{file}: {e.Message}", e);
        }
    }

    /// <summary>A file of hocon/ that is part of the program.</summary>
    public static Config Embedded(string name)
    {
        using var stream = typeof(PipelineConfig).Assembly.GetManifestResourceStream(name)!;
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
