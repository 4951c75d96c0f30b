using System.Text;
using System.Text.Json;
using Xunit;

namespace Falco.Engine.Tests.Rules;

/// <summary>Every kind of mistake in a rules file: what is told of it, and where.</summary>
public class LoadErrorTests
{
    [Theory]
    [InlineData("foo", "LOAD_ERR_YAML_VALIDATE", "Rules content is not yaml", 1, 1)]
    [InlineData("foo: bar", "LOAD_ERR_YAML_VALIDATE", "Rules content is not yaml array of objects", 1, 1)]
    [InlineData("- foo", "LOAD_ERR_YAML_VALIDATE", "Unexpected element type. Each element should be a yaml associative array.", 1, 3)]
    [InlineData("- rule: [x]", "LOAD_ERR_YAML_VALIDATE", "Value is not a scalar value", 1, 9)]
    [InlineData("- rule:\n", "LOAD_ERR_YAML_VALIDATE", "Mapping for key 'rule' is empty", 1, 3)]
    [InlineData("- rule: r\n  desc: ''", "LOAD_ERR_YAML_VALIDATE", "Item has no mapping for key 'condition'", 1, 3)]
    [InlineData("- list: l\n", "LOAD_ERR_YAML_VALIDATE", "Item has no mapping for key 'items'", 1, 3)]
    [InlineData("- list: l\n  items: x\n", "LOAD_ERR_YAML_VALIDATE", "Value is not a sequence", 2, 10)]
    [InlineData("- list: l\n  items:\n  - a\n  - [b]\n", "LOAD_ERR_YAML_VALIDATE", "sequence value is not scalar", 4, 5)]
    [InlineData("- macro: m\n  condition: ''\n", "LOAD_ERR_YAML_VALIDATE", "Value must be non-empty", 2, 14)]
    [InlineData("- required_engine_version: 63", "LOAD_ERR_VALIDATE",
        "Rules require engine version 0.63.0, but engine version is 0.62.0", 1, 3)]
    [InlineData("- required_engine_version: 1.0.0", "LOAD_ERR_VALIDATE",
        "Rules require engine version 1.0.0, but engine version is 0.62.0", 1, 3)]
    [InlineData("- required_engine_version: x", "LOAD_ERR_YAML_VALIDATE",
        "Unable to parse engine version 'x' as a semver string. Expected \"x.y.z\" semver format.", 1, 3)]
    [InlineData("- required_plugin_versions: [{name: a, version: x}]", "LOAD_ERR_VALIDATE", "Invalid required version 'x' for plugin 'a'", 1, 30)]
    [InlineData("- required_plugin_versions: {}", "LOAD_ERR_YAML_VALIDATE", "Value of required_plugin_versions must be a sequence", 1, 29)]
    [InlineData("- a: &x [*x]\n", "LOAD_ERR_YAML_PARSE", "yaml-cpp: error at line 1, column 10: the referenced anchor is not defined: x", 1, 10)]
    [InlineData("- a: [\n", "LOAD_ERR_YAML_PARSE", null, 2, 1)]
    [InlineData("- rule: r\n  override: [condition]\n", "LOAD_ERR_VALIDATE", "Value of override must be a mapping from keys to 'append' or 'replace'", 2, 13)]
    [InlineData("this : is : not : yaml\n", "LOAD_ERR_YAML_PARSE", "yaml-cpp: error at line 1, column 11: illegal map value", 1, 11)]
    [InlineData("- a: 'x\n", "LOAD_ERR_YAML_PARSE", "yaml-cpp: error at line 1, column 6: illegal EOF in scalar", 1, 6)]
    public void A_file_is_refused(string content, string code, string? message, int line, int column)
    {
        var error = RuleFiles.Error(content);
        Assert.Equal((code, message ?? error.Message, line, column), (error.Code, error.Message, error.Line, error.Column));
    }

