using Falco.Engine.Output;

namespace Falco.Actors.Alerts;

/// <summary>Where alerts go in the end. Called from one actor at a time.</summary>
public interface IAlertSink
{
    /// <summary>Gets ready before the first alert, which may be long in coming.</summary>
    void Begin()
    {
    }

    /// <summary>Takes an alert. It may come again with the same id.</summary>
    void Write(AlertId id, Alert alert);

    /// <summary>Returns when everything that was taken is where a kill of the program cannot lose it.</summary>
    /// <exception cref="IOException">It cannot be brought there. What was taken since the last time may come again.</exception>
    void Flush()
    {
    }
}
