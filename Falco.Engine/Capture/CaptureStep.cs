namespace Falco.Engine.Capture;

/// <summary>What <see cref="CaptureReader.Read"/> has come upon.</summary>
public enum CaptureStep
{
    /// <summary>The end of the capture.</summary>
    End,

    /// <summary>An event: see <see cref="CaptureReader.Current"/>.</summary>
    Event,

    /// <summary>Something about the machine or the recording: see <see cref="CaptureReader.Metadata"/>.</summary>
    Metadata,
}
