using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>A plugin of at least some version.</summary>
internal sealed record PluginRequirement(string Name, string Version);

/// <summary>All definitions of all files read so far, in the order in which their names first came.</summary>
internal sealed class RuleCollection(IReadOnlySet<string> sources, Func<string, string, bool> isField)
{
    public const string SyscallSource = "syscall";

    private readonly Dictionary<string, ListDefinition> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MacroDefinition> _macros = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleDefinition> _rules = new(StringComparer.Ordinal);
    private int _next;

    public List<ListDefinition> Lists { get; } = [];

    public List<MacroDefinition> Macros { get; } = [];

    public List<RuleDefinition> Rules { get; } = [];

    /// <summary>What the files need of plugins: of each entry one of the alternatives.</summary>
    public List<(IReadOnlyList<PluginRequirement> Alternatives, LoadContext Context)> RequiredPlugins { get; } = [];

    public EngineVersion RequiredEngineVersion { get; private set; }

    public ListDefinition? FindList(string name) => _lists.GetValueOrDefault(name);

    public MacroDefinition? FindMacro(string name) => _macros.GetValueOrDefault(name);

    public void Require(EngineVersion version, LoadContext context)
    {
        if (!EngineVersion.Current.Satisfies(version))
        {
            throw Invalid($"Rules require engine version {version}, but engine version is {EngineVersion.Current}", context);
        }

        if (RequiredEngineVersion < version)
        {
            RequiredEngineVersion = version;
        }
    }

