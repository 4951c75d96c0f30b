using System.Runtime.InteropServices;

namespace Falco.Sensor.Kernel;

/// <summary>What the kernel program has counted: every event that it made, and those that got lost, by cause.</summary>
/// <param name="Produced">Events made, the lost ones included.</param>
/// <param name="RingFull">Lost because the ring was full: nobody had read it in time.</param>
/// <param name="TooLarge">Lost because they were larger than 64 KiB.</param>
/// <param name="Compat">Calls of 32-bit programs, which are not watched.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KernelCounters(ulong Produced, ulong RingFull, ulong TooLarge, ulong Compat)
{
    public ulong Lost => RingFull + TooLarge;

    public KernelCounters Plus(KernelCounters other)
        => new(Produced + other.Produced, RingFull + other.RingFull, TooLarge + other.TooLarge, Compat + other.Compat);
}
