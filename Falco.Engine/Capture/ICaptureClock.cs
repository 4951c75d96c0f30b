namespace Falco.Engine.Capture;

/// <summary>Sees the time of each event of a capture as it is numbered, wanted or not, and may end the capture.</summary>
public interface ICaptureClock
{
    /// <summary>Takes note of an event.</summary>
    /// <param name="timestamp">When it happened: nanoseconds since the Unix epoch.</param>
    /// <returns>False where the capture is to end before it.</returns>
    bool Pass(ulong timestamp);
}
