using System.Runtime.CompilerServices;
using Falco.Engine.Fields;
using Falco.Engine.Events;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>Makes nodes of resolved conditions, and finds what is wrong in them.</summary>
internal sealed class ConditionCompiler(NodeTable nodes, FieldLookup lookup)
{
    private readonly Dictionary<Expr, Node> _compiled = new(ReferenceEqualityComparer.Instance);
    private readonly SourceCompiler _sources = new(nodes, lookup);
    private readonly Dictionary<string, FormatException> _failed = new(StringComparer.Ordinal);

    /// <summary>The node of a condition.</summary>
    /// <exception cref="ConditionException">A field, an operator or a constant in it is wrong.</exception>
    public Node Compile(Expr expr)
    {
        if (_compiled.TryGetValue(expr, out var known))
        {
            return known;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ConditionException("the condition nests too deep", expr.Position);
        }

        var node = expr switch
        {
            AndExpr all => nodes.And(CompileAll(all.Children)),
            OrExpr any => nodes.Or(CompileAll(any.Children)),
            NotExpr not => nodes.Not(Compile(not.Child)),
            CheckExpr check => CompileCheck(check),
            MacroExpr macro => throw new ConditionException($"filter error: unexpected identifier '{macro.Name}'", macro.Position),
            _ => throw new InvalidOperationException(),
        };
        _compiled[expr] = node;
        return node;
    }

    private Node[] CompileAll(IReadOnlyList<Expr> children)
    {
        var result = new Node[children.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Compile(children[i]);
        }

        return result;
    }

    private CheckNode CompileCheck(CheckExpr check)
    {
        var key = ConditionPrinter.Print(check);
        if (nodes.TryGetCheck(key, out var known))
        {
            return known!;
        }

        try
        {
            if (_failed.TryGetValue(key, out var failure))
            {
                throw failure;
            }

            var make = Prepare(check, out var remembers);
            return nodes.Check(remembers ? $"{key} #{nodes.Count}" : key, make);
        }
        catch (FormatException e)
        {
            _failed[key] = e;
            throw new ConditionException(e.Message, check.Position);
        }
    }

    /// <summary>Everything that can fail is done before the node gets its number.</summary>
    private Func<int, CheckNode> Prepare(CheckExpr check, out bool remembers)
    {
        var op = check.Operator;
        var left = _sources.Compile(check.Left);
        remembers = (left.Flags & FieldFlags.Remembers) != 0;
        var own = (left as FieldSource)?.Field.MakeTest;
        if (own is null && TypeNames.WhyNot(op, left.Type, left.IsList) is { } error)
        {
            throw new FormatException($"filter error: {error}");
        }

        if (op.Comparison == Comparison.Exists)
        {
            return id => new ExistsNode(id, left);
        }

        switch (check.Right)
        {
            case ValueOperand value:
                return own is null ? WithConstants(left, op, [value.Value]) : WithOwnTest(left, own, op.Name, value.Value);
            case ListOperand list:
                return own is null || list.Values.Count == 0
                    ? WithConstants(left, op, list.Values)
                    : WithOwnTest(left, own, op.Name, list.Values[0]);
            default:
                var right = _sources.Compile(check.Right!);
                remembers |= (right.Flags & FieldFlags.Remembers) != 0;
                return WithField(left, op.Comparison, right);
        }
    }

    private static Func<int, CheckNode> WithOwnTest(
        ValueSource left, Func<string, string, Func<State.EventContext, bool>> own, string op, string value)
    {
        var test = own(op, value);
        return id => new OwnNode(id, left, test);
    }

