using System.Diagnostics.CodeAnalysis;
using Falco.Engine.Fields;

namespace Falco.Engine.Output;

/// <summary>A field that an output names, also within a transformer: a member of the alert's output_fields.</summary>
internal sealed record OutputField(string Name, BoundField Field)
{
    /// <summary>
    /// Reads the longest field at <paramref name="start"/>: what to print there, and where the text goes on.
    /// The fields met are added to <paramref name="fields"/>.
    /// </summary>
    /// <exception cref="FormatException">No beginning of the text is a field.</exception>
    public static (BoundField Value, int End) Parse(string text, int start, List<OutputField> fields)
    {
        var end = NameEnd(text, start);
        if (end < text.Length && text[end] == '[' && text.IndexOf(']', end) is var close and > 0
            && TryBind(text[start..(close + 1)], out var indexed))
        {
            fields.Add(indexed);
            return (indexed.Field, close + 1);
        }

        for (; end > start; end--)
        {
            if (TryBind(text[start..end], out var named))
            {
                fields.Add(named);
                return (named.Field, end);
            }
        }

        throw new FormatException($"unknown filter: no field at {text[start..]}");
    }

    private static bool TryBind(string name, [NotNullWhen(true)] out OutputField? result)
    {
        result = null;
        if (!FieldCatalog.TryFind(name, out _, out _))
        {
            return false;
        }

        try
        {
            result = new OutputField(name, FieldCatalog.Bind(name));
            return true;
        }
        catch (FormatException)
        {
            // The argument is not one; a shorter text may be a field without it.
            return false;
        }
    }

    private static int NameEnd(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.'))
        {
            at++;
        }

        return at;
    }
}
