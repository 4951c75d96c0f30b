using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Falco.Engine.Fields;

/// <summary>All fields, by name.</summary>
internal static class FieldCatalog
{
    private static readonly FieldDefinition[][] Tables =
    [
        EvtFields.All, ProcFields.All, ThreadFields.All, UserFields.All, GroupFields.All, FdFields.All, FsPathFields.All,
        FdListFields.All, ContainerFields.All, K8sFields.All,
    ];

    private static readonly FrozenDictionary<string, FieldDefinition> ByName =
        Tables.SelectMany(t => t).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>Every field, in the order of the listing.</summary>
    public static IEnumerable<FieldDefinition> All => Tables.SelectMany(t => t);

    /// <summary>
    /// Splits <paramref name="text"/> (<c>proc.aname[2]</c>, <c>evt.arg.flags</c>, <c>proc.name</c>) into field and argument.
    /// False where there is no such field.
    /// </summary>
    public static bool TryFind(string text, [NotNullWhen(true)] out FieldDefinition? field, out string? argument)
    {
        argument = null;
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0 && text[^1] == ']')
        {
            argument = text[(bracket + 1)..^1];
            return ByName.TryGetValue(text[..bracket], out field);
        }

        if (ByName.TryGetValue(text, out field))
        {
            return true;
        }

        // A dotted argument: the longest name that takes one wins.
        for (var dot = text.LastIndexOf('.'); dot > 0; dot = text.LastIndexOf('.', dot - 1))
        {
            if (ByName.TryGetValue(text[..dot], out field) && (field.Flags & FieldFlags.ArgKey) != 0)
            {
                argument = text[(dot + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the field ready to be read.</summary>
    /// <exception cref="FormatException">There is no such field, or its argument is missing, superfluous or malformed.</exception>
    public static BoundField Bind(string text)
    {
        if (!TryFind(text, out var field, out var argument))
        {
            throw new FormatException($"filter_check called with nonexistent field {text}");
        }

        if (argument is null && (field.Flags & FieldFlags.ArgRequired) != 0)
        {
            throw new FormatException($"filter {text}: required argument missing");
        }

        if (argument is not null && (field.Flags & (FieldFlags.ArgAllowed | FieldFlags.ArgRequired)) == 0)
        {
            throw new FormatException($"filter {text}: {field.Name} takes no argument");
        }

        return field.Bind(argument);
    }
}
