using System.Globalization;
using System.Runtime.InteropServices;
using Falco.Engine.Capture;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Kernel;
using Falco.Sensor.Recording;
using Falco.Sensor.Running;

namespace Falco.Sensor.Commands;

/// <summary><c>falco record -w FILE</c>: what happens here, or a part of a capture, as a capture.</summary>
internal static class RecordCommand
{
    /// <exception cref="ConfigurationException">The condition has a mistake, or this machine cannot be watched.</exception>
    /// <exception cref="CaptureException">A capture cannot be read or written; what came before is in the file.</exception>
    public static int Run(RecordOptions options)
    {
        var filter = options.Condition is { } condition ? Parse(condition) : null;
        using var stop = new CancellationTokenSource();
        using var interrupt = Signals.On(PosixSignal.SIGINT, stop.Cancel);
        using var terminate = Signals.On(PosixSignal.SIGTERM, stop.Cancel);
        if (options.Capture is { } path)
        {
            RequireAnother(path, options.Output);
            using var copy = new CaptureCopy(path, options.Duration);
            Record(options, filter, recorder => copy.Run(recorder, stop.Token));
            return 0;
        }

        Privileges.GiveUpOthers();
        if (RecordedTypes.Missed(filter, options.WithData) is { Count: > 0 } missed)
        {
            Console.Error.WriteLine($"Not recorded without --all, though the condition asks for it: {string.Join(", ", missed)}.");
        }

        var configuration = FalcoConfiguration.Load(options.ConfigurationFile ?? FalcoConfiguration.DefaultFile, []);
        using var live = LiveRecording.Open(RecordedTypes.Of(filter, options.WithData), configuration, options.Duration);
        try
        {
            Record(options, filter, recorder => live.Run(
                recorder, () => Console.Error.WriteLine($"Recording into {options.Output}; SIGINT or SIGTERM ends it."), stop.Token));
        }
        finally
        {
            Tell(live.Count());
        }

        return 0;
    }

    private static EventFilter Parse(string condition)
    {
        try
        {
            return EventFilter.Parse(condition);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException($"The condition cannot be used: {e.Message}");
        }
    }

    private static void Record(RecordOptions options, EventFilter? filter, Action<Recorder> run)
    {
        var capture = CaptureWriter.Create(options.Output, new CaptureWriterOptions { Compress = options.Compress, MaxBytes = options.MaxBytes });
        var recorder = new Recorder(capture, filter);
        try
        {
            using (capture)
            {
                run(recorder);
            }
        }
        finally
        {
            var state = recorder.StateOnly > 0 ? Invariant($", {recorder.StateOnly} of them for state alone") : "";
            Console.Out.WriteLine(Invariant($"{options.Output}: {recorder.Written} events of {recorder.Seen} written{state}."));
            if (recorder.IsFull)
            {
                Console.Out.WriteLine("The size limit was reached: what came then is not in the capture.");
            }
        }
    }

    private static void Tell(KernelCounters counters) => Console.Out.WriteLine(Invariant(
        $"Events lost: {counters.RingFull} of {counters.Produced} as the ring was full, {counters.TooLarge} as they were too large."));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A capture cannot be written into while it is read.</summary>
    private static void RequireAnother(string source, string target)
    {
        if (Whole(source) == Whole(target))
        {
            throw new ConfigurationException($"{target} is the capture to be read: -w must name another file");
        }
    }

    private static string Whole(string path)
        => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : Path.GetFullPath(path);
}
