using System.Globalization;
using Falco.Actors.Hosting;
using Falco.Actors.Ingest;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;
using Falco.Sensor.Recording;

namespace Falco.Sensor.Running;

/// <summary>The pipeline of a run, whatever its events are, and what is said of it at the end.</summary>
internal static class RunPipeline
{
    /// <summary>Names a file with settings of the pipeline.</summary>
    public const string HoconVariable = "FALCO_HOCON";

    /// <summary>Whether this node reads events, or has only other work in a cluster.</summary>
    /// <exception cref="ConfigurationException">Something of the pipeline's settings cannot be used.</exception>
    public static bool IsSensor => Read(Pipeline.ReadsEvents);

    /// <param name="configuration">The configuration.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="outputs">Where alerts go.</param>
    /// <param name="captures">Captures that rules start; null for none.</param>
    /// <param name="leave">Ends the run in order: the node is asked to leave its cluster.</param>
    /// <exception cref="ConfigurationException">Something of the pipeline's settings cannot be used.</exception>
    public static Pipeline Start(FalcoConfiguration configuration, RuleSet rules, AlertOutputs outputs, RuleCaptures? captures, Action leave)
        => Read(hocon => Pipeline.Start(new PipelineOptions
        {
            Rules = rules,
            Format = configuration.Format with { KeepFields = configuration.Outputs.Seq is not null },
            Sink = outputs,
            Outputs = outputs.Supervised,
            OutputCapacity = configuration.Outputs.QueueCapacity,
            Follower = captures,
            Engines = configuration.Containers.Engines,
            Machine = configuration.Format.HostName,
            Log = Log.Write,
            Leave = leave,
            HoconFile = hocon,
        }));

    /// <summary>Says what was lost and, where the time it took is given, how fast it went.</summary>
    public static void Tell(IngestResult result, TimeSpan? elapsed)
    {
        if (elapsed is { TotalSeconds: var seconds })
        {
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Elapsed time: {seconds:F3}, Captured Events: {result.EventCount}, {result.EventCount / seconds:F2} eps"));
        }

        var loss = result.Loss;
        if (loss.TreeUnavailable > 0 || loss.Recorder > 0 || loss.CrossingsExpired > 0)
        {
            Log.Warning(
                $"Events were lost: {loss.TreeUnavailable} as their process tree failed on them; the recorder said {loss.Recorder} times that it "
                + $"dropped some; {loss.CrossingsExpired} processes changed trees without their state.");
        }
    }

    private static T Read<T>(Func<string?, T> read)
    {
        var hocon = Environment.GetEnvironmentVariable(HoconVariable);
        try
        {
            return read(string.IsNullOrEmpty(hocon) ? null : hocon);
        }
        catch (HoconException e)
        {
            throw new ConfigurationException($"{e.Message} (the file that {HoconVariable} names)");
        }
    }
}
