using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Loading;

/// <summary>
/// Reads what a rule has under <see cref="StatefulRule.Key"/>. Nobody else knows these keys, so that a mistake in them is an error, never
/// a warning.
/// </summary>
internal static class StatefulReader
{
    private const int MaxFields = 16;

    /// <summary>The rule's threshold or sequence; null where it has none.</summary>
    public static StatefulDefinition? Read(YamlNode rule, LoadContext parent)
    {
        if (rule[StatefulRule.Key] is not { } item)
        {
            return null;
        }

        var context = parent.Item(item, StatefulRule.Key);
        RequireKeys(item, StatefulRule.Key, ["threshold", "sequence", "output"], context);
        var output = OptionalText(item, "output", context);
        return (item["threshold"], item["sequence"]) switch
        {
            ({ } threshold, null) => Threshold(threshold, output, context),
            (null, { } sequence) => Sequence(sequence, output, context),
            (null, null) => throw Decode.Invalid($"'{StatefulRule.Key}' must have either 'threshold' or 'sequence'", context),
            var (_, sequence) => throw Decode.Invalid(
                "A rule has either a 'threshold' or a 'sequence', not both", context.Item(sequence, "value for", "sequence")),
        };
    }

    private static StatefulDefinition Threshold(YamlNode item, PlacedText? output, LoadContext parent)
    {
        var context = parent.Item(item, "threshold");
        RequireKeys(item, "threshold", ["count", "window", "by", "scope"], context);
        var count = Decode.RequiredNumber(item, "count", context);
        if (count is < 2 or > MatchPattern.MaxCount)
        {
            throw Wrong(item, "count", $"A count is a number from 2 to {MatchPattern.MaxCount}", context);
        }

        return new StatefulDefinition
        {
            Context = context,
            Pattern = new MatchPattern((int)count, 1, Window(item, context), Scope(item, context)),
            By = Fields(item, context) ?? [],
            Output = output,
        };
    }

    private static StatefulDefinition Sequence(YamlNode item, PlacedText? output, LoadContext parent)
    {
        var context = parent.Item(item, "sequence");
        RequireKeys(item, "sequence", ["window", "by", "scope", "lineage", "steps"], context);
        var by = Fields(item, context) ?? [];
        var steps = Steps(item, by.Count, context);
        return new StatefulDefinition
        {
            Context = context,
            Pattern = new MatchPattern(0, steps.Count + 1, Window(item, context), Scope(item, context)),
            Lineage = Lineage(item, context),
            By = by,
            Steps = steps,
            Output = output,
        };
    }

    private static List<StepDefinition> Steps(YamlNode item, int fields, LoadContext context)
    {
        const int most = MatchPattern.MaxSteps - 1;
        if (item["steps"] is not { IsSequence: true, Items.Count: > 0 and <= most } node)
        {
            throw Wrong(
                item, "steps", $"A sequence has a list of 1 to {most} 'steps'; the rule's own condition is the step after them", context);
        }

        var steps = new List<StepDefinition>();
        foreach (var entry in node.Items)
        {
            var unnamed = context.Item(entry, "step");
            RequireKeys(entry, "step", ["name", "condition", "by", "output"], unnamed);
            var name = Decode.RequiredText(entry, "name", unnamed);
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                throw Wrong(entry, "name", "A step's name has letters, digits and underscores only", unnamed);
            }

            if (steps.Exists(step => step.Name == name))
            {
                throw Wrong(entry, "name", $"There is another step '{name}'", unnamed);
            }

            var step = context.Item(entry, "step", name);
            var by = Fields(entry, step);
            if (by is not null && by.Count != fields)
            {
                throw Wrong(
                    entry, "by", $"The step has {by.Count} fields and the sequence {fields}: they are compared one by one", step);
            }

            steps.Add(new StepDefinition(name, step)
            {
                Condition = Decode.RequiredSource(entry, "condition", step),
                ConditionContext = step.Item(entry["condition"], "step condition"),
                By = by,
                Output = OptionalText(entry, "output", step),
            });
        }

        return steps;
    }

    private static List<PlacedText>? Fields(YamlNode item, LoadContext context)
    {
        if (Decode.Texts(item, "by", isOptional: true, context) is not { } texts)
        {
            return null;
        }

        return texts.Count <= MaxFields
            ? [.. texts.Select((text, i) => new PlacedText(text, context.Item(item["by"]!.Items[i], "field", text)))]
            : throw Wrong(item, "by", $"No more than {MaxFields} fields can be compared", context);
    }

    private static ulong Window(YamlNode item, LoadContext context)
    {
        var text = Decode.RequiredText(item, "window", context);
        return TimeText.TryParse(text, out var window)
            ? window
            : throw Wrong(item, "window", "A window is a time from 1ms to 24h: a whole number and ms, s, m or h, as in 30s", context);
    }

    private static MatchScope Scope(YamlNode item, LoadContext context) => Decode.OptionalText(item, "scope", context) switch
    {
        null or "tree" => MatchScope.Tree,
        "cluster" => MatchScope.Cluster,
        _ => throw Wrong(item, "scope", "A scope is either 'tree' or 'cluster'", context),
    };

    private static MatchLineage Lineage(YamlNode item, LoadContext context) => Decode.OptionalText(item, "lineage", context) switch
    {
        null or "false" or "any" => MatchLineage.Any,
        "true" or "process" => MatchLineage.Process,
        "parent" => MatchLineage.Parent,
        _ => throw Wrong(item, "lineage", "A lineage is 'process' (or true), 'parent' or 'any' (or false)", context),
    };

    private static PlacedText? OptionalText(YamlNode item, string key, LoadContext context)
        => Decode.OptionalText(item, key, context) is { } text ? new PlacedText(text.Trim(), context.Item(item[key], "value for", key)) : null;

    private static void RequireKeys(YamlNode item, string name, string[] known, LoadContext context)
    {
        if (!item.IsMap)
        {
            throw Decode.Invalid($"Value of '{name}' must be a mapping with the keys {string.Join(", ", known)}", context);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, _) in item.Entries)
        {
            if (!key.IsScalar || Array.IndexOf(known, key.Text) < 0)
            {
                throw Decode.Invalid($"Unknown key '{key.Text}' in '{name}': there are {string.Join(", ", known)}", context.Item(key, "key", key.Text));
            }

            if (!seen.Add(key.Text))
            {
                throw Decode.Invalid($"Key '{key.Text}' is there twice", context.Item(key, "key", key.Text));
            }
        }
    }

    private static LoadException Wrong(YamlNode item, string key, string message, LoadContext context)
        => Decode.Invalid(message, context.Item(item[key] ?? item, "value for", key));
}
