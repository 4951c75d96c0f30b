using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Explaining;
using Falco.Engine.Rules.Matching;
using Falco.Engine.Rules.Stateful;

namespace Falco.Engine.Rules.Loading;

/// <summary>A rule with all lists, macros and exceptions put in, and its condition compiled.</summary>
internal sealed record ResolvedRule(
    RuleDefinition Definition, string Output, IReadOnlyList<ExtraOutputField> ExtraFields, Expr Expr, Node Condition, EventTypeSet? Types)
{
    /// <summary>Its threshold or sequence; null for a rule without.</summary>
    public StatefulRule? Stateful { get; init; }

    /// <summary>Of a sequence the conditions before the rule's own.</summary>
    public IReadOnlyList<ResolvedCondition> Steps { get; init; } = [];
}

/// <summary>A condition with all lists and macros put in, compiled; the types are null where its source has none.</summary>
internal sealed record ResolvedCondition(Expr Expr, Node Node, EventTypeSet? Types);

/// <summary>All that was defined so far, resolved.</summary>
/// <param name="Rules">The rules of known sources, in load order.</param>
/// <param name="Macros">The condition of every macro.</param>
/// <param name="UsedMacros">The macros that a rule or another macro names.</param>
/// <param name="Lists">The lists.</param>
internal sealed record Resolution(
    List<ResolvedRule> Rules, IReadOnlyDictionary<string, Expr> Macros, IReadOnlySet<string> UsedMacros, ListExpansion Lists);

/// <summary>
/// Resolves the definitions collected so far. That is done after every file, as in Falco: a file may only use what it or an earlier one
/// defines. What has not changed since the last file costs little.
/// </summary>
internal sealed class RuleResolver(RuleCollection collection, RuleLoaderOptions options)
{
    /// <summary>A condition that may match more types than this is doubtful.</summary>
    private const int ManyTypes = 100;

    private readonly Dictionary<Definition, (string Text, Expr Expr)> _parsed = [];
    private readonly Dictionary<string, (ConditionCompiler Compiler, NodeTable Nodes, ConstantWarnings Constants)> _sources
        = new(StringComparer.Ordinal);

    /// <summary>The nodes of conditions on system calls.</summary>
    public NodeTable Nodes => Of(RuleCollection.SyscallSource).Nodes;

    /// <summary>Compiles conditions on a source's events; those of different sources have no node in common.</summary>
    public ConditionCompiler CompilerOf(string source) => Of(source).Compiler;

    /// <summary>All definitions; null, and a problem, where one has a mistake.</summary>
    public Resolution? Resolve(ProblemList problems)
    {
        try
        {
            var lists = new ListExpansion(collection);
            var used = new HashSet<string>(StringComparer.Ordinal);
            var macros = ResolveMacros(lists, used);
            var rules = new List<ResolvedRule>(collection.Rules.Count);
            var resolver = new MacroResolver(macros, _ => true);
            foreach (var rule in collection.Rules)
            {
                if (!rule.HasUnknownSource && Resolve(rule, lists, resolver, problems) is { } resolved)
                {
                    rules.Add(resolved);
                }
            }

            used.UnionWith(resolver.Used);
            WarnOfUnused(used, lists.Used, problems);
            return new Resolution(rules, macros, used, lists);
        }
        catch (LoadException e)
        {
            problems.Add(e);
            return null;
        }
    }

    /// <summary>Explains a rule that was resolved: its condition with lists and exceptions put in, but with macros by name.</summary>
    public RuleExplainer Explain(RuleDefinition definition, Rule rule)
        => new(
            rule,
            _parsed[definition].Expr,
            collection.Macros.ToDictionary(macro => macro.Name, macro => _parsed[macro].Expr, StringComparer.Ordinal),
            CompilerOf(rule.Source),
            Of(rule.Source).Nodes);

    private (ConditionCompiler Compiler, NodeTable Nodes, ConstantWarnings Constants) Of(string source)
    {
        if (!_sources.TryGetValue(source, out var known))
        {
            var nodes = new NodeTable();
            var fields = options.FieldsOf(source);
            _sources[source] = known = (new ConditionCompiler(nodes, fields), nodes, new ConstantWarnings(fields));
        }

        return known;
    }

    private Dictionary<string, Expr> ResolveMacros(ListExpansion lists, HashSet<string> used)
    {
        var macros = new Dictionary<string, Expr>(StringComparer.Ordinal);
        foreach (var macro in collection.Macros)
        {
            macros[macro.Name] = Parse(macro, macro.Condition, lists, macro.ConditionContext);
        }

        foreach (var macro in collection.Macros)
        {
            var resolver = new MacroResolver(macros, name => collection.FindMacro(name) is { } m && m.Index < macro.Visibility);
            try
            {
                macros[macro.Name] = resolver.Resolve(macros[macro.Name]);
            }
            catch (ConditionException e)
            {
                throw new LoadException(LoadCode.Validate, e.Message, macro.Context.In(e.Position));
            }

            used.UnionWith(resolver.Used);
        }

        return macros;
    }

    private Expr Parse(Definition definition, SourceText condition, ListExpansion lists, LoadContext context)
    {
        var expanded = lists.Expand(condition);
        if (_parsed.TryGetValue(definition, out var known) && known.Text == expanded.Text)
        {
            return known.Expr;
        }

        try
        {
            var expr = ConditionParser.Parse(expanded);
            _parsed[definition] = (expanded.Text, expr);
            return expr;
        }
        catch (ConditionException e)
        {
            throw new LoadException(LoadCode.CompileCondition, e.Message, context.In(e.Position));
        }
    }

