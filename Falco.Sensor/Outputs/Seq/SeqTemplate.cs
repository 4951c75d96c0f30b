using System.Text;
using Falco.Engine.Output;
using Serilog.Events;
using Serilog.Parsing;

namespace Falco.Sensor.Outputs.Seq;

/// <summary>
/// A rule's message template, the same for all its alerts, by which Seq knows them as events of one type: the rule's output with a hole for
/// each field. An output with a transformer has values that no field of the alert has; there the template is the rule's name and the text.
/// </summary>
internal static class SeqTemplate
{
    /// <summary>The property that has the rendered text.</summary>
    public const string Output = "output";

    private static readonly MessageTemplateParser Parser = new();

    /// <summary>Makes the template.</summary>
    /// <param name="rule">The rule's name.</param>
    /// <param name="output">The rule's output; empty where it has none.</param>
    public static MessageTemplate Of(string rule, string output)
    {
        var text = new StringBuilder();
        foreach (var piece in Pieces(output))
        {
            if (piece.IsTransformer)
            {
                text.Clear();
                break;
            }

            text.Append(piece.Field is { } field ? $"{{{NameOf(field)}}}" : Literal(piece.Text));
        }

        return Parser.Parse(text.Length > 0 ? text.ToString() : $"{Literal(rule)}: {{{Output}}}");
    }

    /// <summary>A field's name as that of a property, which has letters, digits and underscores: <c>proc.aname[2]</c> is <c>proc_aname_2</c>.</summary>
    public static string NameOf(string field)
    {
        var name = new StringBuilder(field.Length);
        foreach (var c in field)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(c);
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }

        return name.ToString().TrimEnd('_') is { Length: > 0 } text ? text : "_";
    }

    private static IReadOnlyList<OutputPiece> Pieces(string output)
    {
        try
        {
            return output.Length > 0 ? OutputTemplate.Parse(output).Pieces : [];
        }
        catch (FormatException)
        {
            // Of a node with another version, which has fields that this one does not have.
            return [];
        }
    }

    private static string Literal(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
