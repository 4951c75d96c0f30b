using System.Text.Json;
using Falco.Engine.Events;
using Falco.Sensor.Kernel;
using Falco.Sensor.Running;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The program watches this very machine: what a process does here makes the alert.</summary>
[Collection(OneAtATime)]
public sealed class LiveTests : IDisposable
{
    /// <summary>What one test does would be an alert for another's sensor, and each of them takes memory of the kernel.</summary>
    public const string OneAtATime = "live";

    private const string Rules = """
        - rule: Marked program
          desc: d
          condition: evt.type = execve and evt.res = SUCCESS and proc.args contains falco-live-test
          output: "%proc.cmdline"
          priority: NOTICE
        - rule: Marked file
          desc: d
          condition: evt.type in (open, openat, openat2) and evt.is_open_write = true and fd.name contains falco-live-test
          output: "%fd.name"
          priority: NOTICE
        - rule: Marked removal
          desc: d
          condition: evt.type in (unlink, unlinkat) and fs.path.name contains falco-live-test
          output: "%fs.path.name"
          priority: NOTICE
        """;

    /// <summary>What the rules look for, so that the shell that is told it is not meant.</summary>
    private const string Mark = "falco-live''-test";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void A_program_that_starts_makes_an_alert_with_what_is_known_of_it()
    {
        using var falco = Watch("proc.name,proc.pname,proc.exepath,proc.cmdline,user.uid,proc.pid,evt.type,container.id");

        FalcoProgram.Shell($"/bin/echo {Mark} > /dev/null");

        var fields = Fields(falco.WaitForOutput("Marked program"));
        Assert.Equal("echo", fields.GetProperty("proc.name").GetString());
        Assert.Equal("sh", fields.GetProperty("proc.pname").GetString());
        Assert.EndsWith("/bin/echo", fields.GetProperty("proc.exepath").GetString(), StringComparison.Ordinal);
        Assert.Equal("echo falco-live-test", fields.GetProperty("proc.cmdline").GetString());
        Assert.Equal(0, fields.GetProperty("user.uid").GetInt64());
    }

    [SkippableFact]
    public void Processes_that_were_there_before_are_known()
    {
        using var falco = Watch("proc.aname[1],proc.aname[2],proc.apid[2],user.name");

        FalcoProgram.Shell($"/bin/echo {Mark} > /dev/null");

        var fields = Fields(falco.WaitForOutput("Marked program"));
        Assert.Equal("sh", fields.GetProperty("proc.aname[1]").GetString());
        Assert.Equal(File.ReadAllText("/proc/self/comm").Trim(), fields.GetProperty("proc.aname[2]").GetString());
        Assert.Equal(Environment.ProcessId, fields.GetProperty("proc.apid[2]").GetInt64());
        Assert.Equal("root", fields.GetProperty("user.name").GetString());
    }

    [SkippableFact]
    public void Relative_paths_are_made_whole()
    {
        using var falco = Watch("fd.name,proc.cwd");

        FalcoProgram.Shell($"cd {_folder.Path} && echo > {Mark}");

        Assert.Equal($"{_folder.Path}/falco-live-test", Fields(falco.WaitForOutput("Marked file")).GetProperty("fd.name").GetString());
    }

    [SkippableFact]
    public void A_run_that_is_ended_says_how_many_alerts_there_were()
    {
        using var falco = Watch("evt.num");
        FalcoProgram.Shell($"touch {_folder.Path}/{Mark}; rm {_folder.Path}/{Mark}");
        falco.WaitForOutput("Marked removal");

        falco.Send(RunningFalco.Terminate);

        var result = falco.End();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Marked removal: 1", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Two_sensors_do_not_disturb_each_other()
    {
        using var one = Watch("evt.num");
        using var other = Watch("evt.num");
        FalcoProgram.Shell($"/bin/echo {Mark}");

        one.WaitForOutput("Marked program");
        other.WaitForOutput("Marked program");

        one.Send(RunningFalco.Terminate);
        one.End();
        FalcoProgram.Shell($"/bin/echo {Mark}");
        other.WaitForOutput("Marked program");
    }

    [SkippableFact]
    public void No_thread_of_the_sensor_may_do_what_watching_does_not_need()
    {
        using var falco = Watch("evt.num");

        foreach (var thread in Directory.GetDirectories($"/proc/{falco.Id}/task"))
        {
            var status = File.ReadAllLines($"{thread}/status");
            foreach (var set in (string[])["CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb"])
            {
                var bits = Convert.ToUInt64(status.First(line => line.StartsWith(set, StringComparison.Ordinal))[(set.Length + 1)..].Trim(), 16);
                Assert.Equal(0UL, bits & ~Privileges.KeptBits);
            }
        }

        // CAP_SYS_ADMIN, CAP_NET_ADMIN, CAP_SYS_MODULE, CAP_SETUID
        Assert.Equal(0UL, Privileges.KeptBits & ((1UL << 21) | (1UL << 12) | (1UL << 16) | (1UL << 7)));
    }

    [SkippableFact]
    public void What_is_left_to_the_sensor_does_for_a_new_start()
    {
        var log = _folder.Write("alerts", "");
        FalcoProgram.Shell($"chmod 600 {log}; chown 12345 {log}");
        using var falco = Watch("proc.pname", "-o", "file_output.enabled=true", "-o", $"file_output.filename={log}");

        falco.Send(RunningFalco.Hangup);
        falco.WaitForErrors("SIGHUP received, restarting...");
        falco.WaitForErrors("Opening 'syscall' source");
        FalcoProgram.Shell($"/bin/echo {Mark} > /dev/null");

        Assert.Equal("sh", Fields(falco.WaitForOutput("Marked program")).GetProperty("proc.pname").GetString());
        falco.Send(RunningFalco.Terminate);
        Assert.Equal(0, falco.End().ExitCode);
        Assert.Contains("Marked program", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void There_is_a_ring_for_as_many_processors_as_the_configuration_says(int perRing)
    {
        using var falco = Watch("proc.name", "-o", $"engine.modern_ebpf.cpus_for_each_buffer={perRing}", "-o", "engine.modern_ebpf.buf_size_preset=1");

        FalcoProgram.Shell($"/bin/echo {Mark} > /dev/null");
        falco.WaitForOutput("Marked program");

        // BPF_MAP_TYPE_RINGBUF
        var rings = Directory.GetFiles($"/proc/{falco.Id}/fdinfo").Count(file => File.ReadAllText(file).Contains("map_type:\t27\n", StringComparison.Ordinal));
        var online = Processors.Online.Count;
        Assert.Equal(perRing == 0 ? 1 : (online + perRing - 1) / perRing, rings);
    }

    private RunningFalco Watch(string fields, params string[] options)
    {
        SkipWhereTheKernelCannotBeWatched();
        var falco = new RunningFalco(
            ["-r", _folder.Write("rules.yaml", Rules), "-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U",
                .. options,
                .. fields.Split(',').Select(field => new[] { "-o", $"append_output[].extra_fields[]={field}" }).SelectMany(option => option)]);
        falco.WaitForErrors("Opening 'syscall' source");
        return falco;
    }

    internal static void SkipWhereTheKernelCannotBeWatched()
    {
        try
        {
            KernelEvents.Open(new KernelOptions(new EventTypeSet(EventType.SYSCALL_EXECVE_19_X))).Dispose();
        }
        catch (KernelException e)
        {
            throw new SkipException($"this kernel cannot be watched: {e.Message}");
        }
    }

    private static JsonElement Fields(string line) => JsonDocument.Parse(line).RootElement.GetProperty("output_fields");
}
