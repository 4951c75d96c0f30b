using Falco.Actors.Alerts;
using Falco.Engine.Output;

namespace Falco.Sensor.Outputs;

/// <summary>Counts alerts on their way to an output: of several one does it for all.</summary>
internal sealed class CountedSink(IAlertSink sink, AlertCounts counts) : IAlertSink, IDisposable
{
    public void Write(AlertId id, Alert alert)
    {
        sink.Write(id, alert);
        counts.Add(alert);
    }

    public void Flush() => sink.Flush();

    public void Dispose() => (sink as IDisposable)?.Dispose();
}
