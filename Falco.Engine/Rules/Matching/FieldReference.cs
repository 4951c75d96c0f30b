using Falco.Engine.Fields;
using Falco.Engine.Rules.Loading;

namespace Falco.Engine.Rules.Matching;

/// <summary>A field as conditions name it, ready to be read.</summary>
/// <param name="Name">Its name without argument.</param>
/// <param name="Flags">What it is like.</param>
/// <param name="Field">Its readers.</param>
internal sealed record FieldReference(string Name, FieldFlags Flags, BoundField Field)
{
    /// <summary>Finds a field of system calls.</summary>
    /// <exception cref="FormatException">There is no such field, or its argument is wrong.</exception>
    public static FieldReference Find(string text) => Find(text, RuleCollection.SyscallSource);

    /// <summary>Finds a field of a source's events.</summary>
    /// <exception cref="FormatException">There is no such field, or its argument is wrong.</exception>
    public static FieldReference Find(string text, string source)
    {
        var fields = FieldCatalog.Of(source);
        var field = fields.Bind(text);
        fields.TryFind(text, out var definition, out _);
        return new FieldReference(definition!.Name, definition.Flags, field);
    }
}

/// <summary>Finds a field by name and argument.</summary>
/// <exception cref="FormatException">There is no such field, or its argument is wrong.</exception>
internal delegate FieldReference FieldLookup(string text);

/// <summary>About how many nanoseconds fields take: conditions ask what is cheap first.</summary>
internal static class FieldCosts
{
    private static readonly (string Prefix, double Cost)[] Table =
    [
        ("proc.acmdline", 150), ("proc.aenv", 200), ("proc.aname", 15), ("proc.aexe", 15), ("proc.apid", 15), ("proc.cmdline", 25),
        ("proc.pcmdline", 25), ("proc.env", 100), ("proc.exeline", 25), ("proc.args", 25), ("proc.is_exe", 4), ("proc.", 5),
        // Read last, of those events only that nothing else decides.
        ("evt.deltatime", 1e6), ("util.cnt", 1e6),
        ("thread.", 4), ("fd.name", 4), ("fd.filename", 8), ("fd.directory", 8), ("fd.types", 100), ("fdlist.", 100), ("fd.", 5),
        ("fs.path", 40), ("evt.args", 300), ("evt.info", 300), ("evt.arg", 30), ("evt.rawarg", 8), ("evt.type", 2), ("evt.dir", 2),
        ("evt.is_open", 4), ("evt.abspath", 40), ("evt.", 6), ("user.", 10), ("group.", 10), ("container.image", 15), ("container.", 8),
        ("k8s.", 30),
    ];

    public static double Of(string field)
    {
        foreach (var (prefix, cost) in Table)
        {
            if (field.StartsWith(prefix, StringComparison.Ordinal))
            {
                return cost;
            }
        }

        return 10;
    }
}
