using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>Makes the test for an operator, a type and constants.</summary>
internal static class ValueTests
{
    /// <exception cref="FormatException">A constant is no regular expression where it must be.</exception>
    public static ValueTest Of(Operator op, ParamType type, FieldValue[] constants) => TypeNames.ClassOf(type) switch
    {
        ValueClass.Signed => Numbers(op, constants, isSigned: true),
        ValueClass.Unsigned or ValueClass.Bool => Numbers(op, constants, isSigned: false),
        ValueClass.Double => Each(op, constants, (comparison, c) => new DoubleTest(comparison, BitConverter.UInt64BitsToDouble(c.Number))),
        ValueClass.Network => Each(op, constants, Network),
        _ => OfText(op, constants),
    };

    /// <summary>The test for text, buffers and addresses.</summary>
    public static ValueTest OfText(Operator op, FieldValue[] constants) => op.Comparison switch
    {
        Comparison.In or Comparison.Intersects => new OneOfTest(Set(constants)),
        Comparison.PathMatch => new PathTest(AllBytes(constants)),
        Comparison.Equal when op.Quantifier == Quantifier.AnyOf && constants.Length > 0 => new OneOfTest(Set(constants)),
        Comparison.NotEqual when op.Quantifier == Quantifier.AllOf && constants.Length > 0 => new NegatedTest(new OneOfTest(Set(constants))),
        _ => Each(op, constants, Text),
    };

    /// <summary>One test for the one constant, or one for each under a quantifier; a list is one of which any must hold.</summary>
    private static ValueTest Each(Operator op, FieldValue[] constants, Func<Comparison, FieldValue, ValueTest> make)
    {
        if (constants.Length == 0)
        {
            return NeverTest.Instance;
        }

        if (op.Comparison is Comparison.In or Comparison.Intersects)
        {
            return constants.Length == 1
                ? make(Comparison.Equal, constants[0])
                : new QuantifiedTest(Array.ConvertAll(constants, c => make(Comparison.Equal, c)), Quantifier.AnyOf);
        }

        return op.Quantifier == Quantifier.None
            ? make(op.Comparison, constants[0])
            : new QuantifiedTest(Array.ConvertAll(constants, c => make(op.Comparison, c)), op.Quantifier);
    }

    private static ValueTest Numbers(Operator op, FieldValue[] constants, bool isSigned)
        => op.Comparison is Comparison.In or Comparison.Intersects && constants.Length > 0
            ? new NumberOneOfTest(Array.ConvertAll(constants, c => c.Number))
            : Each(op, constants, (comparison, c) => new NumberTest(comparison, c.Number, isSigned));

    private static ValueTest Network(Comparison comparison, FieldValue constant)
    {
        var test = new NetworkTest(Bytes(constant));
        return comparison == Comparison.NotEqual ? new NegatedTest(test) : test;
    }

    private static ValueTest Text(Comparison comparison, FieldValue constant)
    {
        var bytes = Bytes(constant);
        return comparison switch
        {
            Comparison.Equal => new EqualTest(bytes),
            Comparison.NotEqual => new NegatedTest(new EqualTest(bytes)),
            Comparison.Contains or Comparison.ContainsBytes => new ContainsTest(bytes),
            Comparison.ContainsIgnoringCase => new ContainsIgnoringCaseTest(bytes),
            Comparison.StartsWith or Comparison.StartsWithBytes => new StartsWithTest(bytes),
            Comparison.EndsWith => new EndsWithTest(bytes),
            Comparison.Glob => new GlobTest(bytes, ignoreCase: false),
            Comparison.GlobIgnoringCase => new GlobTest(bytes, ignoreCase: true),
            Comparison.Regex => new RegexTest(Encoding.UTF8.GetString(bytes)),
            _ => new TextOrderTest(comparison, bytes),
        };
    }

    private static Utf8Set Set(FieldValue[] constants) => new(AllBytes(constants));

    private static byte[][] AllBytes(FieldValue[] constants) => Array.ConvertAll(constants, Bytes);

    private static byte[] Bytes(FieldValue constant) => constant.Bytes.Span.ToArray();
}
