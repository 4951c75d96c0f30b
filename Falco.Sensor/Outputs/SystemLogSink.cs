using System.Buffers;
using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Outputs;

/// <summary>Alerts to the system's log, which says nothing of what becomes of them.</summary>
internal sealed class SystemLogSink(AlertFormat format) : IAlertSink
{
    private readonly ArrayBufferWriter<byte> _line = new();

    public void Write(AlertId id, Alert alert)
    {
        _line.ResetWrittenCount();
        format.Write(_line, alert, id.Machine);
        SystemLog.Write(alert.Priority, _line.WrittenSpan.TrimEnd((byte)'\n'));
    }
}
