using System.Diagnostics;
using System.Globalization;
using Falco.Actors.Hosting;
using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Running;

/// <summary>Replays a capture.</summary>
internal sealed class ReplayRun(FalcoConfiguration configuration, RuleSet rules, AlertOutputs outputs, DropMonitor drops, RunOptions options) : IEventRun
{
    /// <summary>Names a file with settings of the pipeline.</summary>
    public const string HoconVariable = "FALCO_HOCON";

    /// <summary>How long what was read may take on its way to the outputs when the run is told to end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ReplayClock _clock = new(options.Duration, drops);
    private CaptureReader? _capture;

    /// <exception cref="ConfigurationException">Something of the pipeline's settings cannot be used.</exception>
    /// <exception cref="CaptureException">There is no such capture, or it is none.</exception>
    public async Task<Exception?> Run(Task ended)
    {
        var watch = Stopwatch.StartNew();
        var pipeline = Start();
        Log.Info($"Replaying events from the capture file: {configuration.CaptureFile}");
        // A named pipe that nobody writes to takes for ever to open.
        var replay = Task.Run(() => pipeline.Replay(Open));
        await Task.WhenAny(replay, ended).ConfigureAwait(false);
        if (!replay.IsCompleted)
        {
            // Alerts of what was read so far still go out. A capture that is a pipe may have nothing to read for ever.
            _capture?.Stop();
            await Task.WhenAny(replay, Task.Delay(outputs.Broken.IsCompleted ? TimeSpan.Zero : Grace)).ConfigureAwait(false);
        }

        var disposed = pipeline.DisposeAsync().AsTask();
        if (!replay.IsCompleted)
        {
            await Task.WhenAny(disposed, Task.Delay(Grace)).ConfigureAwait(false);
            return null;
        }

        await disposed.ConfigureAwait(false);
        var result = await replay.ConfigureAwait(false);
        Tell(result, watch.Elapsed);
        return (Exception?)result.Error ?? _clock.Error;
    }

    private CaptureReader Open(EventTypeSet wanted)
    {
        var capture = _capture = CaptureReader.Open(configuration.CaptureFile, wanted);
        // The clock costs a call for each event, which a replay without either need not pay.
        if (options.Duration > TimeSpan.Zero || configuration.Drops.Simulate)
        {
            capture.Clock = _clock;
        }

        return capture;
    }

    private Pipeline Start()
    {
        var hocon = Environment.GetEnvironmentVariable(HoconVariable);
        try
        {
            return Pipeline.Start(new PipelineOptions
            {
                Rules = rules,
                Format = configuration.Format,
                Sink = outputs,
                Machine = configuration.Format.HostName,
                HoconFile = string.IsNullOrEmpty(hocon) ? null : hocon,
            });
        }
        catch (HoconException e)
        {
            throw new ConfigurationException($"{e.Message} (the file that {HoconVariable} names)");
        }
    }

    private void Tell(IngestResult result, TimeSpan elapsed)
    {
        if (options.Verbose)
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Elapsed time: {elapsed.TotalSeconds:F3}, Captured Events: {result.EventCount}, {result.EventCount / elapsed.TotalSeconds:F2} eps"));
        }

        var loss = result.Loss;
        if (loss.TreeUnavailable > 0 || loss.Recorder > 0 || loss.CrossingsExpired > 0)
        {
            Log.Warning(
                $"Events were lost: {loss.TreeUnavailable} as their process tree failed on them; the recorder said {loss.Recorder} times that it "
                + $"dropped some; {loss.CrossingsExpired} processes changed trees without their state.");
        }
    }
}
