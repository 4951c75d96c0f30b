using System.Diagnostics;
using System.Globalization;
using Xunit.Sdk;

namespace Falco.Engine.Tests.Fuzzing;

/// <summary>
/// Runs a case for one seed after the other: a fixed number of them, and more for as many seconds as FALCO_FUZZ_SECONDS says, if it is
/// set. A failure names its seed; FALCO_FUZZ_SEED runs that one alone.
/// </summary>
internal static class FuzzRun
{
    /// <summary>No case may take longer, on however slow a machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Run(int cases, Action<Random> check)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("FALCO_FUZZ_SEED"), CultureInfo.InvariantCulture, out var only))
        {
            check(new Random(only));
            return;
        }

        _ = double.TryParse(Environment.GetEnvironmentVariable("FALCO_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds);
        var watch = Stopwatch.StartNew();
        for (var seed = 1; seed <= cases || watch.Elapsed.TotalSeconds < seconds; seed++)
        {
            var before = watch.Elapsed;
            try
            {
                check(new Random(seed));
            }
            catch (Exception e)
            {
                throw new XunitException($"FALCO_FUZZ_SEED={seed}: {e.Message}\n{e}", e);
            }

            if (watch.Elapsed - before > Patience)
            {
                throw new XunitException($"FALCO_FUZZ_SEED={seed}: took {watch.Elapsed - before}");
            }
        }
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;
}
