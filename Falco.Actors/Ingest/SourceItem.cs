using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Actors.Ingest;

/// <summary>What a source of events gives, in order.</summary>
internal abstract record SourceItem;

/// <summary>Events. Whoever takes them disposes the batch.</summary>
/// <param name="Batch">The events.</param>
/// <param name="FirstTimestamp">When the recording's first event happened; 0 where that is not known.</param>
internal sealed record SourceEvents(EventBatch Batch, ulong FirstTimestamp) : SourceItem
{
    /// <summary>Whether there were no more events when these were read: nothing is gained by waiting for others to go with them.</summary>
    public bool IsAll { get; init; }
}

/// <summary>Something about the machine beside its events.</summary>
internal sealed record SourceMetadata(CaptureMetadata Metadata) : SourceItem;

/// <summary>There will be no more.</summary>
/// <param name="EventCount">How many events there were, those that nobody wanted included.</param>
/// <param name="Error">Why the source ended early; null where it did not.</param>
internal sealed record SourceEnd(ulong EventCount, CaptureException? Error) : SourceItem;
