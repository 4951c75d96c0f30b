using Falco.Engine.Rules;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Rules;

/// <summary>Rules that are looked at one by one: each is matched on its own, whatever rule_matching says.</summary>
internal static class ExaminedRules
{
    /// <summary>Loads rules files, or those of the configuration where none are given.</summary>
    /// <exception cref="ConfigurationException">A file cannot be read or has an error.</exception>
    public static RuleLoader Load(IReadOnlyList<string> paths, string? configurationFile)
    {
        var configuration = FalcoConfiguration.Load(configurationFile ?? FalcoConfiguration.DefaultFile, []);
        var loader = new RuleLoader(configuration.LoaderOptions with { Matching = RuleMatching.All });
        var files = RulePaths.Expand(paths.Count > 0 ? paths : configuration.RulesFiles);
        RulePaths.Check(files);
        loader.Load(files);
        return loader.Reports.FirstOrDefault(report => !report.Successful) is { } failed
            ? throw new ConfigurationException(failed.ToString())
            : loader;
    }
}
