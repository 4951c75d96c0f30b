using System.Buffers;
using YamlDotNet.Core;

namespace Falco.Engine.Rules.Loading;

/// <summary>Reads a rules file, item by item, into the collection of all definitions. The first mistake ends it.</summary>
internal sealed partial class RuleFileReader(RulesFile file, RuleCollection collection, ProblemList problems)
{
    private static readonly SearchValues<char> NotInListNames = SearchValues.Create("()\"'=, \t\n\v\f\r");
    private static readonly string[] ListKeys = ["list", "items", "append", "override"];
    private static readonly string[] ListOverrides = ["items"];
    private static readonly string[] MacroKeys = ["macro", "condition", "append", "override"];
    private static readonly string[] MacroOverrides = ["condition"];

    /// <summary>The documents of the file; null, and a problem, where it is not YAML.</summary>
    public static List<YamlNode>? Parse(RulesFile file, ProblemList problems)
    {
        try
        {
            return YamlDocuments.Read(file);
        }
        catch (YamlException e)
        {
            var mark = new YamlMark((int)Math.Max(e.Start.Line - 1, 0), (int)Math.Max(e.Start.Column - 1, 0), (int)e.Start.Index);
            problems.Add(LoadCode.YamlParse, YamlErrorText.Of(e), new LoadContext(file).At(mark));
            return null;
        }
    }

    /// <summary>Reads the documents; false, and a problem, where one has a mistake.</summary>
    public bool Read(List<YamlNode> documents)
    {
        var context = new LoadContext(file);
        try
        {
            foreach (var document in documents)
            {
                ReadDocument(document, context);
            }

            return true;
        }
        catch (LoadException e)
        {
            problems.Add(e);
            return false;
        }
    }

    private void ReadDocument(YamlNode document, LoadContext context)
    {
        if (document.IsNull)
        {
            return;
        }

        if (!document.IsSequence)
        {
            throw Decode.Invalid(document.IsMap ? "Rules content is not yaml array of objects" : "Rules content is not yaml", context);
        }

        foreach (var item in document.Items)
        {
            if (!item.IsNull)
            {
                ReadItem(item, context);
            }
        }
    }

    private void ReadItem(YamlNode item, LoadContext parent)
    {
        if (!item.IsMap)
        {
            throw Decode.Invalid(
                "Unexpected element type. Each element should be a yaml associative array.", parent.Item(item, "rules content item"));
        }

        if (item["required_engine_version"] is not null)
        {
            ReadEngineVersion(item, parent);
        }
        else if (item["required_plugin_versions"] is { } plugins)
        {
            ReadPluginVersions(item, plugins, parent);
        }
        else if (item["list"] is not null)
        {
            ReadList(item, parent);
        }
        else if (item["macro"] is not null)
        {
            ReadMacro(item, parent);
        }
        else if (item["rule"] is not null)
        {
            ReadRule(item, parent);
        }
        else
        {
            problems.Add(LoadCode.UnknownItem, "Unknown top level item", parent.Item(item, "rules content item"));
        }
    }

    private void ReadEngineVersion(YamlNode item, LoadContext parent)
    {
        const string key = "required_engine_version";
        var context = parent.Item(item, key);
        var text = Decode.RequiredText(item, key, context);
        EngineVersion version;
        if (item[key]!.TryGetUInt32(out var number))
        {
            version = EngineVersion.FromNumber(number);
        }
        else if (!EngineVersion.TryParse(text, out version))
        {
            throw Decode.Invalid(
                $"Unable to parse engine version '{text}' as a semver string. Expected \"x.y.z\" semver format.", context);
        }

        collection.Require(version, context);
        WarnOfUnknownKeys(item, [key], context);
    }

