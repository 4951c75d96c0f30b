using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Falco.Sensor.Configuration;

/// <summary>Reads YAML into a tree of <see cref="ConfigNode"/>s; environment variables are put in for <c>${NAME}</c>.</summary>
internal static class ConfigReader
{
    private const int MaxDepth = 64;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read or is no YAML.</exception>
    public static ConfigNode ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"Cannot read config file ({path}): {e.Message}");
        }
    }

    /// <summary>Reads YAML text; <paramref name="name"/> is what messages call it.</summary>
    /// <exception cref="ConfigurationException">It is no YAML.</exception>
    public static ConfigNode Read(string text, string name)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return new ConfigNode { Origin = name };
            }

            var root = ReadNode(parser, name, []);
            return root.IsMap || root.IsEmpty
                ? root
                : throw new ConfigurationException($"{root.Origin}: expected settings as 'name: value'");
        }
        catch (YamlException e)
        {
            throw new ConfigurationException($"Cannot read config file: {name}:{e.Start.Line}:{e.Start.Column}: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // Where the content is odd enough the parser trips over itself.
            throw new ConfigurationException($"Cannot read config file: {name} is not YAML");
        }
    }

    private static ConfigNode ReadNode(Parser parser, string name, Dictionary<string, ConfigNode> anchors, int depth = 0)
    {
        var e = parser.Consume<ParsingEvent>();
        var origin = $"{name}:{e.Start.Line}:{e.Start.Column}";
        if (depth > MaxDepth)
        {
            throw new ConfigurationException($"{origin}: nested deeper than {MaxDepth} levels");
        }

        ConfigNode node;
        switch (e)
        {
            case AnchorAlias alias:
                return anchors.GetValueOrDefault(alias.Value.Value)
                    ?? throw new ConfigurationException($"{origin}: there is no anchor '{alias.Value.Value}' before this alias");

            case Scalar scalar:
                node = IsNull(scalar) ? new ConfigNode { Origin = origin } : ConfigNode.Scalar(EnvironmentText.Expand(scalar.Value), origin);
                break;

            case SequenceStart:
                node = ConfigNode.List(origin);
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    node.Add(ReadNode(parser, name, anchors, depth + 1));
                }

                break;

            case MappingStart:
                node = ConfigNode.Map(origin);
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    var key = ReadNode(parser, name, anchors, depth + 1);
                    node.Declare(
                        key.Text ?? throw new ConfigurationException($"{key.Origin}: expected the name of a setting"),
                        ReadNode(parser, name, anchors, depth + 1));
                }

                break;

            default:
                throw new ConfigurationException($"{origin}: unexpected {e.GetType().Name}");
        }

        if (e is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private static bool IsNull(Scalar scalar)
        => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
}
