using BenchmarkDotNet.Attributes;
using Falco.Engine.Rules;

namespace Falco.Bench;

/// <summary>Loading and compiling rules.</summary>
[MemoryDiagnoser]
public class LoadBenchmarks
{
    /// <summary>The rules that the project ships.</summary>
    [Benchmark(Baseline = true)]
    public RuleSet DefaultRules() => Samples.LoadRules([Samples.DefaultRules]);

    /// <summary>The three official files, where a corpus is at hand; else the default rules again.</summary>
    [Benchmark]
    public RuleSet OfficialRules() => Samples.LoadRules(Samples.OfficialRules.Length > 0 ? Samples.OfficialRules : [Samples.DefaultRules]);

    /// <summary>A file of a thousand rules, with lists, macros of macros and exceptions: it must be ready in under a second.</summary>
    [Benchmark]
    public RuleSet ThousandRules()
    {
        var loader = new RuleLoader();
        return loader.Add("thousand.yaml", ThousandRulesFile.Content).Successful
            ? loader.Build()
            : throw new InvalidOperationException(loader.Reports[0].ToString());
    }
}
