using Falco.Sensor.Outputs;

namespace Falco.Sensor.Configuration;

/// <summary>Schemas as JSON documents.</summary>
internal static class SchemaText
{
    /// <summary><c>--config-schema</c></summary>
    public static string OfConfiguration => Write(ConfigSchema.Definitions, ConfigSchema.Root);

    /// <summary><c>--rule-schema</c></summary>
    public static string OfRules => Write(RuleFileSchema.Definitions, RuleFileSchema.Root);

    private static string Write(IReadOnlyList<NamedSchema> definitions, SchemaNode root)
    {
        return JsonText.Indented(json =>
        {
            json.WriteStartObject();
            if (root is NamedSchema named)
            {
                json.WriteString("$ref", $"#/definitions/{named.Name}");
            }

            json.WriteString("$schema", "http://json-schema.org/draft-06/schema#");
            json.WriteStartObject("definitions");
            foreach (var definition in definitions.OrderBy(d => d.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(definition.Name);
                definition.Definition.Write(json);
            }

            json.WriteEndObject();
            if (root is ListSchema { Item: var item })
            {
                json.WritePropertyName("items");
                item.Write(json);
                json.WriteString("type", "array");
            }

            json.WriteEndObject();
        });
    }
}
