using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The sample capture through the program: somebody enters a container, adds an account, installs software and covers the tracks.</summary>
public class ReplayTests
{
    private const string Counts = """
        Events detected: 6
        Rule counts by severity:
           ERROR: 2
           WARNING: 3
           NOTICE: 1
        Triggered rules by rule name:
           Terminal shell in container: 1
           Package manager launched in container: 1
           Write below etc: 1
           Delete or rename shell history: 3

        """;

    [SkippableFact]
    public void Default_rules_find_the_intruder_and_say_where()
    {
        var result = FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "-o", "json_output=true");
        Assert.Equal(0, result.ExitCode);
        var alerts = result.Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            ["Terminal shell in container", "Write below etc", "Package manager launched in container", "Delete or rename shell history"],
            alerts.Select(alert => alert.GetProperty("rule").GetString()!).Distinct());
        Assert.All(alerts, alert =>
        {
            var fields = alert.GetProperty("output_fields");
            Assert.Equal("f2cbf6e0e945", fields.GetProperty("container.id").GetString());
            Assert.Equal("k8s_apache_apache_default_demo", fields.GetProperty("container.name").GetString());
            Assert.False(string.IsNullOrEmpty(fields.GetProperty("container.image.repository").GetString()));
            Assert.Contains(fields.GetProperty("proc.pname").GetString(), (string?[])["containerd-shim", "bash"]);
            Assert.Equal("machine", alert.GetProperty("hostname").GetString());
        });
    }

    [SkippableFact]
    public void Text_alerts_come_in_order_and_counts_after_them()
    {
        var result = FalcoProgram.Run("-e", FalcoProgram.SeedCapture);
        Assert.StartsWith("22:46:33.232831037: Notice Shell with a terminal started in a container (process=bash ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(Counts, result.Output, StringComparison.Ordinal);
        var times = result.Lines.Take(6).Select(line => line[..18]).ToList();
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
    }

    [SkippableFact]
    public void The_short_option_is_the_long_spelling()
        => Assert.Equal(
            FalcoProgram.Run("-o", "engine.kind=replay", "-o", $"engine.replay.capture_file={FalcoProgram.SeedCapture}").Output,
            FalcoProgram.Run("-e", FalcoProgram.SeedCapture).Output);

    [SkippableFact]
    public void Alerts_are_appended_to_a_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("alerts", "first\n");
        var result = FalcoProgram.Run(
            "-e", FalcoProgram.SeedCapture, "-o", "file_output.enabled=true", "-o", $"file_output.filename={file}", "-o", "stdout_output.enabled=false");
        Assert.Equal(Counts, result.Output);
        var lines = File.ReadAllLines(file);
        Assert.Equal("first", lines[0]);
        Assert.Equal(7, lines.Length);
    }

    [SkippableFact]
    public void Additional_output_is_put_after_that_of_the_rules()
        => Assert.All(
            FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "-p", "number=%evt.num").Lines.Take(6),
            line => Assert.Matches(@" number=\d+$", line));

    [SkippableFact]
    public void Dry_run_checks_and_prints_nothing()
        => Assert.Equal(
            new FalcoProgram.Result(0, "", ""), FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "--dry-run", "-o", "log_stderr=false"));

    [SkippableTheory]
    [InlineData("")]
    [InlineData("-U")]
    public void A_reader_that_goes_away_ends_it_quietly(string option)
        => Assert.Equal(
            "0\n",
            FalcoProgram.Shell($"{{ $falco -e $seed -o log_stderr=false {option} 2>/dev/null; echo $? >&2; }} | head -c 0").Errors);

    [SkippableFact]
    public void Commands_about_rules_say_what_there_is()
    {
        var file = Path.Combine(FalcoProgram.Root, "rules", "falco_rules.yaml");
        Assert.Equal(new FalcoProgram.Result(0, $"{file}: Ok\n", ""), FalcoProgram.Run("-V", file, "-o", "log_stderr=false"));
        Assert.Contains("\"successful\":true", FalcoProgram.Run("-V", file, "-o", "json_output=true").Output, StringComparison.Ordinal);
        Assert.Contains("Write below etc", FalcoProgram.Run("-L").Output, StringComparison.Ordinal);
        Assert.Contains("opened for writing by a program", FalcoProgram.Run("-l", "Write below etc").Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"lists\":[", FalcoProgram.Run("-L", "-o", "json_output=true").Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "{\"falco_describe_results\":{\"rules\":[",
            FalcoProgram.Run("-V", file, "-l", "Write below etc", "-o", "json_output=true").Output,
            StringComparison.Ordinal);
        Assert.Contains("proc.name\n", FalcoProgram.Run("--list", "-N").Output, StringComparison.Ordinal);
        Assert.StartsWith("Falco version: ", FalcoProgram.Run("--version").Output, StringComparison.Ordinal);
    }
}