    private ResolvedRule? Resolve(RuleDefinition rule, ListExpansion lists, MacroResolver macros, ProblemList problems)
    {
        var condition = ExceptionConditions.Apply(rule);
        if (OutputOf(rule, problems) is not { } output)
        {
            return null;
        }

        if (Resolve(rule, condition, rule.ConditionContext, rule, lists, macros, problems) is not { } own)
        {
            return null;
        }

        var resolved = new ResolvedRule(rule, output.Output, output.ExtraFields, own.Expr, own.Node, own.Types);
        if (rule.Stateful is not { } stateful)
        {
            return resolved;
        }

        var steps = new List<ResolvedCondition>();
        foreach (var step in stateful.Steps)
        {
            if (Resolve(step, step.Condition, step.ConditionContext, rule, lists, macros, problems) is not { } before)
            {
                return null;
            }

            steps.Add(before);
        }

        try
        {
            return resolved with { Stateful = StatefulResolver.Resolve(stateful, rule, output.Output, options.AppendOutput), Steps = steps };
        }
        catch (LoadException e) when (rule.SkipIfUnknownFilter && IsUnknownFilter(e.Message))
        {
            problems.Add(LoadCode.UnknownFilter, e.Message, e.Context);
            return null;
        }
    }

    /// <summary>A condition of a rule, its own or that of a step; null where the rule is skipped because of it.</summary>
    private ResolvedCondition? Resolve(
        Definition definition,
        SourceText condition,
        LoadContext conditionContext,
        RuleDefinition rule,
        ListExpansion lists,
        MacroResolver macros,
        ProblemList problems)
    {
        var expr = Parse(definition, condition, lists, conditionContext);
        try
        {
            expr = macros.Resolve(expr);
        }
        catch (ConditionException e)
        {
            throw new LoadException(LoadCode.Validate, e.Message, definition.Context.In(e.Position));
        }

        ConditionWarnings.Add(expr, conditionContext.Whole(condition), problems);
        try
        {
            var node = CompilerOf(rule.Source).Compile(expr);
            foreach (var (message, position) in Of(rule.Source).Constants.Of(expr))
            {
                problems.Add(LoadCode.ConditionWarning, message, conditionContext.In(position));
            }

            EventTypeSet? types = null;
            if (rule.Source == RuleCollection.SyscallSource)
            {
                types = EventCodes.Of(expr).Types;
                if (rule.WarnEventTypes && types.Count is 0 or > ManyTypes)
                {
                    problems.Add(LoadCode.NoEventType,
                        "Rule matches too many evt.type values. This has a significant performance penalty.", definition.Context);
                }
            }

            return new ResolvedCondition(expr, node, types);
        }
        catch (ConditionException e)
        {
            var context = conditionContext.In(e.Position);
            if (rule.SkipIfUnknownFilter && IsUnknownFilter(e.Message))
            {
                problems.Add(LoadCode.UnknownFilter, e.Message, context);
                return null;
            }

            throw new LoadException(LoadCode.CompileCondition, e.Message, context);
        }
    }

    /// <summary>The output with what the configuration adds; null where the rule is skipped because of it.</summary>
    private (string Output, IReadOnlyList<ExtraOutputField> ExtraFields)? OutputOf(RuleDefinition rule, ProblemList problems)
    {
        if (rule.Output.Contains("%container.info", StringComparison.Ordinal))
        {
            problems.Add(LoadCode.DeprecatedItem,
                "%container.info is deprecated and no more useful, and will be dropped by Falco 1.0.0. "
                + "The container plugin will automatically add required fields to the output message.",
                rule.Context);
        }

        var result = AppendOutput.Apply(options.AppendOutput, rule.Output, rule.Name, rule.Source, rule.Tags);
        try
        {
            options.FieldsOfOutput(result.Output, rule.Source);
            WarnOfDeprecated(result.Output, rule, problems);
            foreach (var field in result.ExtraFields)
            {
                options.FieldsOfOutput(field.Template, rule.Source);
                WarnOfDeprecated(field.Template, rule, problems);
            }

            return result;
        }
        catch (FormatException e)
        {
            if (rule.SkipIfUnknownFilter && IsUnknownFilter(e.Message))
            {
                problems.Add(LoadCode.UnknownFilter, e.Message, rule.OutputContext);
                return null;
            }

            throw new LoadException(LoadCode.CompileOutput, e.Message, rule.OutputContext);
        }
    }

    private static void WarnOfDeprecated(string template, RuleDefinition rule, ProblemList problems)
    {
        foreach (var (field, _) in ConditionWarnings.Deprecated)
        {
            if (template.Contains(field, StringComparison.Ordinal))
            {
                problems.Add(LoadCode.DeprecatedItem,
                    $"usage of deprecated field '{field}' has been detected in the rule output", rule.OutputContext, field);
            }
        }
    }

    private static bool IsUnknownFilter(string message)
        => message.Contains("nonexistent field", StringComparison.Ordinal)
            || message.Contains("invalid formatting token", StringComparison.Ordinal)
            || message.Contains("unknown event type", StringComparison.Ordinal)
            || message.Contains("unknown filter:", StringComparison.Ordinal);

    private void WarnOfUnused(HashSet<string> macros, HashSet<string> lists, ProblemList problems)
    {
        foreach (var macro in collection.Macros)
        {
            if (!macros.Contains(macro.Name))
            {
                problems.Add(LoadCode.UnusedMacro, "Macro not referred to by any other rule/macro", macro.Context);
            }
        }

        foreach (var list in collection.Lists)
        {
            if (!lists.Contains(list.Name))
            {
                problems.Add(LoadCode.UnusedList, "List not referred to by any other rule/macro", list.Context);
            }
        }
    }
}
