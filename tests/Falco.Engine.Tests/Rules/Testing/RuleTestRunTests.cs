using Falco.Engine.Rules;
using Falco.Engine.Rules.Testing;
using Xunit;

namespace Falco.Engine.Tests.Rules.Testing;

/// <summary>What people get who keep tests beside their rules.</summary>
public sealed class RuleTestRunTests
{
    private const string Rules = """
        - rule: Shell in a container
          desc: d
          condition: evt.type = execve and container.id != host and proc.name in (sh, bash)
          output: shell %proc.name by %proc.pname in %container.name
          priority: NOTICE
        - rule: Shadow read
          desc: d
          condition: evt.type in (open, openat) and evt.is_open_read = true and fd.num >= 0 and fd.name = /etc/shadow
          output: read by %user.name
          priority: WARNING
        - rule: Talks to a metadata server
          desc: d
          condition: evt.type = connect and fd.sip = 169.254.169.254 and fd.sport = 80
          output: "%fd.name"
          priority: INFO
        """;

    private const string Machine = """
        users: [{uid: 1000, name: alice}]
        containers: [{id: 3ad7b26ded6d, name: web, image: nginx, tag: latest}]
        processes:
        - {pid: 10, name: runc}
        - {pid: 20, parent: 10, name: worker, exepath: /usr/bin/worker, uid: 1000, container: 3ad7b26ded6d, tty: 34816}
        - {pid: 30, name: vim, uid: 1000}
        """;

    [Fact]
    public void A_program_started_in_a_container_is_what_container_rules_see()
        => Passes("""
            events: [{type: execve, pid: 20, params: {exe: /bin/sh, args: [-c, id]}}]
            expect:
            - rule: Shell in a container
              count: 1
              fields: {proc.pname: runc, proc.cmdline: sh -c id, container.id: 3ad7b26ded6d, container.image: "nginx:latest", user.name: alice, proc.tty: "34816"}
            """);

    [Fact]
    public void The_same_outside_of_a_container_is_quiet()
        => Passes("""
            events: [{type: execve, pid: 30, params: {exe: /bin/sh}}]
            expect: []
            """);

    [Fact]
    public void Flags_are_written_by_name()
        => Passes("""
            events:
            - {type: openat, pid: 30, params: {dirfd: -100, name: /etc/shadow, flags: O_WRONLY|O_CREAT}}
            - {type: openat, pid: 30, params: {dirfd: -100, name: /etc/shadow, flags: O_RDONLY}}
            expect: [{rule: Shadow read, count: 1, fields: {evt.num: "2"}}]
            """);

    [Fact]
    public void Failed_calls_are_written_by_the_names_of_errors()
        => Passes("""
            events: [{type: openat, pid: 30, params: {fd: ENOENT, dirfd: -100, name: /etc/shadow, flags: O_RDONLY}}]
            expect: []
            """);

    [Fact]
    public void Connections_are_written_as_addresses()
        => Passes("""
            events:
            - {type: socket, pid: 30, params: {fd: 5, domain: AF_INET, type: 1}}
            - {type: connect, pid: 30, params: {fd: 5, tuple: "10.0.0.2:4000->169.254.169.254:80"}}
            expect: [Talks to a metadata server]
            """);

    [Theory]
    [InlineData("expect: [Shell in a container]", "'Shell in a container' did not match")]
    [InlineData("expect: [{rule: Shadow read, count: 2}]", "'Shadow read' matched 1 times instead of 2")]
    [InlineData("expect: [{rule: Shadow read, fields: {user.name: bob}}]", "'Shadow read': user.name is 'alice' instead of 'bob'")]
    [InlineData("expect: []", "'Shadow read' matched once: read by alice")]
    [InlineData("expect: [No such rule]", "there is no rule 'No such rule', or it is not enabled")]
    public void What_is_other_than_expected_is_said(string expected, string failure)
        => Assert.Contains(
            failure,
            Run($"events: [{{type: openat, pid: 30, params: {{dirfd: -100, name: /etc/shadow, flags: O_RDONLY}}}}]\n{expected}").Failures);

    [Fact]
    public void Other_rules_may_match_where_the_test_allows_it()
        => Passes("""
            events: [{type: openat, pid: 30, params: {dirfd: -100, name: /etc/shadow, flags: O_RDONLY}}]
            expect: []
            others: allowed
            """);

    [Theory]
    [InlineData("events: [{type: nosuch, pid: 30}]\nexpect: []", "t.yaml:9:12: there is no event type 'nosuch'")]
    [InlineData("events: [{type: execve, pid: 99}]\nexpect: []", "t.yaml:9:12: there is no process 99 among 'processes'")]
    [InlineData("events: [{type: close, pid: 30, params: {nosuch: 1}}]\nexpect: []", "t.yaml:9:44: close has no parameter 'nosuch', but res, fd")]
    [InlineData("events: [{type: close, pid: 30, params: {fd: many}}]\nexpect: []", "t.yaml:9:48: 'many' is no number, which 'fd' is")]
    [InlineData("events: [{type: connect, pid: 30, params: {tuple: here}}]\nexpect: []", "t.yaml:9:53: a connection is written as")]
    public void Mistakes_in_events_are_said_with_their_place(string test, string message)
        => Assert.StartsWith(message, Assert.Throws<RuleTestException>(() => Run(test)).Message, StringComparison.Ordinal);

    private static void Passes(string test) => Assert.Equal([], Run(test).Failures);

    private static RuleTestResult Run(string test)
    {
        var loader = new RuleLoader(new RuleLoaderOptions { Matching = RuleMatching.All });
        Assert.True(loader.Add("rules.yaml", Rules).Successful);
        var body = string.Join('\n', $"{Machine}\n{test}".Split('\n').Select(line => "  " + line));
        var file = RuleTestFile.Parse("t.yaml", $"tests:\n- name: a test\n{body}");
        return RuleTestRun.Run(Assert.Single(file.Tests), loader.Build(), ".");
    }
}
