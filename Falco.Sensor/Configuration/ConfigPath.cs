using System.Globalization;
using System.Text;

namespace Falco.Sensor.Configuration;

/// <summary>
/// The place of a value in the configuration: names with dots between and indexes in brackets (<c>plugins[0].name</c>); an empty index
/// appends. A backslash takes a dot, bracket or backslash into a name.
/// </summary>
internal static class ConfigPath
{
    private const int MaxIndex = 4096;

    /// <summary>The value at the path, or null where there is none.</summary>
    public static ConfigNode? Find(ConfigNode root, string path)
    {
        ConfigNode? node = root;
        foreach (var step in Parse(path))
        {
            node = step.Name is { } name
                ? node.Find(name)
                : step.Index >= 0 && step.Index < node.Items.Count ? node.Items[step.Index] : null;
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>Puts a value at the path; what lies on the way and is missing is made.</summary>
    /// <exception cref="ConfigurationException">The path is malformed, or leads through a value that has no parts.</exception>
    public static void Set(ConfigNode root, string path, ConfigNode value)
    {
        var steps = Parse(path);
        var node = root;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (node.Text is not null || (step.Name is null ? node.IsMap : node.IsList))
            {
                throw new ConfigurationException(
                    $"Config error at key \"{path}\": {(step.Name is null ? "an index" : $"'{step.Name}'")} does not fit what the configuration has there");
            }

            var isLast = i == steps.Count - 1;
            if (step.Name is { } name)
            {
                var next = isLast ? value : node.Find(name) ?? new ConfigNode();
                node.Set(name, next);
                node = next;
            }
            else
            {
                var index = step.Index < 0 ? node.Items.Count : step.Index;
                var next = isLast ? value : index < node.Items.Count ? node.Items[index] : new ConfigNode();
                node.Set(index, next);
                node = next;
            }
        }
    }

    private static List<Step> Parse(string path)
    {
        var steps = new List<Step>();
        var name = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            switch (path[i])
            {
                case '\\':
                    if (++i == path.Length || ".[]\\".IndexOf(path[i], StringComparison.Ordinal) < 0)
                    {
                        throw Malformed(path, i, "a backslash goes before a dot, bracket or backslash");
                    }

                    name.Append(path[i]);
                    break;

                case '.':
                    Take(steps, name, path, i);
                    break;

                case '[':
                    if (name.Length > 0)
                    {
                        Take(steps, name, path, i);
                    }
                    else if (steps.Count == 0 || path[i - 1] != ']')
                    {
                        throw Malformed(path, i, "expected a name");
                    }

                    var end = path.IndexOf(']', i);
                    steps.Add(end < 0
                        ? throw Malformed(path, i, "the bracket is not closed")
                        : new Step(null, Index(path, i + 1, end)));
                    i = end;
                    if (i + 1 < path.Length && path[i + 1] is not ('.' or '['))
                    {
                        throw Malformed(path, i + 1, "expected '.'");
                    }

                    i += i + 1 < path.Length && path[i + 1] == '.' ? 1 : 0;
                    break;

                default:
                    name.Append(path[i]);
                    break;
            }
        }

        if (name.Length > 0 || steps.Count == 0 || path[^1] == '.')
        {
            Take(steps, name, path, path.Length);
        }

        return steps;
    }

    private static void Take(List<Step> steps, StringBuilder name, string path, int at)
    {
        if (name.Length == 0)
        {
            throw Malformed(path, at, "expected a name");
        }

        steps.Add(new Step(name.ToString(), 0));
        name.Clear();
    }

    private static int Index(string path, int start, int end)
    {
        var text = path.AsSpan(start, end - start);
        if (text.IsEmpty)
        {
            return -1;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= MaxIndex
            ? index
            : throw Malformed(path, start, $"expected an index up to {MaxIndex}");
    }

    private static ConfigurationException Malformed(string path, int at, string why)
        => new($"Config error at key \"{path}\": position {at}: {why}");

    /// <summary>A name, or an index where there is no name; -1 appends.</summary>
    private readonly record struct Step(string? Name, int Index);
}
