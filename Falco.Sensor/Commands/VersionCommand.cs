using System.Globalization;
using System.Text.Json;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Kernel;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Commands;

/// <summary><c>--version</c>, as text or, with json_output, as one JSON object.</summary>
internal static class VersionCommand
{
    public static void Run(FalcoConfiguration configuration)
    {
        if (configuration.Format.Json)
        {
            Console.Out.WriteLine(JsonText.Line(json => Write(json, configuration, KernelStatus.Look())));
            return;
        }

        Console.Out.Write($"""
            Falco version: {Versions.Falco}
            Libs version:  {Versions.Libs}
            Plugin API:    {Versions.PluginApi}
            Engine:        {EngineVersion.Current}
            Driver:
              API version:    {Versions.DriverApi}
              Schema version: {Versions.DriverSchema}
              Default driver: {Versions.DefaultDriver}
            {KernelStatus.Look()}
            """);
    }

    /// <summary>All versions as a JSON object with Falco's keys, sorted; the web server's /versions is the same.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="configuration">Says which plugins there are.</param>
    /// <param name="kernel">Comes after Falco's own keys, where it is asked for.</param>
    public static void Write(Utf8JsonWriter json, FalcoConfiguration configuration, KernelStatus? kernel = null)
    {
        json.WriteStartObject();
        json.WriteString("default_driver_version", Versions.DefaultDriver);
        json.WriteString("driver_api_version", Versions.DriverApi);
        json.WriteString("driver_schema_version", Versions.DriverSchema);
        json.WriteString("engine_version", EngineVersion.Current.Minor.ToString(CultureInfo.InvariantCulture));
        json.WriteString("engine_version_semver", EngineVersion.Current.ToString());
        json.WriteString("falco_version", Versions.Falco);
        json.WriteString("libs_version", Versions.Libs);
        json.WriteString("plugin_api_version", Versions.PluginApi);
        var plugins = configuration.Plugins.Select(Plugins.BuiltInPlugin.Find).OfType<Plugins.BuiltInPlugin>().DistinctBy(p => p.Name).ToList();
        if (plugins.Count > 0)
        {
            json.WriteStartObject("plugin_versions");
            foreach (var plugin in plugins.OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                json.WriteString(plugin.Name, plugin.Version.ToString());
            }

            json.WriteEndObject();
        }

        if (kernel is not null)
        {
            json.WritePropertyName("kernel");
            kernel.Write(json);
        }

        json.WriteEndObject();
    }
}
