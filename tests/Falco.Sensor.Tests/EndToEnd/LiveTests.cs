using System.Text.Json;
using Falco.Engine.Events;
using Falco.Sensor.Kernel;
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

    private RunningFalco Watch(string fields)
    {
        SkipWhereTheKernelCannotBeWatched();
        var falco = new RunningFalco(
            ["-r", _folder.Write("rules.yaml", Rules), "-o", "json_output=true", "-o", "webserver.enabled=false", "-o", "log_level=info", "-U",
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
