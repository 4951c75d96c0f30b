using Falco.Engine.Events;

namespace Falco.Sensor.Kernel;

/// <summary>What the kernel program is to do.</summary>
/// <param name="Wanted">The event types that somebody has a use for; all other calls are let go at once.</param>
/// <param name="RingSize">Bytes of each ring, a power of two of at least a page.</param>
/// <param name="SnapLength">How many bytes of what is read and written events carry.</param>
/// <param name="ProcessorsPerRing">How many processors share a ring; 0 for all.</param>
/// <param name="DropsFailed">Whether calls that fail make no events (engine.modern_ebpf.drop_failed_exit).</param>
internal sealed record KernelOptions(EventTypeSet Wanted, int RingSize = 8 << 20, int ProcessorsPerRing = 1, int SnapLength = 80, bool DropsFailed = false);
