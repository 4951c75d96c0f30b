using System.Text;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>Adds a rule's exceptions to its condition.</summary>
internal static class ExceptionConditions
{
    /// <summary>
    /// The condition and not any of the exceptions: <c>(condition) and not (field in (values))</c> for one field,
    /// <c>and not ((field = value and …) or …)</c> for several.
    /// </summary>
    public static SourceText Apply(RuleDefinition rule)
    {
        if (rule.Exceptions.Count == 0)
        {
            return rule.Condition;
        }

        var condition = rule.Condition.InParentheses();
        foreach (var exception in rule.Exceptions)
        {
            var text = exception.Fields!.IsList ? OfSeveral(exception) : OfOne(exception);
            if (text.Length > 0)
            {
                condition = condition.Then(" and not " + text, exception.Node);
            }
        }

        return condition;
    }

    private static string OfOne(ExceptionDefinition exception)
    {
        var text = new StringBuilder();
        foreach (var value in exception.Values)
        {
            if (value.IsList)
            {
                throw new LoadException(LoadCode.Validate, "Expected values array to contain a list of strings", exception.Context);
            }

            text.Append(text.Length == 0 ? $"({exception.Fields!.Text} {exception.Comparisons!.Text} (" : ", ")
                .Append(ListExpansion.Quote(value.Text));
        }

        return text.Append(text.Length == 0 ? "" : "))").ToString();
    }

    private static string OfSeveral(ExceptionDefinition exception)
    {
        var fields = exception.Fields!.Items!;
        var comparisons = exception.Comparisons!.Items!;
        var text = new StringBuilder();
        foreach (var values in exception.Values)
        {
            if (fields.Count != (values.Items?.Count ?? 0))
            {
                throw new LoadException(LoadCode.Validate, "Fields and values lists must have equal length", exception.Context);
            }

            text.Append(text.Length == 0 ? "((" : " or (");
            for (var i = 0; i < fields.Count; i++)
            {
                text.Append(i == 0 ? " " : " and  ").Append(fields[i].Text).Append(' ').Append(comparisons[i].Text).Append(' ')
                    .Append(Value(comparisons[i].Text, values.Items![i]));
            }

            text.Append(')');
        }

        return text.Append(text.Length == 0 ? "" : ")").ToString();
    }

    private static string Value(string comparison, ExceptionEntry value)
    {
        if (value.IsList)
        {
            return $"({string.Join(", ", value.Items!.Select(i => ListExpansion.Quote(i.Text)))})";
        }

        var takesList = Operator.TryParse(comparison, out var op)
            && (op.Quantifier != Quantifier.None || op.Comparison is Comparison.In or Comparison.Intersects or Comparison.PathMatch);
        if (!takesList)
        {
            return ListExpansion.Quote(value.Text);
        }

        return value.Text.StartsWith('(') ? value.Text : $"({value.Text})";
    }
}
