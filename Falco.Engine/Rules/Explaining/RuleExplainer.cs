using Falco.Engine.Events;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Loading;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Explaining;

/// <summary>
/// Says why a rule matches an event or why not: every comparison of its condition with its result and the value that it saw. Nothing is
/// skipped, whatever is decided already, so this is for looking at a rule and not for running it.
/// </summary>
public sealed class RuleExplainer
{
    private readonly Part _condition;
    private readonly NodeTable _nodes;
    private readonly Memo _memo = new();
    private readonly ScratchText _text = new();

    internal RuleExplainer(Rule rule, Expr condition, IReadOnlyDictionary<string, Expr> macros, ConditionCompiler compiler, NodeTable nodes)
    {
        Rule = rule;
        EventTypes = EventCodes.Of(new MacroResolver(macros, _ => true).Resolve(condition)).Types;
        _condition = new PartBuilder(macros, compiler).Build(condition);
        _nodes = nodes;
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>The event types that the rule looks at.</summary>
    public EventTypeSet EventTypes { get; }

    /// <summary>What comes of the rule's condition for the event at hand, before <see cref="ProcessTree.Complete"/>.</summary>
    public Explanation Explain(EventContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _memo.Begin(context, _nodes.Count, _nodes.SourceCount);
        return Explain(_condition);
    }

    private Explanation Explain(Part part)
    {
        if (part.Check is { } check)
        {
            var isTrue = check.Holds(_memo);
            return new Explanation(part.Kind, part.Text, isTrue, isTrue ? 1 : 0, ValueText.Of(check, _memo, _text), []);
        }

        var parts = part.Parts.ConvertAll(Explain);
        var holds = part.Kind switch
        {
            ExplanationKind.All => parts.TrueForAll(p => p.Holds),
            ExplanationKind.Any => parts.Exists(p => p.Holds),
            ExplanationKind.Not => !parts[0].Holds,
            _ => parts[0].Holds,
        };
        var nearness = part.Kind switch
        {
            ExplanationKind.All => parts.Average(p => p.Nearness),
            ExplanationKind.Any => parts.Max(p => p.Nearness),
            ExplanationKind.Not => holds ? 1 : 0,
            _ => parts[0].Nearness,
        };
        return new Explanation(part.Kind, part.Text, holds, nearness, null, parts);
    }

    /// <summary>A part of the condition, ready to be asked.</summary>
    private sealed record Part(ExplanationKind Kind, string Text, CheckNode? Check, List<Part> Parts);

    /// <summary>Makes the parts of a condition. Macros stay visible.</summary>
    private sealed class PartBuilder(IReadOnlyDictionary<string, Expr> macros, ConditionCompiler compiler)
    {
        public Part Build(Expr expr) => expr switch
        {
            AndExpr all => new Part(ExplanationKind.All, "", null, [.. all.Children.Select(Build)]),
            OrExpr any => new Part(ExplanationKind.Any, "", null, [.. any.Children.Select(Build)]),
            NotExpr not => new Part(ExplanationKind.Not, "", null, [Build(not.Child)]),
            MacroExpr macro => new Part(ExplanationKind.Macro, macro.Name, null, [Build(macros[macro.Name])]),
            _ => new Part(ExplanationKind.Check, ConditionPrinter.Print(expr), (CheckNode)compiler.Compile(expr), []),
        };
    }
}