    private static Func<int, CheckNode> WithConstants(ValueSource left, Operator op, IReadOnlyList<string> values)
    {
        var constants = new FieldValue[values.Count];
        var raw = left is FieldSource { Field: { TypeOf: not null } field } ? field : null;
        for (var i = 0; i < constants.Length; i++)
        {
            constants[i] = raw is null
                ? Constants.Read(values[i], left.Type, op.TakesHex)
                : Constants.ReadRaw(values[i], left.Type, op.TakesHex);
            if (left.Name == "evt.type")
            {
                EventCodes.RequireName(values[i]);
            }
        }

        if (raw is not null)
        {
            ValueTests.Of(op, raw.Type, constants);
            return id => new RawNode(id, left, raw, op, constants);
        }

        if (left.IsMany)
        {
            return left.IsList ? OfList(left, op, constants) : OfAny(left, op, constants);
        }

        var test = ValueTests.Of(op, left.Type, constants);
        if (left.MayHoldNul && op is { Comparison: not (Comparison.In or Comparison.Intersects or Comparison.PathMatch or Comparison.Regex) })
        {
            test = new UpToNulTest(test);
        }

        return id => new TestNode(id, left, test);
    }

    private static Func<int, CheckNode> OfList(ValueSource left, Operator op, FieldValue[] constants)
    {
        var test = ValueTests.Of(new Operator(Comparison.In), left.Type, constants);
        var needed = op.Comparison == Comparison.In ? Needed.Every : Needed.Any;
        return id => new ManyNode(id, left, test, needed);
    }

    /// <summary>
    /// A field that stands for any of several values. Falco compares those one by one: quantifiers have no effect there, and an address,
    /// port or network differs only if both ends of the connection do.
    /// </summary>
    private static Func<int, CheckNode> OfAny(ValueSource left, Operator op, FieldValue[] constants)
    {
        if (left.Type is (ParamType.Int64 or ParamType.IpAddr) && op.Comparison is Comparison.In or Comparison.Intersects)
        {
            // Falco looks up values of no length there, and finds none: fd.ip in (...) and proc.apid in (...) never hold.
            return id => new ManyNode(id, left, NeverTest.Instance, Needed.Any);
        }

        var isEnd = TypeNames.ClassOf(left.Type) is ValueClass.Address or ValueClass.Network || left.Type == ParamType.Port;
        var isList = op.Comparison is Comparison.In or Comparison.Intersects or Comparison.PathMatch;

        // Of several networks only the first is looked at.
        var isOne = !isList || (isEnd && TypeNames.ClassOf(left.Type) == ValueClass.Network);
        var test = ValueTests.Of(new Operator(op.Comparison), left.Type, isOne ? constants[..Math.Min(1, constants.Length)] : constants);
        var needed = isEnd && op.Comparison == Comparison.NotEqual ? Needed.All : Needed.Any;
        return id => new ManyNode(id, left, test, needed);
    }

    private static Func<int, CheckNode> WithField(ValueSource left, Comparison comparison, ValueSource right)
    {
        if (comparison is Comparison.PathMatch or Comparison.Regex)
        {
            throw new FormatException(
                $"operator '{(comparison == Comparison.Regex ? "REGEX" : "PMATCH")}' doesn't support right-hand side fields");
        }

        if (TypeNames.ClassOf(left.Type) == ValueClass.Network)
        {
            throw new FormatException("field type 'IPNET' doesn't support right-hand side fields");
        }

        if ((left.Flags & FieldFlags.NoRightSide) != 0)
        {
            throw new FormatException($"field '{left.Name}' doesn't support right-hand side fields");
        }

        if ((right.Flags & FieldFlags.NoRightSide) != 0)
        {
            throw new FormatException($"field '{right.Name}' can't be used as a right-hand side field");
        }

        if (left.Type != right.Type || left.IsList != right.IsList)
        {
            throw new FormatException(
                $"field '{left.Name}' has type '{TypeNames.NameOf(left.Type)}'{(left.IsList ? " (list)" : "")} while the right-hand side "
                + $"field '{right.Name}' has incompatible type '{TypeNames.NameOf(right.Type)}'{(right.IsList ? " (list)" : "")}");
        }

        return id => new PairNode(id, left, right, comparison);
    }
}
