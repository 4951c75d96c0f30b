using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>Finds what is doubtful in a resolved condition: comparisons with &lt;NA&gt;, fields that are deprecated.</summary>
internal sealed class ConditionWarnings
{
    private const string Latency = "field is not available due to the drop of enter events.";

    /// <summary>Deprecated fields and what is said of them.</summary>
    public static readonly (string Field, string Text)[] Deprecated =
    [
        ("evt.dir", "due to the drop of enter events, 'evt.dir = <' always evaluates to true, and 'evt.dir = >' always evaluates to false. "
            + "The rule expression can be simplified by removing the condition on 'evt.dir'"),
        ("evt.latency", Latency),
        ("evt.latency.s", Latency),
        ("evt.latency.ns", Latency),
        ("evt.latency.human", Latency),
        ("evt.wait_latency", Latency),
    ];

    private readonly HashSet<Expr> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly bool[] _deprecated = new bool[Deprecated.Length];
    private bool _isUnsafe;

    private ConditionWarnings()
    {
    }

    public static void Add(Expr condition, LoadContext context, ProblemList problems)
    {
        var found = new ConditionWarnings();
        found.Visit(condition);
        if (found._isUnsafe)
        {
            problems.Add(LoadCode.UnsafeNaCheck, "", context);
        }

        for (var i = 0; i < Deprecated.Length; i++)
        {
            if (found._deprecated[i])
            {
                problems.Add(LoadCode.DeprecatedItem, Deprecated[i].Text, context, Deprecated[i].Field);
            }
        }
    }

    private void Visit(Expr expr)
    {
        if (!_seen.Add(expr))
        {
            return;
        }

        switch (expr)
        {
            case AndExpr all:
                Visit(all.Children);
                break;
            case OrExpr any:
                Visit(any.Children);
                break;
            case NotExpr not:
                Visit(not.Child);
                break;
            case CheckExpr check:
                Visit(check);
                break;
        }
    }

    private void Visit(IReadOnlyList<Expr> children)
    {
        foreach (var child in children)
        {
            Visit(child);
        }
    }

    private void Visit(CheckExpr check)
    {
        Visit(check.Left);
        if (check is { Left: FieldOperand field, Operator.Quantifier: Quantifier.None }
            && (field.Name.StartsWith("ka.", StringComparison.Ordinal) || field.Name.StartsWith("jevt.", StringComparison.Ordinal))
            && check.Operator.Comparison is Comparison.Equal or Comparison.NotEqual or Comparison.In or Comparison.Intersects
                or Comparison.PathMatch)
        {
            _isUnsafe |= check.Right switch
            {
                ValueOperand value => value.Value == "<NA>",
                ListOperand list => list.Values.Contains("<NA>"),
                _ => false,
            };
        }
    }

    private void Visit(Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field:
                for (var i = 0; i < Deprecated.Length; i++)
                {
                    _deprecated[i] |= Deprecated[i].Field == field.Name;
                }

                break;
            case TransformerOperand transformer:
                foreach (var argument in transformer.Arguments)
                {
                    Visit(argument);
                }

                break;
        }
    }
}
