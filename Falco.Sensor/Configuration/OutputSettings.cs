namespace Falco.Sensor.Configuration;

/// <summary>Where alerts go.</summary>
internal sealed record OutputSettings
{
    /// <summary>Standard output (stdout_output.enabled).</summary>
    public bool StandardOutput { get; init; }

    /// <summary>The system log (syslog_output.enabled).</summary>
    public bool SystemLog { get; init; }

    /// <summary>Appended to this file (file_output.filename), null where that is off.</summary>
    public string? File { get; init; }

    /// <summary>Whether the file is opened once instead of for every alert (file_output.keep_alive).</summary>
    public bool KeepFileOpen { get; init; }

    /// <summary>Whether alerts may wait a moment in a buffer before they are written (buffered_outputs).</summary>
    public bool Buffered { get; init; }

    /// <summary>A Seq server (seq_output); null where that is off.</summary>
    public SeqSettings? Seq { get; init; }

    /// <summary>How many alerts wait for an output (outputs_queue.capacity); 0 for no number of the user's.</summary>
    public int QueueCapacity { get; init; }

    /// <summary>Outputs that are turned on and that this program does not have yet.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether alerts go anywhere.</summary>
    public bool HasOutput => StandardOutput || SystemLog || File is not null || Seq is not null || Missing.Count > 0;

    /// <exception cref="ConfigurationException">An output is turned on without what it needs.</exception>
    public static OutputSettings Read(ConfigNode root, string file)
    {
        var missing = new List<string>();
        Demand(root, file, "program_output", "program", "program output enabled but no program in configuration block", missing);
        Demand(root, file, "http_output", "url", "http output enabled but no url in configuration block", missing);
        return new OutputSettings
        {
            StandardOutput = ConfigValue.Flag(root, "stdout_output.enabled", false),
            SystemLog = ConfigValue.Flag(root, "syslog_output.enabled", false),
            File = ReadFile(root, file),
            KeepFileOpen = ConfigValue.Flag(root, "file_output.keep_alive", false),
            Buffered = ConfigValue.Flag(root, "buffered_outputs", false),
            Seq = SeqSettings.Read(root, file),
            QueueCapacity = (int)Math.Clamp(ConfigValue.Number(root, "outputs_queue.capacity", 0), 0, int.MaxValue),
            Missing = missing,
        };
    }

    private static string? ReadFile(ConfigNode root, string file)
    {
        if (!ConfigValue.Flag(root, "file_output.enabled", false))
        {
            return null;
        }

        var name = ConfigValue.Text(root, "file_output.filename");
        return name.Length > 0
            ? name
            : throw new ConfigurationException($"Error reading config file ({file}): file output enabled but no filename in configuration block");
    }

    private static void Demand(ConfigNode root, string file, string section, string key, string otherwise, List<string> missing)
    {
        if (!ConfigValue.Flag(root, $"{section}.enabled", false))
        {
            return;
        }

        if (ConfigValue.Text(root, $"{section}.{key}").Length == 0)
        {
            throw new ConfigurationException($"Error reading config file ({file}): {otherwise}");
        }

        missing.Add(section);
    }
}
