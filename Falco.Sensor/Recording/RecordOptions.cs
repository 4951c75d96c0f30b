namespace Falco.Sensor.Recording;

/// <summary>What <c>falco record</c> is to do.</summary>
internal sealed record RecordOptions
{
    /// <summary>The capture to write.</summary>
    public required string Output { get; init; }

    /// <summary>Which events are wanted; null for all.</summary>
    public string? Condition { get; init; }

    /// <summary>The capture that the events come from; null for this machine.</summary>
    public string? Capture { get; init; }

    /// <summary>How long to record; zero for no end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether to compress the capture; null goes by its name.</summary>
    public bool? Compress { get; init; }

    /// <summary>Whether calls that move data are recorded from this machine.</summary>
    public bool WithData { get; init; }

    /// <summary>How large the capture may become.</summary>
    public long MaxBytes { get; init; }

    /// <summary>The configuration, which says how large the rings are; null for the usual one.</summary>
    public string? ConfigurationFile { get; init; }
}
