using System.Buffers.Binary;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Rules.Loading;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Testing;

/// <summary>The machine of a test whose events are written down: its processes, and events as a sensor would give them.</summary>
internal sealed class TestMachine
{
    /// <summary>When the first event of a test happens, 2025-01-01 in UTC; those after it follow by a millisecond each, if they do not say when.</summary>
    private const ulong Start = 1_735_689_600_000_000_000;

    private const ulong Pause = 1_000_000;

    private readonly TestWorld _world;
    private readonly Dictionary<long, TestProcess> _processes = [];
    private ulong _number;
    private ulong _time = Start;

    public TestMachine(TestWorld world)
    {
        _world = world;
        foreach (var process in world.Processes)
        {
            _processes[process.Pid] = process;
        }

        Seed();
    }

    public ProcessTree Tree { get; } = new();

    /// <summary>The next event.</summary>
    /// <exception cref="RuleTestException">There is no such event, process or parameter.</exception>
    public EventView Make(TestEvent written)
    {
        if (!_processes.TryGetValue(written.Pid, out var process))
        {
            throw RuleTestReader.Error(written.Node, $"there is no process {written.Pid} among 'processes'");
        }

        var info = FindType(written);
        var parameters = new byte[info.Params.Length][];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = [];
        }

        foreach (var (name, value) in written.Params)
        {
            var index = Array.FindIndex(info.Params, param => param.Name == name.Text);
            if (index < 0)
            {
                throw RuleTestReader.Error(
                    name, $"{info.Name} has no parameter '{name.Text}', but {string.Join(", ", info.Params.Select(param => param.Name))}");
            }

            parameters[index] = ParamWriter.Write(info.Params[index], value);
        }

        TestDefaults.Fill(info, parameters, process);
        _time += written.After ?? Pause;
        return Frame(info, process.Pid, parameters);
    }

    private void Seed()
    {
        var init = _processes.ContainsKey(1) ? [] : (TestProcess[])[new TestProcess { Pid = 1, Parent = 0, Name = "init", ExePath = "/sbin/init" }];
        Tree.Seed(new ProcessList([.. init.Concat(_world.Processes).Select(Entry)]));
        Tree.CompleteSeed();
        foreach (var container in _world.Containers)
        {
            Tree.Containers.Set(Metadata(container));
        }

        // The test's users are the same on the machine and in its containers.
        foreach (var place in _world.Processes.Select(process => process.Container).Append("").Distinct())
        {
            var id = Utf8.From(ShortId(place));
            Tree.Users.SetGroup(id, new GroupEntry(0, Utf8.From("root")));
            Tree.Users.SetUser(id, new UserEntry(0, 0, Utf8.From("root"), Utf8.From("/root"), Utf8.From("/bin/sh")));
            foreach (var user in _world.Users)
            {
                Tree.Users.SetUser(
                    id, new UserEntry(user.Uid, user.Uid, Utf8.From(user.Name), Utf8.From($"/home/{user.Name}"), Utf8.From("/bin/sh")));
            }
        }
    }

    private static Container Metadata(TestContainer container) => new()
    {
        Id = Utf8.From(ShortId(container.Id)),
        FullId = Utf8.From(FullId(container.Id)),
        Type = ContainerType.Docker,
        Name = Utf8.From(container.Name),
        Image = Utf8.From(container.Tag.Length > 0 ? $"{container.Image}:{container.Tag}" : container.Image),
        ImageRepository = Utf8.From(container.Image),
        ImageTag = Utf8.From(container.Tag),
        Privileged = container.IsPrivileged,
    };

    private static ProcessEntry Entry(TestProcess process) => new()
    {
        Tid = process.Pid,
        Pid = process.Pid,
        Ptid = process.Parent,
        Sid = process.Pid,
        Vpgid = process.Pid,
        Pgid = process.Pid,
        Vtid = process.Pid,
        Vpid = process.Pid,
        Comm = Utf8.From(process.Name),
        Exe = Utf8.From(process.ExePath.Length > 0 ? process.ExePath : process.Name),
        ExePath = Utf8.From(process.ExePath),
        Args = Strings(process.Args),
        Env = Strings(process.Env),
        Cwd = Utf8.From(process.Cwd),
        Root = Utf8.From("/"),
        Cgroups = Strings(Cgroups(process)),
        Uid = process.Uid,
        Gid = process.Gid,
        LoginUid = process.LoginUid,
        Tty = process.Tty,
    };

    /// <summary>The control groups that a container's runtime puts its processes into.</summary>
    public static string[] Cgroups(TestProcess process) => process.Container.Length > 0 ? [$"cpuset=/docker/{FullId(process.Container)}"] : ["cpuset=/"];

    private static string ShortId(string id) => id.Length > 12 ? id[..12] : id;

    private static string FullId(string id) => id.PadRight(64, '0');

    private static Utf8 Strings(IReadOnlyList<string> strings) => Utf8.Copy([.. strings.SelectMany(ParamWriter.Text)]);

    /// <summary>Today's type of a name. What a system call did is in its exit event.</summary>
    private static EventInfo FindType(TestEvent written)
    {
        EventInfo? found = null;
        foreach (var info in EventSchema.All)
        {
            if (info.Name == written.Type
                && (info.Flags & (EventFlags.OldVersion | EventFlags.Unused)) == 0
                && (found is null || !info.IsEnter))
            {
                found = info;
            }
        }

        return found ?? throw RuleTestReader.Error(written.Node, $"there is no event type '{written.Type}'");
    }

    private EventView Frame(EventInfo info, long tid, byte[][] parameters)
    {
        var lengths = EventView.PrefixSize + EventView.HeaderSize;
        var isLarge = parameters.Any(param => param.Length > ushort.MaxValue);
        var size = isLarge ? sizeof(uint) : sizeof(ushort);
        var at = lengths + (parameters.Length * size);
        var frame = new byte[at + parameters.Sum(param => param.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), isLarge ? EventView.LargeLengths : (ushort)0);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), ++_number);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(16), _time);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(24), tid);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(32), frame.Length - EventView.PrefixSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)info.Type);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(38), parameters.Length);
        for (var i = 0; i < parameters.Length; i++)
        {
            var length = frame.AsSpan(lengths + (i * size));
            if (isLarge)
            {
                BinaryPrimitives.WriteInt32LittleEndian(length, parameters[i].Length);
            }
            else
            {
                BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)parameters[i].Length);
            }

            parameters[i].CopyTo(frame.AsSpan(at));
            at += parameters[i].Length;
        }

        return new EventView(frame, 0);
    }
}
