using Falco.Engine.Rules;
using Falco.Engine.Rules.Testing;
using Falco.Sensor.Configuration;
using Falco.Sensor.Rules;

namespace Falco.Sensor.Commands;

/// <summary><c>falco test FILE...</c>: tests that people keep beside their rules.</summary>
internal static class TestCommand
{
    /// <returns>0 if all tests passed, else 1.</returns>
    /// <exception cref="ConfigurationException">The rules cannot be loaded.</exception>
    /// <exception cref="RuleTestException">A file of tests has a mistake.</exception>
    public static int Run(IReadOnlyList<string> paths, IReadOnlyList<string> rules, string? configurationFile)
    {
        // All files are read before any test runs: a mistake in the last one should not wait for the others.
        var files = paths.Select(RuleTestFile.Read).ToList();
        int passed = 0, failed = 0;
        foreach (var file in files)
        {
            var directory = Path.GetDirectoryName(Path.GetFullPath(file.Path))!;
            var set = RulesOf(file, directory, rules, configurationFile);
            foreach (var test in file.Tests)
            {
                var result = RuleTestRun.Run(test, set, directory);
                Console.Out.WriteLine($"{(result.Passed ? "ok    " : "FAILED")} {test.Name}");
                foreach (var failure in result.Failures)
                {
                    Console.Out.WriteLine($"       {file.Path}:{test.Line}: {failure}");
                }

                _ = result.Passed ? passed++ : failed++;
            }
        }

        Console.Out.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static RuleSet RulesOf(RuleTestFile file, string directory, IReadOnlyList<string> rules, string? configurationFile)
        => ExaminedRules.Load(rules.Count > 0 ? rules : [.. file.Rules.Select(path => Path.Combine(directory, path))], configurationFile).Build();
}
