using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Rules;

/// <summary>Loads the rules that a run is to use: those of the command line, else those of the configuration, else those that come along.</summary>
internal static class LoadedRules
{
    /// <exception cref="ConfigurationException">A file cannot be read or has an error; the message is Falco's report of it.</exception>
    public static RuleSet Load(FalcoConfiguration configuration, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            paths = configuration.RulesFiles.Count > 0 ? configuration.RulesFiles : [RulePaths.Default];
        }

        var loader = new RuleLoader(configuration.LoaderOptions);
        var files = RulePaths.Expand(paths);
        RulePaths.Check(files);
        loader.Load(files);
        Log.Info("Loading rules from:");
        foreach (var report in loader.Reports)
        {
            Tell(report);
        }

        // A file that needs what is not there has other errors for it as well: the cause comes first.
        if (loader.MissingPlugins() is { } missing)
        {
            throw new ConfigurationException(missing);
        }

        return loader.Reports.FirstOrDefault(report => !report.Successful) is { } failed
            ? throw new ConfigurationException(failed.ToString())
            : loader.Build();
    }

    private static void Tell(RuleLoadReport report)
    {
        switch (report.SchemaWarnings)
        {
            case null:
                Log.Info($"   {report.Name} | schema validation: none");
                break;
            case { Count: 0 }:
                Log.Info($"   {report.Name} | schema validation: ok");
                break;
            case { } warnings:
                Log.Warning($"   {report.Name} | schema validation: failed for {warnings[0]}");
                break;
        }

        if (report.Successful && report.Warnings.Any())
        {
            Log.Warning(report.ToString());
        }
    }
}
