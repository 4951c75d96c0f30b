using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Sensor.Proc;
using Falco.Sensor.Tests.EndToEnd;

namespace Falco.Sensor.Tests.Proc;

/// <summary>
/// A /proc in a temporary folder: a machine of two processors that started at second 1000. Links are real ones, so that what has a path
/// has to be there.
/// </summary>
internal sealed class FakeProc : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeProc()
    {
        Write("proc/stat", "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\nbtime 1000\nprocesses 7\n");
        Write("proc/meminfo", "MemTotal:       2048 kB\nMemFree:        1024 kB\n");
        Write("proc/sys/kernel/pid_max", "4194304\n");
        Write("proc/sys/kernel/hostname", "node-7\n");
        Write("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        Write("etc/group", "root:x:0:\n");
    }

    public string Root => Path("proc");

    public ScanCounts Counts { get; } = new();

    public string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    /// <summary>Writes a file and the folders that it lies in; its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    public void Link(string name, string target)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    /// <summary>Adds a process that runs <c>bin/NAME</c> of the folder.</summary>
    /// <returns>The folder's name, for writing some of its files anew.</returns>
    public string AddProcess(int pid, int parent = 0, string name = "app", string args = "--fast\0", string status = "")
    {
        var folder = $"proc/{pid}";
        AddThread(folder, pid, pid, parent, name, status);
        Write($"{folder}/cmdline", $"{name}\0{args}");
        Write($"{folder}/environ", $"NAME={name}\0HOME=/root\0");
        Write(
            $"{folder}/limits",
            "Limit                     Soft Limit           Hard Limit           Units     \n" +
            "Max open files            1024                 524288               files     \n");
        Write($"{folder}/mountinfo", "");
        Write($"{folder}/ns/mnt", "");
        Link($"{folder}/exe", Write($"bin/{name}", "an executable"));
        Link($"{folder}/cwd", "/var/lib/app");
        Link($"{folder}/root", "/");
        Directory.CreateDirectory(Path($"{folder}/fd"));
        Directory.CreateDirectory(Path($"{folder}/fdinfo"));
        return folder;
    }

    /// <summary>Adds what every thread has for itself.</summary>
    public void AddThread(string folder, int tid, int pid, int parent, string name, string status = "")
    {
        Write($"{folder}/comm", $"{name}\n");
        Write($"{folder}/stat", $"{tid} ({name}) S {parent} 40 30 34817 -1 4194304 501 0 7 0 1 2 3 4 20 0 1 0 250 100 1\n");
        Write(
            $"{folder}/status",
            $"Name:\t{name.Replace("\n", "\\n")}\nTgid:\t{pid}\nPid:\t{tid}\nPPid:\t{parent}\n" +
            "Uid:\t1\t1000\t3\t1000\nGid:\t1\t2000\t3\t2000\nGroups:\t7 8 \n" +
            $"NStgid:\t{pid}\nNSpid:\t{tid}\nNSpgid:\t40\nNSsid:\t30\nVmSize:\t  300 kB\nVmRSS:\t  200 kB\nVmSwap:\t  100 kB\n" +
            "Threads:\t1\nCapInh:\t0000000000000001\nCapPrm:\t00000000000000f0\nCapEff:\t00000000000000e0\n" + status);
        Write($"{folder}/cgroup", "");
        Write($"{folder}/loginuid", "1001");
    }

    /// <summary>Adds a descriptor.</summary>
    public void AddDescriptor(string folder, int fd, string target, string info = "pos:\t0\nflags:\t0100000\nmnt_id:\t7\n")
    {
        Link($"{folder}/fd/{fd}", target);
        Write($"{folder}/fdinfo/{fd}", info);
    }

    /// <summary>Adds the tables of sockets, with a line after the headings of each.</summary>
    public void AddSockets(string folder, string tcp = "", string tcp6 = "", string udp = "", string unix = "", string netlink = "")
    {
        const string Headings = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";
        Write($"{folder}/net/tcp", Headings + tcp);
        Write($"{folder}/net/tcp6", Headings + tcp6);
        Write($"{folder}/net/udp", Headings + udp);
        Write($"{folder}/net/unix", "Num       RefCount Protocol Flags    Type St Inode Path\n" + unix);
        Write($"{folder}/net/netlink", "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n" + netlink);
    }

    public List<CaptureMetadata> Take() => [.. ProcSnapshot.Take(Root, Path("etc"), counts: Counts)];

    public List<ProcessEntry> Processes() => [.. Take().OfType<ProcessList>().SelectMany(list => list.Entries)];

    public ProcessEntry Process(int tid) => Processes().Single(entry => entry.Tid == tid);

    public FdEntry? Descriptor(int pid, int fd)
        => Take().OfType<FdList>().Where(list => list.Tid == pid).SelectMany(list => list.Entries).SingleOrDefault(entry => entry.Fd == fd);

    public void Dispose() => _folder.Dispose();

    /// <summary>A run of strings as a list.</summary>
    public static string[] Strings(Utf8 run) => run.IsEmpty ? [] : run.ToString().TrimEnd('\0').Split('\0');
}
