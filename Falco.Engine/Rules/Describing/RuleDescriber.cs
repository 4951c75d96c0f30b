using System.Text.Json;
using Falco.Engine.Output;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Loading;
using Falco.Engine.Rules.Matching;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Describing;

/// <summary>Writes what is known of rules, macros and lists as Falco's -L does: one JSON object, keys sorted.</summary>
internal sealed class RuleDescriber(RuleCollection collection, Resolution resolution, RuleLoaderOptions options, Utf8JsonWriter writer)
{
    private readonly UsedPlugins _plugins = new(options.Plugins);

    /// <summary>Describes everything, or the rule of a name; false where there is none.</summary>
    public bool Write(string? rule)
    {
        var rules = resolution.Rules.Where(r => rule is null || r.Definition.Name == rule).ToList();
        if (rule is not null && rules.Count == 0)
        {
            return false;
        }

        writer.WriteStartObject();
        if (rule is null)
        {
            WriteAll("lists", collection.Lists, Write);
            WriteAll("macros", collection.Macros, Write);
            writer.WriteString("required_engine_version", collection.RequiredEngineVersion.ToString());
            WriteAll("required_plugin_versions", collection.RequiredPlugins, Write);
        }

        WriteAll("rules", rules, Write);
        writer.WriteEndObject();
        return true;
    }

    private void Write(ListDefinition list)
    {
        var compiled = resolution.Lists.ItemsOf(list.Name);
        var isInner = list.Items.ToLookup(item => !compiled.Contains(item));
        writer.WriteStartObject("details");
        WriteTexts("items_compiled", compiled);
        WriteTexts("lists", isInner[true].Distinct().Order(StringComparer.Ordinal));
        WriteTexts("plugins", []);
        writer.WriteBoolean("used", resolution.Lists.Used.Contains(list.Name));
        writer.WriteEndObject();
        writer.WriteStartObject("info");
        WriteTexts("items", isInner[false]);
        writer.WriteString("name", list.Name);
        writer.WriteEndObject();
    }

    private void Write(MacroDefinition macro)
    {
        var condition = resolution.Macros[macro.Name];
        var compiled = Details(condition);
        var written = Details(AsWritten(macro.Condition) ?? condition);
        writer.WriteStartObject("details");
        WriteCondition(condition, compiled);

        // Which plugins a macro needs only a rule that uses it can tell.
        WriteTexts("events", EventNames(condition, null));
        WriteTexts("lists", written.Lists);
        WriteTexts("macros", written.Macros);
        WriteTexts("plugins", []);
        writer.WriteBoolean("used", resolution.UsedMacros.Contains(macro.Name));
        writer.WriteEndObject();
        writer.WriteStartObject("info");
        writer.WriteString("condition", macro.Condition.Text);
        writer.WriteString("name", macro.Name);
        writer.WriteEndObject();
    }

    private void Write((IReadOnlyList<PluginRequirement> Alternatives, LoadContext Context) required)
    {
        WriteAll("alternatives", required.Alternatives.Skip(1), other =>
        {
            writer.WriteString("name", other.Name);
            writer.WriteString("version", other.Version);
        });
        writer.WriteString("name", required.Alternatives[0].Name);
        writer.WriteString("version", required.Alternatives[0].Version);
    }

    private void Write(ResolvedRule rule)
    {
        var definition = rule.Definition;
        var compiled = Details(rule.Expr);
        var written = Details(AsWritten(definition.Condition) ?? rule.Expr);
        string[] outputFields = [.. rule.ExtraFields.Select(f => f.Template), .. options.FieldsOfOutput(rule.Output, rule.Definition.Source)];
        writer.WriteStartObject("details");
        WriteCondition(rule.Expr, compiled);
        WriteTexts("events", EventNames(rule.Expr, definition.Source));
        WriteExceptions(definition.Exceptions);
        WriteExtraFields(rule.ExtraFields);
        WriteTexts("lists", written.Lists);
        WriteTexts("macros", written.Macros);
        writer.WriteString("output_compiled", rule.Output);
        WriteTexts("output_fields", outputFields);
        WriteTexts("plugins", _plugins.Of(definition.Source, [.. compiled.Fields, .. outputFields], compiled.Events));
        writer.WriteEndObject();
        writer.WriteStartObject("info");
        writer.WriteBoolean("capture", definition.Capture);
        writer.WriteNumber("capture_duration", definition.CaptureDuration);
        writer.WriteString("condition", definition.Condition.Text);
        writer.WriteString("description", definition.Description);
        writer.WriteBoolean("enabled", definition.Enabled);
        writer.WriteString("name", definition.Name);
        writer.WriteString("output", definition.Output);
        writer.WriteString("priority", definition.Priority.ToString());
        writer.WriteString("source", definition.Source);
        WriteTexts("tags", definition.Tags);
        if (rule.Stateful is { } stateful)
        {
            Write(stateful);
        }

        writer.WriteEndObject();
    }

