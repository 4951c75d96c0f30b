using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Loading;

/// <summary>
/// The JSON schema of rules files: which keys items may have and what their values are. Departing from it is no error, and where the
/// loader is stricter or more lenient, the loader decides.
/// </summary>
internal static class RuleSchema
{
    private static readonly Schema.Any Anything = new();
    private static readonly Schema.Text Text = new();
    private static readonly Schema.Bool Bool = new();
    private static readonly Schema.Sequence Texts = new(Text);

    private static readonly Schema.Text Priority = new(
        "EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "INFORMATIONAL", "DEBUG");

    private static readonly Schema.Text Operation = new("append", "replace");

    private static readonly Schema.Map Alternative = Map(["name", "version"], ("name", Text), ("version", Text));

    private static readonly Schema.Map Plugin = Map(
        ["name", "version"], ("name", Text), ("version", Text), ("alternatives", new Schema.Sequence(Alternative)));

    private static readonly Schema.Map RuleException = Map(
        ["name"], ("name", Text), ("fields", Anything), ("comps", Anything), ("values", Anything));

    private static readonly Schema.Map Override = new(
        Keys(
            ("items", Operation), ("desc", Operation), ("condition", Operation), ("output", Operation), ("priority", Operation),
            ("enabled", Operation), ("exceptions", Operation), ("capture", Operation), ("capture_duration", Operation),
            ("tags", Operation), ("warn_evttypes", Operation), ("skip-if-unknown-filter", Operation)),
        Required: [],
        Minimum: 1);

    private static readonly Schema.Map Item = Map(
        [],
        ("required_engine_version", Text),
        ("required_plugin_versions", new Schema.Sequence(Plugin)),
        ("macro", Text),
        ("condition", Text),
        ("list", Text),
        ("items", new Schema.Sequence(new Schema.AnyOf(new Schema.Integer(), Text))),
        ("rule", Text),
        ("desc", Text),
        ("enabled", Bool),
        ("output", Text),
        ("append", Bool),
        ("priority", Priority),
        ("capture", Bool),
        ("capture_duration", new Schema.Integer()),
        ("source", Text),
        ("exceptions", new Schema.Sequence(RuleException)),
        ("override", Override),
        ("tags", Texts),
        ("warn_evttypes", Bool),
        ("skip-if-unknown-filter", Bool),
        // Not in Falco's schema; what is in it the loader looks at, and leaves nothing through.
        (StatefulRule.Key, Anything));

    private static readonly Schema.Sequence Document = new(Item);

    /// <summary>
    /// Where a file departs from the schema; null where it has no content. As in Falco all documents are looked at only if the first departs.
    /// </summary>
    public static IReadOnlyList<string>? Check(IEnumerable<YamlNode> documents)
    {
        List<string>? departures = null;
        foreach (var document in documents.Where(d => !d.IsNull))
        {
            departures ??= [];
            Document.Check(document, "<root>", departures);
            if (departures.Count == 0)
            {
                break;
            }
        }

        return departures;
    }

    private static Schema.Map Map(string[] required, params (string Key, Schema Value)[] keys) => new(Keys(keys), required);

    private static SortedDictionary<string, Schema> Keys(params (string Key, Schema Value)[] keys)
    {
        var result = new SortedDictionary<string, Schema>(StringComparer.Ordinal);
        foreach (var (key, value) in keys)
        {
            result.Add(key, value);
        }

        return result;
    }
}
