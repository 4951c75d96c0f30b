using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Sensor.Proc;

/// <summary>
/// Reads a process and its threads. Limits of lengths are Falco's. What all threads of a process have in common is read once.
/// </summary>
/// <param name="proc">The folder of all processes.</param>
/// <param name="cgroups">Where control groups come from.</param>
/// <param name="executables">Where executables come from.</param>
/// <param name="bootTime">When the machine started, in ns since 1970.</param>
/// <param name="bornBefore">Threads that were made then or later, in ns since the machine's start, are left out.</param>
/// <param name="buffer">Room to work in.</param>
/// <param name="counts">Takes what happens.</param>
internal sealed class ProcessReader(
    ProcFolder proc, CgroupReader cgroups, ExecutableReader executables, ulong bootTime, ulong bornBefore, byte[] buffer, ScanCounts counts)
{
    private const int MaxStringsLength = 4096;
    private const int MaxPathLength = 1023;
    private const int MaxCommLength = 15;
    private const int MaxStatusLength = 64 * 1024;

    private readonly List<int> _tids = [];
    private readonly Dictionary<ulong, ulong> _namespaceStarts = [];
    private ulong? _initStart;

    /// <summary>Reads a process, the main thread first.</summary>
    /// <param name="pid">The process; kernel threads and what has no memory any more are none.</param>
    /// <param name="entries">Takes the threads.</param>
    /// <param name="limit">How many entries there may be at most.</param>
    /// <returns>Whether it was read. The reason why not is counted.</returns>
    public bool TryRead(int pid, List<ProcessEntry> entries, int limit)
    {
        using var folder = proc.Open(pid);
        if (folder is null)
        {
            counts.Vanished++;
            return false;
        }

        if (!TryReadMain(folder, pid, out var main, out var threads, out var error))
        {
            Count(error);
            return false;
        }

        entries.Add(main);
        counts.Processes++;
        counts.Threads++;
        if (threads > 1)
        {
            ReadThreads(folder, main, entries, limit);
        }

        return true;
    }

    /// <summary>Who the parent of a process is now; 0 where there is none, or no such process any more.</summary>
    public long ParentOf(int pid)
    {
        using var folder = proc.Open(pid);
        var length = folder?.Read("status\0"u8, buffer.AsSpan(0, MaxStatusLength)) ?? 0;
        return length > 0 ? ThreadStatus.Parse(buffer.AsSpan(0, length)).ParentPid : 0;
    }

    private void ReadThreads(ProcFolder process, ProcessEntry main, List<ProcessEntry> entries, int limit)
    {
        using var tasks = process.Open("task\0"u8);
        if (tasks is null)
        {
            return;
        }

        var isWhole = tasks.ReadNumbers(_tids, buffer, Math.Max(limit - entries.Count, 0) + 1);
        counts.LeftOut += isWhole ? 0 : 1;
        foreach (var tid in _tids)
        {
            if (tid == main.Pid)
            {
                continue;
            }

            if (entries.Count >= limit)
            {
                break;
            }

            using var folder = tasks.Open(tid);
            var error = SystemCalls.NoEntry;
            if (folder is null || !TryReadThread(folder, tid, main, out var entry, out error))
            {
                counts.Vanished += error != 0 ? 1 : 0;
                continue;
            }

            entries.Add(entry);
            counts.Threads++;
        }
    }

    private bool TryReadMain(ProcFolder folder, int pid, out ProcessEntry entry, out long threads, out int error)
    {
        entry = null!;
        threads = 0;
        var path = Link(folder, "exe\0"u8, out _);
        error = folder.Read("cmdline\0"u8, buffer.AsSpan(0, MaxStringsLength));
        if (error < 0)
        {
            return false;
        }

        if (error == 0 && path.IsEmpty)
        {
            return false; // A kernel thread or a zombie.
        }

        var commandLine = Strings(error);
        var exeLength = commandLine.IndexOf((byte)0);
        var exe = Utf8.Copy(commandLine[..Math.Clamp(exeLength, 0, MaxPathLength)]);
        var args = Utf8.Copy(commandLine[(exeLength + 1)..]);

        error = folder.Read("environ\0"u8, buffer.AsSpan(0, MaxStringsLength));
        if (IsGone(error))
        {
            return false;
        }

        var env = Utf8.Copy(Strings(error));
        var cwd = Link(folder, "cwd\0"u8, out error);
        if (IsGone(error))
        {
            return false;
        }

        var root = Link(folder, "root\0"u8, out error);
        if (IsGone(error) || !TryReadStat(folder, out var stat, out error))
        {
            return false;
        }

        var limit = ReadDescriptorLimit(folder);
        error = folder.Read("status\0"u8, buffer.AsSpan(0, MaxStatusLength));
        if (error < 0)
        {
            return false;
        }

        // The executable is looked at with the groups of the status, which lie in the buffer.
        byte[] status = [.. buffer.AsSpan(0, error)];
        var known = ThreadStatus.Parse(status);
        if (known.Pid != pid)
        {
            error = 1;
            return false;
        }

        threads = known.Threads;
        var executable = executables.Read(folder, path, known);
        entry = Entry(folder, pid, known, stat) with
        {
            Exe = exe,
            Args = args,
            Env = env,
            Cwd = cwd,
            Root = root,
            FdLimit = limit,
            ExePath = executable.Path,
            ExeIno = executable.Inode,
            ExeInoCtime = executable.ChangedNs,
            ExeInoMtime = executable.ModifiedNs,
            ExeWritable = executable.IsWritable,
            ExeUpperLayer = executable.IsUpperLayer,
            ExeLowerLayer = executable.IsLowerLayer,
            ExeFromMemfd = executable.IsMemFd,
            PidnsInitStartTimestamp = NamespaceStart(folder, known, stat),
        };
        return true;
    }

    private bool TryReadThread(ProcFolder folder, int tid, ProcessEntry main, out ProcessEntry entry, out int error)
    {
        entry = null!;
        if (!TryReadStat(folder, out var stat, out error))
        {
            return false;
        }

        error = folder.Read("status\0"u8, buffer.AsSpan(0, MaxStatusLength));
        if (error < 0)
        {
            return false;
        }

        var status = ThreadStatus.Parse(buffer.AsSpan(0, error));
        if (status.Pid != main.Pid)
        {
            return false;
        }

        // What its creator shared with it nobody can tell: threads made by pthread_create share descriptors.
        entry = Entry(folder, tid, status, stat) with
        {
            Exe = main.Exe,
            Args = main.Args,
            Env = main.Env,
            Cwd = main.Cwd,
            Root = main.Root,
            FdLimit = main.FdLimit,
            ExePath = main.ExePath,
            ExeIno = main.ExeIno,
            ExeInoCtime = main.ExeInoCtime,
            ExeInoMtime = main.ExeInoMtime,
            ExeWritable = main.ExeWritable,
            ExeUpperLayer = main.ExeUpperLayer,
            ExeLowerLayer = main.ExeLowerLayer,
            ExeFromMemfd = main.ExeFromMemfd,
            PidnsInitStartTimestamp = main.PidnsInitStartTimestamp,
            Flags = (uint)(ThreadFlags.CloneThread | ThreadFlags.CloneFiles),
        };
        return true;
    }

    /// <summary>What every thread has for itself.</summary>
    private ProcessEntry Entry(ProcFolder folder, int tid, ThreadStatus status, ThreadStat stat)
    {
        var entry = new ProcessEntry
        {
            Tid = tid,
            Pid = status.Pid,
            Ptid = status.ParentPid,
            Sid = stat.Session,
            Pgid = stat.ProcessGroup,
            Vtid = status.VirtualTid == 0 ? tid : status.VirtualTid,
            Vpid = status.VirtualPid == 0 ? status.Pid : status.VirtualPid,
            Vpgid = status.VirtualProcessGroup == 0 ? stat.ProcessGroup : status.VirtualProcessGroup,
            Uid = status.Uid,
            Gid = status.Gid,
            CapInheritable = status.CapInheritable,
            CapPermitted = status.CapPermitted,
            CapEffective = status.CapEffective,
            VmSizeKb = status.VmSizeKb,
            VmRssKb = status.VmRssKb,
            VmSwapKb = status.VmSwapKb,
            PfMajor = stat.MajorFaults,
            PfMinor = stat.MinorFaults,
            Tty = stat.Tty,
            CloneTimestamp = bootTime + stat.StartNs,
        };

        // From here on the buffer holds something else.
        return entry with { Comm = ReadComm(folder), LoginUid = ReadLoginUid(folder), Cgroups = cgroups.Read(folder) };
    }

    private Utf8 ReadComm(ProcFolder folder)
    {
        var length = folder.Read("comm\0"u8, buffer.AsSpan(0, 256));
        ReadOnlySpan<byte> comm = buffer.AsSpan(0, Math.Max(length, 0));
        comm = comm is [.., (byte)'\n'] ? comm[..^1] : comm;
        return Utf8.Copy(comm[..Math.Min(comm.Length, MaxCommLength)]);
    }

    private bool TryReadStat(ProcFolder folder, out ThreadStat stat, out int error)
    {
        stat = default;
        error = folder.Read("stat\0"u8, buffer.AsSpan(0, MaxStringsLength));
        if (error < 0)
        {
            return false;
        }

        if (!ThreadStat.TryParse(buffer.AsSpan(0, error), out stat))
        {
            error = 1;
            return false;
        }

        error = 0;
        return stat.StartNs < bornBefore;
    }

    private long ReadDescriptorLimit(ProcFolder folder)
    {
        ReadOnlySpan<byte> key = "Max open files"u8;
        var length = folder.Read("limits\0"u8, buffer.AsSpan(0, MaxStringsLength));
        ReadOnlySpan<byte> text = buffer.AsSpan(0, Math.Max(length, 0));
        var start = text.IndexOf(key);
        if (start < 0)
        {
            return -1;
        }

        var value = new ProcFields(text[(start + key.Length)..]).Next();
        return value.SequenceEqual("unlimited"u8) ? -1 : ProcFields.Number(value);
    }

    /// <summary>The user who logged in; nobody where the kernel does not keep it.</summary>
    private uint ReadLoginUid(ProcFolder folder)
    {
        var length = folder.Read("loginuid\0"u8, buffer.AsSpan(0, 32));
        return length <= 0 ? uint.MaxValue : (uint)ProcFields.Unsigned(buffer.AsSpan(0, length));
    }

    /// <summary>
    /// When the first process of the process's pid namespace was started. It has been read before, as its number is lower; only where
    /// numbers have started anew it may not have been, and the age of its entry in the process's own /proc has to do.
    /// </summary>
    private ulong NamespaceStart(ProcFolder folder, ThreadStatus status, ThreadStat stat)
    {
        if (!status.IsInPidNamespace)
        {
            return bootTime + (_initStart ??= InitStart());
        }

        if (!folder.TryStat("ns/pid\0"u8, out var own))
        {
            return 0;
        }

        if (status.VirtualPid == 1)
        {
            _namespaceStarts[own.Inode] = bootTime + stat.StartNs;
        }

        if (_namespaceStarts.TryGetValue(own.Inode, out var start))
        {
            return start;
        }

        return folder.TryStat("root/proc/1/cmdline\0"u8, out var init) ? init.ChangedNs : 0;
    }

    private ulong InitStart()
    {
        var length = proc.Read("1/stat\0"u8, buffer.AsSpan(0, MaxStringsLength));
        return length > 0 && ThreadStat.TryParse(buffer.AsSpan(0, length), out var stat) ? stat.StartNs : 0;
    }

    private Utf8 Link(ProcFolder folder, ReadOnlySpan<byte> name, out int error)
    {
        error = folder.ReadLink(name, buffer.AsSpan(0, MaxPathLength));
        return error <= 0 ? default : Utf8.Copy(buffer.AsSpan(0, error));
    }

    /// <summary>The run of strings at the start of the buffer, its last byte a NUL whatever it was: a run that is too long is cut off.</summary>
    private ReadOnlySpan<byte> Strings(int length)
    {
        if (length <= 0)
        {
            return default;
        }

        buffer[length - 1] = 0;
        return buffer.AsSpan(0, length);
    }

    private static bool IsGone(int error) => error is SystemCalls.NoEntry or SystemCalls.NoProcess;

    private void Count(int error)
    {
        if (IsGone(error))
        {
            counts.Vanished++;
        }
        else if (error != 0)
        {
            counts.Unreadable++;
        }
    }
}
