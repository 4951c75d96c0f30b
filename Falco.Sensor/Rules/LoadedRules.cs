using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Rules;

/// <summary>The rules that a run is to use: those of the command line, else those of the configuration.</summary>
/// <param name="Loader">What has loaded them.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Files">The files that they are from, in load order.</param>
/// <param name="Folders">The folders whose files are among these.</param>
internal sealed record LoadedRules(
    RuleLoader Loader, RuleSet Rules, IReadOnlyList<string> Files, IReadOnlyList<string> Folders)
{
    /// <exception cref="ConfigurationException">A file cannot be read or has an error; the message is Falco's report of it.</exception>
    public static LoadedRules Load(FalcoConfiguration configuration, IReadOnlyList<string> paths)
    {
        paths = paths.Count > 0 ? paths : configuration.RulesFiles;
        if (paths.Count == 0)
        {
            throw new ConfigurationException(
                "You must specify at least one rules file/directory via -r or a rules_file entry in falco.yaml");
        }

        Log.Debug("Configured rules filenames:");
        foreach (var path in paths)
        {
            Log.Debug($"   {path}");
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

        if (loader.Reports.FirstOrDefault(report => !report.Successful) is { } failed)
        {
            throw new ConfigurationException(failed.ToString());
        }

        foreach (var selection in configuration.RuleSelections)
        {
            Tell(selection);
        }

        return new LoadedRules(loader, loader.Build(), files, [.. paths.Where(Directory.Exists)]);
    }

    private static void Tell(RuleLoadReport report)
    {
        switch (report.SchemaWarnings)
        {
            case null:
                Log.Warning($"   {report.Name} | schema validation: none");
                break;
            case { Count: 0 }:
                Log.Info($"   {report.Name} | schema validation: ok");
                break;
            case { } warnings:
                Log.Warning($"   {report.Name} | schema validation: {warnings[0]}");
                break;
        }

        if (report.Successful && report.Warnings.Any())
        {
            Log.Warning(report.ToString());
        }
    }

    private static void Tell(RuleSelection selection)
    {
        var what = selection.Enable ? "Enabling" : "Disabling";
        if (selection.Rule.Length > 0)
        {
            Log.Info($"{what} rules with name: {selection.Rule}");
        }

        if (selection.Tag.Length > 0)
        {
            Log.Info($"{what} rules with tag: {selection.Tag}");
        }
    }
}
