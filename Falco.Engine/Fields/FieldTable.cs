using System.Diagnostics.CodeAnalysis;

namespace Falco.Engine.Fields;

/// <summary>The fields that events of a source have, by name.</summary>
internal sealed class FieldTable(IReadOnlyList<FieldDefinition> fields)
{
    private static readonly string[] PluginPrefixes = ["container.", "k8s.", "proc.is_container_", "ka.", "json.", "jevt."];

    private readonly Dictionary<string, FieldDefinition> _byName = Index(fields);

    /// <summary>Every field, in the order of the listing.</summary>
    public IReadOnlyList<FieldDefinition> All { get; } = fields;

    /// <summary>
    /// Splits <paramref name="text"/> (<c>proc.aname[2]</c>, <c>evt.arg.flags</c>, <c>proc.name</c>) into field and argument.
    /// False where there is no such field. Whether the argument is right only <see cref="Bind"/> says.
    /// </summary>
    public bool TryFind(string text, [NotNullWhen(true)] out FieldDefinition? field, out string? argument)
    {
        argument = null;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0)
        {
            // The first closing bracket ends the argument, so it must be the last character.
            if (text.IndexOf(']', bracket) != text.Length - 1)
            {
                field = null;
                return false;
            }

            if (_byName.TryGetValue(text[..bracket], out field))
            {
                argument = text[(bracket + 1)..^1];
                return true;
            }
        }
        else if (_byName.TryGetValue(text, out field))
        {
            return true;
        }

        // A dotted argument: the longest name that takes one wins.
        for (var dot = text.LastIndexOf('.'); dot > 0; dot = text.LastIndexOf('.', dot - 1))
        {
            if (_byName.TryGetValue(text[..dot], out field)
                && (field.Flags & FieldFlags.ArgKey) != 0
                && field.Form != ArgumentForm.Brackets)
            {
                argument = text[(dot + 1)..];
                return true;
            }
        }

        field = null;
        return false;
    }

    /// <summary>Makes the field ready to be read.</summary>
    /// <exception cref="FormatException">
    /// There is no such field, or its argument is missing, superfluous or malformed; in Falco's words, which rule loading goes by.
    /// </exception>
    public BoundField Bind(string text)
    {
        if (!TryFind(text, out var field, out var argument))
        {
            throw WithoutArgument(text) is { } beginning ? Missing(beginning, text) : Nonexistent(text);
        }

        if (argument is null)
        {
            return (field.Flags & FieldFlags.ArgRequired) == 0 || field.MayLackArgument ? field.Bind(null)! : throw Missing(field, text);
        }

        if ((field.Flags & (FieldFlags.ArgAllowed | FieldFlags.ArgRequired)) == 0)
        {
            throw IsOfPlugin(field)
                ? new FormatException($"filter '{text}': {field.Name} does not allow nor require an argument but one is provided: {argument}")
                : Nonexistent(text);
        }

        var inBrackets = text[field.Name.Length] == '[';
        if (inBrackets && field.Form == ArgumentForm.Dot)
        {
            throw field.MayLackArgument ? Nonexistent(text) : Missing(field, text);
        }

        var bound = inBrackets && field.BindBracketed is { } bind ? bind(argument) : field.Bind(argument);

        // What stands behind a dot takes no argument in brackets.
        return bound is null || (!inBrackets && argument.Contains('[', StringComparison.Ordinal)) ? throw Nonexistent(text) : bound;
    }

    /// <summary>Falco has these from its plugins, whose messages on arguments differ from those of the fields built in.</summary>
    private static bool IsOfPlugin(FieldDefinition field)
        => Array.Exists(PluginPrefixes, prefix => field.Name.StartsWith(prefix, StringComparison.Ordinal));

    private static FormatException Nonexistent(string text) => new($"filter_check called with nonexistent field {text}");

    private static FormatException Missing(FieldDefinition field, string text) => new(IsOfPlugin(field)
        ? $"filter '{text}': {field.Name} requires an argument but none provided"
        : $"filter syntax error: {text}");

    /// <summary>
    /// The field that the text begins with and that lacks its argument: <c>k8s.pod.label.app</c>, whose argument belongs in brackets,
    /// or, of fields built in, whatever begins with the name (<c>evt.argx</c>).
    /// </summary>
    private FieldDefinition? WithoutArgument(string text)
    {
        for (var end = text.Length - 1; end > 0; end--)
        {
            if (_byName.TryGetValue(text[..end], out var field))
            {
                var isBeginning = !IsOfPlugin(field) || text[end] == '.';
                return isBeginning && (field.Flags & FieldFlags.ArgRequired) != 0 && !field.MayLackArgument ? field : null;
            }
        }

        return null;
    }

    private static Dictionary<string, FieldDefinition> Index(IReadOnlyList<FieldDefinition> fields)
    {
        var index = new Dictionary<string, FieldDefinition>(fields.Count, StringComparer.Ordinal);
        foreach (var field in fields)
        {
            index.Add(field.Name, field);
        }

        return index;
    }
}
