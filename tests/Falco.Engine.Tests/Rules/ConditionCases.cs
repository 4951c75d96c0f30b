using System.Globalization;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.Fields;

namespace Falco.Engine.Tests.Rules;

/// <summary>Parses, compiles and evaluates single conditions.</summary>
internal static class ConditionCases
{
    public static Expr Parse(string condition) => ConditionParser.Parse(new SourceText(condition));

    public static string Print(string condition) => ConditionPrinter.Print(Parse(condition));

    /// <summary>Why a condition does not parse or compile, and the offset of the place; null where it does.</summary>
    public static (string Message, int Offset)? ErrorOf(string condition)
    {
        try
        {
            new ConditionCompiler(new NodeTable(), new FakeFields().Find).Compile(Parse(condition));
            return null;
        }
        catch (ConditionException e)
        {
            return (e.Message, e.Position.Offset);
        }
    }

    /// <summary>Whether a condition holds for the values that the fields have.</summary>
    public static bool Holds(this FakeFields fields, string condition)
    {
        var nodes = new NodeTable();
        var node = new ConditionCompiler(nodes, fields.Find).Compile(Parse(condition));
        var memo = new Memo();
        fields.Context.Scratch.Clear();
        memo.Begin(fields.Context, nodes.Count, nodes.SourceCount);
        return node.Holds(memo);
    }

    /// <summary>Names of the rules that match an event, with the fields that the engine has.</summary>
    public static string[] Match(this RuleSet rules, EventView e, ThreadInfo? thread = null, FdInfo? fd = null)
        => rules.Match(FieldReading.Context(e, thread, fd));

    public static string[] Match(this RuleSet rules, EventContext context)
    {
        var matches = new List<Rule>();
        rules.Evaluate(context, matches);
        return [.. matches.Select(r => r.Name)];
    }

    /// <summary>A rules file of one rule for each condition; they are named by their numbers, from 0.</summary>
    public static string RulesOf(params string[] conditions)
        => string.Concat(conditions.Select((c, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"- rule: \"{i}\"\n  desc: d\n  condition: >\n    {c}\n  output: o\n  priority: INFO\n")));
}
