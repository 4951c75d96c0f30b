using Falco.Engine.Rules;
using Xunit;

namespace Falco.Engine.Tests.Fuzzing;

/// <summary>Wrong and strange rules files: they load, or problems are reported, and nothing else may happen.</summary>
[Collection(AloneCollection.Name)]
public class RulesFuzzTests
{
    /// <summary>A file of some ten thousand bytes cannot be a reason for more.</summary>
    private const long MaxAllocated = 512L << 20;

    [Fact]
    public void Damaged_default_rules_load_or_are_reported()
    {
        var mutator = new RulesMutator(File.ReadAllText(Path.Combine(Repository.Root, "rules", "falco_rules.yaml")));
        FuzzRun.Run(cases: 300, random => Load(mutator.Next(random)));
    }

    [SkippableFact]
    public void Damaged_official_rules_load_or_are_reported()
    {
        var mutators = Directory.GetFiles(Path.Combine(Corpus.Required(), "rules", "falco-5.1.0"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => new RulesMutator(File.ReadAllText(file))).ToArray();
        FuzzRun.Run(cases: 150, random => Load(random.Pick(mutators).Next(random)));
    }

    private static void Load(string content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var loader = new RuleLoader();
        var report = loader.Add("fuzz.yaml", content);
        Assert.NotEmpty(report.ToString());
        Assert.All(report.Problems, problem =>
        {
            Assert.True(problem.Line >= 1 && problem.Column >= 1, problem.ToString());
            Assert.NotEmpty(problem.Message);
        });
        if (report.Successful)
        {
            loader.Build();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocated);
    }
}
