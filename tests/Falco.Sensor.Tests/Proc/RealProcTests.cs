using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Proc;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;

namespace Falco.Sensor.Tests.Proc;

/// <summary>What the snapshot says of this very process, and what a process tree makes of it.</summary>
public sealed class RealProcTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void This_process_is_what_it_knows_of_itself()
    {
        var counts = new ScanCounts();
        var entries = ProcSnapshot.Take(counts: counts).OfType<ProcessList>().SelectMany(list => list.Entries).ToList();

        var entry = entries.Single(entry => entry.Tid == Environment.ProcessId);
        var commandLine = File.ReadAllText("/proc/self/cmdline").TrimEnd('\0').Split('\0');
        Assert.Equal(File.ReadAllText($"/proc/{entry.Pid}/comm").TrimEnd('\n'), entry.Comm.ToString());
        Assert.Equal(commandLine[0], entry.Exe.ToString());
        Assert.Equal(commandLine[1..], FakeProc.Strings(entry.Args));
        Assert.Equal(Environment.CurrentDirectory, entry.Cwd.ToString());
        Assert.Equal(Environment.ProcessPath, entry.ExePath.ToString());
        Assert.InRange(entry.VmRssKb, 1000u, uint.MaxValue);
        Assert.NotEqual(0ul, entry.ExeIno);

        var started = DateTime.UnixEpoch.AddTicks((long)(entry.CloneTimestamp / 100));
        Assert.InRange(started, Process.GetCurrentProcess().StartTime.ToUniversalTime().AddSeconds(-2), DateTime.UtcNow.AddSeconds(2));
        Assert.Contains(entries, thread => thread.Pid == entry.Pid && thread.Tid != entry.Tid);
        Assert.Equal(entries.Count, counts.Threads);
    }

    [Fact]
    public void Machine_and_its_loopback_are_there()
    {
        var metadata = ProcSnapshot.Take().Take(2).ToList();

        var machine = (MachineInfo)metadata[0];
        Assert.True(machine.IsLive);
        Assert.InRange(machine.Cpus, 1u, 100_000u);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/hostname").Trim(), machine.HostName);
        Assert.InRange(machine.BootTimestamp, 1_000_000_000_000_000_000ul, (ulong)(DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);
        var loopback = ((InterfaceList)metadata[1]).Entries.First(entry => entry.Name == Utf8.From("lo"));
        Assert.Equal([127, 0, 0, 1], loopback.Address.Span.ToArray());
        Assert.Equal([255, 0, 0, 0], loopback.Netmask.Span.ToArray());
    }

    [Fact]
    public void Tree_names_the_files_and_sockets_of_this_process()
    {
        using var file = new FileStream(System.IO.Path.Combine(_folder.Path, "open"), FileMode.Create, FileAccess.Write);
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        using var accepted = listener.Accept();
        using var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        local.Bind(new UnixDomainSocketEndPoint(System.IO.Path.Combine(_folder.Path, "sock")));
        local.Listen();

        var self = SeededTree().Threads.Find(Environment.ProcessId)!;

        FdInfo Fd(nint number) => self.FindFd(number)!;
        Assert.Equal($"{Environment.CurrentDirectory.TrimEnd('/')}/", self.Cwd.ToString());
        Assert.Equal((FdType.FileV2, file.Name), (Fd(file.SafeFileHandle.DangerousGetHandle()).Type, Fd(file.SafeFileHandle.DangerousGetHandle()).Name.ToString()));
        Assert.Equal(2u, Fd(file.SafeFileHandle.DangerousGetHandle()).OpenFlags & 3);
        Assert.StartsWith("pipe:[", Fd(pipe.SafePipeHandle.DangerousGetHandle()).Name.ToString());
        Assert.Equal((FdType.Ipv4ServerSocket, listener.LocalEndPoint!.ToString()), (Fd(listener.Handle).Type, Fd(listener.Handle).Name.ToString()));
        var connection = $"{client.LocalEndPoint}->{client.RemoteEndPoint}";
        Assert.Equal((connection, true), (Fd(client.Handle).Name.ToString(), (Fd(client.Handle).Flags & FdFlags.RoleClient) != 0));
        Assert.Equal((connection, true), (Fd(accepted.Handle).Name.ToString(), (Fd(accepted.Handle).Flags & FdFlags.RoleServer) != 0));
        Assert.Equal((FdType.UnixSocket, System.IO.Path.Combine(_folder.Path, "sock")), (Fd(local.Handle).Type, Fd(local.Handle).Name.ToString()));
    }

    [Fact]
    public void Tree_knows_a_child_its_environment_and_its_parent()
    {
        var start = new ProcessStartInfo("cat", ["-"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["FALCO_CHILD"] = "of a test";
        using var child = Process.Start(start)!;
        try
        {
            var tree = SeededTree();

            var thread = tree.Threads.Find(child.Id)!;
            Assert.Equal(("cat", "-\0"), (thread.Comm.ToString(), Encoding.UTF8.GetString(thread.Args.Span)));
            Assert.Contains("FALCO_CHILD=of a test", FakeProc.Strings(thread.Env));
            Assert.Same(tree.Threads.Find(Environment.ProcessId), thread.Parent);
            Assert.NotEqual(0ul, thread.CloneTimestamp);
            Assert.Equal(FdType.Fifo, thread.FindFd(0)!.Type);
        }
        finally
        {
            child.StandardInput.Close();
            child.WaitForExit();
        }
    }

    [Fact]
    public void Tree_knows_the_users_of_the_machine()
        => Assert.Contains(
            ProcSnapshot.Take().OfType<UserList>().Single().Users, user => user is { Uid: 0, Name.Length: > 0 });

    private static ProcessTree SeededTree()
    {
        var tree = new ProcessTree();
        foreach (var metadata in ProcSnapshot.Take())
        {
            tree.Seed(metadata);
        }

        tree.CompleteSeed();
        return tree;
    }
}
