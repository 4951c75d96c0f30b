using System.Text;
using System.Text.Json;

namespace Falco.Engine.Rules;

/// <summary>What came of loading one rules file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Problems">Errors and warnings in the order in which they were found.</param>
/// <param name="SchemaWarnings">
/// Where the file departs from the rules files' JSON schema; empty where it does not, null where it was not held against it.
/// </param>
public sealed record RuleLoadReport(string Name, IReadOnlyList<RuleProblem> Problems, IReadOnlyList<string>? SchemaWarnings)
{
    /// <summary>Whether there is no error.</summary>
    public bool Successful => !Problems.Any(p => p.IsError);

    /// <summary>The errors.</summary>
    public IEnumerable<RuleProblem> Errors => Problems.Where(p => p.IsError);

    /// <summary>The warnings.</summary>
    public IEnumerable<RuleProblem> Warnings => Problems.Where(p => !p.IsError);

    /// <summary>The whole report as text for people, in Falco's form; lines and columns count from 1.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var warnings = Warnings.ToList();
        var errors = Errors.ToList();
        text.Append(Name).Append(": ").Append(!Successful ? "Invalid" : warnings.Count > 0 ? "Ok, with warnings" : "Ok");
        if (SchemaWarnings is { Count: > 0 })
        {
            text.Append('\n').Append(SchemaWarnings.Count).Append(" Schema warnings:\n------\n");
            foreach (var warning in SchemaWarnings)
            {
                text.Append(warning).Append("\n------\n");
            }
        }

        Append(text, errors, "Errors");
        Append(text, warnings, "Warnings");
        return text.ToString();
    }

    /// <summary>Writes the report as Falco's JSON.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        Write(writer, "errors", Errors);
        writer.WriteString("name", Name);
        if (SchemaWarnings is not null)
        {
            writer.WriteBoolean("schema_valid", SchemaWarnings.Count == 0);
            writer.WriteStartArray("schema_warnings");
            foreach (var warning in SchemaWarnings)
            {
                writer.WriteStringValue(warning);
            }

            writer.WriteEndArray();
        }

        writer.WriteBoolean("successful", Successful);
        Write(writer, "warnings", Warnings);
        writer.WriteEndObject();
    }

    private static void Append(StringBuilder text, List<RuleProblem> problems, string title)
    {
        if (problems.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(problems.Count).Append(' ').Append(title).Append(":\n");
        foreach (var problem in problems)
        {
            for (var i = 0; i < problem.Locations.Count; i++)
            {
                var location = problem.Locations[i];
                var isLast = i == problem.Locations.Count - 1;
                text.Append(i == 0 ? "In " : "    ").Append(location.ItemType);
                if (location.ItemName.Length > 0)
                {
                    text.Append(" '").Append(location.ItemName).Append('\'');
                }

                text.Append(": (").Append(problem.File).Append(':').Append(isLast ? problem.Line : location.Line + 1).Append(':')
                    .Append(isLast ? problem.Column : location.Column + 1).Append(")\n");
            }

            text.Append("------\n").Append(problem.SourceLine).Append('\n')
                .Append(' ', Math.Min(problem.Column - 1, problem.SourceLine.Length)).Append("^\n------\n")
                .Append(problem.Code).Append(" (").Append(problem.CodeText).Append("): ").Append(problem.Message).Append('\n');
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<RuleProblem> problems)
    {
        writer.WriteStartArray(name);
        foreach (var problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("code", problem.Code);
            writer.WriteString("codedesc", problem.CodeDescription);
            writer.WriteStartObject("context");
            writer.WriteStartArray("locations");
            foreach (var location in problem.Locations)
            {
                writer.WriteStartObject();
                writer.WriteString("item_name", location.ItemName);
                writer.WriteString("item_type", location.ItemType);
                writer.WriteStartObject("position");
                writer.WriteNumber("column", location.Column);
                writer.WriteNumber("line", location.Line);
                writer.WriteString("name", location.Name);
                writer.WriteNumber("offset", location.Offset);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("snippet", problem.Snippet);
            writer.WriteEndObject();
            if (problem.DeprecatedField is { } field)
            {
                writer.WriteString("deprecated_field", field);
            }

            writer.WriteString("message", problem.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
