namespace Falco.Conformance.Tests;

/// <summary>The ways in which a capture can be replayed, by the name that the command line has for them.</summary>
internal static class Replays
{
    public static IReadOnlyDictionary<string, Func<ConformanceCase, IEnumerable<ActualAlert>>> All { get; } =
        new Dictionary<string, Func<ConformanceCase, IEnumerable<ActualAlert>>>
        {
            ["engine"] = EngineReplay.Run,
            ["pipeline"] = PipelineReplay.Run,
            ["program"] = ProgramReplay.Run,
        };

    public static DifferenceReport Compare(ConformanceCase @case, Func<ConformanceCase, IEnumerable<ActualAlert>> replay)
    {
        var report = new DifferenceReport(@case);
        new AlertComparison(@case, report).Run(replay(@case));
        return report;
    }
}
