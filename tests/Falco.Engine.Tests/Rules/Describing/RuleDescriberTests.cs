using System.Text.Json;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Xunit;

namespace Falco.Engine.Tests.Rules.Describing;

public class RuleDescriberTests
{
    private const string Files =
        """
        - required_engine_version: 0.50.0
        - required_plugin_versions:
          - name: container
            version: 0.4.0
            alternatives: [{name: json, version: 0.7.0}]
        - list: inner
          items: [b, c d]
        - list: outer
          items: [a, inner]
        - list: idle
          items: []
        - macro: opened
          condition: evt.type in (open, openat)
        - macro: named
          condition: opened and t.a in (outer)
        - rule: r
          desc: what it is
          condition: named and not t.b[2] startswith anyof (x, y)
          output: o
          priority: info
          tags: [z, a]
          capture: true
          capture_duration: 500
          exceptions:
          - {name: one, fields: t.c, values: [p]}
          - {name: two, fields: [t.d, t.e], comps: [=, contains], values: [[q, r s]]}
          - {name: none, fields: [t.f]}
        """;

    [Fact]
    public void A_rule_is_described_as_written_and_as_compiled()
    {
        var rule = Describe(Files).GetProperty("rules")[0];
        Assert.Equal(
            """
            {"capture":true,"capture_duration":500,"condition":"named and not t.b[2] startswith anyof (x, y)","description":"what it is","enabled":true,"name":"r","output":"o","priority":"Informational","source":"syscall","tags":["a","z"]}
            """,
            rule.GetProperty("info").GetRawText());
        Assert.Equal(
            """
            {"condition_compiled":"(((evt.type in (open, openat) and t.a in (a, b, \"c d\")) and not t.b[2] startswith anyof (x, y)) and not t.c in (p) and not (t.d = q and t.e contains \"r s\"))","condition_fields":["evt.type","t.a","t.b[2]","t.c","t.d","t.e"],"condition_operators":["=","contains","in","startswith anyof"],"events":["asyncevent","open","openat"],"exception_fields":["t.c","t.d","t.e"],"exception_names":["none","one","two"],"exception_operators":["=","contains","in"],"lists":[],"macros":["named"],"output_compiled":"o","output_fields":[],"plugins":[]}
            """,
            rule.GetProperty("details").GetRawText());
    }

    [Fact]
    public void Macros_and_lists_are_described_with_what_they_use()
    {
        var all = Describe(Files);
        Assert.Equal(
            """
            {"details":{"condition_compiled":"(evt.type in (open, openat) and t.a in (a, b, \"c d\"))","condition_fields":["evt.type","t.a"],"condition_operators":["in"],"events":["asyncevent","open","openat"],"lists":["outer"],"macros":["opened"],"plugins":[],"used":true},"info":{"condition":"opened and t.a in (outer)","name":"named"}}
            """,
            all.GetProperty("macros")[1].GetRawText());
        Assert.Equal(
            """
            [{"details":{"items_compiled":["b","c d"],"lists":[],"plugins":[],"used":true},"info":{"items":["b","c d"],"name":"inner"}},{"details":{"items_compiled":["a","b","c d"],"lists":["inner"],"plugins":[],"used":true},"info":{"items":["a"],"name":"outer"}},{"details":{"items_compiled":[],"lists":[],"plugins":[],"used":false},"info":{"items":[],"name":"idle"}}]
            """,
            all.GetProperty("lists").GetRawText());
    }

    [Fact]
    public void What_the_files_require_is_told()
    {
        var all = Describe(Files);
        Assert.Equal("0.50.0", all.GetProperty("required_engine_version").GetString());
        Assert.Equal(
            """
            [{"alternatives":[{"name":"json","version":"0.7.0"}],"name":"container","version":"0.4.0"}]
            """,
            all.GetProperty("required_plugin_versions").GetRawText());
    }

    [Fact]
    public void One_rule_is_described_alone()
    {
        Assert.Equal(["rules"], Describe(Files, "r").EnumerateObject().Select(p => p.Name));
        using var writer = new Utf8JsonWriter(Stream.Null);
        Assert.False(RuleFiles.Load(Files).Describe(writer, "s"));
    }

    [Theory]
    [InlineData("evt.type = getpid", "asyncevent,getpid")]
    [InlineData("evt.type in (getpid, open) and evt.type != open", "asyncevent,getpid")]
    [InlineData("not evt.type exists", "asyncevent")]
    public void Events_have_the_names_that_conditions_use(string condition, string expected)
        => Assert.Equal(expected, string.Join(',', Texts(Describe(Rule(condition)).GetProperty("rules")[0], "events")));

    [Fact]
    public void A_condition_that_leaves_one_event_out_names_all_others()
    {
        var events = Texts(Describe(Rule("evt.type != open and t.a = x")).GetProperty("rules")[0], "events");
        Assert.Contains("getpid", events);
        Assert.Contains("openat", events);
        Assert.DoesNotContain("open", events);
        Assert.DoesNotContain("syscall", events);
    }

    /// <summary>Falco puts quotes around blanks, equal signs and quotes only, and none around the arguments of transformers.</summary>
    [Theory]
    [InlineData("evt.type = open and t.a in ('a b', 'c=d', \"(e)\", 'f,g', '')", "(evt.type = open and t.a in (\"a b\", \"c=d\", (e), f,g, ))")]
    [InlineData("evt.type = open and t.a['x'] = 'a\\nb'", "(evt.type = open and t.a[x] = \"a\\nb\")")]
    [InlineData("evt.type = open and join(',', (t.a, 'b')) = concat(t.c, 'd e')", "(evt.type = open and join(,,(t.a,b)) = concat(t.c,\"d e\"))")]
    public void Conditions_are_shown_with_few_quotes(string condition, string expected)
        => Assert.Equal(expected, Describe(Rule(condition)).GetProperty("rules")[0].GetProperty("details").GetProperty("condition_compiled").GetString());

    [Fact]
    public void Fields_of_outputs_and_extra_fields_are_told_and_the_plugin_that_they_need()
    {
        var loader = new RuleLoader(new RuleLoaderOptions
        {
            AppendOutput = [new AppendOutput { ExtraFields = [new("shown", "%proc.pid!", false), new("proc.exe", "%proc.exe", true)] }],
        });
        loader.Add("1.yaml", "- rule: r\n  desc: d\n  condition: evt.type = open\n  output: \"%proc.name in %container.name\"\n  priority: INFO\n");
        var details = Describe(loader, null).GetProperty("rules")[0];
        Assert.Equal(["%proc.pid!", "%proc.exe", "proc.name", "container.name"], Texts(details, "output_fields"));
        Assert.Equal(["container"], Texts(details, "plugins"));
        Assert.Equal(
            "{\"shown\":\"%proc.pid!\"}", details.GetProperty("details").GetProperty("extra_output_formatted_fields").GetRawText());
    }

    private static string Rule(string condition) => RuleFiles.Rule.Replace(
        "condition: evt.type = open and t.a = x", $"condition: {JsonSerializer.Serialize(condition)}", StringComparison.Ordinal);

    private static string[] Texts(JsonElement described, string name)
        => [.. described.GetProperty("details").GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    private static JsonElement Describe(string content, string? rule = null) => Describe(RuleFiles.Load(content), rule);

    private static JsonElement Describe(RuleLoader loader, string? rule)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Assert.True(loader.Describe(writer, rule), loader.Reports[^1].ToString());
        }

        using var json = JsonDocument.Parse(stream.ToArray());
        return json.RootElement.Clone();
    }
}
