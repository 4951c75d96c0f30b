using System.Buffers;
using System.Text;
using System.Text.Json;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Rules;

namespace Falco.Sensor.Commands;

/// <summary><c>-V</c>: says of rules files whether they are valid, as text or, with json_output, as one JSON object.</summary>
internal static class ValidateRulesCommand
{
    /// <exception cref="ConfigurationException">A file is not valid.</exception>
    public static int Run(FalcoConfiguration configuration, IReadOnlyList<string> files)
    {
        var loader = new RuleLoader(configuration.LoaderOptions);
        Log.Info("Validating rules file(s):");
        foreach (var file in files)
        {
            Log.Info($"   {file}");
        }

        RulePaths.Check(files);
        loader.Load(files);
        if (loader.MissingPlugins() is { } missing)
        {
            throw new ConfigurationException(missing);
        }

        var summary = new StringBuilder();
        foreach (var report in loader.Reports)
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

        Console.Out.WriteLine(configuration.Format.Json ? Json(loader.Reports) : summary.ToString());
        return loader.Successful ? 0 : throw new ConfigurationException(summary.ToString());
    }

    private static string Json(IReadOnlyList<RuleLoadReport> reports)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("falco_load_results");
            foreach (var report in reports)
            {
                report.WriteJson(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
