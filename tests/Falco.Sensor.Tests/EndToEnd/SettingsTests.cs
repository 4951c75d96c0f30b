using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>What settings of falco.yaml do to a replay.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Rules = """
        - {rule: first, desc: d, condition: evt.type=execve, output: one, priority: ERROR, tags: [a, b]}
        - {rule: second, desc: d, condition: evt.type=execve, output: two, priority: NOTICE, tags: [b]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("first", 0)]
    [InlineData("all", 1)]
    public void Rule_matching_decides_whether_later_rules_get_their_turn(string matching, int times)
    {
        var result = Replay("-o", $"rule_matching={matching}");
        Assert.InRange(Count(result, "one"), 1, int.MaxValue);
        Assert.Equal(Count(result, "one") * times, Count(result, "two"));
    }

    [SkippableTheory]
    [InlineData(new[] { "disable.rule=f*" }, "two")]
    [InlineData(new[] { "disable.tag=a" }, "two")]
    [InlineData(new[] { "disable.rule=*", "enable.tag=b" }, "one two")]
    [InlineData(new[] { "disable.tag=b", "enable.rule=second" }, "two")]
    [InlineData(new[] { "enable.rule=second", "disable.tag=b" }, "")]
    public void Rules_are_turned_on_and_off_in_order(string[] selections, string expected)
    {
        var result = Replay(["-o", "rule_matching=all", .. selections.SelectMany(selection => (string[])["-o", $"rules[].{selection}"])]);
        Assert.Equal(expected, string.Join(' ', ((string[])["one", "two"]).Where(output => Count(result, output) > 0)));
    }

    [SkippableFact]
    public void Less_urgent_rules_take_no_part()
        => Assert.Equal(0, Count(Replay("-o", "rule_matching=all", "-o", "priority=error"), "two"));

    [SkippableFact]
    public void Append_output_goes_by_source_tags_and_rule()
    {
        var configuration = _folder.Write("extra.yaml", """
            append_output:
              - {match: {source: syscall, tags: [a, b]}, extra_output: "ab=%evt.num"}
              - {match: {rule: second}, extra_output: "sec", extra_fields: [evt.cpu, {who: "<%proc.name>"}]}
              - {match: {source: k8s_audit}, extra_output: "never"}
            """);
        var result = Replay(
            "-o", "rule_matching=all", "-o", "json_output=true", "-o", "append_output=", "-o", $"config_files[]={configuration}");
        Assert.DoesNotContain("never", result.Output, StringComparison.Ordinal);
        Assert.All(result.Lines.Where(line => line.Contains("\"rule\":\"first\"", StringComparison.Ordinal)), line => Assert.Matches("Error one ab=[0-9]+\"", line));
        Assert.All(result.Lines.Where(line => line.Contains("\"rule\":\"second\"", StringComparison.Ordinal)), line =>
        {
            Assert.Contains("Notice two sec\"", line, StringComparison.Ordinal);
            Assert.Matches("\"evt.cpu\":[0-9]+,.*\"who\":\"<", line);
        });
    }

    [SkippableFact]
    public void Files_and_folders_with_rules_come_in_the_order_of_the_list()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "rules.d")).FullName;
        File.WriteAllText(Path.Combine(folder, "2.yml"), "- {rule: first, output: again, override: {output: append}}");
        File.WriteAllText(Path.Combine(folder, "1.yaml"), "- {rule: first, output: other, override: {output: replace}}");
        File.WriteAllText(Path.Combine(folder, "3.txt"), "no rules");
        var configuration = _folder.Write("falco.yaml", $"""
            log_stderr: true
            stdout_output: {"{enabled: true}"}
            rules_files: [{_folder.Write("rules.yaml", Rules)}, /nonexistent.yaml, {folder}]
            """);
        var result = FalcoProgram.Run("-c", configuration, "-e", FalcoProgram.SeedCapture);
        Assert.Contains("Error other again", result.Output, StringComparison.Ordinal);
        var order = (string[])["rules.yaml |", "1.yaml |", "2.yml |"];
        Assert.Equal(order.Select(name => result.Errors.IndexOf(name, StringComparison.Ordinal)).Order(), order.Select(name => result.Errors.IndexOf(name, StringComparison.Ordinal)));
        Assert.DoesNotContain("3.txt", result.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Times_of_alerts_and_log_can_be_in_ISO_8601()
    {
        var result = Replay("-o", "time_format_iso_8601=true");
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+0000: Error one", result.Output);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000: Falco version", result.Errors);
    }

    [SkippableFact]
    public void The_log_goes_as_far_as_its_level()
    {
        Assert.DoesNotContain("Falco version", Replay("-o", "log_level=warning").Errors, StringComparison.Ordinal);
        Assert.Contains("CLI args: ", Replay("-o", "log_level=debug").Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("2026", Replay("-o", "log_stderr=false").Errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_file_gets_every_alert_whether_it_stays_open_or_not(string keepAlive)
    {
        var file = Path.Combine(_folder.Path, "alerts");
        var result = Replay("-o", "file_output.enabled=true", "-o", $"file_output.filename={file}", "-o", $"file_output.keep_alive={keepAlive}", "-U");
        Assert.Equal(
            result.Lines.TakeWhile(line => !line.StartsWith("Events detected", StringComparison.Ordinal)), File.ReadAllLines(file));
    }

    [SkippableFact]
    public void Simulated_drops_are_told_and_may_end_the_run()
    {
        string[] simulate = ["-o", "syscall_event_drops.simulate_drops=true", "-o", "syscall_event_drops.max_burst=100"];
        var told = Replay([.. simulate, "-o", "json_output=true"]);
        Assert.Contains("\"rule\":\"Falco internal: syscall event drop\",\"source\":\"internal\"", told.Output, StringComparison.Ordinal);
        Assert.Matches("event drop detected: [1-9][0-9]* occurrences\n", told.Errors);
        var ended = Replay([.. simulate, "-o", "syscall_event_drops.actions[0]=exit"]);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("event drop detected: 1 occurrences\n", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("Exiting.", ended.Errors, StringComparison.Ordinal);
        Assert.EndsWith("Error: Drop manager internal error\n", ended.Errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void M_ends_a_replay_after_so_many_seconds_of_events()
    {
        Assert.Contains("Delete or rename shell history", FalcoProgram.Run("-e", FalcoProgram.SeedCapture).Output, StringComparison.Ordinal);
        var result = FalcoProgram.Run("-e", FalcoProgram.SeedCapture, "-M", "5", "-v");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Package manager launched", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete or rename shell history", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"Elapsed time: \d+\.\d{3}, Captured Events: \d+, \d+\.\d{2} eps", result.Errors);
    }

    [SkippableFact]
    public void A_setting_without_effect_says_so()
    {
        var errors = Replay("-o", "http_output.enabled=true", "-o", "http_output.url=http://localhost").Errors;
        Assert.Contains("http_output is not supported yet: no alerts go there", errors, StringComparison.Ordinal);
    }

    private FalcoProgram.Result Replay(params string[] options)
        => FalcoProgram.Run(["-e", FalcoProgram.SeedCapture, "-r", _folder.Write("rules.yaml", Rules), .. options]);

    private static int Count(FalcoProgram.Result result, string output)
        => result.Lines.Count(line => line.Contains($" {output}", StringComparison.Ordinal));
}
