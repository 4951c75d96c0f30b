using System.Text.Json;
using Falco.Sensor.Configuration;
using Xunit;

namespace Falco.Sensor.Tests.Configuration;

/// <summary>The schema says of a file what Falco's says.</summary>
public class ConfigSchemaTests
{
    private const string WrongType = "Value type not permitted by 'type' constraint.";

    [Theory]
    [InlineData("json_output: true", "ok")]
    [InlineData("json_output: 'true'", "ok")]
    [InlineData("rules_files: [1]", "ok")]
    [InlineData("metrics: {interval: 1}", "ok")]
    [InlineData("webserver: {listen_port: ' 10'}", "ok")]
    [InlineData("syscall_event_drops: {threshold: 1e0}", "ok")]
    [InlineData("static_fields: {a: [b]}", "ok")]
    [InlineData("rules: [{enable: {rule: x}, disable: {rule: y}}]", "ok")]
    [InlineData("plugins: [{name: a, library_path: b, init_config: }]", "ok")]
    [InlineData("", "<root>: " + WrongType)]
    [InlineData("foo: 1", "<root>: Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: 'foo'.")]
    [InlineData("foo: 1\njson_output: yes", "<root>[json_output]: " + WrongType)]
    [InlineData("json_output: True", "<root>[json_output]: " + WrongType)]
    [InlineData("json_output:", "<root>[json_output]: " + WrongType)]
    [InlineData("rules_files: a", "<root>[rules_files]: " + WrongType)]
    [InlineData("rules_files: {}", "<root>[rules_files]: " + WrongType)]
    [InlineData("rules_files: [[1]]", "<root>[rules_files][0]: " + WrongType)]
    [InlineData("engine: {}", "<root>[engine]: Missing required property 'kind'.")]
    [InlineData("engine: {kind: kmod, kmod: {}}", "<root>[engine][kmod]: Object should have no fewer than 1 properties.")]
    [InlineData("engine: {kind: kmod, kmod: {buf_size_preset: x}}", "<root>[engine][kmod][buf_size_preset]: " + WrongType)]
    [InlineData("append_output: [{suggested_output: yes}]", "<root>[append_output][0][suggested_output]: " + WrongType)]
    [InlineData("config_files: [{path: /x, strategy: foo}]", "<root>[config_files][0]: " + WrongType)]
    [InlineData("capture: {mode: foo}", "<root>[capture][mode]: Failed to match against any enum values.")]
    [InlineData("capture: {default_duration: -1}", "<root>[capture][default_duration]: Expected number greater than or equal to 0.000000")]
    [InlineData("capture: {max_file_size_mb: 99999999}", "<root>[capture][max_file_size_mb]: Expected number less than or equal to 1048576.000000")]
    [InlineData("program_output: {enabled: false}", "<root>[program_output]: Missing required property 'program'.")]
    [InlineData("webserver: {listen_port: 0x10}", "<root>[webserver][listen_port]: " + WrongType)]
    [InlineData("priority: info\npriority: debug", "<root>: Object has the property 'priority' more than once.")]
    public void A_file_is_judged_as_by_Falco(string text, string expected)
        => Assert.Equal(expected == "ok" ? "ok" : $"failed for {expected}", ConfigSchema.Validate(ConfigReader.Read(text, "falco.yaml")));

    [Fact]
    public void Of_a_setting_that_is_there_twice_the_first_counts()
        => Assert.Equal("info", ConfigReader.Read("priority: info\npriority: debug", "falco.yaml").Find("priority")?.Text);

    [Fact]
    public void Both_schemas_are_JSON_whose_references_lead_somewhere()
    {
        foreach (var text in (string[])[SchemaText.OfConfiguration, SchemaText.OfRules])
        {
            using var schema = JsonDocument.Parse(text);
            var definitions = schema.RootElement.GetProperty("definitions");
            Assert.All(References(schema.RootElement), reference => Assert.True(definitions.TryGetProperty(reference["#/definitions/".Length..], out _)));
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            member => member.NameEquals("$ref") ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
