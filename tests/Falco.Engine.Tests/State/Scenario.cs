using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;

namespace Falco.Engine.Tests.State;

/// <summary>
/// The tree of processes that tests of state share, and events to change it with. The machine's init runs a supervisor, which takes
/// over orphans; the supervisor runs a shell of three threads, of which one started a worker, which started a helper; the supervisor's
/// container runtime runs a container in a pid namespace of its own, with an application of two threads beside its init.
/// <code>
/// init 1
/// └─ supervisor 10 (reaper)
///    ├─ shell 20 ─ 21 ─ 22 (threads)
///    │  └─ worker 30
///    │     └─ helper 40
///    └─ runtime 50
///       └─ container 60 (1 in its namespace, reaper there)
///          └─ application 61 (7) ─ 62 (8, a thread)
/// </code>
/// All but the init are made by events.
/// </summary>
internal sealed class Scenario
{
    public const long Init = 1, Supervisor = 10, Shell = 20, ShellThread2 = 21, ShellThread3 = 22, Worker = 30, Helper = 40, Runtime = 50,
        ContainerInit = 60, Application = 61, ApplicationThread = 62;

    public const ulong Second = 1_000_000_000;
    public const ulong BootTime = 1_600_000_000 * Second;

    public const ThreadFlags InNamespace = ThreadFlags.ChildInPidns;

    private static readonly string ContainerCgroups = "cpu=/docker/" + new string('c', 64);
    private bool _isOpen;

    private Scenario(bool tracksDescriptors) => Tree = new ProcessTree(tracksDescriptors);

    public ProcessTree Tree { get; }

    /// <summary>When the next event happens.</summary>
    public ulong Time { get; set; } = EventBuilder.Time;

    /// <summary>The tree of the drawing.</summary>
    public static Scenario WholeTree(bool tracksDescriptors = true)
    {
        var scenario = OnlyInit(tracksDescriptors);
        scenario.Fork(Init, Supervisor);
        scenario.On(Supervisor, EventType.SYSCALL_PRCTL_X, 0, 36, null, 1);
        scenario.Fork(Supervisor, Shell);
        scenario.Fork(Shell, ShellThread2, ThreadFlags.CloneThread);
        scenario.Fork(ShellThread2, ShellThread3, ThreadFlags.CloneThread);
        scenario.Fork(Shell, Worker);
        scenario.Fork(Worker, Helper);
        scenario.Fork(Supervisor, Runtime);
        scenario.ChildReturns(ContainerInit, ContainerInit, Runtime, ThreadFlags.CloneNewPid, vtid: 1, vpid: 1, cgroups: ContainerCgroups);
        scenario.ChildReturns(Application, Application, ContainerInit, InNamespace, vtid: 7, vpid: 7, cgroups: ContainerCgroups);
        scenario.ChildReturns(
            ApplicationThread, Application, ContainerInit, InNamespace | ThreadFlags.CloneThread, vtid: 8, vpid: 7, cgroups: ContainerCgroups);
        scenario.Settle();
        return scenario;
    }

    /// <summary>A machine where only the init is known.</summary>
    public static Scenario OnlyInit(bool tracksDescriptors = true)
    {
        var scenario = new Scenario(tracksDescriptors);
        scenario.Tree.Seed(new MachineInfo(2, 1 << 30, 32768, "test", BootTime, 0) { IsLive = true });
        scenario.Tree.Seed(new ProcessList([Entry(Init, Init, 0, "init")]));
        scenario.Tree.CompleteSeed();
        return scenario;
    }

    /// <summary>An empty tree.</summary>
    public static Scenario Empty() => new(tracksDescriptors: true);

    public static ProcessEntry Entry(long tid, long pid, long ptid, string comm) => new()
    {
        Tid = tid,
        Pid = pid,
        Ptid = ptid,
        Vtid = tid,
        Vpid = pid,
        Comm = Utf8.From(comm),
        Exe = Utf8.From("/sbin/" + comm),
        ExePath = Utf8.From("/sbin/" + comm),
        Cwd = Utf8.From("/"),
        Env = Utf8.From("HOME=/\0"),
        Uid = 0,
        Gid = 0,
        Flags = (uint)(tid == pid ? 0 : ThreadFlags.CloneThread | ThreadFlags.CloneFiles),
    };

    /// <summary>A thread that must be known.</summary>
    public ThreadInfo Thread(long tid)
    {
        Settle();
        return Tree.Threads.Find(tid) ?? throw new InvalidOperationException($"thread {tid} is not known");
    }

