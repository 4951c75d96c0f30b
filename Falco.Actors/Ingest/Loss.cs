namespace Falco.Actors.Ingest;

/// <summary>Events that no rule has seen, by cause.</summary>
/// <param name="TreeUnavailable">Their tree failed on them time and again.</param>
/// <param name="Recorder">Times that the recorder said it dropped some; how many is not known.</param>
/// <param name="CrossingsExpired">Processes that entered a tree without their state, as it did not come in time. Their events are not lost.</param>
public sealed record Loss(long TreeUnavailable, long Recorder, long CrossingsExpired);
