using Hyperion;

namespace Falco.Actors.Serialization;

/// <summary>A list of types, of which Hyperion writes and reads no other. It names them with and without their assembly.</summary>
internal sealed class ClosedTypes(IEnumerable<Type> types) : ITypeFilter
{
    private readonly HashSet<string> _names = [.. types.SelectMany(type => new[] { type.FullName!, $"{type.FullName}, {type.Assembly.GetName().Name}" })];

    /// <inheritdoc/>
    public bool IsAllowed(string typeName)
    {
        ArgumentNullException.ThrowIfNull(typeName);
        // A version, culture or key behind the assembly says nothing of the type.
        var parts = typeName.Split(',', 3, StringSplitOptions.TrimEntries);
        return _names.Contains(parts.Length < 2 ? typeName : $"{parts[0]}, {parts[1]}");
    }
}
