using Xunit;

namespace Falco.Engine.Tests.Rules;

public class SchemaTests
{
    private const string Type = "Value type not permitted by 'type' constraint.";
    private const string NoSuchKey = "Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: ";

    [Theory]
    [InlineData("- rule: {a: b}", "[0][rule]: " + Type, "[0]: Failed to validate against schema associated with property name 'rule'.",
        ": Failed to validate item #0 in array.")]
    [InlineData("- list: l\n  items: [a]\n  wrong: x", "[0]: " + NoSuchKey + "'wrong'.", ": Failed to validate item #0 in array.")]
    [InlineData("- list: l\n  list: m\n  items: [a]", "[0]: " + NoSuchKey + "''.", ": Failed to validate item #0 in array.")]
    [InlineData("- list: l\n  items: [[a]]", "[0][items][0]: " + Type, "[0][items][0]: Failed to validate against child schema #0.",
        "[0][items][0]: " + Type, "[0][items][0]: Failed to validate against child schema #1.",
        "[0][items][0]: Failed to validate against any schemas allowed by anyOf constraint.",
        "[0][items]: Failed to validate item #0 in array.", "[0]: Failed to validate against schema associated with property name 'items'.",
        ": Failed to validate item #0 in array.")]
    [InlineData("- required_plugin_versions: [{name: a}]", "[0][required_plugin_versions][0]: Missing required property 'version'.",
        "[0][required_plugin_versions]: Failed to validate item #0 in array.",
        "[0]: Failed to validate against schema associated with property name 'required_plugin_versions'.",
        ": Failed to validate item #0 in array.")]
    public void Departures_are_told_from_the_inside_out(string content, params string[] expected)
        => Assert.Equal(expected.Select(e => "failed for <root>" + e), RuleFiles.Load(content).Reports[0].SchemaWarnings!);

    [Theory]
    [InlineData("  enabled: \"true\"\n")]
    [InlineData("  capture_duration: -5\n")]
    [InlineData("  tags: [a, 1]\n  warn_evttypes: false\n  exceptions: [{name: e, fields: [x], comps: 5}]\n")]
    public void Text_that_reads_as_the_type_is_of_the_type(string more)
        => Assert.Empty(RuleFiles.Load(RuleFiles.Rule.Replace("INFO", "INFORMATIONAL", StringComparison.Ordinal) + more).Reports[0].SchemaWarnings!);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n---\n")]
    [InlineData("- rule: \"\\q\"\n")]
    public void A_file_without_content_is_not_held_against_it(string content)
        => Assert.Null(RuleFiles.Load(content).Reports[0].SchemaWarnings);
}
