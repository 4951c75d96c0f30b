using System.Diagnostics;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Containers;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;
using static Falco.Sensor.Tests.Containers.ContainerFrames;

namespace Falco.Sensor.Tests.Containers;

/// <summary>Who the users of a container are says the container's own files. Their stand-in here is a process with a root of its own.</summary>
public sealed class ContainerUsersTests : IDisposable
{
    private const string Id = "2400edb296c5d631fef083a30c680f71801b0409a9676ee546c084d0087d7c7d";

    private readonly TemporaryFolder _folder = new();
    private readonly WatchedStream _stream = new();
    private Process? _process;

    public void Dispose()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _stream.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public void A_program_in_a_container_comes_after_the_containers_users()
    {
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:33:34:the web,,,:/srv:/bin/false\nweb2:x:33:1::/:\nnonsense\n");
        Write("group", "www:x:34:web,other\n");
        var pid = Enter();

        var events = _stream.See(Exit(1), Exec(pid, Id, 33, 34), Exit(2));

        Assert.Equal(
            [
                EventType.PROCEXIT_1_E, EventType.USER_ADDED_E, EventType.USER_ADDED_E, EventType.GROUP_ADDED_E,
                EventType.SYSCALL_EXECVE_19_X, EventType.PROCEXIT_1_E,
            ],
            events.Select(e => e.Type));
        Assert.Equal([1UL, 2, 3, 4, 5, 6], events.Select(e => e.Number));
        Assert.All(events, e => Assert.Equal(77UL, e.Timestamp));
        var web = events[2];
        Assert.Equal((33U, 34U), (web.Word(0), web.Word(1)));
        Assert.Equal(["web", "/srv", "/bin/false", Id[..12]], Enumerable.Range(2, 4).Select(i => web.Text(i).ToString()));
        Assert.Equal((34U, "www", Id[..12]), (events[3].Word(0), events[3].Text(1).ToString(), events[3].Text(2).ToString()));

        // The next one has nothing new to say.
        Assert.Single(_stream.See(Exec(pid, Id, 33, 34)));
    }

    [SkippableFact]
    public void A_user_that_is_added_later_is_known_when_it_runs_something()
    {
        var clock = new FakeClock();
        using var stream = new WatchedStream(clock);
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\n");
        var pid = Enter(stream);
        Assert.Equal(2, stream.See(Exec(pid, Id, 0, 0)).Count);

        Write("passwd", "root:x:0:0:root:/root:/bin/sh\nnew:x:5:5::/:/bin/sh\n");
        clock.Now += TimeSpan.FromSeconds(1);

        Assert.Equal("new", stream.See(Exec(pid, Id, 5, 5))[0].Text(2).ToString());
    }

    [SkippableTheory]
    [InlineData(EventType.SYSCALL_SETUID_X, new[] { 5U }, "new")]
    [InlineData(EventType.SYSCALL_SETREUID_X, new[] { 0U, 5U }, "new")]
    [InlineData(EventType.SYSCALL_SETRESUID_X, new[] { 0U, 5U, 0U }, "new")]
    [InlineData(EventType.SYSCALL_SETGID_X, new[] { 6U }, "newgroup")]
    [InlineData(EventType.SYSCALL_SETREGID_X, new[] { 0U, 6U }, "newgroup")]
    [InlineData(EventType.SYSCALL_SETRESGID_X, new[] { 0U, 6U, 0U }, "newgroup")]
    public void A_user_or_group_that_a_program_becomes_is_told_before(EventType type, uint[] ids, string name)
    {
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\n");
        Write("group", "root:x:0:\n");
        var pid = Enter();
        Assert.Equal(3, _stream.See(Exec(pid, Id, 0, 0)).Count);
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\nnew:x:5:5::/:/bin/sh\n");
        Write("group", "root:x:0:\nnewgroup:x:6:\n");

        var events = _stream.See(SetIds(type, pid, ids));

        Assert.Equal([EventType.USER_ADDED_E, EventType.GROUP_ADDED_E, type], events.Select(e => e.Type));
        Assert.Contains(name, (string[])[events[0].Text(2).ToString(), events[1].Text(1).ToString()]);
    }

