namespace Falco.Sensor.Configuration;

/// <summary>Alerts to a Seq server (seq_output), which Falco does not have.</summary>
internal sealed record SeqSettings
{
    /// <summary>The smallest buffer: what has been sent goes in files of 100 MiB, and the last ones stay.</summary>
    private const int LeastBuffer = 400;

    /// <summary>Where the server is (url).</summary>
    public required string Url { get; init; }

    /// <summary>What the server knows this program by (api_key); empty for nothing.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The folder in which alerts wait for the server (buffer_path).</summary>
    public required string BufferPath { get; init; }

    /// <summary>How many bytes wait there at most (buffer_max_mb).</summary>
    public required long BufferSize { get; init; }

    /// <summary>Reads the settings; null where the output is off.</summary>
    /// <exception cref="ConfigurationException">It is turned on without what it needs.</exception>
    public static SeqSettings? Read(ConfigNode root, string file)
    {
        if (!ConfigValue.Flag(root, "seq_output.enabled", false))
        {
            return null;
        }

        var url = ConfigValue.Text(root, "seq_output.url");
        if (url.Length == 0)
        {
            throw Wrong(file, "seq output enabled but no url in configuration block");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw Wrong(file, $"seq_output.url is {url}, not an address as in https://seq.example.com");
        }

        var buffer = ConfigValue.Text(root, "seq_output.buffer_path", "/var/lib/falco/seq");
        if (buffer.Length == 0)
        {
            throw Wrong(file, "seq output enabled but no buffer_path in configuration block");
        }

        var size = ConfigValue.Number(root, "seq_output.buffer_max_mb", 1024);
        return new SeqSettings
        {
            Url = url,
            ApiKey = ConfigValue.Text(root, "seq_output.api_key"),
            BufferPath = buffer,
            BufferSize = size is >= LeastBuffer and <= 1 << 20
                ? (long)size << 20
                : throw Wrong(file, $"seq_output.buffer_max_mb is from {LeastBuffer} to {1 << 20}"),
        };
    }

    private static ConfigurationException Wrong(string file, string what) => new($"Error reading config file ({file}): {what}");
}
