using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Describing;

/// <summary>What a condition is made of: names of fields, operators, macros, lists and events, each once.</summary>
internal sealed class ConditionDetails
{
    private readonly Func<string, bool> _isMacro;
    private readonly Func<string, bool> _isList;
    private readonly HashSet<Expr> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Looks through a condition; the functions say which names are those of macros and lists.</summary>
    public ConditionDetails(Expr condition, Func<string, bool> isMacro, Func<string, bool> isList)
    {
        _isMacro = isMacro;
        _isList = isList;
        Visit(condition);
    }

    /// <summary>Fields with their arguments: <c>proc.aname[2]</c>.</summary>
    public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Operators as they are written.</summary>
    public SortedSet<string> Operators { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Macros { get; } = new(StringComparer.Ordinal);

    /// <summary>Lists among the values in parentheses.</summary>
    public SortedSet<string> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>Values that the type or name of an event is compared with.</summary>
    public SortedSet<string> Events { get; } = new(StringComparer.Ordinal);

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
            case MacroExpr macro when _isMacro(macro.Name):
                Macros.Add(macro.Name);
                break;
            case CheckExpr check:
                Operators.Add(check.OperatorText);
                Visit(check.Left);
                VisitRight(check);
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

    private void VisitRight(CheckExpr check)
    {
        var isEvent = check.Left is FieldOperand { Name: "evt.type" or "evt.asynctype", Argument: null };
        switch (check.Right)
        {
            case ValueOperand value:
                AddEvent(value.Value, isEvent);
                break;
            case ListOperand list:
                foreach (var item in list.Values)
                {
                    if (_isList(item))
                    {
                        Lists.Add(item);
                    }
                    else
                    {
                        AddEvent(item, isEvent);
                    }
                }

                break;
            case { } operand:
                Visit(operand);
                break;
        }
    }

    private void AddEvent(string name, bool isEvent)
    {
        if (isEvent)
        {
            Events.Add(name);
        }
    }

    private void Visit(Operand operand)
    {
        switch (operand)
        {
            case FieldOperand field:
                Fields.Add(string.IsNullOrEmpty(field.Argument) ? field.Name : field.FullName);
                break;
            case TransformerOperand transformer:
                Visit(transformer.Arguments);
                break;
            case TransformerListOperand list:
                Visit(list.Items);
                break;
        }
    }

    private void Visit(IReadOnlyList<Operand> operands)
    {
        foreach (var operand in operands)
        {
            Visit(operand);
        }
    }
}
