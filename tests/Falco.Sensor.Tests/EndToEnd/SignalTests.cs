using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>What signals do to a run.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Held for as long as the test runs: without it the reader would come to the pipe's end.
    private FileStream? _pipe;

    public void Dispose()
    {
        _pipe?.Dispose();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData(RunningFalco.Interrupt)]
    [InlineData(RunningFalco.Terminate)]
    public void A_replay_that_is_ended_prints_every_alert_that_it_counts(int signal)
    {
        using var capture = new EndlessCapture(_folder);
        using var falco = new RunningFalco("-e", capture.Path, "-o", "json_output=true");
        falco.WaitForOutput("Terminal shell in container");
        falco.Send(signal);
        var result = falco.End();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("SIGINT received, exiting...", result.Errors, StringComparison.Ordinal);
        var alerts = result.Lines.Count(line => line.StartsWith('{') && line.EndsWith('}'));
        Assert.InRange(alerts, 1, int.MaxValue);
        Assert.Contains($"Events detected: {alerts}\n", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_replay_of_a_silent_pipe_can_be_ended()
    {
        using var falco = new RunningFalco("-e", SilentPipe(), "-o", "log_level=debug");
        falco.WaitForErrors("Replaying events");
        falco.Send(RunningFalco.Terminate);
        Assert.Equal(0, falco.End().ExitCode);
    }

    [SkippableFact]
    public void A_file_that_stays_open_is_opened_anew_on_SIGUSR1()
    {
        using var capture = new EndlessCapture(_folder);
        var file = Path.Combine(_folder.Path, "alerts");
        using var falco = new RunningFalco(
            "-e", capture.Path, "-U", "-o", "file_output.enabled=true", "-o", $"file_output.filename={file}", "-o", "file_output.keep_alive=true");
        falco.WaitForOutput("Shell with a terminal");
        File.Move(file, file + ".1");
        falco.Send(RunningFalco.User1);
        falco.WaitForErrors("SIGUSR1 received, reopening outputs...");
        falco.WaitForOutput("Shell with a terminal");
        falco.Send(RunningFalco.Terminate);
        var result = falco.End();
        var written = File.ReadAllLines(file + ".1").Concat(File.ReadAllLines(file)).ToList();
        Assert.Equal(result.Lines.TakeWhile(line => !line.StartsWith("Events detected", StringComparison.Ordinal)), written);
    }

    [SkippableFact]
    public void SIGHUP_starts_anew_where_the_configuration_is_good_and_else_goes_on()
    {
        var rules = _folder.Write("rules.yaml", "[]");
        var configuration = _folder.Write("falco.yaml", "log_stderr: true\nlog_syslog: false\nstdout_output: {enabled: true}\n");
        using var falco = new RunningFalco("-c", configuration, "-r", rules, "-o", "engine.kind=nodriver", "-o", "watch_config_files=false");
        falco.WaitForErrors("Opening 'syscall' source with no driver");
        falco.Send(RunningFalco.Hangup);
        falco.WaitForErrors("SIGHUP received, restarting...");
        falco.WaitForErrors("Opening 'syscall' source with no driver");
        File.WriteAllText(rules, "- rule: x\n");
        falco.Send(RunningFalco.Hangup);
        Assert.Contains("Critical Falco internal: hot restart failure: ", falco.WaitForOutput("hot restart failure"), StringComparison.Ordinal);
        falco.Send(RunningFalco.Terminate);
        Assert.Equal(0, falco.End().ExitCode);
    }

    private string SilentPipe()
    {
        var path = Path.Combine(_folder.Path, "silent.scap");
        using var make = System.Diagnostics.Process.Start("mkfifo", path);
        make.WaitForExit();
        // Open for both, so that whoever reads waits for ever; the header makes it a capture.
        _pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        _pipe.Write([0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 28, 0, 0, 0]);
        _pipe.Flush();
        return path;
    }
}
