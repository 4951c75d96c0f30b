using System.Globalization;
using System.Text.Json;

namespace Falco.Sensor.Configuration;

/// <summary>
/// A JSON schema (draft 6) as far as Falco's schemas use it. Types are weak, as every scalar of YAML is text: <c>true</c> in quotes is a
/// boolean as well. Problems come in the order in which Falco finds them, of which it tells the first.
/// </summary>
internal abstract record SchemaNode
{
    public const string WrongType = "Value type not permitted by 'type' constraint.";

    public static SchemaNode Any { get; } = new AnySchema();

    public static SchemaNode Text { get; } = new ScalarSchema("string");

    public static SchemaNode Flag { get; } = new ScalarSchema("boolean");

    public static SchemaNode Integer { get; } = new ScalarSchema("integer");

    public static SchemaNode Number { get; } = new ScalarSchema("number");

    public static SchemaNode Null { get; } = new ScalarSchema("null");

    public static SchemaNode Texts { get; } = new ListSchema(Text);

    /// <summary>Adds what is wrong with a value: each with its place, like <c>&lt;root&gt;[engine][kind]</c>.</summary>
    public abstract void Check(ConfigNode value, string path, List<string> problems);

    /// <summary>Writes the schema, its keys sorted.</summary>
    public abstract void Write(Utf8JsonWriter json);

    protected static void Fail(List<string> problems, string path, string what) => problems.Add($"{path}: {what}");
}

/// <summary>Anything at all.</summary>
internal sealed record AnySchema : SchemaNode
{
    public override void Check(ConfigNode value, string path, List<string> problems)
    {
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteEndObject();
    }
}

/// <summary>A single value.</summary>
internal sealed record ScalarSchema(string Type) : SchemaNode
{
    public string[] Values { get; init; } = [];

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    public string? Format { get; init; }

    public string? Title { get; init; }

    /// <summary>A key that belongs to no standard, with its values.</summary>
    public (string Name, string[] Values)? Extension { get; init; }

    public override void Check(ConfigNode value, string path, List<string> problems)
    {
        if (Values.Length > 0 && Array.IndexOf(Values, value.Text) < 0)
        {
            Fail(problems, path, "Failed to match against any enum values.");
        }

        if (double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            if (number > Maximum)
            {
                Fail(problems, path, $"Expected number less than or equal to {Maximum}.000000");
            }

            if (number < Minimum)
            {
                Fail(problems, path, $"Expected number greater than or equal to {Minimum}.000000");
            }
        }

        if (!Fits(value))
        {
            Fail(problems, path, WrongType);
        }
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Values.Length > 0)
        {
            WriteTexts(json, "enum", Values);
        }

        if (Format is not null)
        {
            json.WriteString("format", Format);
        }

        if (Maximum is { } maximum)
        {
            json.WriteNumber("maximum", maximum);
        }

        if (Minimum is { } minimum)
        {
            json.WriteNumber("minimum", minimum);
        }

        if (Extension is { } extension)
        {
            WriteTexts(json, extension.Name, extension.Values);
        }

        if (Title is not null)
        {
            json.WriteString("title", Title);
        }

