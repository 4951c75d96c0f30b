using Falco.Engine.Capture;
using Falco.Engine.Events;

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
    /// <param name="rules">The rules that made an alert of it.</param>
    void See(EventView e, IReadOnlyList<string> rules);

    /// <summary>There will be nothing more.</summary>
    void End();
}