    public void Require(IReadOnlyList<PluginRequirement> alternatives, LoadContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, version) in alternatives)
        {
            if (!EngineVersion.TryParse(version, out _))
            {
                throw Invalid($"Invalid required version '{version}' for plugin '{name}'", context);
            }

            if (!names.Add(name))
            {
                throw Invalid($"Defined multiple alternative version requirements for plugin '{name}'", context);
            }
        }

        RequiredPlugins.Add((alternatives, context));
    }

    public void Define(ListDefinition list) => Define(Lists, _lists, list);

    public void Append(ListDefinition list)
    {
        var previous = FindList(list.Name)
            ?? throw Invalid("List uses 'append' or 'override.items: append' but no list by that name already exists", list.Context);
        previous.Items.AddRange(list.Items);
        previous.Visibility = _next++;
    }

    public void Define(MacroDefinition macro) => Define(Macros, _macros, macro);

    public void Append(MacroDefinition macro)
    {
        var previous = FindMacro(macro.Name)
            ?? throw Invalid("Macro uses 'append' or 'override.condition: append' but no macro by that name already exists", macro.Context);
        previous.Condition = previous.Condition.Append(macro.Condition);
        previous.Visibility = _next++;
    }

    public void Define(RuleDefinition rule, ProblemList problems)
    {
        FindPrevious(rule.Name, rule.Source, rule.Context);
        if (!sources.Contains(rule.Source))
        {
            rule.HasUnknownSource = true;
            problems.Add(LoadCode.UnknownSource, $"Unknown source {rule.Source}, skipping", rule.Context);
        }

        foreach (var exception in rule.Exceptions)
        {
            if (exception.Fields is not { IsValid: true })
            {
                throw Invalid("Rule exception item must have fields property with a list of fields", exception.Context);
            }

            Validate(exception, rule);
        }

        Define(Rules, _rules, rule);
    }

    public void Append(RuleUpdate update)
    {
        var rule = FindPrevious(update.Name, update.Source, update.Context)
            ?? throw Invalid("Rule uses 'append' or 'override.<key>: append' but no rule by that name already exists", update.Context);
        if (update.IsEmpty)
        {
            throw Invalid("Appended rule must have exceptions or condition property", update.Context);
        }

        rule.Condition = update.Condition is { } condition ? rule.Condition.Append(condition) : rule.Condition;
        rule.Output = update.Output is { } output ? $"{rule.Output} {output}" : rule.Output;
        rule.Description = update.Description is { } description ? $"{rule.Description} {description}" : rule.Description;
        rule.Tags.UnionWith(update.Tags ?? []);
        foreach (var exception in update.Exceptions ?? [])
        {
            Append(rule, exception);
        }

        rule.Visibility = _next++;
    }

    public void Replace(RuleUpdate update)
    {
        var rule = FindPrevious(update.Name, update.Source, update.Context)
            ?? throw Invalid(
                "An 'override.<key>: replace' to a rule was requested but no rule by that name already exists", update.Context);
        if (update.IsEmpty)
        {
            throw Invalid("The rule must have at least one field that can be replaced", update.Context);
        }

        foreach (var exception in update.Exceptions ?? [])
        {
            Validate(exception, rule);
        }

        rule.Condition = update.Condition ?? rule.Condition;
        rule.Output = update.Output ?? rule.Output;
        rule.Description = update.Description ?? rule.Description;
        rule.Tags = update.Tags ?? rule.Tags;
        rule.Exceptions = update.Exceptions ?? rule.Exceptions;
        rule.Priority = update.Priority ?? rule.Priority;
        rule.Enabled = update.Enabled ?? rule.Enabled;
        rule.Capture = update.Capture ?? rule.Capture;
        rule.CaptureDuration = update.CaptureDuration ?? rule.CaptureDuration;
        rule.WarnEventTypes = update.WarnEventTypes ?? rule.WarnEventTypes;
        rule.SkipIfUnknownFilter = update.SkipIfUnknownFilter ?? rule.SkipIfUnknownFilter;
        rule.Visibility = _next++;
    }

    public void Enable(string name, bool enabled, LoadContext context)
    {
        var rule = _rules.GetValueOrDefault(name)
            ?? throw Invalid("Rule has 'enabled' key but no rule by that name already exists", context);
        rule.Enabled = enabled;
    }

    private static LoadException Invalid(string message, LoadContext context) => new(LoadCode.Validate, message, context);

    /// <summary>A definition of a name that is known takes the older one's place in the order, not its age.</summary>
    private void Define<T>(List<T> all, Dictionary<string, T> byName, T definition)
        where T : Definition
    {
        var number = _next++;
        definition.Index = number;
        definition.Visibility = number;
        if (byName.TryGetValue(definition.Name, out var previous))
        {
            definition.Index = previous.Index;
            all[all.IndexOf(previous)] = definition;
        }
        else
        {
            all.Add(definition);
        }

        byName[definition.Name] = definition;
    }

    private RuleDefinition? FindPrevious(string name, string source, LoadContext context)
    {
        var rule = _rules.GetValueOrDefault(name);
        return rule is not null && rule.Source.Length > 0 && source.Length > 0 && rule.Source != source
            ? throw Invalid("Rule has been re-defined with a different source", context)
            : rule;
    }

    private void Append(RuleDefinition rule, ExceptionDefinition exception)
    {
        var previous = rule.Exceptions.Find(e => e.Name == exception.Name);
        if (previous is null)
        {
            if (exception.Fields is not { IsValid: true })
            {
                throw Invalid("Rule exception must have fields property with a list of fields", exception.Context);
            }

            if (exception.Values.Count == 0)
            {
                throw Invalid("Rule exception must have values property with a list of values", exception.Context);
            }

            Validate(exception, rule);
            rule.Exceptions.Add(exception);
            return;
        }

        if (exception.Fields is { IsValid: true })
        {
            throw Invalid("Can not append exception fields to existing exception, only values", exception.Context);
        }

        if (exception.Comparisons is { IsValid: true })
        {
            throw Invalid("Can not append exception comps to existing exception, only values", exception.Context);
        }

        previous.Values.AddRange(exception.Values);
    }

    private void Validate(ExceptionDefinition exception, RuleDefinition rule)
    {
        var fields = exception.Fields!;
        var hasComparisons = exception.Comparisons is { IsValid: true };
        if (!fields.IsList)
        {
            var comparison = hasComparisons ? exception.Comparisons! : new ExceptionEntry("in");
            if (comparison.IsList)
            {
                throw Invalid("Fields and comps must both be strings", exception.Context);
            }

            exception.Comparisons = comparison with { Text = Trim(comparison.Text) };
            if (exception.Comparisons.Text is not ("in" or "pmatch" or "intersects") && !IsQuantified(exception.Comparisons.Text))
            {
                throw Invalid(
                    "When fields is a single value, comps must be one of (in, pmatch, intersects) or a modifier operator "
                    + "(e.g. startswith oneof)",
                    exception.Context);
            }
        }
        else
        {
            var comparisons = hasComparisons ? exception.Comparisons!.Items ?? [] : fields.Items!.ConvertAll(_ => new ExceptionEntry("="));
            if (comparisons.Count != fields.Items!.Count)
            {
                throw Invalid("Fields and comps lists must have equal length", exception.Context);
            }

            exception.Comparisons = ExceptionEntry.Of(comparisons.Select(c => c with { Text = Trim(c.Text) }));
            foreach (var comparison in exception.Comparisons.Items!)
            {
                if (!Operator.TryParse(comparison.Text, out _))
                {
                    throw Invalid($"'{comparison.Text}' is not a supported comparison operator", exception.Context);
                }
            }
        }

        if (!rule.HasUnknownSource)
        {
            foreach (var field in fields.Items ?? [fields])
            {
                if (!isField(field.Text, rule.Source))
                {
                    throw Invalid($"'{field.Text}' is not a supported filter field", exception.Context);
                }
            }
        }
    }

    private static bool IsQuantified(string comparison)
        => Operator.TryParse(comparison, out var op) && op.Quantifier != Quantifier.None;

    private static string Trim(string text) => text.Trim(' ', '\t', '\r', '\n');
}
