using System.Runtime.InteropServices;

namespace Falco.Sensor.Kernel;

/// <summary>What is needed of the C library to map rings and to wait for them.</summary>
internal static partial class LibC
{
    private const string Library = "libc";

    public const int ProtRead = 1, ProtWrite = 2, MapShared = 1;
    public const int EpollAdd = 1;
    public const uint EpollIn = 1;

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int fd, nint offset);

    [LibraryImport(Library, EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreateEpoll(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static unsafe partial int ControlEpoll(int epoll, int operation, int fd, EpollEvent* e);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static unsafe partial int WaitEpoll(int epoll, EpollEvent* events, int count, int milliseconds);

    public const int ClockBootTime = 7;

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    public static unsafe partial int ReadClock(int clock, Timespec* time);

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    /// <summary>struct epoll_event, which is packed on x86-64.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    public struct EpollEvent
    {
        public uint Events;
        public ulong Data;
    }
}
