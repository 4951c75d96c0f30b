namespace Falco.Sensor.Configuration;

/// <summary>Captures that rules start (capture).</summary>
internal sealed record CaptureSettings
{
    /// <summary>Whether there are any (capture.enabled).</summary>
    public bool Enabled { get; init; }

    /// <summary>How the names of their files begin, folder included (capture.path_prefix).</summary>
    public string PathPrefix { get; init; } = "/tmp/falco";

    /// <summary>Whether every rule starts one, or only those with <c>capture: true</c> (capture.mode).</summary>
    public bool AllRules { get; init; }

    /// <summary>How long one lasts whose rule does not say it, in nanoseconds (capture.default_duration, in milliseconds).</summary>
    public ulong Duration { get; init; } = 5_000_000_000;

    /// <summary>How many MiB a file may have; 0 for as many as it takes (capture.max_file_size_mb).</summary>
    public long MaxMegabytes { get; init; }

    /// <exception cref="ConfigurationException">There is no such mode, or a number is none that can be used.</exception>
    public static CaptureSettings Read(ConfigNode root, string name)
    {
        var mode = ConfigValue.Text(root, "capture.mode", "rules");
        return new CaptureSettings
        {
            Enabled = ConfigValue.Flag(root, "capture.enabled", false),
            PathPrefix = ConfigValue.Text(root, "capture.path_prefix", "/tmp/falco"),
            AllRules = mode switch
            {
                "rules" => false,
                "all_rules" => true,
                _ => throw new ConfigurationException($"Error reading config file ({name}): capture.mode '{mode}' is not a valid mode."),
            },
            Duration = Number(root, name, "default_duration", 5000, uint.MaxValue) * 1_000_000,
            MaxMegabytes = (long)Number(root, name, "max_file_size_mb", 0, 1 << 20),
        };
    }

    private static ulong Number(ConfigNode root, string name, string key, ulong otherwise, ulong most)
        => ConfigValue.Number(root, $"capture.{key}", otherwise) is >= 0 and var number && number <= most
            ? (ulong)number
            : throw new ConfigurationException($"Error reading config file ({name}): capture.{key} is a number from 0 to {most}.");
}
