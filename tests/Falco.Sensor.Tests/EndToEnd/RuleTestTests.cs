using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary><c>falco test</c> and <c>falco explain</c>, for people who write rules.</summary>
public sealed class RuleTestTests : IDisposable
{
    private const string Rules = """
        - rule: Shell
          desc: a shell in a container
          condition: evt.type = execve and container.id != host and proc.name = sh
          output: "%proc.cmdline"
          priority: NOTICE
        """;

    private const string Tests = """
        rules: [rules.yaml]
        tests:
        - name: a shell in a container is noticed
          processes: [{pid: 20, name: worker, container: 3ad7b26ded6d}]
          events: [{type: execve, pid: 20, params: {exe: /bin/sh, args: [-c, id]}}]
          expect: [{rule: Shell, fields: {proc.cmdline: sh -c id}}]
        - name: another program is not
          processes: [{pid: 20, name: worker, container: 3ad7b26ded6d}]
          events: [{type: execve, pid: 20, params: {exe: /bin/ls}}]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Tests_that_pass_end_with_0()
    {
        _folder.Write("rules.yaml", Rules);

        var result = FalcoProgram.Run("test", _folder.Write("tests.yaml", Tests));

        Assert.Equal("ok     a shell in a container is noticed\nok     another program is not\n2 passed, 0 failed\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [SkippableFact]
    public void A_test_that_fails_says_where_and_why_and_ends_with_1()
    {
        _folder.Write("rules.yaml", Rules.Replace("proc.name = sh", "proc.name = ls", StringComparison.Ordinal));

        var result = FalcoProgram.Run("test", _folder.Write("tests.yaml", Tests));

        Assert.Contains("tests.yaml:3: 'Shell' did not match", result.Output, StringComparison.Ordinal);
        Assert.Contains("tests.yaml:7: 'Shell' matched once: ls", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 2 failed\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [SkippableFact]
    public void Rules_of_the_command_line_take_the_place_of_those_that_the_file_names()
        => Assert.Equal(0, FalcoProgram.Run("test", "-r", _folder.Write("other.yaml", Rules), _folder.Write("tests.yaml", Tests)).ExitCode);

    [SkippableFact]
    public void A_mistake_in_a_test_is_said_with_its_place()
    {
        _folder.Write("rules.yaml", Rules);

        var result = FalcoProgram.Run("test", _folder.Write("tests.yaml", Tests.Replace("type: execve", "type: exec", StringComparison.Ordinal)));

        Assert.Matches("^Error: .*tests.yaml:5:12: there is no event type 'exec'\n$", result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [SkippableFact]
    public void A_rule_that_is_nearly_met_shows_the_part_that_is_not()
    {
        var rules = _folder.Write("rules.yaml", Rules.Replace("proc.name = sh", "proc.name = dash", StringComparison.Ordinal));

        var result = FalcoProgram.Run("explain", "Shell", "-e", FalcoProgram.SeedCapture, "-r", rules, "-n", "1");

        Assert.Contains("Shell: of 8086 events ", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n  67% holds.*\n  - all of\n    \+ evt.type = execve +execve\n    \+ container.id != host +f2cbf6e0e945\n    - proc.name = dash +\S+\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [SkippableFact]
    public void A_rule_that_is_not_there_is_named()
    {
        var result = FalcoProgram.Run("explain", "Shel", "-e", FalcoProgram.SeedCapture, "-r", _folder.Write("rules.yaml", Rules));

        Assert.StartsWith("Error: there is no rule 'Shel'", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }
}
