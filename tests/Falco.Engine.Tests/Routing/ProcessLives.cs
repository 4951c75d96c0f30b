using System.Buffers.Binary;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Routing;

/// <summary>
/// A machine that makes up lives of processes in several containers, and the events that a recorder would have seen of them. The same
/// seed gives the same lives. As on a real machine a call's two returns come in any order, a process may enter a container before its
/// first event there, and children outlive their parents.
/// </summary>
internal sealed class ProcessLives
{
    public const ulong Start = EventBuilder.Time;

    private const int ContainerCount = 4;
    private const int MaxThreads = 60;

    private readonly Random _random;
    private readonly LivesOptions _options;
    private readonly List<Life> _alive = [];
    private readonly List<ProcessEntry> _entries = [];
    private readonly List<FdList> _descriptors = [];
    private readonly int[] _lastVtid = new int[ContainerCount + 1];
    private readonly Life?[] _inits = new Life?[ContainerCount + 1];
    private readonly Queue<long> _freeTids = new();
    private long _lastTid = 1;
    private ulong _time = Start;
    private ulong _number;
    private EventView? _event;

    public ProcessLives(int seed, LivesOptions options)
    {
        _random = new Random(seed);
        _options = options;
        var init = Known(null, 0, "init");
        init.IsReaper = true;
        _inits[0] = init;
        var supervisor = Known(init, 0, "supervisor");
        Known(supervisor, 0, "sshd");
        var runtime = Known(supervisor, 0, "runtime");
        for (var container = 1; container <= 2; container++)
        {
            var first = Known(runtime, container, "entry" + container);
            Known(first, container, "app" + container);
        }
    }

    /// <summary>What a recording says of the machine before its first event.</summary>
    public IEnumerable<CaptureMetadata> Metadata => [new ProcessList([.. _entries]), .. _descriptors];

    /// <summary>What happened last, in words.</summary>
    public string Story { get; private set; } = "";

    /// <summary>The next event.</summary>
    public EventView Next()
    {
        _event = null;
        while (_event is null)
        {
            _time += _options.HasLongPauses && Chance(0.01) ? 1_500_000_000UL : (ulong)_random.Next(1, 50_000);
            var life = _alive[_random.Next(_alive.Count)];
            if (life.Returns is { } returns)
            {
                life.Returns = null;
                returns();
            }
            else
            {
                Live(life);
            }
        }

        return _event.Value;
    }

    private static string Cgroups(int container)
        => container == 0 ? "cpu=/user.slice\0" : "cpu=/docker/" + new string((char)('a' + container), 64) + "\0";

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private Life Known(Life? parent, int container, string name)
    {
        var life = New(parent, container, isInNamespace: container > 0);
        life.Name = name;
        life.IsSeen = true;
        life.Fds.AddRange([0, 1, 2]);
        _entries.Add(new ProcessEntry
        {
            Tid = life.Tid,
            Pid = life.Pid,
            Ptid = parent?.Tid ?? 0,
            Vtid = life.Vtid,
            Vpid = life.Vpid,
            Sid = life.Sid,
            Vpgid = life.Sid,
            Pgid = life.Sid,
            Comm = Utf8.From(name),
            Exe = Utf8.From("/sbin/" + name),
            ExePath = Utf8.From("/sbin/" + name),
            Args = Utf8.From("-x\0"),
            Cwd = Utf8.From("/" + name),
            Env = Utf8.From($"HOME=/{name}\0MARK={life.Tid}\0"),
            Cgroups = Utf8.From(Cgroups(container)),
            Uid = 0,
            Gid = 0,
            FdLimit = 1024,
        });
        _descriptors.Add(new FdList(
            life.Tid,
            [.. life.Fds.Select(fd => new FdEntry { Fd = fd, Type = (byte)FdType.FileV2, Name = Utf8.From($"/dev/{name}{fd}") })]));
        return life;
    }

