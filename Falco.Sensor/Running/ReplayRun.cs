using System.Diagnostics;
using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;
using Falco.Sensor.Recording;

namespace Falco.Sensor.Running;

/// <summary>Replays a capture.</summary>
internal sealed class ReplayRun(
    FalcoConfiguration configuration, RuleSet rules, AlertOutputs outputs, RuleCaptures? captures, DropMonitor drops, RunOptions options) : IEventRun
{
    /// <summary>How long what was read may take on its way to the outputs when the run is told to end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ReplayClock _clock = new(options.Duration, drops);
    private CaptureReader? _capture;

    /// <exception cref="ConfigurationException">Something of the pipeline's settings cannot be used.</exception>
    /// <exception cref="CaptureException">There is no such capture, or it is none.</exception>
    public async Task<Exception?> Run(Task ended)
    {
        var watch = Stopwatch.StartNew();
        var pipeline = RunPipeline.Start(configuration, rules, outputs, captures, options.Leave);
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

        // The replay of a pipeline that ends is over as well, but has no result.
        var isCutOff = !replay.IsCompleted;
        var disposed = pipeline.DisposeAsync().AsTask();
        if (isCutOff)
        {
            await Task.WhenAny(disposed, Task.Delay(Grace)).ConfigureAwait(false);
            return null;
        }

        await disposed.ConfigureAwait(false);
        var result = await replay.ConfigureAwait(false);
        RunPipeline.Tell(result, options.Verbose ? watch.Elapsed : null);
        return (Exception?)result.Error ?? _clock.Error;
    }

    private CaptureReader Open(EventTypeSet wanted)
    {
        // A capture that a rule starts has all events, whether or not rules or state have a use for them.
        var capture = _capture = CaptureReader.Open(configuration.CaptureFile, captures is null ? wanted : null);
        // The clock costs a call for each event, which a replay without either need not pay.
        if (options.Duration > TimeSpan.Zero || configuration.Drops.Simulate)
        {
            capture.Clock = _clock;
        }

        return capture;
    }
}
