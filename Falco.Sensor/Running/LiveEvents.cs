using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Sensor.Kernel;

namespace Falco.Sensor.Running;

/// <summary>This machine: its kernel's events, and what /proc says of it at the start.</summary>
internal sealed class LiveEvents(KernelEvents kernel, IEnumerable<CaptureMetadata> snapshot) : ILiveEvents
{
    public ulong EventCount => kernel.Delivered;

    public IEnumerable<CaptureMetadata> Snapshot() => snapshot;

    public bool ReadInto(EventBatch batch) => kernel.ReadInto(batch);

    public void Wait(TimeSpan atMost) => kernel.Wait((int)atMost.TotalMilliseconds);

    public void Dispose() => kernel.Dispose();
}
