using Falco.Engine.Events;

namespace Falco.Sensor.Proc;

/// <summary>What is known of the file that a process executes.</summary>
internal readonly record struct Executable
{
    /// <summary>Its path as the kernel has it, with ' (deleted)' behind it once it was removed; empty where it may not be read.</summary>
    public Utf8 Path { get; init; }

    public ulong Inode { get; init; }

    public ulong ChangedNs { get; init; }

    public ulong ModifiedNs { get; init; }

    /// <summary>Whether the process may write to it, or give itself the right to.</summary>
    public bool IsWritable { get; init; }

    /// <summary>In a container: whether the file was added or changed after the image was made.</summary>
    public bool IsUpperLayer { get; init; }

    /// <summary>In a container: whether the file is the image's.</summary>
    public bool IsLowerLayer { get; init; }

    /// <summary>Whether it lies in memory only (memfd_create).</summary>
    public bool IsMemFd => Path.Span.StartsWith("/memfd:"u8);
}
