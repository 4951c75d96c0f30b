using System.Runtime.Versioning;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using Falco.Sensor.Proc;
using Xunit;

namespace Falco.Sensor.Tests.Proc;

[SupportedOSPlatform("linux")]
public sealed class ProcSnapshotTests : IDisposable
{
    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Machine_is_live_and_has_its_name_size_and_start()
    {
        var machine = Assert.IsType<MachineInfo>(_proc.Take()[0]);

        Assert.Equal(
            new MachineInfo(2, 2048 * 1024, 4194304, "node-7", 1_000_000_000_000, 0) { IsLive = true }, machine);
    }

    [Fact]
    public void Name_that_the_user_gives_the_machine_counts()
    {
        var machine = (MachineInfo)ProcSnapshot.Take(_proc.Root, _proc.Path("etc"), "edge").First();

        Assert.Equal("edge", machine.HostName);
    }

    [Fact]
    public void Snapshot_comes_in_the_order_of_captures()
    {
        var folder = _proc.AddProcess(1);
        _proc.AddDescriptor(folder, 0, "pipe:[5]");

        Assert.Equal(
            [typeof(MachineInfo), typeof(InterfaceList), typeof(UserList), typeof(ProcessList), typeof(FdList)],
            _proc.Take().Select(metadata => metadata.GetType()));
    }

    [Fact]
    public void Threads_that_were_made_after_the_watching_began_are_left_to_their_events()
    {
        // What the folder says of each is that it was made 2.5 s after the machine started.
        _proc.AddProcess(1);

        Assert.Empty(ProcSnapshot.Take(_proc.Root, _proc.Path("etc"), counts: _proc.Counts, bornBefore: 2_500_000_000).OfType<ProcessList>());
        Assert.Single(ProcSnapshot.Take(_proc.Root, _proc.Path("etc"), bornBefore: 2_510_000_000).OfType<ProcessList>().Single().Entries);
        Assert.Equal((0, 0, 0), (_proc.Counts.Processes, _proc.Counts.Vanished, _proc.Counts.Unreadable));
    }

    [Fact]
    public void Process_whose_parent_ended_meanwhile_has_the_parent_that_took_it_over()
    {
        for (var pid = 1; pid <= 300; pid++)
        {
            _proc.AddProcess(pid, parent: pid == 10 ? 299 : 1);
        }

        // Its parent's turn comes with the second list.
        List<ProcessEntry> entries = [];
        foreach (var metadata in ProcSnapshot.Take(_proc.Root, _proc.Path("etc")))
        {
            if (metadata is ProcessList list)
            {
                entries.AddRange(list.Entries);
                Directory.Move(_proc.Path("proc/299"), _proc.Path($"gone-{entries.Count}"));
                _proc.AddProcess(10, parent: 7);
                Directory.CreateDirectory(_proc.Path("proc/299"));
            }
        }

        Assert.Equal(7, entries.Last(entry => entry.Tid == 10).Ptid);
        Assert.DoesNotContain(entries, entry => entry.Tid == 299);
    }

    [Fact]
    public void Long_lists_of_processes_come_in_parts()
    {
        for (var pid = 1; pid <= 270; pid++)
        {
            _proc.AddProcess(pid);
        }

        var lists = _proc.Take().OfType<ProcessList>().ToList();

        Assert.Equal([256, 14], lists.Select(list => list.Entries.Count));
        Assert.Equal(Enumerable.Range(1, 270), lists.SelectMany(list => list.Entries).Select(entry => (int)entry.Pid));
        Assert.Equal((270, 270), (_proc.Counts.Processes, _proc.Counts.Threads));
    }

    [Fact]
    public void Process_has_its_numbers_owners_and_sizes()
    {
        _proc.AddProcess(55, parent: 9);

        var entry = _proc.Process(55);

        Assert.Equal((55, 55, 9), (entry.Tid, entry.Pid, entry.Ptid));
        Assert.Equal((40, 30), (entry.Pgid, entry.Sid));
        Assert.Equal((55, 55, 40), (entry.Vtid, entry.Vpid, entry.Vpgid));
        Assert.Equal((1000u, 2000u, 1001u), (entry.Uid, entry.Gid, entry.LoginUid));
        Assert.Equal((300u, 200u, 100u), (entry.VmSizeKb, entry.VmRssKb, entry.VmSwapKb));
        Assert.Equal((501ul, 7ul), (entry.PfMinor, entry.PfMajor));
        Assert.Equal((1ul, 0xf0ul, 0xe0ul), (entry.CapInheritable, entry.CapPermitted, entry.CapEffective));
        Assert.Equal((34817u, 1024L, 0u), (entry.Tty, entry.FdLimit, entry.Flags));
        Assert.Equal(1_002_500_000_000ul, entry.CloneTimestamp);
    }

