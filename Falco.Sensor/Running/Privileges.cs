using System.Runtime.InteropServices;
using System.Text;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Running;

/// <summary>
/// What root may do that watching a machine does not need is given up for good. The kernel keeps capabilities for each thread, and a runtime
/// has threads before its program begins: so the bounding set is cut down and the program executes itself, which leaves no thread that has
/// more, and no way for it or its children to get more.
/// </summary>
internal static unsafe partial class Privileges
{
    private const string Library = "libc";
    private const int ReadBounding = 23, DropBounding = 24;
    private const int MemoryLock = 8;
    private const int SysAdmin = 21, PerfMon = 38, Bpf = 39;
    private const uint Version3 = 0x20080522;

    /// <summary>
    /// What is kept, beside being root. The kernel program: loaded, told and asked, and loaded again on SIGHUP. /proc of all processes, with
    /// their files and the kernel's addresses of sockets. Files and sockets of others: outputs, captures, users' container runtimes. The
    /// web server's port.
    /// </summary>
    private static readonly (int Number, string Name)[] Kept =
    [
        (1, "CAP_DAC_OVERRIDE"), (2, "CAP_DAC_READ_SEARCH"), (10, "CAP_NET_BIND_SERVICE"), (19, "CAP_SYS_PTRACE"), (34, "CAP_SYSLOG"),
        (PerfMon, "CAP_PERFMON"), (Bpf, "CAP_BPF"),
    ];

    /// <summary>The capabilities that are kept, as a set of bits.</summary>
    public static ulong KeptBits { get; } = Kept.Aggregate(0UL, (bits, one) => bits | (1UL << one.Number));

    /// <summary>
    /// Starts the program again without the others, with the arguments that it has; comes back where there is nothing to give up, or it
    /// cannot be given up.
    /// </summary>
    public static void GiveUpOthers()
    {
        if (!Environment.IsPrivilegedProcess || Environment.ProcessPath is not { } program)
        {
            return;
        }

        // Kernels before 5.11 count a ring as locked memory, and what follows may not raise the limit any more.
        var unlimited = new Limit { Soft = ulong.MaxValue, Hard = ulong.MaxValue };
        _ = SetLimit(MemoryLock, &unlimited);
        var kept = KeptHere();
        var dropped = 0;
        for (var number = 0; Control(ReadBounding, (nuint)number, 0, 0, 0) is >= 0 and var isThere; number++)
        {
            if (isThere == 1 && (kept & (1UL << number)) == 0)
            {
                if (Control(DropBounding, (nuint)number, 0, 0, 0) != 0)
                {
                    Log.Debug("Capabilities stay as they are: giving one up takes CAP_SETPCAP");
                    return;
                }

                dropped++;
            }
        }

        if (dropped > 0 && KeepInheritable(kept))
        {
            Execute(program);
            Log.Warning($"Capabilities stay as they are: {program} cannot be executed again: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>
    /// An engine that does not know CAP_BPF and CAP_PERFMON yet (Docker 20.10) gives them to no container; there CAP_SYS_ADMIN stands for them.
    /// </summary>
    private static ulong KeptHere() => Has(Bpf) && Has(PerfMon) ? KeptBits : KeptBits | (1UL << SysAdmin);

    private static bool Has(int number) => Control(ReadBounding, (nuint)number, 0, 0, 0) == 1;

    /// <summary>What children of this thread inherit is not bounded by the bounding set.</summary>
    private static bool KeepInheritable(ulong kept)
    {
        var header = new CapabilityHeader { Version = Version3 };
        var sets = stackalloc CapabilitySets[2];
        if (GetCapabilities(&header, sets) != 0)
        {
            return false;
        }

        sets[0].Inheritable &= (uint)kept;
        sets[1].Inheritable &= (uint)(kept >> 32);
        return SetCapabilities(&header, sets) == 0;
    }

    private static void Execute(string program)
    {
        var line = File.ReadAllBytes("/proc/self/cmdline");
        var arguments = new List<byte[]>();
        for (var at = 0; at < line.Length;)
        {
            var end = Array.IndexOf(line, (byte)0, at);
            end = end < 0 ? line.Length : end;
            arguments.Add([.. line[at..end], 0]);
            at = end + 1;
        }

        var pinned = arguments.ConvertAll(argument => GCHandle.Alloc(argument, GCHandleType.Pinned));
        var pointers = pinned.Select(handle => handle.AddrOfPinnedObject()).Append(0).ToArray();
        byte[] path = [.. Encoding.UTF8.GetBytes(program), 0];
        fixed (byte* file = path)
        fixed (nint* first = pointers)
        {
            _ = Execute(file, first);
        }

        pinned.ForEach(handle => handle.Free());
    }

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport(Library, EntryPoint = "capget", SetLastError = true)]
    private static partial int GetCapabilities(CapabilityHeader* header, CapabilitySets* sets);

    [LibraryImport(Library, EntryPoint = "capset", SetLastError = true)]
    private static partial int SetCapabilities(CapabilityHeader* header, CapabilitySets* sets);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, Limit* limit);

    [LibraryImport(Library, EntryPoint = "execv", SetLastError = true)]
    private static partial int Execute(byte* path, nint* arguments);

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    /// <summary>struct __user_cap_header_struct.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CapabilityHeader
    {
        public uint Version;
        public int Pid;
    }

    /// <summary>struct __user_cap_data_struct: 32 capabilities of each set.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct CapabilitySets
    {
        public uint Effective;
        public uint Permitted;
        public uint Inheritable;
    }
}
