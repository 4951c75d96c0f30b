using Falco.Engine.Events;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Loading;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;

namespace Falco.Engine.Rules;

/// <summary>A condition by itself, without a rule: which events somebody wants.</summary>
public sealed class EventFilter
{
    private readonly RuleSet _rules;
    private readonly List<Rule> _matches = [];

    private EventFilter(RuleSet rules) => _rules = rules;

    /// <summary>The event types that the condition may hold for.</summary>
    public EventTypeSet EventTypes => _rules.EventTypes;

    /// <summary>Compiles a condition. It names no macros or lists, for there are none.</summary>
    /// <exception cref="FormatException">It has a mistake; the message says which and where.</exception>
    public static EventFilter Parse(string condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        try
        {
            var expr = ConditionParser.Parse(new SourceText(condition));
            var nodes = new NodeTable();
            var node = new ConditionCompiler(nodes, new RuleLoaderOptions().Fields).Compile(expr);
            var rule = new Rule
            {
                Index = 0,
                Name = condition,
                Description = "",
                Output = "",
                Condition = condition,
                Source = RuleCollection.SyscallSource,
                Priority = Priority.Debug,
                Tags = [],
                Enabled = true,
            };
            var program = new RuleProgram(nodes, [new CompiledRule(rule, node, new TypeAnalysis(nodes).Of(node))]);
            return new EventFilter(new RuleSet([rule], program, matchesAll: false));
        }
        catch (ConditionException e)
        {
            throw new FormatException($"{condition}: at character {e.Position.Offset + 1}: {e.Message}", e);
        }
    }

    /// <summary>Whether the condition holds for the event.</summary>
    public bool Matches(EventContext context)
    {
        _rules.Evaluate(context, _matches);
        var holds = _matches.Count > 0;
        _matches.Clear();
        return holds;
    }
}