    private void ReadPluginVersions(YamlNode item, YamlNode plugins, LoadContext parent)
    {
        var context = parent.Item(plugins, "required plugin versions");
        if (!plugins.IsSequence)
        {
            throw Decode.Invalid("Value of required_plugin_versions must be a sequence", context);
        }

        foreach (var plugin in plugins.Items)
        {
            const string entryType = "required plugin versions entry";
            var unnamed = context.Item(plugin, entryType);
            if (!plugin.IsMap)
            {
                throw Decode.Invalid("Plugin version must be a mapping", unnamed);
            }

            var name = Decode.RequiredText(plugin, "name", unnamed);
            var pluginContext = context.Item(plugin, entryType, name);
            var alternatives = new List<PluginRequirement> { new(name, Decode.RequiredText(plugin, "version", pluginContext)) };
            if (plugin["alternatives"] is { } others)
            {
                if (!others.IsSequence)
                {
                    throw Decode.Invalid("Value of plugin version alternatives must be a sequence", pluginContext);
                }

                foreach (var other in others.Items)
                {
                    const string alternativeType = "required plugin versions alternative";
                    var otherContext = pluginContext.Item(other, alternativeType);
                    if (!other.IsMap)
                    {
                        throw Decode.Invalid("Plugin version alternative must be a mapping", otherContext);
                    }

                    var otherName = Decode.RequiredText(other, "name", otherContext);
                    otherContext = pluginContext.Item(other, alternativeType, otherName);
                    alternatives.Add(new(otherName, Decode.RequiredText(other, "version", otherContext)));
                }
            }

            collection.Require(alternatives, pluginContext);
        }

        WarnOfUnknownKeys(item, ["required_plugin_versions"], parent.Item(item, "required plugin versions"));
    }

    private void ReadList(YamlNode item, LoadContext parent)
    {
        var name = Decode.RequiredText(item, "list", parent.Item(item, "list"));
        var context = parent.Item(item, "list", name);
        if (name.AsSpan().IndexOfAny(NotInListNames) >= 0)
        {
            problems.Add(LoadCode.InvalidListName,
                "List has an invalid name. List names should match a regular expression: ([^()\"'[:space:]=,]+)", context);
        }

        var list = new ListDefinition(name, context);
        list.Items.AddRange(Decode.Texts(item, "items", isOptional: false, context)!);
        if (ReadAppend(item, ListOverrides, "items", context))
        {
            collection.Append(list);
        }
        else
        {
            collection.Define(list);
        }

        WarnOfUnknownKeys(item, ListKeys, context);
    }

    private void ReadMacro(YamlNode item, LoadContext parent)
    {
        var name = Decode.RequiredText(item, "macro", parent.Item(item, "macro"));
        var context = parent.Item(item, "macro", name);
        if (!IsIdentifier(name))
        {
            problems.Add(LoadCode.InvalidMacroName,
                "Macro has an invalid name. Macro names should match a regular expression: ([a-zA-Z]+[a-zA-Z0-9_]*)", context);
        }

        var condition = Decode.RequiredSource(item, "condition", context);
        var macro = new MacroDefinition(name, context, condition, context.Item(item["condition"], "macro condition"));
        if (ReadAppend(item, MacroOverrides, "condition", context))
        {
            collection.Append(macro);
        }
        else
        {
            collection.Define(macro);
        }

        WarnOfUnknownKeys(item, MacroKeys, context);
    }

    /// <summary>Whether a list or macro adds to an older one, said in either way.</summary>
    private bool ReadAppend(YamlNode item, string[] overridable, string key, LoadContext context)
    {
        var append = ReadAppendFlag(item, context);
        var overrides = Overrides.Read(item, overridable, overridable, context);
        return append && overrides.Any
            ? throw Decode.Invalid(Overrides.AppendAndOverride, context)
            : append || overrides.Append.Contains(key);
    }

    private bool ReadAppendFlag(YamlNode item, LoadContext context)
    {
        var append = Decode.OptionalBool(item, "append", context) ?? false;
        if (append)
        {
            problems.Add(LoadCode.DeprecatedItem, Overrides.AppendWarning, context);
        }

        return append;
    }

    private void WarnOfUnknownKeys(YamlNode item, string[] known, LoadContext context)
    {
        foreach (var (key, _) in item.Entries)
        {
            if (!key.IsScalar || Array.IndexOf(known, key.Text) < 0)
            {
                problems.Add(LoadCode.UnknownKey, $"Unknown key '{key.Text}'. The key will be ignored.", context);
            }
        }
    }

    private static bool IsIdentifier(string name)
        => char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
