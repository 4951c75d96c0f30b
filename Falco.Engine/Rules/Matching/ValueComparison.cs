using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>Compares two values of one type.</summary>
internal static class ValueComparison
{
    public static bool Holds(Comparison comparison, ParamType type, in FieldValue left, in FieldValue right)
    {
        switch (TypeNames.ClassOf(type))
        {
            case ValueClass.Signed:
                return NumberTest.Ordered(comparison, left.Signed.CompareTo(right.Signed));
            case ValueClass.Unsigned or ValueClass.Bool:
                return NumberTest.Ordered(comparison, left.Number.CompareTo(right.Number));
            case ValueClass.Double:
                return DoubleTest.Compare(
                    comparison, BitConverter.UInt64BitsToDouble(left.Number), BitConverter.UInt64BitsToDouble(right.Number));
            case ValueClass.Network:
                return new NetworkTest(right.Bytes.Span.ToArray()).Test(left) == (comparison != Comparison.NotEqual);
            default:
                return HoldsForBytes(comparison, left.Bytes.Span, right.Bytes.Span);
        }
    }

    private static bool HoldsForBytes(Comparison comparison, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => comparison switch
    {
        Comparison.Equal or Comparison.In or Comparison.Intersects => left.SequenceEqual(right),
        Comparison.NotEqual => !left.SequenceEqual(right),
        Comparison.Contains or Comparison.ContainsBytes => left.IndexOf(right) >= 0,
        Comparison.ContainsIgnoringCase => new ContainsIgnoringCaseTest(right.ToArray()).Test(new FieldValue(Utf8.Copy(left))),
        Comparison.StartsWith or Comparison.StartsWithBytes => left.StartsWith(right),
        Comparison.EndsWith => left.EndsWith(right),
        Comparison.Glob => new GlobPattern(right, ignoreCase: false).Match(left),
        Comparison.GlobIgnoringCase => new GlobPattern(right, ignoreCase: true).Match(left),
        _ => NumberTest.Ordered(comparison, left.SequenceCompareTo(right)),
    };
}