    [Fact]
    public void Process_has_its_command_line_environment_and_folders()
    {
        _proc.AddProcess(55, name: "app", args: "-v\0--\0\0end\0");

        var entry = _proc.Process(55);

        Assert.Equal(("app", "app"), (entry.Comm.ToString(), entry.Exe.ToString()));
        Assert.Equal(["-v", "--", "", "end"], FakeProc.Strings(entry.Args));
        Assert.Equal(["NAME=app", "HOME=/root"], FakeProc.Strings(entry.Env));
        Assert.Equal(("/var/lib/app", "/"), (entry.Cwd.ToString(), entry.Root.ToString()));
        Assert.Equal(_proc.Path("bin/app"), entry.ExePath.ToString());
    }

    [Fact]
    public void Executable_is_the_file_that_runs()
    {
        _proc.AddProcess(55);
        File.SetLastWriteTimeUtc(_proc.Path("bin/app"), DateTime.UnixEpoch.AddSeconds(7));

        var entry = _proc.Process(55);

        Assert.Equal(0, SystemCalls.Stat(SystemCalls.WorkingDirectory, Path("bin/app"), out var file));
        Assert.Equal((file.Inode, file.ChangedNs, 7_000_000_000ul), (entry.ExeIno, entry.ExeInoCtime, entry.ExeInoMtime));
    }

    [Fact]
    public void Command_lines_are_cut_off_where_Falco_cuts_them_off()
    {
        _proc.AddProcess(55, args: new string('a', 10_000) + "\0");

        var args = _proc.Process(55).Args;

        Assert.Equal(4096 - "app\0".Length, args.Length);
        Assert.Equal(0, args.Span[^1]);
    }

    [Theory]
    [InlineData("a) R 1 2 3")]
    [InlineData("two\nlines")]
    [InlineData("((()")]
    [InlineData(" ")]
    public void Name_may_hold_anything(string name)
    {
        _proc.AddThread(_proc.AddProcess(55), 55, 55, 9, name);

        var entry = _proc.Process(55);

        Assert.Equal(name, entry.Comm.ToString());
        Assert.Equal((9, 40, 30), (entry.Ptid, entry.Pgid, entry.Sid));
    }

    [Fact]
    public void Process_in_a_container_has_the_numbers_that_it_sees_itself()
    {
        _proc.AddProcess(1);
        _proc.AddProcess(50, status: "NStgid:\t50\t8\t1\nNSpid:\t50\t8\t1\nNSpgid:\t50\t8\t1\n");
        var folder = _proc.AddProcess(55, status: "NStgid:\t55\t10\t3\nNSpid:\t55\t10\t3\nNSpgid:\t40\t9\t2\n");
        _proc.Write("proc/50/ns/pid", "");
        Directory.CreateDirectory(_proc.Path($"{folder}/ns"));
        File.CreateSymbolicLink(_proc.Path($"{folder}/ns/pid"), _proc.Path("proc/50/ns/pid"));
        _proc.Write("proc/50/stat", "50 (init) S 1 50 50 0 -1 0 0 0 0 0 1 2 3 4 20 0 1 0 700 100 1\n");

        var entry = _proc.Process(55);

        Assert.Equal((3, 3, 2), (entry.Vtid, entry.Vpid, entry.Vpgid));
        Assert.Equal(1_007_000_000_000ul, entry.PidnsInitStartTimestamp);
        Assert.Equal(1_002_500_000_000ul, _proc.Process(1).PidnsInitStartTimestamp);
    }

