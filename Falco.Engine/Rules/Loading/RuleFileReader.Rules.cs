using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Loading;

/// <summary>Reads rules, and changes of rules.</summary>
internal sealed partial class RuleFileReader
{
    private const string EnabledWarning =
        "The standalone 'enabled' key usage is deprecated. The correct approach requires also a 'replace' entry under the 'override' key "
        + "(i.e. 'enabled: replace').";

    private static readonly string[] RuleKeys =
    [
        "rule", "condition", "output", "desc", "priority", "source", "enabled", "capture", "capture_duration", "warn_evttypes",
        "skip-if-unknown-filter", "tags", "exceptions", "override", "append", StatefulRule.Key,
    ];

    private static readonly string[] Appendable = ["condition", "output", "desc", "tags", "exceptions"];

    private static readonly string[] Replaceable =
    [
        "condition", "output", "desc", "priority", "capture", "capture_duration", "tags", "exceptions", "enabled", "warn_evttypes",
        "skip-if-unknown-filter",
    ];

    private void ReadRule(YamlNode item, LoadContext parent)
    {
        var name = Decode.RequiredText(item, "rule", parent.Item(item, "rule"));
        var context = parent.Item(item, "rule", name);
        var source = Decode.TextOrEmpty(item, "source", context);
        var append = ReadAppendFlag(item, context);
        var overrides = Overrides.Read(item, Appendable, Replaceable, context);
        if (append && overrides.Any)
        {
            throw Decode.Invalid(Overrides.AppendAndOverride, context);
        }

        var isDefinition = !overrides.Any && !append
            && (item["condition"] ?? item["output"] ?? item["desc"] ?? item["priority"]) is not null;
        if (!isDefinition && item[StatefulRule.Key] is { } stateful)
        {
            throw Decode.Invalid(
                $"'{StatefulRule.Key}' belongs to the definition of a rule: it can be neither appended nor replaced. Define the whole rule anew instead.",
                context.Item(stateful, "value for", StatefulRule.Key));
        }

        if (overrides.Any)
        {
            ReadOverrides(item, name, source, overrides, context);
        }
        else if (append)
        {
            ReadAppended(item, name, source, context);
        }
        else if (!isDefinition)
        {
            var enabled = Decode.RequiredBool(item, "enabled", context);
            problems.Add(LoadCode.DeprecatedItem, EnabledWarning, context);
            collection.Enable(name, enabled, context);
        }
        else
        {
            collection.Define(ReadDefinition(item, name, context), problems);
        }

        WarnOfUnknownKeys(item, RuleKeys, context);
    }

    private RuleDefinition ReadDefinition(YamlNode item, string name, LoadContext context)
    {
        var condition = Decode.RequiredSource(item, "condition", context);
        var output = Decode.RequiredText(item, "output", context).Trim(' ', '\t', '\n', '\v', '\f', '\r');
        var description = Decode.RequiredText(item, "desc", context);
        return new RuleDefinition(name, context)
        {
            Condition = condition,
            ConditionContext = context.Item(item["condition"], "rule condition"),
            Output = output,
            OutputContext = context.Item(item["output"], "rule output"),
            Description = description,
            Priority = Decode.Priority(item, context),
            Source = Decode.OptionalText(item, "source", context) ?? RuleCollection.SyscallSource,
            Enabled = Decode.OptionalBool(item, "enabled", context) ?? true,
            Capture = Decode.OptionalBool(item, "capture", context) ?? false,
            CaptureDuration = Decode.OptionalNumber(item, "capture_duration", context) ?? 0,
            WarnEventTypes = Decode.OptionalBool(item, "warn_evttypes", context) ?? true,
            SkipIfUnknownFilter = Decode.OptionalBool(item, "skip-if-unknown-filter", context) ?? false,
            Tags = Decode.Tags(item, context),
            Exceptions = ExceptionReader.Read(item, isAppended: false, context, problems),
            Stateful = StatefulReader.Read(item, context),
        };
    }

    private void ReadAppended(YamlNode item, string name, string source, LoadContext context)
    {
        var update = new RuleUpdate(name, context) { Source = source };
        if (item["condition"] is not null)
        {
            update.Condition = Decode.RequiredSource(item, "condition", context);
        }

        if (item["exceptions"] is not null)
        {
            update.Exceptions = ExceptionReader.Read(item, isAppended: true, context, problems);
        }

        collection.Append(update);
    }

    private void ReadOverrides(YamlNode item, string name, string source, Overrides overrides, LoadContext context)
    {
        var expected = new SortedSet<string>(Appendable.Union(Replaceable).Where(key => item[key] is not null), StringComparer.Ordinal);
        if (overrides.Append.Count > 0)
        {
            var update = new RuleUpdate(name, context);
            ReadTexts(item, update, source, key => Takes(key, overrides.Append, "append", expected, context), isAppended: true);
            collection.Append(update);
        }

        if (overrides.Replace.Count > 0)
        {
            var update = new RuleUpdate(name, context);
            bool Replaces(string key) => Takes(key, overrides.Replace, "replace", expected, context);
            ReadTexts(item, update, source, Replaces, isAppended: false);
            update.Priority = Replaces("priority") ? Decode.Priority(item, context) : null;
            update.Capture = Replaces("capture") ? Decode.RequiredBool(item, "capture", context) : null;
            update.CaptureDuration = Replaces("capture_duration") ? Decode.RequiredNumber(item, "capture_duration", context) : null;
            update.Enabled = Replaces("enabled") ? Decode.RequiredBool(item, "enabled", context) : null;
            update.WarnEventTypes = Replaces("warn_evttypes") ? Decode.RequiredBool(item, "warn_evttypes", context) : null;
            update.SkipIfUnknownFilter = Replaces("skip-if-unknown-filter")
                ? Decode.RequiredBool(item, "skip-if-unknown-filter", context)
                : null;
            collection.Replace(update);
        }

        if (expected.Min is { } key)
        {
            throw Decode.Invalid(
                $"Unexpected key '{key}': no corresponding entry under 'override' is defined.", context.Item(item[key], "overrides", key));
        }
    }

    /// <summary>Reads the keys that can be both appended and replaced.</summary>
    private void ReadTexts(YamlNode item, RuleUpdate update, string source, Func<string, bool> takes, bool isAppended)
    {
        var context = update.Context;
        if (takes("condition"))
        {
            update.Source = source;
            update.Condition = Decode.RequiredSource(item, "condition", context);
        }

        update.Exceptions = takes("exceptions") ? ExceptionReader.Read(item, isAppended, context, problems) : null;
        update.Output = takes("output") ? Decode.RequiredText(item, "output", context) : null;
        update.Description = takes("desc") ? Decode.RequiredText(item, "desc", context) : null;
        update.Tags = takes("tags") ? Decode.Tags(item, context) : null;
    }

    private static bool Takes(string key, HashSet<string> overridden, string operation, SortedSet<string> expected, LoadContext context)
    {
        if (!overridden.Contains(key))
        {
            return false;
        }

        return expected.Remove(key)
            ? true
            : throw Decode.Invalid($"An {operation} override for '{key}' was specified but '{key}' is not defined", context);
    }
}
