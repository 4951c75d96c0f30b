using System.Buffers;
using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Outputs;

/// <summary>All outputs that the configuration turns on; counts what goes out.</summary>
internal sealed class AlertOutputs : IAlertSink, IDisposable
{
    private readonly List<AlertWriter> _writers = [];
    private readonly AlertFormat _format;
    private readonly bool _toSystemLog;

    /// <exception cref="IOException">A file cannot be written: better now than at the first alert.</exception>
    public AlertOutputs(OutputSettings settings, AlertFormat format)
    {
        _format = format;
        _toSystemLog = settings.SystemLog;
        if (settings.StandardOutput)
        {
            _writers.Add(AlertWriter.ToStandardOutput(format, flushEach: !settings.Buffered));
        }

        if (settings.File is { } file)
        {
            DescriptorStream.Append(file).Dispose();
            _writers.Add(AlertWriter.ToFile(file, format, settings.KeepFileOpen, flushEach: !settings.Buffered));
        }

        foreach (var output in settings.Missing)
        {
            Log.Warning($"{output} is not there yet: alerts do not go there");
        }

        Broken = _writers.Count > 0 ? Task.WhenAny(_writers.Select(writer => writer.Broken)) : new TaskCompletionSource().Task;
    }

    /// <summary>How many alerts there were.</summary>
    public AlertCounts Counts { get; } = new();

    /// <summary>Ends when an output breaks, and else never.</summary>
    public Task Broken { get; }

    /// <summary>What is wrong with an output; null where nothing is.</summary>
    public IOException? Error => _writers.Find(writer => writer.Error is not null)?.Error;

    /// <summary>Refuses a configuration without outputs.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static void Check(FalcoConfiguration configuration)
    {
        if (!configuration.Outputs.HasOutput)
        {
            throw new ConfigurationException("No output configured, please make sure at least one output is configured and enabled.");
        }
    }

    public void Write(AlertId id, Alert alert)
    {
        Counts.Add(alert);
        foreach (var writer in _writers)
        {
            writer.Write(alert);
        }

        if (_toSystemLog)
        {
            var line = new ArrayBufferWriter<byte>();
            _format.Write(line, alert);
            SystemLog.Write(alert.Priority, line.WrittenSpan.TrimEnd((byte)'\n'));
        }
    }

    /// <summary>Writes an alert of the program about itself, which does not count.</summary>
    public void Write(InternalAlert alert)
    {
        var line = alert.Line(_format);
        foreach (var writer in _writers)
        {
            writer.Write(line);
        }

        if (_toSystemLog)
        {
            SystemLog.Write(alert.Priority, line.AsSpan().TrimEnd((byte)'\n'));
        }
    }

    /// <summary>Opens files anew, as after they were moved away.</summary>
    public void Reopen() => _writers.ForEach(writer => writer.Reopen());

    /// <summary>Writes what is left.</summary>
    public void Dispose() => _writers.ForEach(writer => writer.Dispose());
}
