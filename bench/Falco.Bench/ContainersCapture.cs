using System.Buffers.Binary;
using System.Globalization;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>
/// Makes the capture of a machine with many containers: every process is there from the start, with a shell's arguments, some environment
/// and three descriptors. Each does one thing, so that each container gets its tree; then they end, one after the other, or stay.
/// </summary>
internal static class ContainersCapture
{
    private const ulong Start = 1_735_689_600_000_000_000;

    private static readonly Utf8 Environment = Utf8.From(string.Concat(Enumerable.Range(0, 20).Select(n => $"VARIABLE_{n}=/usr/local/value/{n}\0")));

    /// <summary>Writes the capture; how many events it has.</summary>
    public static ulong Make(int containers, int processes, bool stay, string target)
    {
        using var capture = CaptureWriter.Create(target);
        capture.Write(new MachineInfo(2, 8L << 30, 4 << 20, "machine", Start - 1_000_000_000_000, 0));
        var tids = Enumerable.Range(0, containers * processes).Select(n => 1000L + n).ToList();
        capture.Write(new ProcessList([Process(1, 0, "/"), .. tids.Select((tid, n) => Process(tid, n % processes == 0 ? 1 : tid - 1, Cgroup(n / processes)))]));
        foreach (var tid in tids)
        {
            capture.Write(new FdList(tid, [.. Enumerable.Range(0, 3).Select(fd => new FdEntry { Fd = fd, Type = 1, Name = Utf8.From("/dev/null") })]));
        }

        var number = 0UL;
        foreach (var type in stay ? [EventType.SYSCALL_CLOSE_X] : (EventType[])[EventType.SYSCALL_CLOSE_X, EventType.PROCEXIT_1_E])
        {
            foreach (var tid in tids)
            {
                capture.Write(Event(type, tid, ++number));
            }
        }

        return capture.EventCount;
    }

    private static ProcessEntry Process(long tid, long parent, string cgroup) => new()
    {
        Tid = tid,
        Pid = tid,
        Ptid = parent,
        Sid = tid,
        Vpgid = tid,
        Pgid = tid,
        Vtid = tid,
        Vpid = tid,
        Comm = Utf8.From("sh"),
        Exe = Utf8.From("/bin/sh"),
        ExePath = Utf8.From("/bin/sh"),
        Args = Utf8.From("-c\0while true; do sleep 1; done\0"),
        Env = Environment,
        Cwd = Utf8.From("/"),
        Root = Utf8.From("/"),
        Cgroups = Utf8.From($"cpuset={cgroup}\0cpu={cgroup}\0memory={cgroup}\0"),
        Uid = 0,
        Gid = 0,
    };

    private static string Cgroup(int container) => "/docker/" + container.ToString("x64", CultureInfo.InvariantCulture)[^12..].PadRight(64, 'a');

    private static EventView Event(EventType type, long tid, ulong number)
    {
        const int length = EventView.PrefixSize + EventView.HeaderSize;
        var frame = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), number);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(16), Start + (number * 1000));
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(24), tid);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(32), EventView.HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)type);
        return new EventView(frame, 0);
    }
}
