namespace Falco.Engine.Rules.Loading;

/// <summary>The keys of an item that it appends to, and those that it replaces, in an older item of the same name.</summary>
internal sealed class Overrides
{
    public const string AppendWarning =
        "'append' key is deprecated. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.";

    public const string AppendAndOverride =
        "Keys 'override' and 'append: true' cannot be used together. Add an 'append' entry (e.g. 'condition: append') under 'override' instead.";

    public HashSet<string> Append { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Replace { get; } = new(StringComparer.Ordinal);

    public bool Any => Append.Count > 0 || Replace.Count > 0;

    public static Overrides Read(YamlNode item, string[] appendable, string[] replaceable, LoadContext context)
    {
        var overrides = new Overrides();
        if (item["override"] is not { } node)
        {
            return overrides;
        }

        var overridesContext = context.Item(item, "overrides");
        if (node is { IsSequence: true, Items.Count: > 0 })
        {
            throw new LoadException(
                LoadCode.Validate, "Value of override must be a mapping from keys to 'append' or 'replace'", overridesContext.Item(node, "overrides"));
        }

        foreach (var (key, value) in node.Entries)
        {
            if (!key.IsScalar || !value.IsScalar)
            {
                throw Decode.Invalid("An override names a key of the item and says 'append' or 'replace'", overridesContext.Item(key, "overrides"));
            }

            var name = key.Text;
            var canAppend = Array.IndexOf(appendable, name) >= 0;
            var canReplace = Array.IndexOf(replaceable, name) >= 0;
            var keyContext = overridesContext.Item(key, "overrides", name);
            switch (value.Text)
            {
                case "append":
                    overrides.Append.Add(canAppend
                        ? name
                        : throw Decode.Invalid($"Key '{name}' cannot be appended to, use 'replace' instead", keyContext));
                    break;
                case "replace":
                    overrides.Replace.Add(canReplace ? name : throw Decode.Invalid($"Key '{name}' cannot be replaced", keyContext));
                    break;
                default:
                    throw Decode.Invalid(
                        $"Invalid override operation for key '{name}': '{value.Text}'. Allowed values are: "
                        + (canAppend ? "append " : "") + (canReplace ? "replace " : ""),
                        overridesContext.Item(value, "value for", name));
            }
        }

        return overrides;
    }
}
