using Falco.Engine.Capture;

namespace Falco.Actors.Ingest;

/// <summary>What came of a source that has ended.</summary>
/// <param name="EventCount">How many events it had, those that nobody wanted included.</param>
/// <param name="Error">Why it ended early; null where it did not.</param>
/// <param name="Restores">How often a tree got its state back.</param>
/// <param name="Loss">Events that no rule has seen.</param>
public sealed record IngestResult(ulong EventCount, CaptureException? Error, long Restores, Loss Loss);
