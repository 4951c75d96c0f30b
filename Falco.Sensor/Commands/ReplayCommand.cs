using System.Runtime.InteropServices;
using Falco.Actors.Hosting;
using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Commands;

/// <summary>Replays a capture: its alerts to the outputs, and how many there were at the end.</summary>
internal sealed class ReplayCommand(FalcoConfiguration configuration, RuleSet rules)
{
    /// <summary>Names a file with settings of the pipeline.</summary>
    public const string HoconVariable = "FALCO_HOCON";

    /// <summary>Runs it.</summary>
    /// <exception cref="ConfigurationException">Something of the pipeline's settings cannot be used.</exception>
    /// <exception cref="CaptureException">There is no such capture, or it is none; or it is damaged: alerts of what came before went out.</exception>
    /// <exception cref="IOException">An output is broken.</exception>
    public int Run()
    {
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var outputs = new AlertOutputs(configuration);
        var pipeline = Start(outputs);
        IngestResult? result = null;
        CaptureException? damage = null;
        try
        {
            result = Replay(pipeline, outputs, interrupted.Task).GetAwaiter().GetResult();
            damage = result?.Error;
        }
        catch (CaptureException e)
        {
            damage = e;
        }

        outputs.Dispose();
        if (outputs.Error is { } broken)
        {
            throw broken;
        }

        Print(outputs.Counts);
        if (result is not null)
        {
            Tell(result);
        }

        return damage is null ? 0 : throw damage;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.TrySetResult();
        }
    }

    /// <summary>What came of the capture; null where something ended it early.</summary>
    private async Task<IngestResult?> Replay(Pipeline started, AlertOutputs outputs, Task interrupted)
    {
        await using var pipeline = started;
        var replay = pipeline.Replay(wanted => CaptureReader.Open(configuration.CaptureFile, wanted));
        await Task.WhenAny(replay, outputs.Broken, interrupted).ConfigureAwait(false);
        return replay.IsCompleted ? await replay.ConfigureAwait(false) : null;
    }

    private Pipeline Start(AlertOutputs outputs)
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

    private static void Print(AlertCounts counts)
    {
        using var output = DescriptorStream.StandardOutput();
        output.Write(System.Text.Encoding.UTF8.GetBytes(counts.ToString()));
    }

    private static void Tell(IngestResult result)
    {
        Log.Info($"{result.EventCount} events");
        var loss = result.Loss;
        if (loss.TreeUnavailable > 0 || loss.Recorder > 0 || loss.CrossingsExpired > 0)
        {
            Log.Warning(
                $"Events were lost: {loss.TreeUnavailable} as their process tree failed on them; the recorder said {loss.Recorder} times that it "
                + $"dropped some; {loss.CrossingsExpired} processes changed trees without their state.");
        }
    }
}
