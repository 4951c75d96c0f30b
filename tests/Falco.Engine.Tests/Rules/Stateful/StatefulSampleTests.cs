using Falco.Engine.Rules;
using Falco.Engine.Rules.Testing;
using Xunit;

namespace Falco.Engine.Tests.Rules.Stateful;

/// <summary>The rules that docs/stateful-rules.md shows do what it says.</summary>
public class StatefulSampleTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string> Tests => [.. File().Tests.Select(test => test.Name)];

    [Theory]
    [MemberData(nameof(Tests))]
    public void A_sample_passes_its_test(string name)
    {
        var loader = new RuleLoader(new RuleLoaderOptions { Matching = RuleMatching.All });
        loader.Load([Path.Combine(Samples, "stateful-rules.yaml")]);
        Assert.Empty(loader.Reports[0].Problems);
        Assert.Equal([], RuleTestRun.Run(File().Tests.Single(test => test.Name == name), loader.Build(), Samples).Failures);
    }

    private static RuleTestFile File() => RuleTestFile.Read(Path.Combine(Samples, "stateful-rules-test.yaml"));
}
