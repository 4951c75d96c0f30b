using System.Text;
using System.Text.Json;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;
using Falco.Sensor.Rules;

namespace Falco.Sensor.Commands;

/// <summary>
/// <c>-V</c>: says of rules files whether they are valid, as text or, with json_output, as one JSON object. Every file is read together
/// with those before it, whatever they were like.
/// </summary>
internal static class ValidateRulesCommand
{
    /// <summary>Checks the files; valid ones are described where <paramref name="describes"/> says so, or the one rule named.</summary>
    /// <exception cref="ConfigurationException">A file is not valid.</exception>
    public static int Run(FalcoConfiguration configuration, IReadOnlyList<string> files, bool describes, string? described)
    {
        var loader = new RuleLoader(configuration.LoaderOptions);
        RulePaths.Check(files);
        Log.Info("Validating rules file(s):");
        foreach (var file in files)
        {
            Log.Info($"   {file}");
        }

        foreach (var file in files)
        {
            loader.Load([file]);
            if (loader.MissingPlugins() is { } missing)
            {
                throw new ConfigurationException(missing);
            }
        }

        var summary = Summarize(loader.Reports);
        describes &= loader.Successful;
        if (configuration.Format.Json)
        {
            Console.Out.WriteLine(JsonText.Line(writer => WriteJson(writer, loader, describes, described)));
        }
        else
        {
            Console.Out.WriteLine(summary);
            if (describes)
            {
                Console.Out.WriteLine();
                DescribeRulesCommand.WriteText(loader, described);
            }
        }

        return loader.Successful ? 0 : throw new ConfigurationException(summary);
    }

    /// <summary>The reports; of files with nothing but warnings a line, and the warnings are logged.</summary>
    private static string Summarize(IReadOnlyList<RuleLoadReport> reports)
    {
        var summary = new StringBuilder();
        foreach (var report in reports)
        {
            summary.Append(summary.Length > 0 ? "\n" : "");
            if (report.Successful && report.Warnings.Any())
            {
                summary.Append(report.Name).Append(": Ok, with warnings");
                Log.Warning(report.ToString());
            }
            else
            {
                summary.Append(report);
            }
        }

        return summary.ToString();
    }

    private static void WriteJson(Utf8JsonWriter writer, RuleLoader loader, bool describes, string? described)
    {
        writer.WriteStartObject();
        if (describes)
        {
            writer.WritePropertyName("falco_describe_results");
            DescribeRulesCommand.Write(writer, loader, described);
        }

        writer.WriteStartArray("falco_load_results");
        foreach (var report in loader.Reports)
        {
            report.WriteJson(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
