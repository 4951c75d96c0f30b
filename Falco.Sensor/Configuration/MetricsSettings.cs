using System.Globalization;
using System.Text.RegularExpressions;

namespace Falco.Sensor.Configuration;

/// <summary>Counters of the program (metrics).</summary>
internal sealed partial record MetricsSettings
{
    public bool Enabled { get; init; }

    /// <summary>How often snapshots are taken, as given (metrics.interval).</summary>
    public string Interval { get; init; } = "5000";

    /// <summary>Snapshots as alerts (metrics.output_rule).</summary>
    public bool AsAlerts { get; init; }

    /// <summary>Snapshots in a file (metrics.output_file); empty where there is none.</summary>
    public string File { get; init; } = "";

    /// <summary>Alerts by rule (metrics.rules_counters_enabled).</summary>
    public bool RuleCounters { get; init; } = true;

    public static MetricsSettings Read(ConfigNode root) => new()
    {
        Enabled = ConfigValue.Flag(root, "metrics.enabled", false),
        Interval = ConfigValue.Text(root, "metrics.interval", "5000"),
        AsAlerts = ConfigValue.Flag(root, "metrics.output_rule", false),
        File = ConfigValue.Text(root, "metrics.output_file"),
        RuleCounters = ConfigValue.Flag(root, "metrics.rules_counters_enabled", true),
    };

    /// <summary>The interval in milliseconds; null where metrics are off.</summary>
    /// <exception cref="ConfigurationException">It cannot be used, or metrics go nowhere.</exception>
    public long? Check(WebServerSettings webServer)
    {
        if (!Enabled)
        {
            return null;
        }

        var milliseconds = Parse(Interval);
        if (milliseconds < 100)
        {
            throw new ConfigurationException(
                "Metrics interval must have a minimum value of 100ms and reflect a Prometheus compliant time duration format: "
                + "https://prometheus.io/docs/prometheus/latest/querying/basics/#time-durations. ");
        }

        if (Interval.All(char.IsAsciiDigit))
        {
            throw new ConfigurationException("Metrics interval was passed as numeric value without Prometheus time unit. Please specify a time unit");
        }

        return AsAlerts || File.Length > 0 || webServer.PrometheusMetrics
            ? milliseconds
            : throw new ConfigurationException(
                "Metrics are enabled with no output configured. Please enable at least one output channel ('metrics.output_rule', "
                + "'metrics.output_file' or 'webserver.prometheus_metrics_enabled')");
    }

    /// <summary>A duration as Prometheus writes them, largest unit first (<c>1h30m</c>), in milliseconds; a bare number is one; 0 where it is none.</summary>
    internal static long Parse(string interval)
    {
        var text = string.Concat(interval.Where(c => !char.IsWhiteSpace(c)));
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bare))
        {
            return bare;
        }

        var match = Duration().Match(text);
        if (!match.Success)
        {
            return 0;
        }

        long total = 0;
        foreach (var (unit, length) in Units)
        {
            if (match.Groups[unit] is { Success: true, Value: var count }
                && !(long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number < long.MaxValue / 16 / length
                    && (total += number * length) >= 0))
            {
                return 0;
            }
        }

        return total;
    }

    private static readonly (string Name, long Milliseconds)[] Units =
    [
        ("y", 365L * 24 * 60 * 60 * 1000), ("w", 7L * 24 * 60 * 60 * 1000), ("d", 24L * 60 * 60 * 1000), ("h", 60L * 60 * 1000),
        ("m", 60L * 1000), ("s", 1000), ("ms", 1),
    ];

    [GeneratedRegex(@"^(?:(?<y>\d+)y)?(?:(?<w>\d+)w)?(?:(?<d>\d+)d)?(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?(?:(?<s>\d+)s)?(?:(?<ms>\d+)ms)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
