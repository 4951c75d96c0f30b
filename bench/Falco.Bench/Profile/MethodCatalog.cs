using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Falco.Bench.Profile;

/// <summary>An assembly's metadata and IL, read and not loaded.</summary>
internal sealed class CatalogAssembly(string path) : IDisposable
{
    private readonly PEReader _image = new(File.OpenRead(path));

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>Null for files that hold none, as native libraries.</summary>
    public MetadataReader? Metadata => field ??= _image.HasMetadata ? _image.GetMetadataReader() : null;

    /// <summary>Bytes of IL of a method; 0 where it has none.</summary>
    public int BodyLength(MethodDefinition method)
        => method.RelativeVirtualAddress == 0 ? 0 : _image.GetMethodBody(method.RelativeVirtualAddress).GetILReader().Length;

    public void Dispose() => _image.Dispose();
}

/// <summary>The types and methods of the assemblies that a program consists of, by the names that the runtime prints.</summary>
internal sealed class MethodCatalog : IDisposable
{
    private readonly List<CatalogAssembly> _assemblies;
    private readonly ILookup<string, (CatalogAssembly Assembly, TypeDefinitionHandle Type)> _types;

    /// <summary>Reads all assemblies in a directory.</summary>
    public MethodCatalog(string directory)
    {
        _assemblies = [.. Directory.GetFiles(directory, "*.dll").Order(StringComparer.Ordinal).Select(path => new CatalogAssembly(path))];
        _types = (
            from assembly in _assemblies
            let metadata = assembly.Metadata
            where metadata is { IsAssembly: true }
            from type in metadata.TypeDefinitions
            select (Name: FullName(metadata, type), Place: (assembly, type)))
            .ToLookup(named => named.Name, named => named.Place, StringComparer.Ordinal);
    }

    /// <summary>The type of that name in an assembly; null where there is none.</summary>
    public (CatalogAssembly Assembly, TypeDefinitionHandle Type)? FindType(string name, string assembly)
    {
        var found = _types[name].Where(place => place.Assembly.Name == assembly).ToList();
        return found is [var one] ? one : null;
    }

    /// <summary>The methods that a profile may mean; several where name, size and number of parameters do not tell them apart.</summary>
    public IReadOnlyList<(CatalogAssembly Assembly, MethodDefinition Method)> Find(ProfiledMethod profile)
    {
        // Names of methods may have dots themselves, where they implement an interface.
        for (var dot = profile.Name.LastIndexOf('.'); dot > 0; dot = profile.Name.LastIndexOf('.', dot - 1))
        {
            var found = _types[profile.Name[..dot]]
                .SelectMany(place => place.Assembly.Metadata!.GetTypeDefinition(place.Type).GetMethods(), (place, method) => (place.Assembly, Method: place.Assembly.Metadata!.GetMethodDefinition(method)))
                .Where(candidate => IsMeant(candidate.Assembly, candidate.Method, profile, profile.Name[(dot + 1)..]))
                .ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    public void Dispose() => _assemblies.ForEach(assembly => assembly.Dispose());

    private static bool IsMeant(CatalogAssembly assembly, MethodDefinition method, ProfiledMethod profile, string name)
    {
        if (!assembly.Metadata!.StringComparer.Equals(method.Name, name)
            || (method.Attributes & MethodAttributes.Static) == 0 != profile.IsInstance
            || assembly.BodyLength(method) != profile.BodyLength)
        {
            return false;
        }

        var signature = assembly.Metadata.GetBlobReader(method.Signature);
        return !signature.ReadSignatureHeader().IsGeneric && signature.ReadCompressedInteger() == profile.ParameterCount;
    }

    private static string FullName(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.IsNested ? $"{FullName(metadata, type.GetDeclaringType())}+{name}"
            : type.Namespace.IsNil ? name
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
