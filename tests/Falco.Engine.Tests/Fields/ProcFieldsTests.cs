using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Engine.Tests.Events;
using Falco.Engine.Tests.State;
using Xunit;
using static Falco.Engine.Tests.Fields.FieldReading;

namespace Falco.Engine.Tests.Fields;

/// <summary>proc.* in the tree of <see cref="Scenario"/>: helper 40 below worker 30 below shell 20 below supervisor 10 below init 1.</summary>
public sealed class ProcFieldsTests
{
    private const ulong Second = Scenario.Second;

    [Theory]
    [InlineData("proc.name", "curl")]
    [InlineData("proc.exe", "/usr/bin/curl")]
    [InlineData("proc.exepath", "/usr/bin/curl")]
    [InlineData("proc.args", "-s http://a")]
    [InlineData("proc.args[0]", "-s")]
    [InlineData("proc.args[1]", "http://a")]
    [InlineData("proc.args[2]", "")]
    [InlineData("proc.cmdline", "curl -s http://a")]
    [InlineData("proc.exeline", "/usr/bin/curl -s http://a")]
    [InlineData("proc.cmdnargs", "2")]
    [InlineData("proc.cmdlenargs", "10")]
    [InlineData("proc.env", "A=1 B=2")]
    [InlineData("proc.env[B]", "2")]
    [InlineData("proc.env[C]", "")]
    [InlineData("proc.env[0]", "A=1 B=2")]
    [InlineData("proc.tty", "34816")]
    [InlineData("proc.pid", "40")]
    [InlineData("proc.vpid", "40")]
    [InlineData("proc.ppid", "30")]
    [InlineData("proc.pvpid", "30")]
    [InlineData("proc.pname", "worker")]
    [InlineData("proc.pexe", "/bin/worker")]
    [InlineData("proc.pexepath", "/bin/worker")]
    [InlineData("proc.pcmdline", "worker -v")]
    [InlineData("proc.cwd", "/")]
    [InlineData("proc.nthreads", "1")]
    [InlineData("proc.nchilds", "0")]
    [InlineData("proc.vmsize", "3")]
    [InlineData("proc.vmrss", "4")]
    [InlineData("proc.vmswap", "5")]
    [InlineData("proc.loginshellid", "20")]
    public void Of_the_process_and_its_parent(string field, string expected) => Assert.Equal(expected, Curl().Text(field));

    [Theory]
    [InlineData("proc.aname[0]", "curl")]
    [InlineData("proc.aname[1]", "worker")]
    [InlineData("proc.aname[2]", "bash")]
    [InlineData("proc.aname[9]", null)]
    [InlineData("proc.aname", "worker bash program init")]
    [InlineData("proc.aexe[2]", "/bin/bash")]
    [InlineData("proc.aexepath[2]", "/bin/bash")]
    [InlineData("proc.aexepath[1]", "/bin/worker")]
    [InlineData("proc.acmdline[2]", "bash -l")]
    [InlineData("proc.acmdline[0]", "curl -s http://a")]
    [InlineData("proc.aargs[2]", "-l")]
    [InlineData("proc.aargs[0]", "-s http://a")]
    [InlineData("proc.apid[0]", "40")]
    [InlineData("proc.apid[3]", "10")]
    [InlineData("proc.apid[-2]", null)]
    [InlineData("proc.apid", "40")]
    [InlineData("proc.aenv[0]", "A=1 B=2")]
    [InlineData("proc.aenv[2]", "A=1 B=2 HOME=/")]
    [InlineData("proc.aenv[HOME]", "/")]
    [InlineData("proc.aenv[NONE]", "")]
    public void Of_ancestors_by_level(string field, string? expected) => Assert.Equal(expected, Curl().Text(field));

    [Theory]
    [InlineData("proc.sid", "77")]
    [InlineData("proc.pgid", "40")]
    [InlineData("proc.vpgid", "40")]
    [InlineData("proc.pgid.name", "curl")]
    [InlineData("proc.pgid.exe", "/usr/bin/curl")]
    [InlineData("proc.pgid.exepath", "/usr/bin/curl")]
    [InlineData("proc.vpgid.name", "curl")]
    [InlineData("proc.vpgid.exe", "/usr/bin/curl")]
    [InlineData("proc.vpgid.exepath", "/usr/bin/curl")]
    [InlineData("proc.sname", "init")]
    [InlineData("proc.sid.exe", "/sbin/init")]
    [InlineData("proc.sid.exepath", "/sbin/init")]
    [InlineData("proc.is_pgid_leader", "true")]
    [InlineData("proc.is_vpgid_leader", "true")]
    [InlineData("proc.is_sid_leader", "false")]
    public void Of_the_session_and_the_process_group(string field, string expected)
    {
        var context = Curl();
        foreach (var tid in new[] { Scenario.Helper, Scenario.Worker, Scenario.Shell, Scenario.Supervisor, Scenario.Init })
        {
            context.Tree.Threads.Find(tid)!.Sid = 77;
        }

        Assert.Equal(expected, context.Text(field));
    }

