using Falco.Engine.Rules;
using Xunit;

namespace Falco.Engine.Tests.Rules;

/// <summary>Rules on audit events of Kubernetes: which fields they have.</summary>
public class AuditRulesTests
{
    private static readonly RuleLoaderOptions WithAudit = new()
    {
        Sources = new HashSet<string>(StringComparer.Ordinal) { "syscall", "k8s_audit" },
    };

    [Fact]
    public void Load_without_a_warning()
    {
        var loader = new RuleLoader(WithAudit);
        loader.Add("1.yaml", """
            - required_plugin_versions: [{name: k8saudit, version: 0.7.0}, {name: json, version: 0.7.0}]
            - macro: response
              condition: (jevt.value[/stage] in (ResponseComplete))
            - rule: Secret read by a stranger
              desc: d
              condition: >
                response and ka.verb = get and ka.target.resource = secrets and not ka.user.groups intersects ("system:masters")
                and not ka.req.pod.containers.image[0] intersects ("mine/web") and ka.uri.param[watch] != true and evt.num > 0
              output: user=%ka.user.name images=%ka.req.pod.initContainers.image obj=%jevt.value[/requestObject/data] time=%evt.time
              priority: WARNING
              source: k8s_audit
              exceptions:
                - name: known
                  fields: [ka.user.name, ka.target.namespace]
                  comps: [=, in]
                  values: [[me, [a, b]]]
            """);
        Assert.Empty(loader.Reports[0].Problems);
        Assert.Null(loader.MissingPlugins());
        Assert.Equal("k8s_audit", Assert.Single(loader.Build().Rules).Source);
    }

    [Theory]
    [InlineData("k8s_audit", "proc.name = x", "filter_check called with nonexistent field proc.name")]
    [InlineData("k8s_audit", "evt.type = x", "filter_check called with nonexistent field evt.type")]
    [InlineData("syscall", "evt.type = open and ka.verb = get", "filter_check called with nonexistent field ka.verb")]
    [InlineData("k8s_audit", "ka.uri.param = x", "filter 'ka.uri.param': ka.uri.param requires an argument but none provided")]
    [InlineData("k8s_audit", "ka.verb[0] = x", "filter 'ka.verb[0]': ka.verb does not allow nor require an argument but one is provided: 0")]
    [InlineData("k8s_audit", "ka.sourceips[x] in (y)",
        "filter ka.sourceips[x] ka.sourceips has an invalid index argument not composed only by digits: x")]
    [InlineData("k8s_audit", "ka.sourceips = y", "filter error: '=' operator not supported list filters")]
    public void Have_fields_of_their_own(string source, string condition, string message)
    {
        var loader = new RuleLoader(WithAudit);
        loader.Add("1.yaml", $"- {{rule: r, desc: d, condition: \"{condition}\", output: o, priority: INFO, source: {source}}}");
        Assert.Equal(message, Assert.Single(loader.Reports[0].Errors).Message);
    }

    [Fact]
    public void Their_conditions_are_not_taken_for_those_of_system_calls()
    {
        var loader = new RuleLoader(WithAudit);
        loader.Add("1.yaml", "- {rule: a, desc: d, condition: ka.verb = get, output: o, priority: INFO, source: k8s_audit}\n"
            + "- {rule: b, desc: d, condition: ka.verb = get and evt.type = open, output: o, priority: INFO}\n");
        Assert.Equal("filter_check called with nonexistent field ka.verb", Assert.Single(loader.Reports[0].Errors).Message);
    }
}
