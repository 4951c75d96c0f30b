using Falco.Engine.Tests.Capture;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The program writes captures that rules start, and replays them.</summary>
[Collection(LiveTests.OneAtATime)]
public sealed class RuleCaptureTests : IDisposable
{
    private const string Mark = "falco-capture''-test";

    private const string Rules = """
        - rule: Marked program
          desc: d
          condition: evt.type = execve and evt.res = SUCCESS and proc.args contains falco-capture-test
          output: "%proc.cmdline %proc.pname %proc.aname[2] %proc.cwd %user.name %container.id %proc.sid.exe"
          priority: NOTICE
          capture: true
          capture_duration: 60000
        - rule: Marked file
          desc: d
          condition: evt.type in (open, openat, openat2) and fd.name contains falco-capture-test
          output: "%fd.name %proc.cmdline %proc.pname"
          priority: NOTICE
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Captures_of_a_replay_raise_the_alerts_of_their_events_again()
    {
        var whole = FalcoProgram.Run(["-e", FalcoProgram.SeedCapture, .. Capture("mode=all_rules", "default_duration=200")]);

        Assert.Equal(0, whole.ExitCode);
        Assert.Contains($"Capture is enabled in mode 'all_rules'. Capturing events to {_folder.Path}/c\n", whole.Errors, StringComparison.Ordinal);
        var alerts = Alerts(whole);
        Assert.NotEmpty(alerts);
        var again = new List<string>();
        foreach (var file in Files)
        {
            StrictCapture.Check(File.ReadAllBytes(file));
            again.AddRange(Alerts(FalcoProgram.Run("-e", file)));
        }

        Assert.InRange(Files.Count, 2, alerts.Count);
        Assert.Equal(alerts, again);
    }

    [SkippableFact]
    public void A_replay_without_rules_that_ask_for_it_writes_none()
    {
        FalcoProgram.Run(["-e", FalcoProgram.SeedCapture, .. Capture()]);
        Assert.Empty(Files);
    }

    [SkippableFact]
    public void A_capture_that_cannot_be_written_ends_the_run_with_an_error()
    {
        var result = FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "-o", "capture.enabled=true", "-o", "capture.mode=all_rules", "-o", $"capture.path_prefix={_folder.Path}/missing/c");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"Error: {_folder.Path}/missing/c_", result.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void What_happens_on_this_machine_from_a_match_on_is_captured()
    {
        LiveTests.SkipWhereTheKernelCannotBeWatched();
        var rules = _folder.Write("rules.yaml", Rules);
        using var falco = new RunningFalco(["-r", rules, "-U", "-o", "webserver.enabled=false", "-o", "log_level=info", .. Capture()]);
        falco.WaitForErrors("Opening 'syscall' source");
        FalcoProgram.Shell($"echo > {_folder.Path}/before-{Mark}; cd {_folder.Path}; /bin/echo {Mark} > /dev/null; echo > {Mark}");
        var first = falco.WaitForOutput($"Notice {_folder.Path}/before-falco-capture-test");
        var second = falco.WaitForOutput("Notice echo falco-capture-test");
        var third = falco.WaitForOutput($"Notice {_folder.Path}/falco-capture-test");
        falco.Send(RunningFalco.Terminate);
        Assert.Equal(0, falco.End().ExitCode);

        var capture = Assert.Single(Files);

        StrictCapture.Check(File.ReadAllBytes(capture), isLive: true);
        var alerts = Alerts(FalcoProgram.Run("-r", rules, "-e", capture));
        Assert.Equal([second, third], alerts.Where(alert => alert.Contains(_folder.Path, StringComparison.Ordinal)));
        Assert.DoesNotContain(first, alerts);
    }

    private IReadOnlyList<string> Files => [.. Directory.GetFiles(_folder.Path, "c_*.scap").Order(StringComparer.Ordinal)];

    private string[] Capture(params string[] settings)
        => [.. settings.Prepend("enabled=true").Append($"path_prefix={_folder.Path}/c").SelectMany(setting => new[] { "-o", $"capture.{setting}" })];

    private static List<string> Alerts(FalcoProgram.Result result)
        => [.. result.Lines.TakeWhile(line => !line.StartsWith("Events detected", StringComparison.Ordinal))];
}
