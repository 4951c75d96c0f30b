using Falco.Engine.Rules.Testing;
using Xunit;

namespace Falco.Engine.Tests.Rules.Testing;

/// <summary>What a file of rule tests may say, and what is said of one that says something else.</summary>
public sealed class RuleTestFileTests
{
    [Fact]
    public void A_file_names_rules_and_tests()
    {
        var file = RuleTestFile.Parse("t.yaml", """
            rules: [a.yaml, b.yaml]
            tests:
            - name: one
              capture: one.scap
              expect: [A rule]
            - name: two
              processes: [{pid: 5, name: sh}]
              events: [{type: close, pid: 5}]
            """);

        Assert.Equal(["a.yaml", "b.yaml"], file.Rules);
        Assert.Equal(["one", "two"], file.Tests.Select(test => test.Name));
        Assert.Equal("one.scap", file.Tests[0].Capture);
        Assert.Equal("A rule", Assert.Single(file.Tests[0].Expected).Rule);
        Assert.Equal(6, file.Tests[1].Line);
    }

    [Theory]
    [InlineData("tests: []", "t.yaml:1:1: there are no tests")]
    [InlineData("- a", "t.yaml:1:1: a file of rule tests is a map with some of the keys rules, tests")]
    [InlineData("rulez: []", "t.yaml:1:1: a file of rule tests has no key 'rulez', but rules, tests")]
    [InlineData("tests:\n- name: x", "t.yaml:2:3: a test has either a 'capture' or 'events'")]
    [InlineData("tests:\n- capture: x", "t.yaml:2:3: there is no 'name'")]
    [InlineData("tests:\n- name: x\n  capture: y\n  processes: []", "t.yaml:4:14: what the machine is like, the capture says")]
    [InlineData("tests:\n- name: x\n  events: 5", "t.yaml:3:11: 'events' is a list")]
    [InlineData("tests:\n- name: x\n  events: [{type: a, pid: b}]", "t.yaml:3:27: there should be a number here")]
    [InlineData("tests:\n- name: x\n  events: []\n  others: maybe", "t.yaml:4:11: 'others' is 'forbidden'")]
    [InlineData("tests:\n- name: x\n  events: []\n  containers: [{id: web}]", "t.yaml:4:21: a container id is 12 or 64 hexadecimal digits")]
    [InlineData("tests: [", "t.yaml:2:1: not YAML")]
    [InlineData("a: 1\n---\nb: 2", "t.yaml: a file of rule tests is one YAML document, this has 2")]
    public void Mistakes_are_said_with_their_place(string content, string message)
        => Assert.StartsWith(message, Assert.Throws<RuleTestException>(() => RuleTestFile.Parse("t.yaml", content)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named()
        => Assert.StartsWith("/no/such/file: ", Assert.Throws<RuleTestException>(() => RuleTestFile.Read("/no/such/file")).Message, StringComparison.Ordinal);
}
