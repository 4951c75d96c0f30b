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
}