    [Fact]
    public void Threads_follow_their_main_thread_and_share_what_is_the_process_s()
    {
        var folder = _proc.AddProcess(55);
        _proc.AddThread(folder, 55, 55, 9, "app", "Threads:\t3\n");
        _proc.AddThread($"{folder}/task/55", 55, 55, 9, "app");
        _proc.AddThread($"{folder}/task/56", 56, 55, 9, "worker 1");
        _proc.AddThread($"{folder}/task/57", 57, 55, 9, "worker 2");

        var entries = _proc.Processes();

        Assert.Equal([(55, "app"), (56, "worker 1"), (57, "worker 2")], entries.Select(entry => ((int)entry.Tid, entry.Comm.ToString())));
        Assert.All(entries, entry => Assert.Equal((55, "--fast\0"), ((int)entry.Pid, entry.Args.ToString())));
        Assert.Equal([0u, 0x2001u, 0x2001u], entries.Select(entry => entry.Flags));
        Assert.Equal((1, 3), (_proc.Counts.Processes, _proc.Counts.Threads));
    }

    [Fact]
    public void Kernel_threads_are_no_processes()
    {
        var folder = _proc.AddProcess(2, name: "kthreadd");
        _proc.Write($"{folder}/cmdline", "");
        File.Delete(_proc.Path($"{folder}/exe"));

        Assert.Empty(_proc.Processes());
        Assert.Equal((0, 0), (_proc.Counts.Vanished, _proc.Counts.Unreadable));
    }

    [Fact]
    public void Process_without_command_line_counts_while_it_has_an_executable()
    {
        _proc.Write($"{_proc.AddProcess(3)}/cmdline", "");

        var entry = _proc.Process(3);

        Assert.Equal((true, true), (entry.Exe.IsEmpty, entry.Args.IsEmpty));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("stat")]
    [InlineData("cmdline")]
    [InlineData("cwd")]
    [InlineData("environ")]
    public void Process_that_ends_while_it_is_read_takes_nobody_with_it(string missing)
    {
        _proc.AddProcess(3);
        _proc.AddProcess(4);
        _proc.AddProcess(5);
        File.Delete(_proc.Path($"proc/4/{missing}"));

        Assert.Equal([3, 5], _proc.Processes().Select(entry => entry.Tid));
        Assert.Equal((1, 0), (_proc.Counts.Vanished, _proc.Counts.Unreadable));
    }

    [Theory]
    [InlineData("status", "Tgid:\tnonsense\n")]
    [InlineData("stat", "no brackets")]
    [InlineData("stat", "4 (cut off) S 1")]
    public void Process_that_makes_no_sense_is_left_out_and_counted(string file, string text)
    {
        _proc.AddProcess(3);
        _proc.Write($"{_proc.AddProcess(4)}/{file}", text);

        Assert.Equal([3], _proc.Processes().Select(entry => entry.Tid));
        Assert.Equal((0, 1), (_proc.Counts.Vanished, _proc.Counts.Unreadable));
    }

    [Fact]
    public void Whatever_the_files_hold_the_neighbours_are_read()
    {
        var random = new Random(20250101);
        _proc.AddProcess(3);
        var folder = _proc.AddProcess(4);
        _proc.AddSockets(folder);
        _proc.AddDescriptor(folder, 0, "socket:[5]");
        _proc.AddDescriptor(folder, 1, _proc.Path("bin/app"));
        _proc.AddProcess(5);
        string[] names =
        [
            "comm", "stat", "status", "cmdline", "environ", "limits", "cgroup", "loginuid", "mountinfo", "fdinfo/1", "net/tcp", "net/tcp6",
            "net/unix", "net/netlink",
        ];
        var originals = names.ToDictionary(name => name, name => File.ReadAllBytes(_proc.Path($"{folder}/{name}")));
        for (var round = 0; round < 200; round++)
        {
            foreach (var (name, original) in originals)
            {
                File.WriteAllBytes(_proc.Path($"{folder}/{name}"), Spoil(original, random));
            }

            var read = _proc.Processes().Select(entry => entry.Tid).ToList();

            Assert.Contains(3, read);
            Assert.Contains(5, read);
        }
    }

