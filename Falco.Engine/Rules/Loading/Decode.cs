using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>Reads the values of an item's keys, and says what is wrong with those that are not as they should be.</summary>
internal static class Decode
{
    /// <summary>The text of a key that must be there.</summary>
    public static string RequiredText(YamlNode item, string key, LoadContext context) => Required(item, key, context).Text;

    /// <summary>The text of a key and where it comes from.</summary>
    public static SourceText RequiredSource(YamlNode item, string key, LoadContext context)
    {
        var node = Required(item, key, context);
        return new SourceText(node.Text, node);
    }

    public static bool RequiredBool(YamlNode item, string key, LoadContext context) => AsBool(Required(item, key, context), key, context);

    public static uint RequiredNumber(YamlNode item, string key, LoadContext context) => AsNumber(Required(item, key, context), key, context);

    public static string? OptionalText(YamlNode item, string key, LoadContext context) => Optional(item, key, context)?.Text;

    public static bool? OptionalBool(YamlNode item, string key, LoadContext context)
        => Optional(item, key, context) is { } node ? AsBool(node, key, context) : null;

    public static uint? OptionalNumber(YamlNode item, string key, LoadContext context)
        => Optional(item, key, context) is { } node ? AsNumber(node, key, context) : null;

    /// <summary>The text of a key that may be missing or empty.</summary>
    public static string TextOrEmpty(YamlNode item, string key, LoadContext context)
        => item[key] is null or { IsNull: true } or { IsScalar: true, Text.Length: 0 } ? "" : Required(item, key, context).Text;

    /// <summary>The texts of a sequence; null where the key is missing and may be.</summary>
    public static List<string>? Texts(YamlNode item, string key, bool isOptional, LoadContext context)
    {
        if (item[key] is not { } node)
        {
            return isOptional ? null : throw Invalid($"Item has no mapping for key '{key}'", context);
        }

        var valueContext = context.Item(node, "value for", key);
        if (!node.IsSequence)
        {
            throw Invalid("Value is not a sequence", valueContext);
        }

        var texts = new List<string>(node.Items.Count);
        foreach (var entry in node.Items)
        {
            texts.Add(entry.IsScalar
                ? entry.Text
                : throw Invalid("sequence value is not scalar", valueContext.Item(entry, "list item")));
        }

        return texts;
    }

    public static SortedSet<string> Tags(YamlNode item, LoadContext context)
        => new(Texts(item, "tags", isOptional: true, context) ?? [], StringComparer.Ordinal);

    public static Priority Priority(YamlNode item, LoadContext context)
    {
        var text = RequiredText(item, "priority", context);
        return Rules.Priorities.TryParse(text, out var priority)
            ? priority
            : throw Invalid("Invalid priority", context.Item(item["priority"], "rule priority"));
    }

    public static LoadException Invalid(string message, LoadContext context) => new(LoadCode.YamlValidate, message, context);

    private static YamlNode? Optional(YamlNode item, string key, LoadContext context)
        => item[key] is null ? null : Required(item, key, context);

    private static YamlNode Required(YamlNode item, string key, LoadContext context)
    {
        var node = item[key] ?? throw Invalid($"Item has no mapping for key '{key}'", context);
        if (node.IsNull)
        {
            throw Invalid($"Mapping for key '{key}' is empty", context);
        }

        var valueContext = context.Item(node, "value for", key);
        if (!node.IsScalar)
        {
            throw Invalid("Value is not a scalar value", valueContext);
        }

        return node.Text.Length > 0 ? node : throw Invalid("Value must be non-empty", valueContext);
    }

    private static bool AsBool(YamlNode node, string key, LoadContext context)
        => node.TryGetBool(out var value) ? value : throw Undecodable(node, key, context);

    private static uint AsNumber(YamlNode node, string key, LoadContext context)
        => node.TryGetUInt32(out var value) ? value : throw Undecodable(node, key, context);

    private static LoadException Undecodable(YamlNode node, string key, LoadContext context)
        => Invalid("Can't decode YAML scalar value", context.Item(node, "value for", key));
}
