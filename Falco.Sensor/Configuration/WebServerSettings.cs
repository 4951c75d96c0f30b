using System.Net;

namespace Falco.Sensor.Configuration;

/// <summary>The web server: health, versions and metrics (webserver).</summary>
internal sealed record WebServerSettings
{
    public bool Enabled { get; init; }

    /// <summary>How many requests are answered at a time; 0 for the number of processors.</summary>
    public int Threads { get; init; }

    public int Port { get; init; } = 8765;

    public string Address { get; init; } = "0.0.0.0";

    /// <summary>The path that answers when the program is well.</summary>
    public string HealthPath { get; init; } = "/healthz";

    /// <summary>Whether /metrics answers; metrics.enabled has to be on too.</summary>
    public bool PrometheusMetrics { get; init; }

    public bool Tls { get; init; }

    /// <exception cref="ConfigurationException">The address is none.</exception>
    public static WebServerSettings Read(ConfigNode root, string file)
    {
        var address = ConfigValue.Text(root, "webserver.listen_address", "0.0.0.0");
        if (!IPAddress.TryParse(address.Trim(), out _))
        {
            throw new ConfigurationException(
                $"Error reading config file ({file}): webserver listen address \"{address}\" is not a valid IP address");
        }

        var port = ConfigValue.Number(root, "webserver.listen_port", 8765);
        return new WebServerSettings
        {
            Enabled = ConfigValue.Flag(root, "webserver.enabled", false),
            Threads = (int)Math.Clamp(ConfigValue.Number(root, "webserver.threadiness", 0), 0, 1024),
            Port = port is >= 0 and <= ushort.MaxValue
                ? (int)port
                : throw new ConfigurationException($"Error reading config file ({file}): webserver listen port {port} is not between 0 and 65535"),
            Address = address.Trim(),
            HealthPath = ConfigValue.Text(root, "webserver.k8s_healthz_endpoint", "/healthz"),
            PrometheusMetrics = ConfigValue.Flag(root, "webserver.prometheus_metrics_enabled", false),
            Tls = ConfigValue.Flag(root, "webserver.ssl_enabled", false),
        };
    }
}
