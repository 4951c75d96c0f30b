using System.Buffers;
using System.Text;

namespace Falco.Engine.Rules.Conditions;

/// <summary>Writes conditions so that they read back as the same. Also the names under which equal parts of conditions are found.</summary>
internal static class ConditionPrinter
{
    private static readonly SearchValues<char> QuotedInArguments = SearchValues.Create("[]\"' \t\r\n\\");

    public static string Print(Expr expr)
    {
        var target = new StringBuilder();
        Append(target, expr);
        return target.ToString();
    }

    public static string Print(Operand operand)
    {
        var target = new StringBuilder();
        Append(target, operand);
        return target.ToString();
    }

    private static void Append(StringBuilder target, Expr expr)
    {
        switch (expr)
        {
            case AndExpr all:
                AppendAll(target, all.Children, " and ");
                break;
            case OrExpr any:
                AppendAll(target, any.Children, " or ");
                break;
            case NotExpr not:
                target.Append("not ");
                Append(target, not.Child);
                break;
            case MacroExpr macro:
                target.Append(macro.Name);
                break;
            case CheckExpr check:
                Append(target, check.Left);
                target.Append(' ').Append(check.OperatorText);
                if (check.Right is { } right)
                {
                    target.Append(' ');
                    Append(target, right);
                }

                break;
        }
    }

    private static void AppendAll(StringBuilder target, IReadOnlyList<Expr> children, string between)
    {
        target.Append('(');
        for (var i = 0; i < children.Count; i++)
        {
            target.Append(i == 0 ? "" : between);
            Append(target, children[i]);
        }

        target.Append(')');
    }

    private static void Append(StringBuilder target, Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field:
                target.Append(field.Name);
                AppendArgument(target, field.Argument);
                break;
            case TransformerOperand transformer:
                target.Append(transformer.Name).Append('(');
                AppendAll(target, transformer.Arguments, isArgument: true);
                target.Append(')');
                AppendArgument(target, transformer.Argument);
                break;
            case TransformerListOperand list:
                target.Append('(');
                AppendAll(target, list.Items, isArgument: true);
                target.Append(')');
                break;
            case ValueOperand value:
                QuotedText.Escape(target, value.Value);
                break;
            case ListOperand list:
                target.Append('(');
                for (var i = 0; i < list.Values.Count; i++)
                {
                    target.Append(i == 0 ? "" : ", ");
                    QuotedText.Escape(target, list.Values[i]);
                }

                target.Append(')');
                break;
        }
    }

    private static void AppendAll(StringBuilder target, IReadOnlyList<Operand> operands, bool isArgument)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            target.Append(i == 0 ? "" : ", ");
            if (isArgument && operands[i] is ValueOperand value)
            {
                // Text among a transformer's arguments is always quoted.
                target.Append('"').Append(value.Value.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            }
            else
            {
                Append(target, operands[i]);
            }
        }
    }

    private static void AppendArgument(StringBuilder target, string? argument)
    {
        if (argument is not null)
        {
            target.Append('[');
            if (argument.Length > 0 && argument.AsSpan().IndexOfAny(QuotedInArguments) < 0)
            {
                target.Append(argument);
            }
            else
            {
                target.Append('"').Append(argument.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
            }

            target.Append(']');
        }
    }
}
