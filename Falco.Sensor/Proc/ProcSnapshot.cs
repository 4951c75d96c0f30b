using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.State;

namespace Falco.Sensor.Proc;

/// <summary>
/// What the machine looks like when a sensor starts, as a capture would tell it: the machine, its interfaces, its users, its processes
/// and their descriptors.
/// <code>
/// foreach (var metadata in ProcSnapshot.Take())
/// {
///     tree.Seed(metadata);
/// }
/// </code>
/// What is read is what Falco reads (see docs/capture-format.md for the members), with two differences for the better: everything about
/// an executable is that of the file that runs, not of what has its path by now; and a thread's start is its start, not when somebody
/// first looked at it in /proc.
/// </summary>
internal static class ProcSnapshot
{
    private const int BufferLength = 64 * 1024;
    private const int EntriesPerList = 256;

    /// <summary>Reads the machine below <c>$HOST_ROOT</c>, which says where its files are for a sensor that runs in a container.</summary>
    /// <param name="bornBefore">Leaves out what was made then or later, in ns since the machine's start.</param>
    /// <exception cref="IOException">There is no /proc.</exception>
    public static IEnumerable<CaptureMetadata> TakeHost(ulong bornBefore)
    {
        var root = Environment.GetEnvironmentVariable("HOST_ROOT") ?? "";
        return Take($"{root}/proc", $"{root}/etc", bornBefore: bornBefore);
    }

    /// <summary>Reads the machine while the result is enumerated.</summary>
    /// <param name="procRoot">Where /proc of the machine is mounted.</param>
    /// <param name="etcRoot">Where /etc of the machine is.</param>
    /// <param name="hostName">The machine's name where it is not to be the kernel's.</param>
    /// <param name="counts">Takes how it went.</param>
    /// <param name="bornBefore">Leaves out threads that were made then or later, in ns since the machine's start: their events tell of them.</param>
    /// <exception cref="IOException">There is no /proc.</exception>
    public static IEnumerable<CaptureMetadata> Take(
        string procRoot = "/proc", string etcRoot = "/etc", string? hostName = null, ScanCounts? counts = null, ulong bornBefore = ulong.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(procRoot);
        ArgumentNullException.ThrowIfNull(etcRoot);
        return Scan(procRoot, etcRoot, hostName, counts ?? new ScanCounts(), bornBefore);
    }

    private static IEnumerable<CaptureMetadata> Scan(string procRoot, string etcRoot, string? hostName, ScanCounts counts, ulong bornBefore)
    {
        using var proc = ProcFolder.Open([.. Encoding.UTF8.GetBytes(procRoot), 0], out var error)
            ?? throw new IOException($"{procRoot}: the machine's processes cannot be read: error {-error} of open");
        var buffer = new byte[BufferLength];
        var machine = MachineReader.Read(proc, hostName, buffer);
        yield return machine;
        yield return NetworkInterfaces.Read();
        yield return UserFiles.Read(etcRoot, buffer);

        // Tables of mounts and sockets are read while something else lies in the buffer.
        var mounts = new MountTable(new byte[BufferLength]);
        var cgroups = new CgroupReader(new CgroupHierarchy(procRoot, proc, buffer), buffer);
        var executables = new ExecutableReader(procRoot, mounts, buffer);
        var processes = new ProcessReader(proc, cgroups, executables, machine.BootTimestamp, bornBefore, buffer, counts);
        var pids = new List<int>();
        if (!proc.ReadNumbers(pids, buffer, ThreadTable.DefaultMaxCount))
        {
            counts.LeftOut++;
        }

        var read = new List<int>(pids.Count);
        var parents = new List<long>(pids.Count);
        var entries = new List<ProcessEntry>();
        foreach (var pid in pids)
        {
            var room = ThreadTable.DefaultMaxCount - counts.Threads;
            if (room <= 0)
            {
                counts.LeftOut++;
                break;
            }

            var at = entries.Count;
            if (processes.TryRead(pid, entries, at + room))
            {
                read.Add(pid);
                parents.Add(entries[at].Ptid);
            }

            if (entries.Count >= EntriesPerList)
            {
                yield return new ProcessList(entries);
                entries = [];
            }
        }

        for (var i = 0; i < read.Count; i++)
        {
            // A parent that was gone when its turn came had ended meanwhile: somebody else has its children.
            if (parents[i] > 0 && read.BinarySearch((int)parents[i]) < 0 && processes.ParentOf(read[i]) is > 0 and var parent && parent != parents[i])
            {
                processes.TryRead(read[i], entries, entries.Count + Math.Max(ThreadTable.DefaultMaxCount - counts.Threads, 0));
            }
        }

        if (entries.Count > 0)
        {
            yield return new ProcessList(entries);
        }

        var descriptors = new DescriptorReader(proc, new SocketTable(new byte[BufferLength], counts), mounts, buffer, counts);
        foreach (var pid in read)
        {
            if (descriptors.Read(pid) is { } list)
            {
                yield return list;
            }
        }
    }
}
