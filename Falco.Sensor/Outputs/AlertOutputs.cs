using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Outputs;

/// <summary>All outputs that the configuration turns on; counts what goes out.</summary>
internal sealed class AlertOutputs : IAlertSink, IDisposable
{
    private readonly List<AlertWriter> _writers = [];

    /// <exception cref="IOException">A file cannot be made: better now than at the first alert.</exception>
    public AlertOutputs(FalcoConfiguration configuration)
    {
        var flushEach = !configuration.BufferedOutputs;
        if (configuration.StandardOutput)
        {
            _writers.Add(AlertWriter.ToStandardOutput(configuration.Format, flushEach));
        }

        if (configuration.OutputFile is { } file)
        {
            if (!File.Exists(file))
            {
                DescriptorStream.Append(file).Dispose();
            }

            _writers.Add(AlertWriter.ToFile(file, configuration.Format, configuration.KeepOutputFileOpen, flushEach));
        }

        Broken = Task.WhenAny(_writers.Select(writer => writer.Broken));
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
        if (!configuration.StandardOutput && configuration.OutputFile is null)
        {
            throw new ConfigurationException("No output configured, please make sure at least one output is configured and enabled.");
        }
    }

    public void Write(Alert alert)
    {
        Counts.Add(alert);
        foreach (var writer in _writers)
        {
            writer.Write(alert);
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose() => _writers.ForEach(writer => writer.Dispose());
}