    [Fact]
    public void Writable_executable_is_one_that_the_process_may_write_to()
    {
        var folder = _proc.AddProcess(55);
        Assert.Equal(0, SystemCalls.Stat(SystemCalls.WorkingDirectory, Path("bin/app"), out var file));
        bool IsWritable(uint uid, uint gid, string mode, string more = "")
        {
            File.SetUnixFileMode(_proc.Path("bin/app"), (UnixFileMode)Convert.ToInt32(mode, 8));
            _proc.AddThread(folder, 55, 55, 9, "app", $"Uid:\t0\t0\t0\t{uid}\nGid:\t0\t0\t0\t{gid}\nCapEff:\t0\n" + more);
            return _proc.Process(55).ExeWritable;
        }

        uint otherUser = file.Uid + 5, otherGroup = file.Gid + 5;
        Assert.True(IsWritable(file.Uid, otherGroup, "555"), "the owner can change the mode");
        Assert.False(IsWritable(otherUser, otherGroup, "775"));
        Assert.True(IsWritable(otherUser, otherGroup, "777"));
        Assert.True(IsWritable(otherUser, file.Gid, "775"));
        Assert.False(IsWritable(otherUser, file.Gid, "757"), "a group that may not does not fall back to all others");
        Assert.True(IsWritable(otherUser, otherGroup, "775", $"Groups:\t1 {file.Gid} \n"));
        Assert.False(IsWritable(otherUser, otherGroup, "755", "CapEff:\t0000000000000002\n"), "without a map nobody is known");
        _proc.Write($"{folder}/uid_map", "         0          0 4294967295\n");
        _proc.Write($"{folder}/gid_map", "         0          0 4294967295\n");
        Assert.True(IsWritable(otherUser, otherGroup, "755", "CapEff:\t0000000000000002\n"));
    }

    [Fact]
    public void Executable_of_a_container_lies_in_the_layer_of_what_was_changed_or_in_the_image()
    {
        var folder = _proc.AddProcess(55);
        Assert.Equal(0, SystemCalls.Stat(SystemCalls.WorkingDirectory, Path("bin/app"), out var file));
        _proc.Write(
            $"{folder}/mountinfo", $"{file.MountId} 1 0:31 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/up\\040per,workdir=/w\n");
        _proc.AddProcess(1);
        File.Delete(_proc.Path("proc/1/root"));

        var lower = _proc.Process(55);
        _proc.Write($"proc/1/root/up per{_proc.Path("bin/app")}", "changed");
        var upper = _proc.Process(55);

        Assert.Equal((false, true), (lower.ExeUpperLayer, lower.ExeLowerLayer));
        Assert.Equal((true, false), (upper.ExeUpperLayer, upper.ExeLowerLayer));
    }

    [Fact]
    public void Executable_in_memory_is_known_as_such()
    {
        var folder = _proc.AddProcess(55);
        _proc.Link($"{folder}/exe", "/memfd:x (deleted)");

        var entry = _proc.Process(55);

        Assert.Equal((true, "/memfd:x (deleted)"), (entry.ExeFromMemfd, entry.ExePath.ToString()));
    }

    [Fact]
    public void Users_and_groups_are_those_of_the_files_without_lines_that_are_none()
    {
        _proc.Write(
            "etc/passwd",
            "root:x:0:0:root:/root:/bin/bash\n# comment:x:1:1:::\n\n+::::::\nshort:x:5\nbad:x:many:1:::\nann:x:1000:100:Ann,,,:/home/ann:\n");
        _proc.Write("etc/group", "root:x:0:\nbad:x:-:\nstaff:x:50:ann,bob\n");

        var list = _proc.Take().OfType<UserList>().Single();

        Assert.Equal(
            [
                new UserEntry(0, 0, Utf8.From("root"), Utf8.From("/root"), Utf8.From("/bin/bash")),
                new UserEntry(1000, 100, Utf8.From("ann"), Utf8.From("/home/ann"), default),
            ],
            list.Users);
        Assert.Equal([new GroupEntry(0, Utf8.From("root")), new GroupEntry(50, Utf8.From("staff"))], list.Groups);
    }

    [Fact]
    public void Machine_without_proc_is_an_error_that_names_it()
    {
        var error = Assert.Throws<IOException>(() => ProcSnapshot.Take("/no/such/proc").ToList());

        Assert.Contains("/no/such/proc", error.Message);
    }

    private byte[] Path(string name) => [.. Encoding.UTF8.GetBytes(_proc.Path(name)), 0];

    private static byte[] Spoil(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at + 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.ASCII.GetBytes(random.NextInt64().ToString()));
                    break;
                default:
                    bytes.InsertRange(at, bytes.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }
}