    [Theory]
    [InlineData("priority: INFO", "priority: FOO", "Invalid priority", 5, 13)]
    [InlineData("priority: INFO", "priority: INFO\n  enabled: foo", "Can't decode YAML scalar value", 6, 12)]
    [InlineData("desc: d", "desc: [d]", "Value is not a scalar value", 2, 9)]
    [InlineData("open and", "openx and", "unknown event type openx", 3, 14)]
    [InlineData("t.a = x", "x.a = x", "filter_check called with nonexistent field x.a", 3, 34)]
    [InlineData("t.a = x", "n.a = x", "x is not a valid number", 3, 34)]
    [InlineData("t.a = x", "m", "Undefined macro 'm' used in filter.", 3, 34)]
    [InlineData("t.a = x", "(t.a = x", "expected a ')' token", 3, 42)]
    [InlineData("evt.type = open and t.a = x", "|\n    evt.type = open\n    and t.a ~ x", "expected a valid check operator", 5, 13)]
    [InlineData("evt.type = open and t.a = x", ">\n    evt.type = open\n    and (t.a = x or\n    x.b = y)", "filter_check called with", 6, 5)]
    [InlineData("evt.type = open and t.a = x", "evt.type = open\n    and\n    x.b = y", "filter_check called with", 5, 5)]
    [InlineData("evt.type = open and t.a = x", "'evt.type = ''open'' and x.a = x'", "filter_check called with", 3, 39)]
    [InlineData("evt.type = open and t.a = x", "\"evt.type = \\\"open\\\" and x.a = x\"", "filter_check called with", 3, 39)]
    [InlineData("evt.type = open and t.a = x", "t.a regex '[' and t.b = x", "invalid regex pattern: missing ]: [", 3, 14)]
    [InlineData("t.a = x", "t.a in (val(t.b))", "expected a ')' token", 3, 45)]
    public void A_rule_is_told_with_the_place_in_the_file(string part, string replacement, string message, int line, int column)
    {
        var error = RuleFiles.Error(RuleFiles.Rule.Replace(part, replacement, StringComparison.Ordinal));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Equal(error.SourceLine, RuleFiles.Rule.Replace(part, replacement, StringComparison.Ordinal).Split('\n')[line - 1]);
    }

    [Fact]
    public void A_mistake_in_a_macro_is_told_where_the_macro_is()
    {
        var error = RuleFiles.Error("- macro: m\n  condition: x.a = x\n", RuleFiles.Rule.Replace("t.a = x", "m", StringComparison.Ordinal));
        Assert.Equal(("1.yaml", 2, 14, "  condition: x.a = x"), (error.File, error.Line, error.Column, error.SourceLine));
    }