    [SkippableFact]
    public void An_id_that_stays_as_it_was_and_the_users_of_other_processes_are_nobody_to_look_for()
    {
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\n");
        var pid = Enter();
        _stream.See(Exec(pid, Id, 0, 0));
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\nnew:x:5:5::/:/bin/sh\n");

        Assert.Single(_stream.See(SetIds(EventType.SYSCALL_SETRESUID_X, pid, 1, uint.MaxValue, 1)));
        Assert.Single(_stream.See(SetIds(EventType.SYSCALL_SETUID_X, pid + 1, 5)));
        Assert.Equal(2, _stream.See(Exit(pid), SetIds(EventType.SYSCALL_SETUID_X, pid, 5)).Count);
    }

    [SkippableFact]
    public void The_end_of_a_containers_first_process_takes_its_users_away()
    {
        Write("passwd", "root:x:0:0:root:/root:/bin/sh\n");
        Write("group", "root:x:0:\n");
        var pid = Enter();
        _stream.See(Clone(pid, Id, virtualId: 1), Exec(pid, Id, 0, 0));

        _stream.See(Exit(pid));

        Assert.Equal([EventType.USER_DELETED_E, EventType.GROUP_DELETED_E], _stream.News().Select(e => e.Type));
    }

    [SkippableFact]
    public void A_link_leads_to_no_file_of_the_machine()
    {
        var secret = _folder.Write("secret", "root:x:0:0:secret:/secret:/bin/sh\n");
        var pid = Enter();
        File.CreateSymbolicLink(Path.Combine(Root, "etc/passwd"), secret);
        File.CreateSymbolicLink(Path.Combine(Root, "etc/group"), "../../../../../../etc/group");

        Assert.Single(_stream.See(Exec(pid, Id, 0, 0)));
    }

    [SkippableFact]
    public void What_is_no_file_or_has_no_end_keeps_nobody_waiting()
    {
        var pid = Enter();
        Process.Start("mkfifo", [Path.Combine(Root, "etc/passwd")]).WaitForExit();
        using (var group = File.Create(Path.Combine(Root, "etc/group")))
        {
            group.Write("first:x:1:\n"u8);
            group.SetLength(1L << 40);
        }

        var events = _stream.See(Exec(pid, Id, 0, 0));

        // The answer may take longer than the program's event is held back for.
        Wait(() =>
        {
            events.AddRange(_stream.News());
            return events.Exists(e => e.Type == EventType.GROUP_ADDED_E);
        });
        Assert.DoesNotContain(events, e => e.Type == EventType.USER_ADDED_E);
    }

    [SkippableFact]
    public void Long_names_and_many_are_cut()
    {
        Write("passwd", string.Concat(Enumerable.Range(0, 5000).Select(i => $"{new string('n', 300)}:x:{i}:0::/{new string('h', 5000)}:s\n")));
        var pid = Enter();

        var events = _stream.See(Exec(pid, Id, 0, 0));

        Wait(() =>
        {
            events.AddRange(_stream.News());
            return events.Count > 1;
        });
        var users = events.Where(e => e.Type == EventType.USER_ADDED_E).ToList();
        Assert.InRange(users.Count, 1, 1000);
        Assert.All(users, e => Assert.Equal((255, 1023), (e.Text(2).Length, e.Text(3).Length)));
    }

    [Fact]
    public void The_machines_own_root_is_no_container()
        => Assert.Null(ContainerUserFiles.Read("", Environment.ProcessId, null, new byte[4096]));

    [Fact]
    public void A_process_that_is_gone_tells_nothing()
        => Assert.Null(ContainerUserFiles.Read("", int.MaxValue, null, new byte[4096]));

    private string Root => Path.Combine(_folder.Path, "root");

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(Root, "etc"));
        File.WriteAllText(Path.Combine(Root, "etc", name), text);
    }

    private int Enter(WatchedStream? stream = null)
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can change a process's root");
        Skip.IfNot(File.Exists("/bin/busybox"), "there is no busybox (Debian: busybox-static)");
        Directory.CreateDirectory(Path.Combine(Root, "etc"));
        File.Copy("/bin/busybox", Path.Combine(Root, "busybox"));
        _process = Process.Start(new ProcessStartInfo("chroot", [Root, "/busybox", "cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

        // It answers once it is inside.
        _process.StandardInput.WriteLine("ready");
        Assert.Equal("ready", _process.StandardOutput.ReadLine());
        (stream ?? _stream).Start(Nobody);
        return _process.Id;
    }
}
