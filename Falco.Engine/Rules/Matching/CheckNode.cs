using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>A condition on one or two values. What has no value compares as false, whatever the comparison.</summary>
internal abstract class CheckNode(int id, ValueSource source) : Node(id)
{
    public ValueSource Source => source;

    /// <summary>What the value is compared with where that is not constant.</summary>
    public virtual ValueSource? OtherSource => null;

    public override double Cost => source.Cost + 2;

    public override double Chance => 0.1;

    /// <summary>Whether the result is known for some kinds of events.</summary>
    public virtual bool DependsOnKind => source.DependsOnKind;

    /// <summary>
    /// Whether the result is known for the kind of event that <paramref name="kind"/> stands for: true or false, or null.
    /// The values that are known then are in the memo.
    /// </summary>
    public virtual bool? Fold(EventKind kind, Memo memo) => source.Know(kind, memo) switch
    {
        Knowledge.Absent => false,
        Knowledge.Present => Evaluate(memo),
        _ => null,
    };
}

/// <summary>The value exists.</summary>
internal sealed class ExistsNode(int id, ValueSource source) : CheckNode(id, source)
{
    public override double Chance => 0.8;

    protected override bool Evaluate(Memo memo)
        => Source.IsMany ? Source.TryGetAll(memo) is not null : Source.TryGet(memo, out _);
}

/// <summary>The value passes a test.</summary>
internal sealed class TestNode(int id, ValueSource source, ValueTest test) : CheckNode(id, source)
{
    public ValueTest Test => test;

    public override double Cost => Source.Cost + test.Cost;

    public override double Chance => test.Chance;

    protected override bool Evaluate(Memo memo)
    {
        ref readonly var slot = ref Source.Get(memo);
        return slot.IsPresent && test.Test(in slot.Value);
    }
}

/// <summary>How many of several values must pass a test.</summary>
internal enum Needed : byte
{
    /// <summary>One.</summary>
    Any,

    /// <summary>All of them, one at least.</summary>
    All,

    /// <summary>All of them, if there are any.</summary>
    Every,
}

/// <summary>Some of several values pass a test.</summary>
internal sealed class ManyNode(int id, ValueSource source, ValueTest test, Needed needed) : CheckNode(id, source)
{
    public override double Cost => Source.Cost + (3 * test.Cost);

    public override double Chance => Math.Min(2 * test.Chance, 0.9);

    protected override bool Evaluate(Memo memo)
    {
        if (Source.TryGetAll(memo) is not { } values)
        {
            return false;
        }

        foreach (ref readonly var value in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values))
        {
            if (test.Test(value) == (needed == Needed.Any))
            {
                return needed == Needed.Any;
            }
        }

        return needed != Needed.Any && (needed == Needed.Every || values.Count > 0);
    }
}

/// <summary>Two values of the event are compared with one another.</summary>
internal sealed class PairNode(int id, ValueSource left, ValueSource right, Comparison comparison) : CheckNode(id, left)
{
    public override ValueSource? OtherSource => right;

    public override double Cost => Source.Cost + right.Cost + 4;

    public override bool DependsOnKind => Source.DependsOnKind || right.DependsOnKind;

    public override bool? Fold(EventKind kind, Memo memo)
    {
        var knowLeft = Source.Know(kind, memo);
        var knowRight = right.Know(kind, memo);
        if (knowLeft == Knowledge.Absent || knowRight == Knowledge.Absent)
        {
            return false;
        }

        return knowLeft == Knowledge.Present && knowRight == Knowledge.Present ? Evaluate(memo) : null;
    }

    protected override bool Evaluate(Memo memo)
    {
        if (!Source.IsMany)
        {
            return Source.TryGet(memo, out var one) && right.TryGet(memo, out var other)
                && ValueComparison.Holds(comparison, Source.Type, one, other);
        }

        if (Source.TryGetAll(memo) is not { } values || right.TryGetAll(memo) is not { } others)
        {
            return false;
        }

        var needsAny = comparison == Comparison.Intersects;
        foreach (var value in values)
        {
            if (Contains(others, value) == needsAny)
            {
                return needsAny;
            }
        }

        return !needsAny;
    }

    private bool Contains(List<FieldValue> values, in FieldValue value)
    {
        foreach (var other in values)
        {
            if (ValueComparison.Holds(Comparison.Equal, Source.Type, value, other))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A parameter whose type the event decides is compared with a constant that was read before it was known.</summary>
internal sealed class RawNode(int id, ValueSource source, BoundField field, Operator op, FieldValue[] constants) : CheckNode(id, source)
{
    protected override bool Evaluate(Memo memo)
    {
        if (!Source.TryGet(memo, out var value))
        {
            return false;
        }

        var type = field.TypeOf!(memo.Context).Type;
        var valueClass = TypeNames.ClassOf(type);
        var boundClass = TypeNames.ClassOf(field.Type);
        if (valueClass == ValueClass.Text)
        {
            return boundClass == ValueClass.Text && HoldsForText(value);
        }

        // As in Falco, only text of this field is found in a list: the length of numbers is not at hand there.
        if (op.Comparison is Comparison.In or Comparison.Intersects || constants.Length == 0)
        {
            return false;
        }

        var isNumber = valueClass is ValueClass.Signed or ValueClass.Unsigned or ValueClass.Bool;
        var wasNumber = boundClass is ValueClass.Signed or ValueClass.Unsigned or ValueClass.Bool;
        if (isNumber && wasNumber)
        {
            // The constant has the bytes of the type it was read for; the rest of a longer type is zero.
            var size = TypeNames.SizeOf(field.Type);
            var stored = size == 8 ? constants[0].Number : constants[0].Number & ((1UL << (size * 8)) - 1);
            return ValueComparison.Holds(op.Comparison, type, value, new FieldValue(Constants.Extend(stored, type)));
        }

        return valueClass == boundClass && ValueComparison.Holds(op.Comparison, type, value, constants[0]);
    }

    private bool HoldsForText(in FieldValue value)
    {
        if (op.Comparison is not (Comparison.In or Comparison.Intersects or Comparison.PathMatch))
        {
            return constants.Length > 0 && ValueTests.OfText(new Operator(op.Comparison), constants).Test(value);
        }

        return ValueTests.OfText(op, constants).Test(value);
    }
}

/// <summary>A field that compares in a way of its own.</summary>
internal sealed class OwnNode(int id, ValueSource source, Func<EventContext, bool> test) : CheckNode(id, source)
{
    public override bool DependsOnKind => false;

    public override bool? Fold(EventKind kind, Memo memo) => null;

    protected override bool Evaluate(Memo memo) => test(memo.Context);
}
