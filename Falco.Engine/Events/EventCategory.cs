namespace Falco.Engine.Events;

/// <summary>What kind of thing an event is: one subject (the low bits) and one kind of source (ppm_event_category).</summary>
#pragma warning disable CS1591, CA2217, CA1027 // The schema names each of them; subjects are numbers, sources are bits.
[Flags]
public enum EventCategory : ushort
{
    Unknown = 0,
    Other = 1,
    File = 2,
    Net = 3,
    Ipc = 4,
    Memory = 5,
    Process = 6,
    Sleep = 7,
    System = 8,
    Signal = 9,
    User = 10,
    Time = 11,
    Processing = 12,
    IoRead = 32,
    IoWrite = 33,
    IoOther = 34,
    Wait = 64,
    Scheduler = 128,
    Internal = 256,
    Syscall = 512,
    Tracepoint = 1024,
    Plugin = 2048,
    Metaevent = 4096,
    Iter = 8192,
}
#pragma warning restore CS1591, CA2217, CA1027
