using System.Globalization;
using System.Text;

namespace Falco.Sensor.Configuration;

/// <summary>
/// The place of a value in the configuration: names with dots between and indexes in brackets (<c>plugins[0].name</c>); an empty index
/// appends. A backslash takes a dot, bracket or backslash into a name.
/// </summary>
internal static class ConfigPath
{
    /// <summary>The value at the path, or null where there is none.</summary>
    /// <exception cref="ConfigurationException">The path leads through a value that has no parts.</exception>
    public static ConfigNode? Find(ConfigNode root, string path)
    {
        ConfigNode? node = root;
        foreach (var step in Parse(path))
        {
            if (node.Text is not null)
            {
                throw HasNoParts(path, step, node);
            }

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
    /// <exception cref="ConfigurationException">The path is malformed, or leads through a value that has no such parts.</exception>
    public static void Set(ConfigNode root, string path, ConfigNode value)
    {
        var steps = Parse(path);
        var node = root;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (node.Text is not null)
            {
                throw HasNoParts(path, step, node);
            }

            var isLast = i == steps.Count - 1;
            if (step.Name is { } name)
            {
                var next = isLast ? value : node.Find(name) ?? new ConfigNode();
                node.Set(name, next);
                node = next;
                continue;
            }

            var index = step.Index < 0 ? node.Items.Count : step.Index;
            if (node.IsMap || index > node.Items.Count)
            {
                throw Failed(path, node.IsMap
                    ? $"the value there is no list, it has no [{step.Index}]"
                    : $"the list there has {node.Items.Count} entries, so [{index}] would leave a gap");
            }

            var item = isLast ? value : index < node.Items.Count ? node.Items[index] : new ConfigNode();
            node.Set(index, item);
            node = item;
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
                case '\\' when i + 1 == path.Length:
                    throw Failed(path, $"Parsing error: trailing backslash at pos {i}");

                case '\\' when path[i + 1] is not ('.' or '[' or ']' or '\\'):
                    throw Failed(path, $"Parsing error: invalid escape sequence '\\{path[i + 1]}' at pos {i}");

                case '\\':
                    name.Append(path[++i]);
                    break;

                case '.' or '[' when name.Length == 0 && !(path[i] == '[' && i > 0 && path[i - 1] == ']'):
                    throw Failed(path, $"Parsing error: unexpected character at pos {i}");

                case '.':
                    Take(steps, name);
                    break;

                case '[':
                    Take(steps, name);
                    var end = path.IndexOf(']', i);
                    if (end < 0)
                    {
                        throw Failed(path, $"Parsing error: the bracket at pos {i} is not closed");
                    }

                    steps.Add(new Step(null, Index(path, i + 1, end)));
                    i = end;
                    if (i + 1 < path.Length && path[i + 1] is not ('.' or '['))
                    {
                        throw Failed(path, $"Parsing error: expected '.' character at pos {i + 1}");
                    }

                    i += i + 1 < path.Length && path[i + 1] == '.' ? 1 : 0;
                    break;

                default:
                    name.Append(path[i]);
                    break;
            }
        }

        Take(steps, name);
        return steps.Count > 0 && path[^1] != '.'
            ? steps
            : throw Failed(path, $"Parsing error: expected a name at pos {path.Length}");
    }

    private static void Take(List<Step> steps, StringBuilder name)
    {
        if (name.Length > 0)
        {
            steps.Add(new Step(name.ToString(), 0));
            name.Clear();
        }
    }

    private static int Index(string path, int start, int end)
    {
        var text = path.AsSpan(start, end - start);
        if (text.IsEmpty)
        {
            return -1;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw Failed(path, $"Parsing error: expected a numeric index, found '{text}'");
    }

    private static ConfigurationException HasNoParts(string path, Step step, ConfigNode node)
        => Failed(path, $"'{node.Text}'{(node.Origin.Length > 0 ? $" ({node.Origin})" : "")} is a single value, it has no {step}");

    private static ConfigurationException Failed(string path, string why) => new($"Config error at key \"{path}\": {why}");

    /// <summary>A name, or an index where there is no name; -1 appends.</summary>
    private readonly record struct Step(string? Name, int Index)
    {
        public override string ToString() => Name is null ? $"[{(Index < 0 ? "" : Index)}]" : $"'{Name}'";
    }
}