    [Fact]
    public void A_mistake_in_a_list_is_told_where_the_list_is_used()
    {
        var error = RuleFiles.Error(
            "- list: l\n  items: [a, ')']\n" + RuleFiles.Rule.Replace("t.a = x", "t.a in (x, l) and t.b = y", StringComparison.Ordinal));
        Assert.Equal((5, 45), (error.Line, error.Column));
        Assert.StartsWith("l) and", error.SourceLine![(error.Column - 1)..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_an_appended_condition_is_told_where_it_is()
    {
        var error = RuleFiles.Error(RuleFiles.Rule, "- rule: r\n  condition: and x.b = y\n  override: {condition: append}\n");
        Assert.Equal(("2.yaml", 2, 18), (error.File, error.Line, error.Column));
    }

    [Fact]
    public void Places_are_counted_in_bytes()
    {
        var rule = RuleFiles.Rule.Replace("t.a = x", "t.a = é and x.a = x", StringComparison.Ordinal);
        var error = RuleFiles.Error("# 日\n" + rule);
        Assert.Equal(
            [("rules content", 0, 0, 0), ("rule", 1, 2, 8), ("rule condition", 3, 13, 39), ("condition expression", 4, 47, 72)],
            error.Locations.Select(l => (l.ItemType, l.Line, l.Column, l.Offset)));
        Assert.Equal($"evt.type = open and t.a = é and x.a = x\n{new string(' ', 39)}^\n", error.Snippet);
        Assert.Equal((4, 46), (error.Line, error.Column));
    }

    [Fact]
    public void A_problem_can_be_read_as_text_and_as_json()
    {
        var report = RuleFiles.Load(RuleFiles.Rule.Replace("t.a = x", "x.a = x", StringComparison.Ordinal)).Reports[0];
        Assert.Equal(
            """
            1.yaml: Invalid
            1 Errors:
            In rules content: (1.yaml:1:1)
                rule 'r': (1.yaml:1:3)
                rule condition: (1.yaml:3:14)
                condition expression: (1.yaml:3:34)
            ------
              condition: evt.type = open and x.a = x
                                             ^
            ------
            LOAD_ERR_COMPILE_CONDITION (Error compiling condition): filter_check called with nonexistent field x.a

            """,
            report.ToString());
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            report.WriteJson(writer);
        }

        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var error = json.RootElement.GetProperty("errors")[0];
        Assert.False(json.RootElement.GetProperty("successful").GetBoolean());
        Assert.True(json.RootElement.GetProperty("schema_valid").GetBoolean());
        Assert.Equal("LOAD_ERR_COMPILE_CONDITION", error.GetProperty("code").GetString());
        var last = error.GetProperty("context").GetProperty("locations")[3];
        Assert.Equal("condition expression", last.GetProperty("item_type").GetString());
        Assert.Equal("\"evt.type = open a...\"", last.GetProperty("position").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("  foo: bar\n", "Unknown key 'foo'. The key will be ignored.")]
    [InlineData("  source: k8s_audit\n", "Unknown source k8s_audit, skipping")]
    [InlineData("- foo: bar\n", "Unknown top level item")]
    public void What_is_not_known_is_a_warning(string more, string message)
        => Assert.Equal([message], RuleFiles.Warnings(RuleFiles.Rule + more));

    [Theory]
    [InlineData("t.a = evt.type", "'evt.type' may be a valid field misused as a const string value")]
    [InlineData("t.a = 'tolower( t.b)'", "'tolower( t.b)' may be a valid field transformer misused as a const string value")]
    [InlineData("t.a regex '^foo.*'",
        "regex check with '^foo.*' may be optimized with simpler operators such as '=', 'contains', 'startswith', 'endswith'")]
    [InlineData("evt.dir = <",
        "due to the drop of enter events, 'evt.dir = <' always evaluates to true, and 'evt.dir = >' always evaluates to false. "
        + "The rule expression can be simplified by removing the condition on 'evt.dir'")]
    public void A_doubtful_condition_is_a_warning(string condition, string message)
        => Assert.Equal([message], RuleFiles.Warnings(RuleFiles.Rule.Replace("t.a = x", condition, StringComparison.Ordinal)));

    [Fact]
    public void A_rule_may_ask_to_be_skipped_when_a_field_is_not_known()
    {
        var loader = RuleFiles.Load(RuleFiles.Rule.Replace("t.a", "x.a", StringComparison.Ordinal) + "  skip-if-unknown-filter: true\n");
        Assert.True(loader.Successful);
        Assert.Empty(loader.Build().Rules);
        Assert.Equal("LOAD_UNKNOWN_FILTER", Assert.Single(loader.Reports[0].Warnings).Code);
    }

    [Fact]
    public void A_file_may_only_use_what_is_defined_before_its_end()
    {
        var rule = RuleFiles.Rule.Replace("t.a = x", "m", StringComparison.Ordinal);
        Assert.True(RuleFiles.Load(rule + "- macro: m\n  condition: t.a = x\n").Successful);
        Assert.False(RuleFiles.Load(rule).Successful);
    }

    [Fact]
    public void A_missing_file_is_an_error()
    {
        var loader = RuleFiles.Loader();
        loader.Load(["/nonexistent/rules.yaml"]);
        Assert.Equal("LOAD_ERR_FILE_READ", Assert.Single(loader.Reports[0].Errors).Code);
    }

    [Theory]
    [InlineData("{name: container, version: 0.4.0}", null)]
    [InlineData("{name: container, version: 99.0.0}", "Plugin 'container' version '0.7.1' is not compatible with required plugin version '99.0.0'")]
    [InlineData("{name: a, version: 1.0.0, alternatives: [{name: b, version: 2.0.0}]}",
        "Plugin requirement not satisfied, must load one of: a (>= 1.0.0), b (>= 2.0.0)")]
    [InlineData("{name: a, version: 1.0.0, alternatives: [{name: json, version: 0.1.0}, {name: container, version: 99.0.0}]}", null)]
    public void Built_in_plugins_have_the_versions_that_they_equal(string required, string? missing)
        => Assert.Equal(missing, RuleFiles.Load($"- required_plugin_versions: [{required}]").MissingPlugins());

    [Fact]
    public void A_file_is_also_checked_after_one_with_an_error()
    {
        var bad = RuleFiles.Rule.Replace("t.a", "x.a", StringComparison.Ordinal);
        var loader = RuleFiles.Load(bad, "- list: l\n  items: [a]\n", "- rule: r\n  condition: t.b = x\n  override: {condition: replace}\n");
        Assert.Equal(
            ["1.yaml: False", "2.yaml: False", "3.yaml: True"],
            loader.Reports.Select(report => $"{report.Name}: {report.Successful}"));
        Assert.Equal("1.yaml", Assert.Single(loader.Reports[1].Errors).File);
        Assert.False(loader.Successful);
    }
}
