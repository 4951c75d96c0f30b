using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;

namespace Falco.Actors.Alerts;

/// <summary>
/// Follows a run: sees everything that its source gave, in order, each event once all rules have seen it and after its alerts were printed.
/// Called from one actor at a time; it reports its own errors and throws none.
/// </summary>
public interface IEventFollower
{
    /// <summary>Takes note of what is known of the machine beside its events.</summary>
    void See(CaptureMetadata metadata);

    /// <summary>Takes note of an event, which is gone after the call.</summary>
    /// <param name="e">The event.</param>
    /// <param name="alerts">The alerts that it raised, in the order of their rules.</param>
    void See(EventView e, IReadOnlyList<Alert> alerts);

    /// <summary>There will be nothing more.</summary>
    void End();
}
