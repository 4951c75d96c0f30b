namespace Falco.Sensor.Proc;

/// <summary>How a scan of /proc went.</summary>
internal sealed class ScanCounts
{
    /// <summary>Threads that were read, main threads among them.</summary>
    public int Threads { get; set; }

    /// <summary>Main threads that were read.</summary>
    public int Processes { get; set; }

    /// <summary>Descriptors that were read.</summary>
    public int Descriptors { get; set; }

    /// <summary>Threads that ended while they were read.</summary>
    public int Vanished { get; set; }

    /// <summary>Threads that the sensor may not read, or of which what it read makes no sense.</summary>
    public int Unreadable { get; set; }

    /// <summary>Threads, descriptors and sockets beyond what is kept.</summary>
    public int LeftOut { get; set; }
}
