using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Plugins;

namespace Falco.Sensor.Running;

/// <summary>Says which settings ask for something that this program does not do yet: better told than missed.</summary>
internal static class NotThereYet
{
    public static void Warn(FalcoConfiguration configuration)
    {
        foreach (var output in configuration.Outputs.Missing)
        {
            Tell(output, "no alerts go there");
        }

        Tell(configuration, "buffer_format_base64", "buffers are printed as text");
        if (configuration.Metrics is { Enabled: true, AsAlerts: true })
        {
            Tell("metrics.output_rule", "metrics are at the web server alone");
        }

        if (configuration.Metrics is { Enabled: true, File.Length: > 0 })
        {
            Tell("metrics.output_file", "metrics are at the web server alone");
        }

        if (configuration.WebServer is { Enabled: true, Tls: true })
        {
            Tell("webserver.ssl_enabled", "the web server does not start");
        }

        if (BuiltInPlugin.HasAudit(configuration.Plugins))
        {
            Tell("k8saudit", "rules of source k8s_audit are loaded and checked, but no audit events come in");
        }

        if (ConfigPath.Find(configuration.Settings, "static_fields") is { Members.Count: > 0 })
        {
            Tell("static_fields", "there are no fields static.*");
        }
    }

    private static void Tell(FalcoConfiguration configuration, string flag, string consequence)
    {
        if (ConfigValue.Flag(configuration.Settings, flag, false))
        {
            Tell(flag, consequence);
        }
    }

    private static void Tell(string setting, string consequence) => Log.Warning($"{setting} is not supported yet: {consequence}");
}
