using System.Buffers;
using Falco.Actors.Alerts;
using Falco.Actors.Alerts.Outputs;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using OutputSettings = Falco.Sensor.Configuration.OutputSettings;

namespace Falco.Sensor.Outputs;

/// <summary>All outputs that the configuration turns on; counts what goes out.</summary>
internal sealed class AlertOutputs : IAlertSink, IDisposable
{
    private readonly List<AlertWriter> _writers = [];
    private readonly AlertFormat _format;
    private readonly bool _toSystemLog;
    private readonly AlertWriter? _standardOutput;
    private readonly RetriedSink? _seq;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSupervised;

    /// <exception cref="IOException">A file cannot be written: better now than at the first alert.</exception>
    public AlertOutputs(OutputSettings settings, AlertFormat format)
    {
        var supervised = new List<AlertOutput>();
        _format = format;
        _toSystemLog = settings.SystemLog;
        if (settings.StandardOutput)
        {
            _standardOutput = AlertWriter.ToStandardOutput(format, flushEach: !settings.Buffered);
            Add("stdout", _standardOutput, supervised);
        }

        if (settings.File is { } file)
        {
            DescriptorStream.Append(file).Dispose();
            Add("file", AlertWriter.ToFile(file, format, settings.KeepFileOpen, flushEach: !settings.Buffered), supervised);
        }

        if (_toSystemLog)
        {
            supervised.Add(new AlertOutput("syslog", () => new SystemLogSink(format)));
        }

        if (settings.Seq is { } seq)
        {
            // Serilog is loaded where it is wanted, and not before.
            static IAlertSink Open(SeqSettings settings) => Seq.SeqSink.Open(settings);
            supervised.Add(new AlertOutput("seq", () => Open(seq)));
            _seq = new RetriedSink("Seq", () => Open(seq));
        }

        foreach (var output in settings.Missing)
        {
            Log.Warning($"{output} is not there yet: alerts do not go there");
        }

        Supervised = [.. supervised.Select((output, i) => output with { Open = () => OpenSupervised(output, isFirst: i == 0) })];
    }

    /// <summary>The outputs one by one, for a pipeline that looks after each of them.</summary>
    public IReadOnlyList<AlertOutput> Supervised { get; }

    /// <summary>How many alerts there were.</summary>
    public AlertCounts Counts { get; } = new();

    /// <summary>Ends when an output breaks that the run cannot go on without, and else never.</summary>
    public Task Broken => _broken.Task;

    /// <summary>What is wrong with such an output; null where nothing is.</summary>
    public IOException? Error => _writers.Find(writer => writer.Error is not null && IsNeeded(writer))?.Error;

    /// <summary>Refuses a configuration without outputs.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static void Check(FalcoConfiguration configuration)
    {
        if (!configuration.Outputs.HasOutput)
        {
            throw new ConfigurationException("No output configured, please make sure at least one output is configured and enabled.");
        }
    }

    public void Begin() => _seq?.Begin();

    public void Write(AlertId id, Alert alert)
    {
        Counts.Add(alert);
        _seq?.Write(id, alert);
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
        if (!_isSupervised)
        {
            _seq?.Write(new AlertId(_format.HostName, 0, alert.Timestamp, alert.Rule), alert.ToAlert());
        }

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
    public void Dispose()
    {
        _writers.ForEach(writer => writer.Dispose());
        _seq?.Dispose();
    }

    private void Add(string name, AlertWriter writer, List<AlertOutput> supervised)
    {
        _writers.Add(writer);
        supervised.Add(new AlertOutput(name, () => new WriterSink(writer)));
        writer.Broken.ContinueWith(
            _ =>
            {
                if (IsNeeded(writer))
                {
                    _broken.TrySetResult();
                }
            },
            TaskScheduler.Default);
    }

    /// <summary>Whether the run ends with a writer: where somebody looks after outputs, only with the one to standard output.</summary>
    private bool IsNeeded(AlertWriter writer) => !_isSupervised || writer == _standardOutput;

    private IAlertSink OpenSupervised(AlertOutput output, bool isFirst)
    {
        _isSupervised = true;
        var sink = output.Open();
        return isFirst ? new CountedSink(sink, Counts) : sink;
    }
}
