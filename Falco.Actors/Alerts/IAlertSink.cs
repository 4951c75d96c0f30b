using Falco.Engine.Output;

namespace Falco.Actors.Alerts;

/// <summary>Where alerts go in the end. Called from one actor at a time; it reports its own errors and throws none.</summary>
public interface IAlertSink
{
    /// <summary>Takes an alert.</summary>
    void Write(Alert alert);
}
