namespace Falco.Engine.Rules.Matching;

/// <summary>Makes one test of several, of which one must hold.</summary>
internal static class TestMerging
{
    private enum Family
    {
        None,
        Texts,
        Prefixes,
        Parts,
        Numbers,
    }

    public static bool IsMergeable(ValueTest test) => FamilyOf(test) != Family.None;

    public static bool CanMerge(ValueTest first, ValueTest second) => FamilyOf(first) == FamilyOf(second);

    /// <summary>The one test for tests of which all can be merged with one another.</summary>
    public static ValueTest Merge(List<ValueTest> tests) => FamilyOf(tests[0]) switch
    {
        Family.Texts => new OneOfTest(new Utf8Set(AllTexts(tests))),
        Family.Prefixes => new StartsWithAnyTest(AllTexts(tests)),
        Family.Parts => new ContainsAnyTest([.. AllTexts(tests)]),
        _ => new NumberOneOfTest(AllNumbers(tests)),
    };

    private static Family FamilyOf(ValueTest test) => test switch
    {
        EqualTest or OneOfTest => Family.Texts,
        StartsWithTest or StartsWithAnyTest => Family.Prefixes,
        ContainsTest or ContainsAnyTest => Family.Parts,
        NumberTest { IsEqual: true } or NumberOneOfTest => Family.Numbers,
        _ => Family.None,
    };

    private static List<byte[]> AllTexts(List<ValueTest> tests)
    {
        var all = new List<byte[]>();
        foreach (var test in tests)
        {
            all.AddRange(Texts(test));
        }

        return all;
    }

    private static ulong[] AllNumbers(List<ValueTest> tests)
    {
        var all = new List<ulong>();
        foreach (var test in tests)
        {
            all.AddRange(Numbers(test));
        }

        return [.. all];
    }

    private static IReadOnlyList<byte[]> Texts(ValueTest test) => test switch
    {
        EqualTest equal => [equal.Expected],
        OneOfTest oneOf => oneOf.Set.Values,
        StartsWithTest start => [start.Prefix],
        StartsWithAnyTest starts => starts.Prefixes,
        ContainsTest contains => [contains.Part],
        ContainsAnyTest contains => contains.Parts,
        _ => [],
    };

    private static IReadOnlyList<ulong> Numbers(ValueTest test)
        => test is NumberTest number ? [number.Expected] : ((NumberOneOfTest)test).Expected;
}
