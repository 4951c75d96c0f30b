using Falco.Actors.Alerts;
using Falco.Engine.Output;

namespace Falco.Sensor.Outputs;

/// <summary>Alerts through a writer, which takes them again after an error when it is opened anew. Written means that the system has them.</summary>
internal sealed class WriterSink : IAlertSink
{
    private readonly AlertWriter _writer;

    public WriterSink(AlertWriter writer)
    {
        _writer = writer;
        writer.Recover();
    }

    public void Write(AlertId id, Alert alert) => _writer.Write(alert, id.Machine);

    public void Flush() => _writer.Send();
}