    private Life New(Life? parent, int container, bool isInNamespace)
    {
        var tid = _options.ReusesIds && _freeTids.Count > 25 ? _freeTids.Dequeue() : _lastTid++;
        var life = new Life { Tid = tid, Pid = tid, Parent = parent, Container = container, IsInNamespace = isInNamespace };
        if (isInNamespace)
        {
            life.Vtid = life.Vpid = ++_lastVtid[container];
            if (life.Vtid == 1 || _inits[container] is null)
            {
                _inits[container] = life;
                life.IsReaper = true;
            }
        }
        else
        {
            life.Vtid = life.Vpid = tid;
        }

        life.Leader = life;
        life.Threads.Add(life);
        life.Sid = parent?.Sid ?? tid;
        _alive.Add(life);
        return life;
    }

    private void Emit(Life life, EventType type, params object?[] parameters) => Emit(life.Tid, type, parameters);

    private void Emit(long tid, EventType type, params object?[] parameters)
    {
        var frame = EventBuilder.On(tid, _time, type, parameters).Frame.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), ++_number);
        _event = new EventView(frame, 0);
        Story = $"{_number}: {tid} {type}({string.Join(", ", parameters.Select(p => p is byte[] b ? Encoding.UTF8.GetString(b) : p))})".Replace('\0', ' ');
    }

    private void Live(Life life)
    {
        switch (_random.Next(26))
        {
            case 0 or 1 when _alive.Count < MaxThreads:
                Fork(life);
                break;
            case 2 when _alive.Count < MaxThreads && life.Leader.Threads.Count < 4:
                StartThread(life);
                break;
            case 3 or 4:
                Exec(life);
                break;
            case 5 when life.Tid > 4 && _alive.Count > 12:
                Exit(life);
                break;
            case 6 or 7:
                Open(life, "/data/" + _random.Next(9));
                break;
            case 8 when life.Fd(_random) is { } fd:
                life.Leader.Fds.Remove(fd);
                Emit(life, SYSCALL_CLOSE_X, 0, fd);
                break;
            case 9 when life.Fd(_random) is { } fd:
                Emit(life, SYSCALL_DUP_1_X, life.AddFd(), fd);
                break;
            case 10 when life.Fd(_random) is { } fd:
                var number = (long)_random.Next(3);
                if (!life.Leader.Fds.Contains(number))
                {
                    life.Leader.Fds.Add(number);
                }

                Emit(life, SYSCALL_DUP2_X, number, fd, number);
                break;
            case 11:
                Emit(life, SYSCALL_PIPE_X, 0, life.AddFd(), life.AddFd(), _random.Next(1000));
                break;
            case 12:
                Emit(life, SYSCALL_CHDIR_X, 0, Chance(0.5) ? "/dir" + _random.Next(9) : "sub");
                break;
            case 13 when life.Fd(_random) is { } fd:
                Emit(life, SYSCALL_FCHDIR_X, 0, fd);
                break;
            case 14:
                Emit(life, SYSCALL_SETUID_X, 0, _random.Next(5));
                break;
            case 15 when life.Leader == life:
                life.Sid = life.Vtid;
                Emit(life, SYSCALL_SETSID_X, life.Sid);
                break;
            case 16:
                life.Leader.IsReaper = Chance(0.7);
                Emit(life, SYSCALL_PRCTL_X, 0, 36, null, life.Leader.IsReaper ? 1 : 0);
                break;
            case 17:
                Emit(life, SYSCALL_KILL_X, 0, Someone(), 15);
                break;
            case 18:
                Emit(life, SYSCALL_PTRACE_X, 0, null, null, 16, Someone());
                break;
            case 19:
                Emit(life, SYSCALL_PRLIMIT_X, 0, _random.Next(100, 9000), 9000, 0, 0, Chance(0.3) ? 0 : Someone(), 7);
                break;
            case 20 when _options.TakesDescriptors:
                var pidFd = life.AddFd();
                Emit(life, SYSCALL_PIDFD_OPEN_X, pidFd, Someone(), 0);
                life.Returns = () => Emit(life, SYSCALL_PIDFD_GETFD_X, life.AddFd(), pidFd, _random.Next(3), 0);
                break;
            case 21 when life.Fd(_random) is { } fd:
                Emit(life, SYSCALL_READ_X, 5, "hello", fd, 100);
                break;
            case 22:
                Emit(life, SYSCALL_MMAP_X, 0, _random.Next(9000), _random.Next(9000), 3, 0, 0, 0, 0, -1, 0);
                break;
            case 23 when _options.EntersContainers:
                // No event says so: the next exec or clone shows it.
                life.Leader.Container = _random.Next(ContainerCount + 1);
                break;
            case 24 when Chance(0.3):
                Announce();
                break;
            case 25:
                Emit(life, SYSCALL_SETPGID_X, 0, life.Pid, life.Pid);
                break;
        }
    }

    /// <summary>Somebody whom an event was seen of, or nobody at all.</summary>
    private long Someone()
    {
        var life = _alive[_random.Next(_alive.Count)];
        return life.IsSeen ? life.Tid : 99_999;
    }

    private void Announce()
    {
        var container = _random.Next(1, ContainerCount + 1);
        var id = new string((char)('a' + container), 12);
        if (Chance(0.5))
        {
            Emit(-1, USER_ADDED_E, _random.Next(5), 0, "user" + _random.Next(9), "/home", "/bin/sh", Chance(0.5) ? id : "");
        }
        else
        {
            Emit(-1, CONTAINER_JSON_2_E, $$$"""{"container":{"id":"{{{id}}}","name":"name{{{_random.Next(9)}}}","type":0,"image":"i"}}""");
        }
    }

    private void Open(Life life, string path) => Emit(life, SYSCALL_OPENAT_2_X, life.AddFd(), -100, path, 1, 0, 5, 99);

    private void Fork(Life parent)
    {
        // A runtime makes a container's first process in a namespace of its own, often in its cgroup at once.
        var leader = parent.Leader;
        var container = leader.Container;
        var flags = ThreadFlags.None;
        var isInNamespace = parent.IsInNamespace;
        if (!parent.IsInNamespace && Chance(0.25))
        {
            container = _random.Next(1, ContainerCount + 1);
            if (Chance(0.7))
            {
                flags |= ThreadFlags.CloneNewPid;
                isInNamespace = true;
            }
        }

        if (isInNamespace && container == 0)
        {
            container = 1;
        }

        var child = New(parent, container, isInNamespace);
        child.Name = leader.Name;
        child.Fds.AddRange(leader.Fds);
        flags |= child.IsInNamespace ? ThreadFlags.ChildInPidns : ThreadFlags.None;
        Clone(parent, child, flags, parent.Tid);
    }

    private void StartThread(Life maker)
    {
        var leader = maker.Leader;
        var thread = New(maker, leader.Container, maker.IsInNamespace);
        thread.Leader = leader;
        thread.Parent = leader.Parent;
        thread.Pid = leader.Pid;
        thread.Vpid = leader.Vpid;
        thread.Name = leader.Name;
        thread.Sid = leader.Sid;
        leader.Threads.Add(thread);
        Clone(
            maker,
            thread,
            ThreadFlags.CloneThread | ThreadFlags.CloneFiles | (thread.IsInNamespace ? ThreadFlags.ChildInPidns : ThreadFlags.None),
            leader.Parent?.Tid ?? 0);
    }

    /// <summary>Both returns are to come, in any order, and what else happens between them.</summary>
    private void Clone(Life caller, Life child, ThreadFlags flags, long ptid)
    {
        var callersFlags = flags & ~(caller.IsInNamespace ? ThreadFlags.None : ThreadFlags.ChildInPidns);
        var result = caller.IsInNamespace ? child.Vtid : child.Tid;
        child.Returns = () =>
        {
            child.IsSeen = true;
            Clone(child.Tid, 0, child, ptid, flags, child.Leader.Container);
        };
        caller.Returns = () => Clone(
            caller.Tid, result, caller, caller.Leader.Parent?.Tid ?? 0, callersFlags, caller.Leader.Container);
    }

    private void Clone(long tid, long result, Life life, long ptid, ThreadFlags flags, int container)
        => Emit(
            tid,
            SYSCALL_CLONE_20_X,
            result,
            "/bin/" + life.Name,
            "-a\0-b",
            tid,
            life.Pid,
            ptid,
            "",
            1024,
            1,
            2,
            3,
            4,
            5,
            life.Name,
            Encoding.UTF8.GetBytes(Cgroups(container)),
            (uint)flags,
            1000,
            1000,
            life.Vtid,
            life.Vpid,
            7);

    private void Exec(Life life)
    {
        var leader = life.Leader;
        if (leader.Threads.Count > 1)
        {
            if (leader.Threads.Any(thread => thread.Returns is not null))
            {
                return;
            }

            // All others go first; their exits may be lost.
            foreach (var other in leader.Threads.Where(thread => thread != leader).ToArray())
            {
                Gone(other);
            }
        }

        var name = "prog" + _random.Next(20);
        leader.Name = name;
        leader.IsDead = false;
        if (!_alive.Contains(leader))
        {
            _alive.Add(leader);
        }

        Emit(
            leader,
            SYSCALL_EXECVE_19_X,
            0,
            "/usr/" + name,
            "-v\0" + _random.Next(100),
            leader.Tid,
            leader.Pid,
            leader.Parent?.Tid ?? 0,
            "",
            1024,
            1,
            2,
            3,
            4,
            5,
            name,
            Encoding.UTF8.GetBytes(Cgroups(leader.Container)),
            $"A=1\0HOME=/{name}",
            34816,
            leader.Vtid,
            1000,
            0,
            0UL,
            0UL,
            0UL,
            77,
            _time - 1000,
            _time - 2000,
            1000,
            "/usr/" + name,
            leader.Tid,
            1000,
            "/usr/" + name);
    }

    private void Exit(Life life)
    {
        if (life.IsReaper && life == _inits[life.Container] && life.IsInNamespace)
        {
            return;
        }

        var children = _alive.Where(child => child.Parent == life && child.Leader != life.Leader).ToList();
        var reaper = ReaperOf(life);
        foreach (var child in children)
        {
            child.Parent = reaper;
        }

        Gone(life);
        object?[] parameters = Chance(0.1) ? [0, 0, 0, 0] : [0, 0, 0, 0, children.Count > 0 ? reaper.Tid : 0];
        Emit(life, PROCEXIT_1_E, parameters);
    }

    private void Gone(Life life)
    {
        life.IsDead = true;
        _alive.Remove(life);
        if (life.Leader != life || life.Threads.Count == 1)
        {
            _freeTids.Enqueue(life.Tid);
        }

        if (life.Leader != life)
        {
            life.Leader.Threads.Remove(life);
        }
    }

    private Life ReaperOf(Life life)
    {
        if (life.Leader.Threads.Find(thread => thread != life && !thread.IsDead) is { } sibling)
        {
            return sibling;
        }

        // The dead keep the parents they had, so that there may be no way up.
        var ancestor = life.Leader.Parent?.Leader;
        for (var steps = 0; steps < MaxThreads && ancestor is not null; steps++)
        {
            if (ancestor.IsReaper && !ancestor.IsDead && ancestor.IsInNamespace == life.IsInNamespace)
            {
                return ancestor;
            }

            ancestor = ancestor.Parent?.Leader;
        }

        return _inits[0]!;
    }

    private sealed class Life
    {
        public long Tid;
        public long Pid;
        public long Vtid;
        public long Vpid;
        public long Sid;
        public int Container;
        public bool IsInNamespace;
        public bool IsReaper;
        public bool IsDead;
        public bool IsSeen;
        public string Name = "";
        public Life? Parent;
        public Life Leader = null!;
        public Action? Returns;

        public List<Life> Threads { get; } = [];

        public List<long> Fds { get; } = [];

        public long? Fd(Random random) => Leader.Fds.Count == 0 ? null : Leader.Fds[random.Next(Leader.Fds.Count)];

        public long AddFd()
        {
            long fd = 0;
            while (Leader.Fds.Contains(fd))
            {
                fd++;
            }

            Leader.Fds.Add(fd);
            return fd;
        }
    }
}
