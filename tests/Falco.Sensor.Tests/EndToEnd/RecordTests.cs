using Falco.Engine.Capture;
using Falco.Engine.Tests.Capture;
using Falco.Sensor.Tests.Containers;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary><c>falco record</c>: this machine, or another capture, as a capture.</summary>
public sealed class RecordTests : IDisposable
{
    private const string Rules = """
        - rule: Program
          desc: d
          condition: evt.type = execve and evt.res = SUCCESS
          output: "%proc.cmdline %proc.pname %proc.cwd %user.name %container.id"
          priority: NOTICE
        - rule: File
          desc: d
          condition: evt.type in (open, openat, openat2) and fd.name exists
          output: "%fd.name %proc.cmdline %proc.aname[2]"
          priority: NOTICE
        """;

    /// <summary>What the shell that is told it does not have in its own arguments.</summary>
    private const string Mark = "falco-record''-test";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("copy.scap")]
    [InlineData("copy.scap.gz")]
    [InlineData("copy.scap", "-z")]
    public void A_copy_of_a_capture_raises_the_same_alerts(string name, params string[] options)
    {
        var copy = Path.Combine(_folder.Path, name);

        var result = FalcoProgram.Run(["record", "-e", FalcoProgram.SeedCapture, "-w", copy, .. options]);

        Assert.Equal($"{copy}: 8086 events of 8086 written.\n", result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(name.EndsWith(".gz", StringComparison.Ordinal) || options.Length > 0, File.ReadAllBytes(copy) is [0x1F, 0x8B, ..]);
        StrictCapture.Check(File.ReadAllBytes(copy));
        var alerts = Alerts(FalcoProgram.SeedCapture);
        Assert.NotEmpty(alerts);
        Assert.Equal(alerts, Alerts(copy));
    }

    [SkippableFact]
    public void A_filtered_copy_raises_the_alerts_of_what_the_filter_lets_through()
    {
        var copy = Path.Combine(_folder.Path, "execs.scap");

        var result = FalcoProgram.Run("record", "-e", FalcoProgram.SeedCapture, "-w", copy, "evt.type = execve and container.id != host");

        Assert.Matches(@"^\S+: \d+ events of 8086 written, \d+ of them for state alone\.\n$", result.Output);
        StrictCapture.Check(File.ReadAllBytes(copy));
        var wanted = Alerts(FalcoProgram.SeedCapture).Where(alert => alert.Contains("Notice", StringComparison.Ordinal)
            && !alert.Contains("container_id=host", StringComparison.Ordinal)).Where(IsOfProgram).ToList();
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted, Alerts(copy));
    }

    [SkippableFact]
    public void A_copy_ends_before_it_is_larger_than_it_may_be()
    {
        var copy = Path.Combine(_folder.Path, "copy.scap");

        var result = FalcoProgram.Run("record", "-e", FalcoProgram.SeedCapture, "-w", copy, "--limit", "0.25");

        Assert.Contains("The size limit was reached", result.Output, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(copy).Length, (256 << 10) - 1000, 256 << 10);
        StrictCapture.Check(File.ReadAllBytes(copy));
    }

    [SkippableFact]
    public void A_mistake_in_the_condition_leaves_no_file()
    {
        var copy = Path.Combine(_folder.Path, "copy.scap");

        var result = FalcoProgram.Run("record", "-e", FalcoProgram.SeedCapture, "-w", copy, "evt.type = execve and proc.nam = sh");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Error: The condition cannot be used: ", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(copy));
    }

    [SkippableFact]
    public void A_capture_is_not_recorded_over_itself()
    {
        var capture = _folder.Write("a.scap", File.ReadAllBytes(FalcoProgram.SeedCapture));

        var result = FalcoProgram.Run("record", "-e", capture, "-w", capture);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(File.ReadAllBytes(FalcoProgram.SeedCapture), File.ReadAllBytes(capture));
    }

    [SkippableTheory]
    [InlineData("-M", "0")]
    [InlineData("--limit", "-1")]
    public void A_limit_is_above_0(string option, string value)
        => Assert.NotEqual(0, FalcoProgram.Run("record", "-e", FalcoProgram.SeedCapture, "-w", Path.Combine(_folder.Path, "a"), option, value).ExitCode);

    [SkippableTheory]
    [InlineData]
    [InlineData("--all")]
    public void What_happens_on_this_machine_is_recorded_as_todays_schema_says(params string[] options)
    {
        var capture = Path.Combine(_folder.Path, "live.scap");
        Record(capture, options);

        var recorded = StrictCapture.Check(File.ReadAllBytes(capture), isLive: true);
        Assert.Equal(
            [BlockType.SectionHeader, BlockType.MachineInfo, BlockType.InterfaceListV2, BlockType.UserListV2, BlockType.ProcessListV9],
            recorded.Blocks.Take(5));
        var alerts = Alerts(capture);
        Assert.Contains(alerts, alert => alert.Contains("Notice echo falco-record-test sh / root ", StringComparison.Ordinal));
        Assert.Contains(alerts, alert => alert.Contains($"Notice {_folder.Path}/falco-record-test ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Only_what_the_condition_asks_for_is_recorded_of_this_machine()
    {
        var capture = Path.Combine(_folder.Path, "live.scap.gz");
        Record(capture, "evt.type = execve and proc.args contains falco-record-test");

        StrictCapture.Check(File.ReadAllBytes(capture), isLive: true);
        var alerts = Alerts(capture);
        Assert.Contains(alerts, alert => alert.Contains("Notice echo falco-record-test sh / root ", StringComparison.Ordinal));
        Assert.All(alerts, alert => Assert.Contains("falco-record-test", alert, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Names_of_containers_and_of_their_users_are_recorded()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var container = new RuncContainer();
        using var docker = new FakeDocker(_folder.Path);
        docker.Answer("/containers/json?all=true", $$"""[{"Id":"{{container.FullId}}"}]""");
        docker.Add(container.FullId, $$"""{"Id":"{{container.FullId}}","Name":"/recorded","Config":{"Image":"shop/web:1"} }""");
        var configuration = _folder.Write("falco.yaml", $$"""
            plugins:
              - name: container
                library_path: libcontainer.so
                init_config: {engines: {docker: {enabled: true, sockets: [{{docker.Socket}}]}, podman: {enabled: false}, cri: {enabled: false} } }
            """);
        var capture = Path.Combine(_folder.Path, "containers.scap");
        using (var falco = new RunningFalco("record", "-w", capture, "-c", configuration, "evt.type = execve and proc.args contains falco-record-test"))
        {
            falco.WaitForErrors("Recording into");
            container.ExecuteAs("4711:4712", "/bin/busybox", "true", "falco-record-test");
            falco.Send(RunningFalco.Terminate);
            Assert.Equal(0, falco.End().ExitCode);
        }

        StrictCapture.Check(File.ReadAllBytes(capture), isLive: true);
        var rules = _folder.Write("rules.yaml", """
            - rule: Program
              desc: d
              condition: evt.type = execve and proc.cmdline = "busybox true falco-record-test"
              output: "%container.name %container.image %user.name %evt.arg.uid %evt.arg.gid"
              priority: NOTICE
            """);
        var result = FalcoProgram.Run("-r", rules, "-e", capture);
        Assert.Contains($"Notice recorded shop/web:1 web web", result.Output, StringComparison.Ordinal);
    }

    private void Record(string capture, params string[] arguments)
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        using var falco = new RunningFalco(["record", "-w", capture, .. arguments]);
        falco.WaitForErrors("Recording into");
        FalcoProgram.Shell($"cd /; /bin/echo {Mark}; cd {_folder.Path}; echo > {Mark}");
        falco.Send(RunningFalco.Terminate);
        var result = falco.End();
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"live\S+: \d+ events of \d+ written", result.Output);
        Assert.Matches(@"Events lost: \d+ of \d+ as the ring was full, 0 as they were too large", result.Output);
    }

    private static bool IsOfProgram(string alert) => !alert.Contains("Notice /", StringComparison.Ordinal);

    private List<string> Alerts(string capture)
    {
        var result = FalcoProgram.Run("-r", _folder.Write("rules.yaml", Rules), "-e", capture);
        Assert.Equal(0, result.ExitCode);
        return [.. result.Lines.Where(line => line.Contains(": Notice ", StringComparison.Ordinal))];
    }
}