    [Fact]
    public void Times_count_from_the_start_of_processes()
    {
        var context = Curl();
        var process = context.Thread!;
        process.CloneTimestamp = context.Event.Timestamp - (3 * Second);
        context.Tree.Threads.Find(Scenario.Worker)!.CloneTimestamp = context.Event.Timestamp - (5 * Second);
        process.PidnsInitStartTimestamp = 9;
        Assert.Equal($"{3 * Second}", context.Text("proc.duration"));
        Assert.Equal($"{5 * Second}", context.Text("proc.ppid.duration"));
        Assert.Equal($"{process.CloneTimestamp}", context.Text("proc.pid.ts"));
        Assert.Equal($"{context.Event.Timestamp - (5 * Second)}", context.Text("proc.ppid.ts"));
        Assert.Equal("9", context.Text("proc.pidns_init_start_ts"));
        process.CloneTimestamp = process.PidnsInitStartTimestamp = 0;
        Assert.Null(context.Text("proc.duration"));
        Assert.Null(context.Text("proc.pid.ts"));
        Assert.Null(context.Text("proc.pidns_init_start_ts"));
    }

    [Fact]
    public void The_executable_is_known_by_its_file()
    {
        var process = Process();
        (process.ExeWritable, process.ExeUpperLayer, process.ExeLowerLayer, process.ExeFromMemfd) = (true, true, true, true);
        (process.ExeIno, process.ExeInoCtime, process.ExeInoMtime) = (1, 2, 3);
        (process.ExeInoCtimeDurationCloneTs, process.ExeInoCtimeDurationPidnsStart) = (4, 5);
        var context = Close(process);
        foreach (var flag in new[] { "writable", "upper_layer", "lower_layer", "from_memfd" })
        {
            Assert.Equal("true", context.Text($"proc.is_exe_{flag}"));
            Assert.Equal("false", Close(Process()).Text($"proc.is_exe_{flag}"));
        }

        var numbers = new[] { "", ".ctime", ".mtime", ".ctime_duration_proc_start", ".ctime_duration_pidns_start" };
        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal($"{i + 1}", context.Text($"proc.exe_ino{numbers[i]}"));
            Assert.Null(Close(Process()).Text($"proc.exe_ino{numbers[i]}"));
        }
    }

    [Fact]
    public void Descriptors_are_counted_against_the_limit()
    {
        var scenario = Scenario.WholeTree();
        scenario.Open(Scenario.Shell, 0, "/dev/null");
        scenario.Open(Scenario.Shell, 1, "/tmp/log");
        scenario.Thread(Scenario.Shell).FdLimit = 8;
        var context = scenario.On(Scenario.Shell, EventType.SYSCALL_CHDIR_X, 0, "/");
        Assert.Equal("2", context.Text("proc.fdopencount"));
        Assert.Equal("8", context.Text("proc.fdlimit"));
        Assert.Equal("25.0", context.Text("proc.fdusage"));
        Assert.Equal("25.0", context.Json("proc.fdusage"));
        Assert.Equal("file", context.Text("proc.stdin.type"));
        Assert.Equal("/dev/null", context.Text("proc.stdin.name"));
        Assert.Equal("file", context.Text("proc.stdout.type"));
        Assert.Equal("/tmp/log", context.Text("proc.stdout.name"));
        Assert.Null(context.Text("proc.stderr.type"));
        Assert.Null(context.Text("proc.stderr.name"));
    }

    [Fact]
    public void Threads_share_what_is_the_processs()
    {
        var scenario = Scenario.WholeTree();
        var context = scenario.On(Scenario.ShellThread2, EventType.SYSCALL_CHDIR_X, 0, "/var");
        Assert.Equal("20", context.Text("proc.pid"));
        Assert.Equal("21", context.Text("thread.tid"));
        Assert.Equal("3", context.Text("proc.nthreads"));
        Assert.Equal("2", context.Text("proc.nchilds"));
        Assert.Equal("/var/", context.Text("proc.cwd"));
    }

    [Fact]
    public void Without_a_thread_there_is_none_of_it()
    {
        var context = Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3));
        foreach (var field in new[] { "proc.name", "proc.pid", "proc.aname[1]", "proc.aname", "proc.sname", "proc.env[A]", "proc.fdopencount" })
        {
            Assert.Null(context.Text(field));
        }
    }

    /// <summary>The helper executes curl, below a login shell.</summary>
    private static EventContext Curl()
    {
        var scenario = Scenario.WholeTree();
        scenario.Exec(Scenario.Shell, "/bin/bash", "-l");
        scenario.Thread(Scenario.Shell).Env = Utf8.From("A=1\0B=2\0HOME=/\0");
        scenario.Exec(Scenario.Worker, "/bin/worker");
        return scenario.Exec(Scenario.Helper, "/usr/bin/curl", "-s\0http://a");
    }

    private static EventContext Close(ThreadInfo thread) => Context(EventBuilder.Of(EventType.SYSCALL_CLOSE_X, 0, 3), thread);
}
