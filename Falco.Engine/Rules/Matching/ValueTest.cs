using Falco.Engine.Fields;

namespace Falco.Engine.Rules.Matching;

/// <summary>Compares a value with the constants of a check.</summary>
internal abstract class ValueTest
{
    /// <summary>About how many nanoseconds it takes.</summary>
    public virtual double Cost => 2;

    /// <summary>About how often it holds.</summary>
    public virtual double Chance => 0.1;

    public abstract bool Test(in FieldValue value);
}

/// <summary>Holds where another test does not.</summary>
internal sealed class NegatedTest(ValueTest inner) : ValueTest
{
    public override double Cost => inner.Cost;

    public override double Chance => 1 - inner.Chance;

    public override bool Test(in FieldValue value) => !inner.Test(value);
}

/// <summary>Holds for one, for any or for all of several tests.</summary>
internal sealed class QuantifiedTest(ValueTest[] tests, Conditions.Quantifier quantifier) : ValueTest
{
    public override double Cost => tests.Sum(t => t.Cost);

    public override bool Test(in FieldValue value)
    {
        var matches = 0;
        foreach (var test in tests)
        {
            matches += test.Test(value) ? 1 : 0;
        }

        return quantifier switch
        {
            Conditions.Quantifier.OneOf => matches == 1,
            Conditions.Quantifier.AnyOf => matches > 0,
            _ => matches == tests.Length && matches > 0,
        };
    }
}

/// <summary>Holds for no value.</summary>
internal sealed class NeverTest : ValueTest
{
    public static readonly NeverTest Instance = new();

    public override double Cost => 0;

    public override double Chance => 0;

    public override bool Test(in FieldValue value) => false;
}
