using System.Diagnostics;
using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Tests.Capture;
using Falco.Sensor.Kernel;
using Falco.Sensor.Tests.EndToEnd;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Sensor.Tests.Kernel;

/// <summary>What events of single calls say. The calls are made by perl, as the program that watches is not watched.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class CallParametersTests : IDisposable
{
    private const string Perl = "/usr/bin/perl";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly EventBatch _seen = new();

    public void Dispose()
    {
        _folder.Dispose();
        _seen.Dispose();
    }

    [SkippableFact]
    public void Calls_for_memory_tell_how_much_the_process_has()
    {
        Make("""$a = syscall(9, 0, 4096, 3, 0x22, -1, 0); syscall(10, $a, 4096, 5); syscall(11, $a, 4096); syscall(12, 0);""");

        var map = Event(SYSCALL_MMAP_X, e => Number(e, 5) == 4096 && Number(e, 7) == (2 | 8));
        var address = Number(map, 0);
        Assert.InRange(Number(map, 1), 1000, 1 << 30);
        Assert.InRange(Number(map, 2), 100, Number(map, 1));
        Assert.Equal(3, Number(map, 6));
        Assert.Equal(-1, Number(map, 8));
        Assert.Equal((4096L, 5L), (Number(Event(SYSCALL_MPROTECT_X, e => Number(e, 1) == address), 2), Number(Event(SYSCALL_MPROTECT_X, e => Number(e, 1) == address), 3)));
        Assert.InRange(Number(Event(SYSCALL_MUNMAP_X, e => Number(e, 4) == address), 2), 100, 1 << 30);
        Assert.InRange(Number(Event(SYSCALL_BRK_4_X, e => Number(e, 4) == 0), 1), 1000, 1 << 30);
    }

    [SkippableFact]
    public void Options_of_sockets_are_told_with_their_values()
    {
        Make("""
            use Socket; socket(S, AF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, SO_REUSEADDR, 1);
            setsockopt(S, SOL_SOCKET, SO_RCVTIMEO, pack("qq", 3, 5)); getsockopt(S, SOL_SOCKET, SO_ERROR); setsockopt(S, SOL_SOCKET, SO_LINGER, pack("ll", 1, 7));
            """);

        Assert.Equal([2, 1, 0, 0, 0], Event(SOCKET_SETSOCKOPT_X, e => Number(e, 3) == 2).Param(4).ToArray());
        Assert.Equal(1, Number(Event(SOCKET_SETSOCKOPT_X, e => Number(e, 3) == 2), 2));
        Assert.Equal([4, .. BitConverter.GetBytes(3_000_005_000L)], Event(SOCKET_SETSOCKOPT_X, e => Number(e, 3) == 20).Param(4).ToArray());
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0], Event(SOCKET_GETSOCKOPT_X, e => Number(e, 3) == 4).Param(4).ToArray());
        Assert.Equal(4, Number(Event(SOCKET_GETSOCKOPT_X, e => Number(e, 3) == 4), 5));
        Assert.Equal([0, 1, 0, 0, 0, 7, 0, 0, 0], Event(SOCKET_SETSOCKOPT_X, e => Number(e, 3) == 13).Param(4).ToArray());
    }

    [SkippableFact]
    public void Each_message_of_sendmmsg_is_an_event_and_control_messages_are_told()
    {
        Make("""
            use Socket; socketpair(A, B, AF_UNIX, SOCK_DGRAM, 0); $d = "hello"; $e = "bye"; $i = pack("PQ", $d, 5); $j = pack("PQ", $e, 3);
            $m = pack("QQPQQQQQ", 0, 0, $i, 1, 0, 0, 0, 0) . pack("QQPQQQQQ", 0, 0, $j, 1, 0, 0, 0, 0); syscall(307, fileno(A), $m, 2, 0);
            setsockopt(B, SOL_SOCKET, 16, 1); send(A, "with", 0);
            $r = "x" x 80; $c = "c" x 64; $v = pack("PQ", $r, 80);
            for (1 .. 3) { $h = pack("QQPQPQQ", 0, 0, $v, 1, $c, 64, 0); syscall(47, fileno(B), $h, 0); }
            """);

        Assert.Equal("hello", Raw(Event(SOCKET_SENDMMSG_X, e => Number(e, 0) == 5), 3));
        Assert.Equal("bye", Raw(Event(SOCKET_SENDMMSG_X, e => Number(e, 0) == 3), 3));
        var received = Event(SOCKET_RECVMSG_X, e => Number(e, 0) == 4);
        Assert.Equal((4L, "with"), (Number(received, 1), Raw(received, 2)));
        // A struct cmsghdr of SOL_SOCKET and SCM_CREDENTIALS.
        Assert.Equal([1, 0, 0, 0, 2, 0, 0, 0], received.Param(4)[8..16].ToArray());
    }

    [SkippableFact]
    public void Flags_are_those_of_the_schema()
    {
        Make("""
            syscall(272, 0x12000000); $h = pack("QQQ", 0, 0, 0x0F); $p = "/nowhere"; syscall(437, -100, $p, $h, 24); syscall(291, 02000000);
            syscall(260, -100, $p, 0, 0, 0x1100); syscall(265, -100, $p, -100, $p, 0x400); syscall(263, -100, $p, 0x200); syscall(283, 1, 0);
            if (my $child = fork) { waitpid($child, 0); }
            """);

        Assert.Equal((1 << 20) | (1 << 28), Number(Event(SYSCALL_UNSHARE_X, _ => true), 1));
        Assert.Equal(1 | 4 | 8 | 16, Number(Event(SYSCALL_OPENAT2_X, _ => true), 5));
        Assert.Equal(1, Number(Event(SYSCALL_EPOLL_CREATE1_X, _ => true), 1));
        Assert.Equal(0x1000, Number(Event(SYSCALL_FCHOWNAT_X, _ => true), 5));
        Assert.Equal(0x400, Number(Event(SYSCALL_LINKAT_2_X, _ => true), 5));
        Assert.Equal(0x200, Number(Event(SYSCALL_UNLINKAT_2_X, _ => true), 3));
        Assert.Equal(1, Number(Event(SYSCALL_TIMERFD_CREATE_X, _ => true), 1));
        var child = Event(SYSCALL_CLONE_20_X, e => Number(e, 0) > 0);
        Assert.Equal((1L << 23) | (1L << 24), Number(child, 15));
        Assert.Equal(0, Number(child, 20));
    }

    [SkippableFact]
    public void Messages_in_several_pieces_are_told_as_one()
    {
        Make("""
            use Socket; socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); $d = "hel"; $e = "lo"; $v = pack("PQPQ", $d, 3, $e, 2);
            $h = pack("QQPQQQQ", 0, 0, $v, 2, 0, 0, 0); syscall(46, fileno(A), $h, 0); syscall(20, fileno(A), $v, 2);
            $r = "x" x 4; $s = "y" x 80; $w = pack("PQPQ", $r, 4, $s, 80); syscall(19, fileno(B), $w, 2);
            """);

        var sent = Event(SOCKET_SENDMSG_X, e => Number(e, 0) == 5);
        Assert.Equal((5L, "hello"), (Number(sent, 3), Raw(sent, 1)));
        var written = Event(SYSCALL_WRITEV_X, e => Number(e, 0) == 5);
        Assert.Equal((5L, "hello"), (Number(written, 3), Raw(written, 1)));
        Assert.Equal("hellohello", Raw(Event(SYSCALL_READV_X, e => Number(e, 0) == 10), 2));
    }

    [SkippableFact]
    public void What_is_put_together_at_the_end_of_an_event_leaves_its_beginning_alone()
    {
        Make("""
            $t = "told"; $v = pack("PQ", $t, 4); $r = "x" x 4; $w = pack("PQ", $r, 4); $at = unpack("Q", pack("P", $t));
            $far = pack("QQ", $at, 4); syscall(310, $$ + 0, $w, 1, $far, 1, 0); syscall(250, 99, 1, 2, 3, 4);
            """);

        var read = Event(SYSCALL_PROCESS_VM_READV_X, _ => true);
        Assert.Equal((4L, "told"), (Number(read, 0), Raw(read, 2)));
        Assert.InRange(Number(Event(SYSCALL_KEYCTL_X, _ => true), 0), -4095, -1);
    }

    [SkippableFact]
    public void A_pair_of_sockets_is_told_with_both_of_them()
    {
        Make("""use Socket; socketpair(A, B, AF_UNIX, SOCK_STREAM, 0); $v = pack("ll", 0, 0); syscall(53, 2, 1, 0, $v);""");

        var pair = Event(SOCKET_SOCKETPAIR_X, e => Number(e, 0) == 0);
        Assert.True(Number(pair, 3) != 0 && Number(pair, 4) != 0);
        var failed = Event(SOCKET_SOCKETPAIR_X, e => Number(e, 0) < 0);
        Assert.Equal((0L, 0L), (Number(failed, 3), Number(failed, 4)));
    }

    [SkippableFact]
    public void A_datagram_is_told_with_where_it_comes_from_and_where_it_goes()
    {
        Make($$"""
            use Socket; socket(R, AF_INET, SOCK_DGRAM, 0); bind(R, sockaddr_in(0, INADDR_LOOPBACK)); socket(S, AF_INET, SOCK_DGRAM, 0);
            bind(S, sockaddr_in(0, INADDR_LOOPBACK)); send(S, "four", 0, getsockname(R)); recv(R, $b, 10, 0); send(S, "fives", 0, getsockname(R));
            $n = "\0" x 16; $d = "x" x 80; $v = pack("PQ", $d, 80); $h = pack("PQPQQQQ", $n, 16, $v, 1, 0, 0, 0); syscall(47, fileno(R), $h, 0);
            socket(U, AF_UNIX, SOCK_DGRAM, 0); bind(U, sockaddr_un("{{_folder.Path}}/u")); socket(T, AF_UNIX, SOCK_DGRAM, 0);
            send(T, "unixed", 0, sockaddr_un("{{_folder.Path}}/u")); connect(T, sockaddr_un("{{_folder.Path}}/none"));
            send(S, "to nobody", 0, pack("S", 99));
            """);

        var sent = Event(SOCKET_SENDTO_X, e => Number(e, 0) == 4).Param(4).ToArray();
        Assert.Equal([2, 127, 0, 0, 1], sent[..5]);
        Assert.Equal(sent, Event(SOCKET_RECVFROM_X, e => Number(e, 0) == 4).Param(2).ToArray());
        Assert.Equal(sent, Event(SOCKET_RECVMSG_X, e => Number(e, 0) == 5).Param(3).ToArray());
        var local = Event(SOCKET_SENDTO_X, e => Number(e, 0) == 6).Param(4).ToArray();
        Assert.Equal((1, 0L), (local[0], BitConverter.ToInt64(local, 1)));
        Assert.NotEqual(0, BitConverter.ToInt64(local, 9));
        Assert.Equal($"{_folder.Path}/u\0", Encoding.UTF8.GetString(local[17..]));
        Assert.Empty(Event(SOCKET_CONNECT_X, e => Number(e, 0) < 0).Param(1).ToArray());
        Assert.Empty(Event(SOCKET_SENDTO_X, e => Number(e, 0) < 0).Param(4).ToArray());
    }

    [SkippableFact]
    public void Both_sides_of_a_connection_tell_the_same_ends()
    {
        Make("""
            use Socket; $name = pack("S", AF_UNIX) . "\0falco-test-$$"; socket(L, AF_UNIX, SOCK_STREAM, 0); bind(L, $name); listen(L, 1);
            socket(C, AF_UNIX, SOCK_STREAM, 0); connect(C, $name); syscall(288, fileno(L), 0, 0, 02000000); syscall(288, 999, 0, 0, 0);
            """);

        var connected = Event(SOCKET_CONNECT_X, e => Number(e, 0) == 0).Param(1).ToArray();
        Assert.Matches(@"^falco-test-\d+\0$", Encoding.UTF8.GetString(connected[17..]));
        Assert.Equal(connected[17..], Event(SOCKET_CONNECT_X, e => Number(e, 0) == 0).Param(3)[1..].ToArray());
        var accepted = Event(SOCKET_ACCEPT4_6_X, e => Number(e, 0) > 0);
        Assert.Equal(connected, accepted.Param(1).ToArray());
        Assert.Equal(4096, Number(accepted, 5));
        Assert.Empty(Event(SOCKET_ACCEPT4_6_X, e => Number(e, 0) < 0).Param(1).ToArray());
    }

    [SkippableFact]
    public void A_program_that_is_not_there_is_told_whichever_call_asks_for_it()
    {
        Make("""
            $p = "/no/such/program"; $l = "l" x 5000; $a = pack("PPQ", $p, $l, 0); $v = "A=b"; $e = pack("PQ", $v, 0); syscall(59, $p, $a, $e);
            syscall(322, -100, $p, $a, $e, 0);
            """);

        foreach (var e in (EventView[])[Event(SYSCALL_EXECVE_19_X, e => Number(e, 0) == -2), Event(SYSCALL_EXECVEAT_X, e => Number(e, 0) == -2)])
        {
            Assert.Equal("/no/such/program", Text(e, 1));
            Assert.Equal(new string('l', 4096 - "/no/such/program\0\0".Length) + "\0", Raw(e, 2));
            Assert.Equal("A=b\0", Raw(e, 15));
            Assert.Equal("perl", Text(e, 13));
        }

        Assert.Equal("/no/such/program", Text(Event(SYSCALL_EXECVE_19_X, e => Number(e, 0) == -2), 30));
    }

    [SkippableFact]
    public void Arguments_are_told_up_to_a_page_with_the_programs_name()
    {
        Make("""exec "/bin/true", "l" x 5000;""");

        var e = Event(SYSCALL_EXECVE_19_X, e => Number(e, 0) == 0 && Text(e, 1) == "/bin/true");
        Assert.Equal(new string('l', 4096 - "/bin/true\0\0".Length) + "\0", Raw(e, 2));
    }

    [SkippableFact]
    public void A_child_that_will_be_in_a_namespace_of_its_own_is_told_as_such()
    {
        Skip.IfNot(Environment.IsPrivilegedProcess, "only root can make namespaces");
        Make("""syscall(272, 0x20000000); if (my $child = fork) { waitpid($child, 0); }""");

        Assert.Equal(1L << 29, Number(Event(SYSCALL_CLONE_20_X, e => Number(e, 0) > 0), 15) & (1L << 29));
    }

    [SkippableFact]
    public void A_file_that_is_opened_by_its_handle_is_told_with_its_path()
    {
        var file = _folder.Write("there", "");
        Make($$"""
            $h = pack("Ll", 128, 0) . ("\0" x 128); $m = pack("l", 0); $p = "{{file}}"; syscall(303, -100, $p, $h, $m, 0);
            opendir(D, "{{_folder.Path}}"); sysopen(F, "{{_folder.Path}}", 0200000); syscall(304, fileno(F), $h, 0);
            """);

        var e = Event(SYSCALL_OPEN_BY_HANDLE_AT_X, _ => true);
        Skip.If(Number(e, 0) < 0, $"this file system opens nothing by its handle ({Number(e, 0)})");
        Assert.Equal(file, Text(e, 3));
        Assert.Equal(1, Number(e, 2) & 3);
        Assert.True(Number(e, 5) > 0);
    }

    [SkippableFact]
    public void A_program_of_a_memfd_has_its_name_for_a_path()
    {
        Make("""$n = "malware"; $f = syscall(319, $n, 0); open(T, "<", "/bin/true"); binmode T; local $/; $t = <T>; open(M, ">&=", $f); binmode M; print M $t; M->flush(); exec "/proc/self/fd/$f";""");

        var e = Event(SYSCALL_EXECVE_19_X, e => Number(e, 0) == 0 && Text(e, 27).Contains("memfd", StringComparison.Ordinal));
        Assert.Equal("memfd:malware", Text(e, 27));
    }

    [SkippableFact]
    public void Polled_descriptors_rings_keys_and_names_are_told()
    {
        Make("""
            $p = pack("lss", 1, 4, 0); syscall(7, $p, 1, 250); $q = "\0" x 120; syscall(425, 8, $q); syscall(426, 99, 1, 2, 3, 0);
            $k = "falco-test"; syscall(250, 1, $k); $d = "/dev/none"; syscall(179, 0x80000700, $d, 42, 0); $n = "/nowhere"; syscall(21, $n, 6);
            $s = "x" x 200; syscall(262, -100, $n, $s, 0x100); syscall(202, 0, 0x81, 1); syscall(73, 1, 6);
            """);

        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 0], Event(SYSCALL_POLL_X, e => Number(e, 2) == 250).Param(1).ToArray());
        Assert.Equal(8, Number(Event(SYSCALL_IO_URING_SETUP_X, _ => true), 1));
        var enter = Event(SYSCALL_IO_URING_ENTER_X, _ => true);
        Assert.Equal((99L, 1L, 2L, 3L), (Number(enter, 1), Number(enter, 2), Number(enter, 3), Number(enter, 4)));
        var key = Event(SYSCALL_KEYCTL_X, _ => true);
        Assert.Equal("\u0001falco-test\0", Raw(key, 2));
        Assert.Equal(new byte[9], key.Param(3).ToArray());
        var quota = Event(SYSCALL_QUOTACTL_X, _ => true);
        Assert.Equal(("/dev/none", 32L, 1L, 42L), (Text(quota, 1), Number(quota, 14), Number(quota, 15), Number(quota, 16)));
        Assert.Equal(6, Number(Event(SYSCALL_ACCESS_X, e => Text(e, 1) == "/nowhere"), 2));
        Assert.Equal(256, Number(Event(SYSCALL_NEWFSTATAT_X, e => Text(e, 2) == "/nowhere"), 3));
        Assert.Equal(129, Number(Event(SYSCALL_FUTEX_X, e => Number(e, 3) == 1), 2));
        Assert.Equal(6, Number(Event(SYSCALL_FLOCK_X, _ => true), 2));
    }

    [SkippableTheory]
    [InlineData("x86")]
    [InlineData("arm64")]
    public void The_kernel_program_compiles_for_both_architectures(string architecture)
    {
        var folder = Path.Combine(FalcoProgram.Root, "Falco.Sensor", "Kernel");
        var made = Path.Combine(_folder.Path, "sensor.bpf.o");
        Process? clang;
        try
        {
            clang = Process.Start(new ProcessStartInfo(
                "clang",
                ["-g", "-O2", "-target", "bpf", $"-D__TARGET_ARCH_{architecture}", "-I/usr/include/x86_64-linux-gnu", "-Wall", "-Werror", "-c",
                    Path.Combine(folder, "sensor.bpf.c"), "-o", made]) { RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException("there is no clang");
        }

        using (clang)
        {
            var errors = clang!.StandardError.ReadToEnd();
            clang.WaitForExit();
            Assert.Equal((0, ""), (clang.ExitCode, errors));
        }

        Assert.True(new FileInfo(made).Length > 0);
    }

    [SkippableFact]
    public void A_tracer_tells_what_it_reads_and_which_signal_it_lets_through()
    {
        Make("""
            $word = "deadbeef"; $at = unpack("Q", pack("P", $word)); $read = "x" x 8;
            if (!($pid = fork())) { syscall(101, 0, 0, 0, 0); kill "STOP", $$; exit 0; }
            waitpid($pid, 0); syscall(101, 2, $pid, $at, $read); syscall(101, 2, $pid, 0, $read); syscall(101, 7, $pid, 1, 18); waitpid($pid, 0);
            """);

        const int PeekData = 3, Continue = 8;
        var peek = Event(SYSCALL_PTRACE_X, e => Number(e, 3) == PeekData && Number(e, 0) == 0);
        Assert.Equal([0, .. "deadbeef"u8], peek.Param(2).ToArray());
        Assert.Equal(new byte[9], Event(SYSCALL_PTRACE_X, e => Number(e, 3) == PeekData && Number(e, 0) < 0).Param(2).ToArray());
        var goOn = Event(SYSCALL_PTRACE_X, e => Number(e, 3) == Continue);
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0], goOn.Param(1).ToArray());
        Assert.Equal([1, 18], goOn.Param(2).ToArray());
    }

    [SkippableFact]
    public void A_file_that_is_made_is_told_with_its_type_and_device()
    {
        Make($$"""
            ($a, $b, $c) = map "{{_folder.Path}}/$_", qw(plain device pipe);
            syscall(133, $a, 0640, 0); syscall(133, $b, 0020600, 0x501); syscall(259, -100, $c, 0010644, 0);
            """);

        Assert.Equal([0x81A0, 0], Numbers(Event(SYSCALL_MKNOD_X, e => Text(e, 1).EndsWith("/plain", StringComparison.Ordinal))));
        // As Falco has it: a device number of programs is taken for one of the kernel, and written as programs do.
        Assert.Equal([0x2180, 0x500001], Numbers(Event(SYSCALL_MKNOD_X, e => Text(e, 1).EndsWith("/device", StringComparison.Ordinal))));
        Assert.Equal(0x11A4, Number(Event(SYSCALL_MKNODAT_X, e => Text(e, 2).EndsWith("/pipe", StringComparison.Ordinal)), 3));

        static long[] Numbers(EventView e) => [Number(e, 2), Number(e, 3)];
    }

    /// <summary>Lets perl make calls, and keeps all events of its.</summary>
    private void Make(string script)
    {
        Skip.IfNot(File.Exists(Perl), $"there is no {Perl}");
        using var events = Open();
        using var perl = Process.Start(new ProcessStartInfo(Perl, ["-e", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        perl.WaitForExit();
        Assert.Equal("", perl.StandardError.ReadToEnd());
        var clock = Stopwatch.StartNew();
        var isOver = false;
        while (!isOver && clock.Elapsed < Patience)
        {
            events.Wait(100);
            using var batch = new EventBatch();
            events.ReadInto(batch);
            foreach (var e in batch)
            {
                if (e.ThreadId == perl.Id)
                {
                    _seen.Append(e);
                    isOver |= e.Type == PROCEXIT_1_E;
                }
            }
        }

        Assert.True(isOver, "the end of the process did not come");
        Check();
    }

    /// <summary>All that was said is as the schema has it: what is not ends the replay of a capture in Falco.</summary>
    private void Check()
    {
        var path = Path.Combine(_folder.Path, "seen.scap");
        using (var capture = CaptureWriter.Create(path, new CaptureWriterOptions()))
        {
            foreach (var e in _seen)
            {
                capture.Write(e);
            }
        }

        StrictCapture.Check(File.ReadAllBytes(path), isLive: true);
    }

    private static KernelEvents Open()
    {
        try
        {
            return KernelEvents.Open(new KernelOptions(EventTypeSet.All()));
        }
        catch (KernelException e)
        {
            throw new SkipException($"this kernel cannot be watched: {e.Message}");
        }
    }

    private EventView Event(EventType type, Func<EventView, bool> condition)
    {
        foreach (var e in _seen)
        {
            if (e.Type == type && condition(e))
            {
                return e;
            }
        }

        throw new Xunit.Sdk.XunitException($"there was no such {type}");
    }

    private static long Number(EventView e, int param) => e.TryGetInt64(param, out var value) ? value : long.MinValue;

    private static string Text(EventView e, int param) => e.TryGetText(param, out var text) ? text.ToString() : "<NA>";

    private static string Raw(EventView e, int param) => Encoding.UTF8.GetString(e.Param(param));
}
