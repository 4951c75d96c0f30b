using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Sensor.Containers;
using Falco.Sensor.Kernel;
using Falco.Sensor.Outputs;
using Falco.Sensor.Proc;

namespace Falco.Sensor.Running;

/// <summary>This machine: its kernel's events, what /proc says of it at the start, and what runtimes say of containers.</summary>
internal sealed class LiveEvents(KernelEvents kernel, ContainerWatch containers) : ILiveEvents
{
    /// <summary>How long runtimes may take at the start to say which containers there are; those that take longer are heard later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private bool _hasBegun;

    public ulong EventCount => kernel.Delivered;

    public IEnumerable<CaptureMetadata> Snapshot()
    {
        foreach (var metadata in ProcSnapshot.TakeHost(kernel.TellsOfBirthsFrom))
        {
            containers.See(metadata);
            yield return metadata;
        }
    }

    public bool ReadInto(EventBatch batch)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            containers.WaitForThoseThatRun(Patience);
        }

        // What is known goes before the events that wait, and has their time so that the stream stays in order.
        var before = batch.Count;
        if (containers.AppendNews(batch, kernel.TakeNumber, Math.Min(InternalAlert.Now, kernel.NextTimestamp)))
        {
            var read = batch.Length;
            kernel.ReadInto(batch);
            containers.See(batch, read, kernel.TakeNumber);
        }

        return batch.Count > before;
    }

    public void Wait(TimeSpan atMost) => kernel.Wait((int)atMost.TotalMilliseconds);

    public void Dispose()
    {
        kernel.Dispose();
        containers.Dispose();
    }
}
