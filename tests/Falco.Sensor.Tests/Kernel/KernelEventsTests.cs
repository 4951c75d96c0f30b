using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Falco.Engine.Events;
using Falco.Sensor.Kernel;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Sensor.Tests.Kernel;

/// <summary>What the kernel of this machine says of what processes do.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class KernelEventsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly EventBatch _seen = new();

    public void Dispose()
    {
        _folder.Dispose();
        _seen.Dispose();
    }

    [SkippableFact]
    public void A_program_that_starts_is_told_with_arguments_and_environment()
    {
        using var events = Open(SYSCALL_EXECVE_19_X);

        var pid = Shell("MARK=of_the_test exec /bin/echo one 'two words'");

        var e = Find(events, e => e.Type == SYSCALL_EXECVE_19_X && e.ThreadId == pid && Text(e, 13) == "echo");
        Assert.Equal("/bin/echo", Text(e, 1));
        Assert.Equal("one\0two words\0", Raw(e, 2));
        Assert.Equal([pid, pid, Environment.ProcessId], [Number(e, 3), Number(e, 4), Number(e, 5)]);
        Assert.Contains("MARK=of_the_test\0", Raw(e, 15), StringComparison.Ordinal);
        Assert.Contains("memory=/", Raw(e, 14), StringComparison.Ordinal);
        Assert.Equal(Path.GetFullPath(File.ResolveLinkTarget("/bin", true) is { } usr ? usr.FullName + "/echo" : "/bin/echo"), Text(e, 27));
        Assert.Equal(0, Number(e, 26));
        Assert.Equal("/bin/echo", Text(e, 30));
    }

    [SkippableFact]
    public void Events_have_the_time_of_day()
    {
        using var events = Open(SYSCALL_EXECVE_19_X);
        var before = DateTime.UtcNow;

        var pid = Shell("true");

        var e = Find(events, e => e.ThreadId == pid);
        Assert.InRange(DateTime.UnixEpoch.AddTicks((long)(e.Timestamp / 100)), before.AddMilliseconds(-5), DateTime.UtcNow.AddMilliseconds(5));
    }

    [SkippableFact]
    public void A_program_that_cannot_start_is_told_with_its_error()
    {
        using var events = Open(SYSCALL_EXECVE_19_X);

        Shell("/no/such/program a b; true");

        var e = Find(events, e => e.Type == SYSCALL_EXECVE_19_X && Text(e, 30) == "/no/such/program");
        Assert.Equal(-2, Number(e, 0));
        Assert.Equal("/no/such/program", Text(e, 1));
        Assert.Equal("a\0b\0", Raw(e, 2));
    }

    [SkippableFact]
    public void A_child_is_told_by_its_parent_and_by_itself_and_in_the_end_that_it_is_gone()
    {
        using var events = Open(SYSCALL_CLONE_20_X, SYSCALL_CLONE3_X, SYSCALL_VFORK_20_X, SYSCALL_FORK_20_X, PROCEXIT_1_E);

        var pid = Shell("(exit 3); true");

        var child = Number(Find(events, e => e.ThreadId == pid && e.Type != PROCEXIT_1_E && Number(e, 0) > 0), 0);
        Assert.True(child > 0);
        var exit = Find(events, e => e.Type == PROCEXIT_1_E && e.ThreadId == child);
        Assert.Equal([3 << 8, 3], [Number(exit, 0), Number(exit, 1)]);
    }

    [SkippableFact]
    public void The_end_of_a_process_tells_who_takes_over_its_children()
    {
        using var events = Open(SYSCALL_CLONE_20_X, SYSCALL_CLONE3_X, SYSCALL_VFORK_20_X, SYSCALL_FORK_20_X, PROCEXIT_1_E);
        var (pipe, orphan, parent) = (Path.Combine(_folder.Path, "pipe"), Path.Combine(_folder.Path, "orphan"), Path.Combine(_folder.Path, "parent"));

        Shell($"mkfifo {pipe}; (read x < {pipe} & echo $! > {orphan}); sed -n 's/^PPid:.//p' /proc/$(cat {orphan})/status > {parent}; echo > {pipe}");

        var child = long.Parse(File.ReadAllText(orphan));
        var father = Find(events, e => e.Type != PROCEXIT_1_E && Number(e, 0) == child).ThreadId;
        var exit = Find(events, e => e.Type == PROCEXIT_1_E && e.ThreadId == father);
        Assert.Equal(long.Parse(File.ReadAllText(parent)), Number(exit, 4));
        Assert.Equal(0, Number(Find(events, e => e.Type == PROCEXIT_1_E && e.ThreadId == child), 4));
    }

    [SkippableFact]
    public void A_file_that_is_opened_is_told_with_flags_mode_and_inode()
    {
        using var events = Open(SYSCALL_OPENAT_2_X);
        var file = Path.Combine(_folder.Path, "made");

        Shell($"umask 022; echo hello > {file}");

        var e = Find(events, e => e.Type == SYSCALL_OPENAT_2_X && Text(e, 2) == file);
        Assert.True(Number(e, 0) >= 0);
        Assert.Equal(-100, Number(e, 1));
        Assert.Equal(2 | 4 | 256 | 16384, Number(e, 3));
        Assert.Equal(0x1B6, Number(e, 4));
        Assert.True(Number(e, 5) > 0);
        Assert.True(Number(e, 6) > 0);
    }

    [SkippableFact]
    public async Task A_connection_is_told_with_both_ends()
    {
        using var events = Open(SOCKET_CONNECT_X);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var accepted = listener.AcceptTcpClientAsync();

        Skip.IfNot(File.Exists("/bin/bash"), "there is no bash, whose /dev/tcp connects");
        var pid = Run("/bin/bash", "-c", $"echo > /dev/tcp/127.0.0.1/{port}");
        using var client = await accepted;

        var e = Find(events, e => e.Type == SOCKET_CONNECT_X && e.ThreadId == pid && e.Param(1).Length == 13);
        Assert.Equal(0, Number(e, 0));
        Assert.Equal([2, 127, 0, 0, 1], e.Param(1)[..5].ToArray());
        Assert.Equal([127, 0, 0, 1, (byte)port, (byte)(port >> 8)], e.Param(1)[7..].ToArray());
        Assert.Equal([2, 127, 0, 0, 1, (byte)port, (byte)(port >> 8)], e.Param(3).ToArray());
    }

    [SkippableFact]
    public void Calls_that_nobody_wants_make_no_events()
    {
        using var events = Open(SYSCALL_UNLINKAT_2_X);

        Shell($"cat /etc/hostname > /dev/null; rm -f {_folder.Path}/nothing");

        Find(events, e => e.Type == SYSCALL_UNLINKAT_2_X && Text(e, 2) == $"{_folder.Path}/nothing");
        foreach (var e in _seen)
        {
            Assert.Equal(SYSCALL_UNLINKAT_2_X, e.Type);
        }
    }

    [SkippableFact]
    public void Calls_that_fail_can_be_left_out()
    {
        using var events = Open(new KernelOptions(Types(SYSCALL_UNLINKAT_2_X, SYSCALL_UNLINK_2_X), DropsFailed: true));
        var file = _folder.Write("there", "");

        Shell($"rm {file}x; rm {file}");

        Find(events, e => Text(e, e.ParamCount - (e.Type == SYSCALL_UNLINK_2_X ? 1 : 2)) == file);
        foreach (var e in _seen)
        {
            Assert.InRange(Number(e, 0), 0, long.MaxValue);
        }
    }

    [SkippableFact]
    public void Every_event_is_delivered_or_counted_as_lost()
    {
        using var events = Open(new KernelOptions(Types(SYSCALL_DUP2_X, SYSCALL_CLOSE_X), RingSize: 4096));

        Shell("i=0; while [ $i -lt 2000 ]; do : 3>/dev/null; i=$((i+1)); done");

        using var batch = new EventBatch(1 << 20);
        while (events.ReadInto(batch))
        {
        }

        var counters = events.Count();
        Assert.True(counters.RingFull > 0, "the ring was to be too small");
        // Other processes of this machine go on meanwhile.
        Assert.InRange(counters.Produced - counters.Lost, events.Delivered, events.Delivered + 100);
    }

    private static KernelEvents Open(params EventType[] types) => Open(new KernelOptions(Types(types)));

    private static KernelEvents Open(KernelOptions options)
    {
        try
        {
            return KernelEvents.Open(options);
        }
        catch (KernelException e)
        {
            throw new SkipException($"this kernel cannot be watched: {e.Message}");
        }
    }

    private static EventTypeSet Types(params ReadOnlySpan<EventType> types) => new(types.ToArray());

    /// <summary>The first event that meets a condition, out of whatever else the machine does.</summary>
    private EventView Find(KernelEvents events, Func<EventView, bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            foreach (var e in _seen)
            {
                if (condition(e))
                {
                    return e;
                }
            }

            events.Wait(100);
            using var batch = new EventBatch();
            events.ReadInto(batch);
            foreach (var e in batch)
            {
                _seen.Append(e);
            }
        }

        throw new Xunit.Sdk.XunitException("the event did not come");
    }

    private static int Shell(string line) => Run("/bin/sh", "-c", line);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.Id;
    }

    private static long Number(EventView e, int param) => e.TryGetInt64(param, out var value) ? value : long.MinValue;

    private static string Text(EventView e, int param) => e.TryGetText(param, out var text) ? text.ToString() : "<NA>";

    private static string Raw(EventView e, int param) => Encoding.UTF8.GetString(e.Param(param));
}
