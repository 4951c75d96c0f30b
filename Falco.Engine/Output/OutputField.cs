using System.Diagnostics.CodeAnalysis;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Output;

/// <summary>A field that an output names, also within a transformer, or a transformer.</summary>
/// <param name="Name">The name, of a transformer the whole of it: <c>toupper(proc.name)</c>.</param>
/// <param name="Field">Its readers.</param>
/// <param name="IsTransformed">Whether it is a transformer: those are no members of the alert's output_fields.</param>
internal sealed record OutputField(string Name, BoundField Field, bool IsTransformed = false)
{
    /// <summary>
    /// Reads the field or transformer at <paramref name="start"/>, the longest text that is one: what to print there, and where the text
    /// goes on. The fields met are added to <paramref name="fields"/>.
    /// </summary>
    /// <exception cref="FormatException">No beginning of the text is a field or a transformer.</exception>
    public static (BoundField Value, int End) Parse(string text, int start, List<OutputField> fields, string source)
    {
        switch (Read(text[start..]))
        {
            case (TransformerOperand { Argument: null } transformer, var length):
                return (Transformed(transformer, fields, source), start + length);
            case (TransformerOperand transformer, var length):
                try
                {
                    return (Transformed(transformer, fields, source), start + length);
                }
                catch (FormatException)
                {
                    // What stands in brackets behind a transformer that takes no argument is text.
                    return Parse(text[..text.LastIndexOf('[', start + length - 1)], start, fields, source);
                }

            case (FieldOperand field, var length) when TryBind(field.FullName, source, ConditionPrinter.Describe(field), out var whole):
                fields.Add(whole);
                return (whole.Field, start + length);
        }

        for (var end = NameEnd(text, start); end > start; end--)
        {
            if (text[end - 1] != '.' && TryBind(text[start..end], source, text[start..end], out var named))
            {
                fields.Add(named);
                return (named.Field, end);
            }
        }

        throw new FormatException($"unknown filter: no field at {text[start..]}");
    }

    /// <summary>Null where the text begins with nothing that is written as a field or a transformer is.</summary>
    private static (Operand Operand, int Length)? Read(string text)
    {
        try
        {
            return ConditionParser.ParseBeginning(new SourceText(text));
        }
        catch (ConditionException)
        {
            // An argument that is none, or parentheses that do not close: the name alone may still be a field.
            return null;
        }
    }

    private static BoundField Transformed(TransformerOperand transformer, List<OutputField> fields, string source)
    {
        try
        {
            var found = new List<OutputField>();
            AddFields(transformer, found, source);
            fields.AddRange(found);
            return found[^1].Field;
        }
        catch (FormatException e)
        {
            throw new FormatException($"unknown filter: {e.Message}", e);
        }
    }

    /// <summary>Adds the fields within, and the transformer after them; of transformers within one another only the outer one.</summary>
    private static void AddFields(Operand operand, List<OutputField> fields, string source)
    {
        switch (operand)
        {
            case FieldOperand field:
                fields.Add(new OutputField(ConditionPrinter.Describe(field), FieldCatalog.Of(source).Bind(field.FullName)));
                break;
            case TransformerOperand transformer:
                AddAll(transformer.Arguments, fields, source);
                if (fields is [.., { IsTransformed: true }])
                {
                    fields.RemoveAt(fields.Count - 1);
                }

                fields.Add(new OutputField(ConditionPrinter.Describe(transformer), TransformedText.Bind(transformer, source), IsTransformed: true));
                break;
            case TransformerListOperand list:
                AddAll(list.Items, fields, source);
                break;
        }
    }

    private static void AddAll(IReadOnlyList<Operand> operands, List<OutputField> fields, string source)
    {
        foreach (var operand in operands)
        {
            AddFields(operand, fields, source);
        }
    }

    private static bool TryBind(string text, string source, string name, [NotNullWhen(true)] out OutputField? result)
    {
        result = null;
        var table = FieldCatalog.Of(source);
        if (!table.TryFind(text, out _, out _))
        {
            return false;
        }

        try
        {
            result = new OutputField(name, table.Bind(text));
            return true;
        }
        catch (FormatException)
        {
            // The argument is not one; a shorter text may be a field without it.
            return false;
        }
    }

    /// <summary>Where names with dots between them end; every one begins with a letter.</summary>
    private static int NameEnd(string text, int at)
    {
        var end = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            end = at;
            if (at == text.Length || text[at] != '.')
            {
                break;
            }

            at++;
        }

        return end;
    }
}
