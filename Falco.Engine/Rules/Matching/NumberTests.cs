using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>A whole number compared with one constant.</summary>
internal sealed class NumberTest(Comparison comparison, ulong expected, bool isSigned) : ValueTest
{
    public ulong Expected => expected;

    public bool IsEqual => comparison == Comparison.Equal;

    public override double Cost => 1;

    public override double Chance => comparison switch { Comparison.Equal => 0.1, Comparison.NotEqual => 0.9, _ => 0.5 };

    public override bool Test(in FieldValue value) => comparison switch
    {
        Comparison.Equal => value.Number == expected,
        Comparison.NotEqual => value.Number != expected,
        _ => isSigned
            ? Ordered(comparison, value.Signed.CompareTo(unchecked((long)expected)))
            : Ordered(comparison, value.Number.CompareTo(expected)),
    };

    public static bool Ordered(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal or Comparison.In or Comparison.Intersects => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        _ => false,
    };
}

/// <summary>One of several whole numbers.</summary>
internal sealed class NumberOneOfTest(ulong[] expected) : ValueTest
{
    private readonly HashSet<ulong>? _set = expected.Length > 8 ? [.. expected] : null;

    public IReadOnlyList<ulong> Expected => expected;

    public override bool Test(in FieldValue value)
        => _set is null ? Array.IndexOf(expected, value.Number) >= 0 : _set.Contains(value.Number);
}

internal sealed class DoubleTest(Comparison comparison, double expected) : ValueTest
{
    public override double Chance => 0.5;

    public override bool Test(in FieldValue value) => Compare(comparison, BitConverter.UInt64BitsToDouble(value.Number), expected);

    public static bool Compare(Comparison comparison, double left, double right) => comparison switch
    {
        Comparison.Equal or Comparison.In or Comparison.Intersects => left == right,
        Comparison.NotEqual => left != right,
        Comparison.Less => left < right,
        Comparison.LessOrEqual => left <= right,
        Comparison.Greater => left > right,
        Comparison.GreaterOrEqual => left >= right,
        _ => false,
    };
}

/// <summary>An address in a network: 4 or 16 bytes of address and the number of bits that count.</summary>
internal sealed class NetworkTest(byte[] network) : ValueTest
{
    public override bool Test(in FieldValue value)
    {
        var address = value.Bytes.Span;
        if (address.Length != network.Length - 1)
        {
            return false;
        }

        var bits = network[^1];
        var whole = bits >> 3;
        if (!address[..whole].SequenceEqual(network.AsSpan(0, whole)))
        {
            return false;
        }

        var rest = bits & 7;
        return rest == 0 || ((address[whole] ^ network[whole]) >> (8 - rest)) == 0;
    }
}