    /// <summary>What Falco does not know, where a rule has it.</summary>
    private void Write(StatefulRule rule)
    {
        writer.WriteStartObject(StatefulRule.Key);
        writer.WriteString("output", rule.Output);
        writer.WriteStartObject(rule.Pattern.IsSequence ? "sequence" : "threshold");
        WriteTexts("by", rule.Steps[^1].By);
        if (!rule.Pattern.IsSequence)
        {
            writer.WriteNumber("count", rule.Pattern.Count);
        }
        else
        {
            writer.WriteString("lineage", rule.Lineage switch { MatchLineage.Process => "process", MatchLineage.Parent => "parent", _ => "any" });
        }

        writer.WriteString("scope", rule.Pattern.Scope == MatchScope.Cluster ? "cluster" : "tree");
        if (rule.Pattern.IsSequence)
        {
            WriteAll("steps", rule.Steps.SkipLast(1), step =>
            {
                WriteTexts("by", step.By);
                writer.WriteString("condition", step.Condition);
                writer.WriteString("name", step.Name);
                if (step.Output is { } output)
                {
                    writer.WriteString("output", output);
                }
            });
        }

        writer.WriteNumber("window_ms", rule.Pattern.Window / 1_000_000);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteCondition(Expr condition, ConditionDetails details)
    {
        writer.WriteString("condition_compiled", ConditionPrinter.Describe(condition));
        WriteTexts("condition_fields", details.Fields);
        WriteTexts("condition_operators", details.Operators);
    }

    private void WriteExceptions(List<ExceptionDefinition> exceptions)
    {
        var withValues = exceptions.Where(e => e.Values.Count > 0);
        WriteTexts("exception_fields", Sorted(withValues.SelectMany(e => Texts(e.Fields))));
        WriteTexts("exception_names", Sorted(exceptions.Select(e => e.Name)));
        WriteTexts("exception_operators", Sorted(exceptions.SelectMany(e => Texts(e.Comparisons))));
    }

    private void WriteExtraFields(IReadOnlyList<ExtraOutputField> fields)
    {
        var formatted = fields.Where(f => !f.IsRaw).ToList();
        if (formatted.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("extra_output_formatted_fields");
        foreach (var field in formatted.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            writer.WriteString(field.Name, field.Template);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<string> Texts(ExceptionEntry? entry)
        => entry is null ? [] : entry.Items is { } items ? items.SelectMany(Texts) : [entry.Text];

    private static SortedSet<string> Sorted(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);

    /// <summary>The names of the events that a condition is evaluated on; those of asynchronous events are always among them.</summary>
    private static SortedSet<string> EventNames(Expr condition, string? source) => Sorted(
        source is null or RuleCollection.SyscallSource
            ? EventCodes.Of(condition).Names.Append("asyncevent")
            : ["asyncevent", "pluginevent"]);

    /// <summary>A condition with its lists and macros by name; null where it only parses with the lists put in.</summary>
    private static Expr? AsWritten(SourceText condition)
    {
        try
        {
            return ConditionParser.Parse(condition);
        }
        catch (ConditionException)
        {
            return null;
        }
    }

    private ConditionDetails Details(Expr condition)
        => new(condition, name => collection.FindMacro(name) is not null, name => collection.FindList(name) is not null);

    private void WriteAll<T>(string name, IEnumerable<T> all, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var one in all)
        {
            writer.WriteStartObject();
            write(one);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteTexts(string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