    public bool Knows(long tid)
    {
        Settle();
        return Tree.Threads.Find(tid) is not null;
    }

    /// <summary>Ids of the children, last born first.</summary>
    public long[] Children(long tid)
    {
        var children = new List<long>();
        for (var child = Thread(tid).FirstChild; child is not null; child = child.NextSibling)
        {
            children.Add(child.Tid);
        }

        return [.. children];
    }

    /// <summary>Applies an event; what it ended is removed with the next one or with <see cref="Settle"/>.</summary>
    public EventContext On(long tid, EventType type, params object?[] parameters)
    {
        Settle();
        _isOpen = true;
        Time += 1000;
        return Tree.Apply(EventBuilder.On(tid, Time, type, parameters));
    }

    /// <summary>Removes what the last event ended.</summary>
    public void Settle()
    {
        if (_isOpen)
        {
            _isOpen = false;
            Tree.Complete();
        }
    }

    /// <summary>A call outside containers that returns in the caller first and then in the child.</summary>
    public void Fork(long caller, long child, ThreadFlags flags = ThreadFlags.None)
    {
        CallerReturns(caller, child, flags);
        var made = Tree.Threads.Find(child)!;
        ChildReturns(child, made.Pid, made.Ptid, flags);
    }

    /// <summary>clone returns in the caller.</summary>
    public EventContext CallerReturns(
        long caller,
        long child,
        ThreadFlags flags = ThreadFlags.None,
        string comm = "program",
        EventType type = EventType.SYSCALL_CLONE_20_X,
        string? cgroups = "cpu=/")
    {
        var known = Tree.Threads.Find(caller);
        return Clone(caller, type, child, known?.Pid ?? caller, known?.Ptid ?? Init, flags, comm, known?.Vtid ?? caller, known?.Vpid ?? caller, cgroups);
    }

    /// <summary>clone returns in the child.</summary>
    public EventContext ChildReturns(
        long child,
        long pid,
        long ptid,
        ThreadFlags flags = ThreadFlags.None,
        long vtid = -1,
        long vpid = -1,
        string comm = "program",
        EventType type = EventType.SYSCALL_CLONE_20_X,
        string? cgroups = "cpu=/")
        => Clone(child, type, 0, pid, ptid, flags, comm, vtid < 0 ? child : vtid, vpid < 0 ? pid : vpid, cgroups);

    /// <summary>A successful execve.</summary>
    public EventContext Exec(long tid, string path = "/bin/program", string? args = "-v", long? pid = null, long? ptid = null, string? cgroups = null)
    {
        var known = Tree.Threads.Find(tid);
        return On(
            tid,
            EventType.SYSCALL_EXECVE_19_X,
            0,
            path,
            args,
            tid,
            pid ?? known?.Pid ?? tid,
            ptid ?? known?.Ptid ?? Init,
            "",
            1024,
            1,
            2,
            3,
            4,
            5,
            path[(path.LastIndexOf('/') + 1)..],
            Strings(cgroups),
            "A=1\0B=2",
            34816,
            tid,
            1000,
            0,
            0UL,
            0UL,
            0UL,
            77,
            Time - (10 * Second),
            Time - (20 * Second),
            1000,
            path,
            tid,
            1000,
            path);
    }

    /// <summary>procexit.</summary>
    public EventContext Exit(long tid, long? reaper = null)
        => reaper is { } given
            ? On(tid, EventType.PROCEXIT_1_E, 0, 0, 0, 0, given)
            : On(tid, EventType.PROCEXIT_1_E, 0, 0, 0, 0);

    /// <summary>A file opened with openat relative to a directory.</summary>
    public EventContext Open(long tid, long fd, string path, uint flags = 1, long directory = -100)
        => On(tid, EventType.SYSCALL_OPENAT_2_X, fd, directory, path, flags, 0, 5, 99);

    private static byte[]? Strings(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text + "\0");

    private EventContext Clone(
        long tid, EventType type, long result, long pid, long ptid, ThreadFlags flags, string comm, long vtid, long vpid, string? cgroups)
        => On(
            tid,
            type,
            result,
            "/bin/" + comm,
            "-a\0-b",
            tid,
            pid,
            ptid,
            "",
            1024,
            1,
            2,
            3,
            4,
            5,
            comm,
            Strings(cgroups),
            (uint)flags,
            1000,
            1000,
            vtid,
            vpid,
            7 * Second);
}
