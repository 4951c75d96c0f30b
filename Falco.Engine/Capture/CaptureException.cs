namespace Falco.Engine.Capture;

/// <summary>
/// A capture cannot be read, or not beyond a certain place, or cannot be written. Events before that place are sound. The message is
/// written for people: file, place, reason.
/// </summary>
public sealed class CaptureException : Exception
{
    internal CaptureException(string path, long offset, string reason, Exception? cause = null)
        : base($"{path}: at byte {offset}: {reason}", cause)
    {
        Path = path;
        Offset = offset;
        Reason = reason;
    }

    internal CaptureException(string path, string reason, Exception? cause = null)
        : base($"{path}: {reason}", cause)
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>The capture file.</summary>
    public string Path { get; }

    /// <summary>Where in the capture, in bytes from its start; of a compressed file, in bytes of its uncompressed content.</summary>
    public long Offset { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