        json.WriteString("type", Type);
        json.WriteEndObject();
    }

    private bool Fits(ConfigNode value) => Type switch
    {
        "string" => value.Text is not null,
        "boolean" => value.Text is "true" or "false",
        "integer" => long.TryParse(value.Text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => double.TryParse(value.Text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _),
        _ => value.IsEmpty,
    };

    private static void WriteTexts(Utf8JsonWriter json, string name, string[] texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}

/// <summary>A list.</summary>
internal sealed record ListSchema(SchemaNode Item) : SchemaNode
{
    public override void Check(ConfigNode value, string path, List<string> problems)
    {
        for (var i = 0; i < value.Items.Count; i++)
        {
            var before = problems.Count;
            Item.Check(value.Items[i], $"{path}[{i}]", problems);
            if (problems.Count > before)
            {
                Fail(problems, path, $"Failed to validate item #{i} in array.");
            }
        }

        if (!value.IsList)
        {
            Fail(problems, path, WrongType);
        }
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("items");
        Item.Write(json);
        json.WriteString("type", "array");
        json.WriteEndObject();
    }
}

/// <summary>Named members.</summary>
internal sealed record MapSchema : SchemaNode
{
    private readonly SortedDictionary<string, SchemaNode> _members = new(StringComparer.Ordinal);

    public IDictionary<string, SchemaNode> Members
    {
        get => _members;
        init => _members = new SortedDictionary<string, SchemaNode>(value, StringComparer.Ordinal);
    }

    public string[]? Required { get; init; }

    public int MinMembers { get; init; }

    /// <summary>What other members are like; null where there are none.</summary>
    public SchemaNode? Others { get; init; }

    public string? Title { get; init; }

    public override void Check(ConfigNode value, string path, List<string> problems)
    {
        if (!value.IsMap)
        {
            Fail(problems, path, WrongType);
            return;
        }

        if (value.Members.Count < MinMembers)
        {
            Fail(problems, path, $"Object should have no fewer than {MinMembers} properties.");
        }

        foreach (var (name, schema) in Members)
        {
            if (value.Find(name) is { } member)
            {
                schema.Check(member, $"{path}[{name}]", problems);
            }
        }

        foreach (var (name, member) in value.Members)
        {
            if (Members.ContainsKey(name))
            {
                continue;
            }

            if (Others is null)
            {
                Fail(problems, path,
                    $"Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '{name}'.");
                break;
            }

            var before = problems.Count;
            Others.Check(member, $"{path}[{name}]", problems);
            if (problems.Count > before)
            {
                Fail(problems, path, "Failed to validate against additional properties schema");
            }
        }

        if (value.Repeated is { } repeated)
        {
            Fail(problems, path, $"Object has the property '{repeated}' more than once.");
        }

        foreach (var name in Required ?? [])
        {
            if (value.Find(name) is null)
            {
                Fail(problems, path, $"Missing required property '{name}'.");
            }
        }
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Others is null)
        {
            json.WriteBoolean("additionalProperties", false);
        }
        else if (Others is not AnySchema)
        {
            json.WritePropertyName("additionalProperties");
            Others.Write(json);
        }

        if (MinMembers > 0)
        {
            json.WriteNumber("minProperties", MinMembers);
        }

        if (Members.Count > 0)
        {
            json.WriteStartObject("properties");
            foreach (var (name, schema) in Members)
            {
                json.WritePropertyName(name);
                schema.Write(json);
            }

            json.WriteEndObject();
        }

        if (Required is not null)
        {
            json.WriteStartArray("required");
            foreach (var name in Required)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        if (Title is not null)
        {
            json.WriteString("title", Title);
        }

        json.WriteString("type", "object");
        json.WriteEndObject();
    }
}

/// <summary>One of several schemas fits.</summary>
internal sealed record ChoiceSchema(string Kind, params SchemaNode[] Choices) : SchemaNode
{
    public string? Title { get; init; }

    public override void Check(ConfigNode value, string path, List<string> problems)
    {
        var found = new List<string>();
        foreach (var choice in Choices)
        {
            var before = found.Count;
            choice.Check(value, path, found);
            if (found.Count == before)
            {
                return;
            }
        }

        problems.AddRange(found);
        Fail(problems, path, Kind == "anyOf"
            ? "Failed to validate against any schemas allowed by anyOf constraint."
            : "Failed to validate against any child schemas allowed by oneOf constraint.");
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray(Kind);
        foreach (var choice in Choices)
        {
            choice.Write(json);
        }

        json.WriteEndArray();
        if (Title is not null)
        {
            json.WriteString("title", Title);
        }

        json.WriteEndObject();
    }
}

/// <summary>A schema that has a name among the definitions.</summary>
internal sealed record NamedSchema(string Name, SchemaNode Definition) : SchemaNode
{
    public override void Check(ConfigNode value, string path, List<string> problems) => Definition.Check(value, path, problems);

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$ref", $"#/definitions/{Name}");
        json.WriteEndObject();
    }
}
