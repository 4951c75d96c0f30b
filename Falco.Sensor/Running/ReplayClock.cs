using Falco.Engine.Capture;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Running;

/// <summary>Follows the time of a replay's events: ends it after <c>-M</c> seconds of them, and lets the drop monitor see them.</summary>
internal sealed class ReplayClock(TimeSpan duration, DropMonitor drops) : ICaptureClock
{
    private readonly ulong _duration = (ulong)duration.Ticks * 100;
    private ulong _first;

    /// <summary>Why the replay has to end with an error; null where it has not.</summary>
    public ConfigurationException? Error { get; private set; }

    public bool Pass(ulong timestamp)
    {
        if (_first == 0)
        {
            _first = timestamp;
        }
        else if (_duration > 0 && timestamp > _first && timestamp - _first >= _duration)
        {
            return false;
        }

        // A capture does not say what was lost in a second.
        if (drops.Pass(timestamp, drops: 0))
        {
            return true;
        }

        Error = new ConfigurationException("Drop manager internal error");
        return false;
    }
}
