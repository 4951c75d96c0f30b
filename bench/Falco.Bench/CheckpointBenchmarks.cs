using BenchmarkDotNet.Attributes;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Bench;

/// <summary>A checkpoint of a large tree: processes with descriptors and an environment of their own, as a busy host has them.</summary>
[MemoryDiagnoser]
public class CheckpointBenchmarks
{
    private const int Descriptors = 30;

    private ProcessTree _tree = new();
    private byte[] _checkpoint = [];

    /// <summary>How many processes the tree has.</summary>
    [Params(100, 3000)]
    public int Processes { get; set; }

    /// <summary>Makes the tree.</summary>
    [GlobalSetup]
    public void Build()
    {
        _tree = new ProcessTree();
        for (var pid = 1; pid <= Processes; pid++)
        {
            Lineage.Add(_tree.Threads, Process(pid));
        }

        _checkpoint = TreeCheckpoint.Write(_tree);
        Console.WriteLine($"// {Processes} processes: {_checkpoint.Length} bytes");
    }

    /// <summary>The tree into bytes.</summary>
    [Benchmark]
    public int Write() => TreeCheckpoint.Write(_tree).Length;

    /// <summary>The bytes into a new tree.</summary>
    [Benchmark]
    public int Restore()
    {
        var tree = new ProcessTree();
        TreeCheckpoint.Restore(tree, _checkpoint);
        return tree.Threads.Count;
    }

    private static ThreadInfo Process(int pid)
    {
        var thread = new ThreadInfo
        {
            Tid = pid,
            Pid = pid,
            Ptid = pid / 8,
            Vtid = pid,
            Vpid = pid,
            Comm = Utf8.From("worker"),
            Exe = Utf8.From("/usr/lib/service/worker"),
            ExePath = Utf8.From("/usr/lib/service/worker"),
            Args = Utf8.From($"--id\0{pid}\0--queue\0default\0"),
            Env = Utf8.From($"ID={pid}\0" + string.Concat(Enumerable.Repeat("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin\0", 20))),
            Cgroups = Utf8.From("cpuset=/\0cpu=/system.slice/service\0memory=/system.slice/service\0"),
            Cwd = Utf8.From("/var/lib/service/"),
            CloneTimestamp = 1_700_000_000_000_000_000,
            LastAccessTimestamp = 1_700_000_000_000_000_000,
            Fds = new FdTable(),
        };
        for (var fd = 0; fd < Descriptors; fd++)
        {
            thread.Fds.Set(fd, new FdInfo { Type = FdType.FileV2, Name = Utf8.From($"/var/lib/service/{pid}/{fd}"), Inode = (ulong)((pid * 100) + fd) });
        }

        return thread;
    }
}
