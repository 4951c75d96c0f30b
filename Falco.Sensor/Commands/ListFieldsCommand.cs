using System.Text;
using System.Text.Json;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Matching;
using Falco.Sensor.CommandLine;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs;
using Falco.Sensor.Plugins;

namespace Falco.Sensor.Commands;

/// <summary><c>--list</c>: the fields that conditions and outputs may use, in Falco's layouts.</summary>
internal static class ListFieldsCommand
{
    private const int RightColumn = 30;
    private const int Width = 120;

    // Sorted by these names, which are Falco's.
    private static readonly (string Name, FieldFlags Flag)[] Tags =
    [
        ("ARG_ALLOWED", FieldFlags.ArgAllowed), ("ARG_INDEX", FieldFlags.ArgIndex), ("ARG_KEY", FieldFlags.ArgKey),
        ("ARG_REQUIRED", FieldFlags.ArgRequired), ("EPF_IS_LIST", FieldFlags.List), ("EPF_NO_RHS", FieldFlags.NoRightSide),
        ("EPF_NO_TRANSFORMER", FieldFlags.NoTransformer), ("FILTER_ONLY", FieldFlags.FilterOnly),
    ];

    /// <exception cref="ConfigurationException">There is no such source.</exception>
    public static void Run(EventSources sources, string source, bool namesOnly, bool verbose, ListFormat format)
    {
        if (source.Length > 0 && !sources.Loaded.Contains(source))
        {
            throw new ConfigurationException("Value for --list must be a valid source type");
        }

        var classes = FieldClass.All.Select(c => c with { Fields = [.. c.Fields.Where(field => c.IsOfPlugin || IsListed(field))] }).Where(c => c.Fields.Count > 0).ToList();
        if (format == ListFormat.Json)
        {
            Console.Out.WriteLine(JsonText.Indented(json => Write(json, classes, namesOnly)));
            return;
        }

        var text = new StringBuilder();
        foreach (var fields in classes)
        {
            if (namesOnly)
            {
                foreach (var field in fields.Fields)
                {
                    text.Append(field.Name).Append('\n');
                }
            }
            else if (format == ListFormat.Markdown)
            {
                WriteMarkdown(text, fields);
            }
            else
            {
                WriteText(text, fields, verbose);
            }
        }

        Console.Out.Write(text);
    }

    private static bool IsListed(FieldDefinition field) => (field.Flags & (FieldFlags.Hidden | FieldFlags.Deprecated | FieldFlags.PrintOnly)) == 0;

    private static void WriteText(StringBuilder text, FieldClass fields, bool verbose)
    {
        text.Append("-------------------------------\nField Class:".PadRight(RightColumn + 32)).Append(fields.Name);
        text.Append(fields.ShortDescription.Length > 0 ? $" ({fields.ShortDescription})" : "").Append('\n');
        if (fields.Description.Length > 0)
        {
            WriteColumns(text, "Description:", fields.Description);
        }

        WriteColumns(text, "Event Sources:", EventSources.Syscall);
        text.Append('\n');
        foreach (var field in fields.Fields)
        {
            var tags = string.Join(',', Tags.Where(tag => (field.Flags & tag.Flag) != 0 && IsShown(fields, field, tag.Flag)).Select(tag => tag.Name));
            WriteColumns(text, field.Name, $"{(verbose ? $"(Type: {TypeNames.NameOf(field.Type)}) " : "")}{(tags.Length > 0 ? $"({tags}) " : "")}{field.Description}");
        }

        text.Append('\n');
    }

    private static bool IsShown(FieldClass fields, FieldDefinition field, FieldFlags flag) => flag switch
    {
        FieldFlags.ArgAllowed => (field.Flags & FieldFlags.ArgRequired) == 0,
        FieldFlags.ArgIndex or FieldFlags.ArgKey => fields.IsOfPlugin,
        _ => true,
    };

    private static void WriteColumns(StringBuilder text, string left, string right)
    {
        text.Append(left.PadRight(RightColumn));
        if (left.Length > RightColumn)
        {
            text.Append('\n').Append(' ', RightColumn);
        }

        var length = 0;
        foreach (var word in right.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (length + word.Length + 1 > Width - RightColumn)
            {
                text.Append('\n').Append(' ', RightColumn);
                length = 0;
            }

            text.Append(word).Append(' ');
            length += word.Length + 1;
        }

        text.Append('\n');
    }

    private static void WriteMarkdown(StringBuilder text, FieldClass fields)
    {
        text.Append("## Field Class: ").Append(fields.Name).Append("\n\n");
        if (fields.Description.Length > 0)
        {
            text.Append(fields.Description).Append("\n\n");
        }

        text.Append("Event Sources: ").Append(EventSources.Syscall).Append(" \n\nName | Type | Description\n:----|:-----|:-----------\n");
        foreach (var field in fields.Fields)
        {
            var type = TypeNames.NameOf(field.Type);
            text.Append('`').Append(field.Name).Append("` | ").Append((field.Flags & FieldFlags.List) != 0 ? $"LIST({type})" : type)
                .Append(" | ").Append(field.Description).Append('\n');
        }

        text.Append('\n');
    }

    private static void Write(Utf8JsonWriter json, List<FieldClass> classes, bool namesOnly)
    {
        json.WriteStartObject();
        json.WriteStartArray(namesOnly ? "fieldnames" : "fieldclasses");
        foreach (var fields in classes)
        {
            if (namesOnly)
            {
                foreach (var field in fields.Fields)
                {
                    json.WriteStringValue(field.Name);
                }

                continue;
            }

            json.WriteStartObject();
            if (fields.Description.Length > 0)
            {
                json.WriteString("desc", fields.Description);
            }

            json.WriteStartArray("event_sources");
            json.WriteStringValue(EventSources.Syscall);
            json.WriteEndArray();
            json.WriteStartArray("fields");
            foreach (var field in fields.Fields)
            {
                Write(json, field, fields.IsOfPlugin);
            }

            json.WriteEndArray();
            json.WriteString("name", fields.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FieldDefinition field, bool withArgument)
    {
        json.WriteStartObject();
        if ((field.Flags & (FieldFlags.ArgAllowed | FieldFlags.ArgRequired)) == 0)
        {
            json.WriteNull("argument");
        }
        else
        {
            json.WriteStartObject("argument");
            json.WriteBoolean("required", (field.Flags & FieldFlags.ArgRequired) != 0);
            json.WriteStartArray("type");
            if (withArgument && (field.Flags & FieldFlags.ArgIndex) != 0)
            {
                json.WriteStringValue("INDEX");
            }

            if (withArgument && (field.Flags & FieldFlags.ArgKey) != 0)
            {
                json.WriteStringValue("KEY");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteString("desc", field.Description);
        json.WriteBoolean("is_list", (field.Flags & FieldFlags.List) != 0);
        json.WriteString("name", field.Name);
        json.WriteString("type", TypeNames.NameOf(field.Type));
        json.WriteEndObject();
    }
}
