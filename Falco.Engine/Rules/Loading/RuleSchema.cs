namespace Falco.Engine.Rules.Loading;

/// <summary>
/// The JSON schema of rules files, as far as it says something: which keys items may have and what their values are. Departing from it
/// is no error.
/// </summary>
internal static class RuleSchema
{
    private enum Shape
    {
        Any,
        Text,
        Bool,
        Number,
        Texts,
        Priority,
        Exceptions,
        Override,
        Plugins,
    }

    private static readonly Dictionary<string, Shape> Keys = new(StringComparer.Ordinal)
    {
        ["required_engine_version"] = Shape.Text,
        ["required_plugin_versions"] = Shape.Plugins,
        ["macro"] = Shape.Text,
        ["condition"] = Shape.Text,
        ["list"] = Shape.Text,
        ["items"] = Shape.Texts,
        ["rule"] = Shape.Text,
        ["desc"] = Shape.Text,
        ["enabled"] = Shape.Bool,
        ["output"] = Shape.Text,
        ["append"] = Shape.Bool,
        ["priority"] = Shape.Priority,
        ["capture"] = Shape.Bool,
        ["capture_duration"] = Shape.Number,
        ["source"] = Shape.Text,
        ["exceptions"] = Shape.Exceptions,
        ["override"] = Shape.Override,
        ["tags"] = Shape.Texts,
        ["warn_evttypes"] = Shape.Bool,
        ["skip-if-unknown-filter"] = Shape.Bool,
    };

    private static readonly string[] ExceptionKeys = ["name", "fields", "comps", "values"];

    private static readonly string[] OverrideKeys =
    [
        "items", "desc", "condition", "output", "priority", "enabled", "exceptions", "capture", "capture_duration", "tags", "warn_evttypes",
        "skip-if-unknown-filter",
    ];

    private static readonly string[] PluginKeys = ["name", "version", "alternatives"];

    private static readonly string[] AlternativeKeys = ["name", "version"];

    private static readonly string[] Priorities =
        ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "INFORMATIONAL", "DEBUG"];

    /// <summary>Where the documents depart from the schema.</summary>
    public static IReadOnlyList<string> Check(IEnumerable<YamlNode> documents)
    {
        var warnings = new List<string>();
        foreach (var document in documents)
        {
            if (!document.IsNull)
            {
                CheckAll(document, "<root>", warnings, CheckItem);
            }
        }

        return warnings;
    }

    private static void CheckAll(YamlNode node, string path, List<string> warnings, Action<YamlNode, string, List<string>> check)
    {
        if (!node.IsSequence)
        {
            Fail(path, "Value type not permitted by 'type' constraint.", warnings);
            return;
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            check(node.Items[i], $"{path}[{i}]", warnings);
        }
    }

    private static void CheckItem(YamlNode item, string path, List<string> warnings)
    {
        if (!item.IsMap)
        {
            Fail(path, "Value type not permitted by 'type' constraint.", warnings);
            return;
        }

        for (var i = 0; i < item.Entries.Count; i++)
        {
            var (key, value) = item.Entries[i];
            if (item.Entries.FindIndex(e => e.Key.Text == key.Text) < i)
            {
                Fail(path, $"Object has the property '{key.Text}' more than once.", warnings);
            }

            if (!Keys.TryGetValue(key.Text, out var shape))
            {
                UnknownKey(path, key.Text, warnings);
                continue;
            }

            CheckValue(value, shape, $"{path}[{key.Text}]", warnings);
        }
    }

    private static void CheckValue(YamlNode value, Shape shape, string path, List<string> warnings)
    {
        var fits = shape switch
        {
            Shape.Text => value.IsScalar,
            Shape.Bool => value is { IsScalar: true, IsQuoted: false, Text: "true" or "false" },
            Shape.Number => value is { IsScalar: true, IsQuoted: false } && long.TryParse(value.Text, out _),
            Shape.Priority => value.IsScalar,
            _ => true,
        };
        if (!fits)
        {
            Fail(path, "Value type not permitted by 'type' constraint.", warnings);
            return;
        }

        switch (shape)
        {
            case Shape.Priority when Array.IndexOf(Priorities, value.Text) < 0:
                Fail(path, "Failed to match against any enum values.", warnings);
                break;
            case Shape.Texts:
                CheckAll(value, path, warnings, (node, at, all) => CheckValue(node, Shape.Text, at, all));
                break;
            case Shape.Exceptions:
                CheckAll(value, path, warnings, (node, at, all) => CheckKeys(node, ExceptionKeys, ["name"], at, all));
                break;
            case Shape.Override:
                CheckOverride(value, path, warnings);
                break;
            case Shape.Plugins:
                CheckAll(value, path, warnings, CheckPlugin);
                break;
        }
    }

    private static void CheckPlugin(YamlNode plugin, string path, List<string> warnings)
    {
        CheckKeys(plugin, PluginKeys, AlternativeKeys, path, warnings);
        if (plugin["alternatives"] is { } alternatives)
        {
            CheckAll(alternatives, $"{path}[alternatives]", warnings,
                (node, at, all) => CheckKeys(node, AlternativeKeys, AlternativeKeys, at, all));
        }
    }

    private static void CheckOverride(YamlNode node, string path, List<string> warnings)
    {
        CheckKeys(node, OverrideKeys, [], path, warnings);
        foreach (var (key, value) in node.Entries)
        {
            if (value.Text is not ("append" or "replace"))
            {
                Fail($"{path}[{key.Text}]", "Failed to match against any enum values.", warnings);
            }
        }
    }

    private static void CheckKeys(YamlNode node, string[] known, string[] required, string path, List<string> warnings)
    {
        if (!node.IsMap)
        {
            Fail(path, "Value type not permitted by 'type' constraint.", warnings);
            return;
        }

        foreach (var (key, _) in node.Entries)
        {
            if (Array.IndexOf(known, key.Text) < 0)
            {
                UnknownKey(path, key.Text, warnings);
            }
        }

        foreach (var key in required)
        {
            if (node[key] is null)
            {
                Fail(path, $"Missing required property '{key}'.", warnings);
            }
        }
    }

    private static void UnknownKey(string path, string key, List<string> warnings)
        => Fail(path,
            $"Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '{key}'.",
            warnings);

    private static void Fail(string path, string what, List<string> warnings) => warnings.Add($"failed for {path}: {what}");
}
