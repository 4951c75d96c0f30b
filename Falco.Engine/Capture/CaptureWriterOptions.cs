namespace Falco.Engine.Capture;

/// <summary>How a capture is written.</summary>
public sealed record CaptureWriterOptions
{
    /// <summary>Whether the file is compressed with gzip; null goes by its name, which ends in <c>.gz</c> then.</summary>
    public bool? Compress { get; init; }

    /// <summary>
    /// How many bytes the file has at most. What would make it larger is not written, and nothing after that: it still ends with a whole
    /// block. Of a stream that cannot tell its position the uncompressed bytes count.
    /// </summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>
    /// Whether the file must not be there yet: nothing that somebody else has put under its name, a link to a file of theirs above all, is
    /// written into.
    /// </summary>
    public bool MustBeNew { get; init; }
}
