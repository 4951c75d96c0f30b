using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Actors.Ingest;

/// <summary>A machine that is being watched. One thread at a time calls.</summary>
public interface ILiveEvents : IDisposable
{
    /// <summary>How many events were given so far.</summary>
    ulong EventCount { get; }

    /// <summary>
    /// What is known of the machine when the watching begins. Events that happen meanwhile are kept, so that nothing is missed in between.
    /// </summary>
    IEnumerable<CaptureMetadata> Snapshot();

    /// <summary>Appends the events that are there, in order and numbered, until the batch has no room for the next; false where there are none.</summary>
    bool ReadInto(EventBatch batch);

    /// <summary>Waits until there is an event, at most so long.</summary>
    void Wait(TimeSpan atMost);
}
