using System.Diagnostics;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers;
using Falco.Sensor.Kernel;
using Falco.Sensor.Running;

namespace Falco.Sensor.Recording;

/// <summary>Records this machine: what /proc says of it, then its kernel's events, and among them what runtimes say of containers.</summary>
internal sealed class LiveRecording : IDisposable
{
    /// <summary>How long to wait before looking whether the recording is to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the clock is looked at, and what was recorded put into the file.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly KernelEvents _kernel;
    private readonly LiveEvents _events;
    private readonly TimeSpan _duration;

    private LiveRecording(KernelEvents kernel, ContainerWatch containers, TimeSpan duration)
    {
        _kernel = kernel;
        _events = new LiveEvents(kernel, containers);
        _duration = duration;
    }

    /// <summary>Begins to keep events of these types.</summary>
    /// <exception cref="ConfigurationException">This machine cannot be watched, or a socket's path cannot be one.</exception>
    public static LiveRecording Open(EventTypeSet types, FalcoConfiguration configuration, TimeSpan duration)
    {
        var containers = ContainerWatch.Start(configuration.Containers);
        try
        {
            var options = new KernelOptions(types, configuration.RingSize, configuration.ProcessorsPerRing);
            return new LiveRecording(KernelEvents.Open(options), containers, duration);
        }
        catch (KernelException e)
        {
            containers.Dispose();
            throw new ConfigurationException($"This machine cannot be watched: {e.Message}. A capture can be copied with -e FILE.");
        }
    }

    /// <summary>Records so long, or until it is told to end, and then what had happened by then.</summary>
    /// <param name="recorder">Takes all.</param>
    /// <param name="started">Called once the machine's state has been read.</param>
    /// <param name="ended">Tells it to end.</param>
    /// <exception cref="CaptureException">The capture cannot be written.</exception>
    public void Run(Recorder recorder, Action started, CancellationToken ended)
    {
        foreach (var metadata in _events.Snapshot())
        {
            recorder.Add(metadata);
        }

        recorder.Flush();
        started();
        using var batch = new EventBatch();
        var watch = Stopwatch.StartNew();
        var looked = TimeSpan.Zero;
        while (!recorder.IsFull && !ended.IsCancellationRequested && (_duration == TimeSpan.Zero || watch.Elapsed < _duration))
        {
            if (!Record(recorder, batch, ulong.MaxValue))
            {
                _events.Wait(Patience);
            }

            if (watch.Elapsed - looked > Interval)
            {
                looked = watch.Elapsed;
                _kernel.SetClock();
                recorder.Flush();
            }
        }

        var end = (ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        while (!recorder.IsFull && Record(recorder, batch, end))
        {
        }
    }

    /// <summary>What the kernel program has counted.</summary>
    public KernelCounters Count() => _kernel.Count();

    public void Dispose() => _events.Dispose();

    /// <summary>Records the events that are there; false where there are none, or one came after the end.</summary>
    private bool Record(Recorder recorder, EventBatch batch, ulong end)
    {
        batch.Clear();
        if (!_events.ReadInto(batch))
        {
            return false;
        }

        foreach (var e in batch)
        {
            if (e.Timestamp > end)
            {
                return false;
            }

            recorder.Add(e);
        }

        return true;
    }
}
