using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Falco.Sensor.Configuration;
using Falco.Sensor.Kernel;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Commands;

/// <summary><c>--support</c>: what a report needs, as one JSON object.</summary>
internal static class SupportCommand
{
    public static void Run(FalcoConfiguration configuration, IReadOnlyList<string> rulesFiles, IReadOnlyList<string> arguments)
        => Console.Out.WriteLine(JsonText.Line(json =>
        {
            json.WriteStartObject();
            json.WriteString("cmdline", string.Join(' ', arguments.Prepend(Environment.ProcessPath ?? "falco")));
            json.WriteString("config", Dump(configuration.Settings));
            json.WritePropertyName("engine_info");
            VersionCommand.Write(json, configuration);
            json.WriteStartArray("rules_files");
            foreach (var file in rulesFiles)
            {
                json.WriteStartObject();
                json.WriteString("name", file);
                json.WriteStartArray("variants");
                json.WriteStartObject();
                json.WriteString("content", File.ReadAllText(file));
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("system_info");
            json.WriteString("machine", RuntimeInformation.OSArchitecture == Architecture.X64 ? "x86_64" : RuntimeInformation.OSArchitecture.ToString().ToLower(CultureInfo.InvariantCulture));
            json.WriteString("nodename", configuration.Format.HostName);
            json.WriteString("release", ReadKernel("osrelease"));
            json.WriteString("sysname", ReadKernel("ostype"));
            json.WriteString("version", ReadKernel("version"));
            json.WriteEndObject();
            json.WriteString("version", Versions.Falco);
            json.WritePropertyName("kernel");
            KernelStatus.Try().Write(json);
            json.WriteEndObject();
        }));

    private static string Dump(ConfigNode settings) => JsonText.Line(json => Write(json, settings));

    private static void Write(Utf8JsonWriter json, ConfigNode node)
    {
        if (node.IsMap)
        {
            json.WriteStartObject();
            foreach (var (name, value) in node.Members)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            json.WriteEndObject();
        }
        else if (node.IsList)
        {
            json.WriteStartArray();
            foreach (var item in node.Items)
            {
                Write(json, item);
            }

            json.WriteEndArray();
        }
        else if (node.Text is { } text)
        {
            json.WriteStringValue(text);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string ReadKernel(string name) => File.ReadAllText($"/proc/sys/kernel/{name}").Trim();
}
