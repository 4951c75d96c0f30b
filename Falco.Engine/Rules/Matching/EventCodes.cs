using Falco.Engine.Events;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>
/// The events that Falco runs a condition on at all: it looks at what the condition says of evt.type and syscall.type, and at nothing else.
/// </summary>
internal sealed class EventCodes
{
    private static readonly EventCodeSet All = EventCodeSet.All();
    private static readonly Dictionary<string, EventTypeSet> ByName = Index();
    private static readonly Dictionary<string, int> Calls = IndexCalls();

    private readonly Dictionary<Expr, EventCodeSet> _plain = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expr, EventCodeSet> _negated = new(ReferenceEqualityComparer.Instance);

    /// <summary>The events for a resolved condition.</summary>
    /// <exception cref="ConditionException">evt.type is used in a way that tells no types.</exception>
    public static EventCodeSet Of(Expr condition) => new EventCodes().Find(condition, isNegated: false);

    /// <exception cref="FormatException">No event has the name.</exception>
    public static void RequireName(string name)
    {
        if (!ByName.ContainsKey(name) && !Calls.ContainsKey(name))
        {
            throw new FormatException($"unknown event type {name}");
        }
    }

    private static Dictionary<string, int> IndexCalls()
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var call in Syscalls.All)
        {
            index.TryAdd(call.Name, call.Number);
        }

        return index;
    }

    private static Dictionary<string, EventTypeSet> Index()
    {
        var index = new Dictionary<string, EventTypeSet>(StringComparer.Ordinal);
        foreach (var info in EventSchema.All)
        {
            if (!index.TryGetValue(info.Name, out var types))
            {
                index.Add(info.Name, types = new EventTypeSet());
            }

            if (info.Type is not (EventType.GENERIC_E or EventType.GENERIC_X))
            {
                types.Add(info.Type);
            }
        }

        return index;
    }

    private static EventCodeSet OfNames(IReadOnlyList<string> names)
    {
        var codes = new EventCodeSet();
        foreach (var name in names)
        {
            // The name "syscall" is that of generic events, but does not stand for them.
            if (ByName.TryGetValue(name, out var known) && name != "syscall")
            {
                codes.Types.UnionWith(known);
            }
            else if (Calls.TryGetValue(name, out var call))
            {
                codes.AddGeneric(call);
            }
        }

        return codes;
    }

    private EventCodeSet Find(Expr expr, bool isNegated)
    {
        var results = isNegated ? _negated : _plain;
        if (results.TryGetValue(expr, out var known))
        {
            return known;
        }

        var result = expr switch
        {
            AndExpr all => Join(all.Children, isNegated, isUnion: isNegated),
            OrExpr any => Join(any.Children, isNegated, isUnion: !isNegated),
            NotExpr not => Find(not.Child, !isNegated),
            CheckExpr check => OfCheck(check, isNegated),
            _ => All,
        };
        results[expr] = result;
        return result;
    }

    private EventCodeSet Join(IReadOnlyList<Expr> children, bool isNegated, bool isUnion)
    {
        var result = isUnion ? new EventCodeSet() : EventCodeSet.All();
        foreach (var child in children)
        {
            var codes = Find(child, isNegated);
            if (isUnion)
            {
                result.UnionWith(codes);
            }
            else
            {
                result.IntersectWith(codes);
            }
        }

        return result;
    }

    private static EventCodeSet OfCheck(CheckExpr check, bool isNegated)
    {
        var comparison = check.Operator.Comparison;
        if (comparison == Comparison.Exists)
        {
            return IsTypeField(check.Left) && isNegated ? new EventCodeSet() : All;
        }

        if (check.Operator.Quantifier != Quantifier.None
            || comparison is not (Comparison.Equal or Comparison.NotEqual or Comparison.In))
        {
            return All;
        }

        if (!IsTypeField(check.Left))
        {
            return HasTypeField(check.Left)
                ? throw new ConditionException(
                    "event code search does not support `evt.type` checks with transformers", check.Position)
                : All;
        }

        var codes = check.Right switch
        {
            ValueOperand value => OfNames([value.Value]),
            ListOperand list => OfNames(list.Values),
            _ => throw new ConditionException(
                "right-hand field comparisons on `evt.type`/`syscall.type` checks are not supported by event code search", check.Position),
        };
        return isNegated == (comparison == Comparison.NotEqual) ? codes : codes.Complement();
    }

    private static bool IsTypeField(Operand operand) => operand is FieldOperand { Name: "evt.type" or "syscall.type", Argument: null };

    private static bool HasTypeField(Operand operand)
        => IsTypeField(operand) || (operand is TransformerOperand transformer && transformer.Arguments.Any(HasTypeField));
}
