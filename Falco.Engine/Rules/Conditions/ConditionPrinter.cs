using System.Buffers;
using System.Text;

namespace Falco.Engine.Rules.Conditions;

/// <summary>
/// Writes conditions, either so that they read back as the same, which makes names under which equal parts of conditions are found, or in
/// the words of Falco's -L.
/// </summary>
internal sealed class ConditionPrinter
{
    private static readonly SearchValues<char> QuotedInArguments = SearchValues.Create("[]\"' \t\n\v\f\r\\");

    private readonly StringBuilder _target = new();
    private readonly bool _readsBack;

    private ConditionPrinter(bool readsBack) => _readsBack = readsBack;

    /// <summary>The condition as text that parses to the same.</summary>
    public static string Print(Expr expr)
    {
        var printer = new ConditionPrinter(readsBack: true);
        printer.Append(expr);
        return printer._target.ToString();
    }

    public static string Print(Operand operand)
    {
        var printer = new ConditionPrinter(readsBack: true);
        printer.Append(operand);
        return printer._target.ToString();
    }

    /// <summary>The condition as Falco shows it, which has quotes in fewer places than would be needed to read it again.</summary>
    public static string Describe(Expr expr)
    {
        var printer = new ConditionPrinter(readsBack: false);
        printer.Append(expr);
        return printer._target.ToString();
    }

    public static string Describe(Operand operand)
    {
        var printer = new ConditionPrinter(readsBack: false);
        printer.Append(operand);
        return printer._target.ToString();
    }

    private void Append(Expr expr)
    {
        switch (expr)
        {
            case AndExpr all:
                AppendAll(all.Children, " and ");
                break;
            case OrExpr any:
                AppendAll(any.Children, " or ");
                break;
            case NotExpr not:
                _target.Append("not ");
                Append(not.Child);
                break;
            case MacroExpr macro:
                _target.Append(macro.Name);
                break;
            case CheckExpr check:
                Append(check.Left);
                _target.Append(' ').Append(check.OperatorText);
                if (check.Right is { } right)
                {
                    _target.Append(' ');
                    Append(right);
                }

                break;
        }
    }

    private void AppendAll(IReadOnlyList<Expr> children, string between)
    {
        _target.Append('(');
        for (var i = 0; i < children.Count; i++)
        {
            _target.Append(i == 0 ? "" : between);
            Append(children[i]);
        }

        _target.Append(')');
    }

    private void Append(Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field:
                _target.Append(field.Name);
                AppendArgument(field.Argument);
                break;
            case TransformerOperand transformer:
                _target.Append(transformer.Name).Append('(');
                AppendAll(transformer.Arguments);
                _target.Append(')');
                AppendArgument(transformer.Argument);
                break;
            case TransformerListOperand list:
                _target.Append('(');
                AppendAll(list.Items);
                _target.Append(')');
                break;
            case ValueOperand value:
                QuotedText.Escape(_target, value.Value, _readsBack);
                break;
            case ListOperand list:
                _target.Append('(');
                for (var i = 0; i < list.Values.Count; i++)
                {
                    _target.Append(i == 0 ? "" : ", ");
                    QuotedText.Escape(_target, list.Values[i], _readsBack);
                }

                _target.Append(')');
                break;
        }
    }

    /// <summary>Arguments of a transformer: text among them is quoted.</summary>
    private void AppendAll(IReadOnlyList<Operand> operands)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            _target.Append(i == 0 ? "" : _readsBack ? ", " : ",");
            if (_readsBack && operands[i] is ValueOperand value)
            {
                QuotedText.Quote(_target, value.Value);
            }
            else
            {
                Append(operands[i]);
            }
        }
    }

    private void AppendArgument(string? argument)
    {
        if (argument is null)
        {
            return;
        }

        _target.Append('[');
        if (argument.Length == 0 || (_readsBack && argument.AsSpan().IndexOfAny(QuotedInArguments) >= 0))
        {
            QuotedText.Quote(_target, argument);
        }
        else if (_readsBack)
        {
            _target.Append(argument);
        }
        else
        {
            QuotedText.Escape(_target, argument, readsBack: false);
        }

        _target.Append(']');
    }
}
