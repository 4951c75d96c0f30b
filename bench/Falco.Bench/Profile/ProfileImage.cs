using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Falco.Bench.Profile;

/// <summary>
/// A profile as the compiler ahead of time reads it (crossgen2's <c>--mibc</c>): an assembly, compressed, whose methods are lists. The global
/// method <c>AssemblyDictionary</c> names for each assembly the one with its methods; there each method's token is followed by its elements
/// as constants, between two marks.
/// </summary>
internal sealed class ProfileImage(MethodCatalog catalog)
{
    /// <summary>Says that offset, kind, count and other all follow.</summary>
    private const int WholeElement = 0xF;

    private const string TypePrefix = "TypeHandle: ", MethodPrefix = "MethodHandle: ", Nothing = "NULL";

    private readonly MetadataBuilder _metadata = new();
    private readonly SortedDictionary<string, InstructionEncoder> _lists = new(StringComparer.Ordinal);

    private ReferenceCopy References => field ??= new ReferenceCopy(_metadata);

    /// <summary>Takes a method in.</summary>
    /// <exception cref="NotSupportedException">Nothing can refer to it.</exception>
    public void Add(CatalogAssembly assembly, MethodDefinition method, ProfiledMethod profile)
    {
        var reference = References.Method(assembly, method);
        var group = assembly.Name + ";";
        if (!_lists.TryGetValue(group, out var list))
        {
            list = _lists[group] = new InstructionEncoder(new BlobBuilder());
        }

        list.OpCode(ILOpCode.Ldtoken);
        list.Token(reference);
        list.LoadString(_metadata.GetOrAddUserString("InstrumentationDataStart"));
        foreach (var element in profile.Elements)
        {
            list.LoadConstantI4(WholeElement);
            list.LoadConstantI4(element.Offset);
            list.LoadConstantI4(element.Kind);
            list.LoadConstantI4(element.Count);
            list.LoadConstantI4(element.Other);
            foreach (var value in element.Values)
            {
                Add(list, value);
            }
        }

        list.LoadString(_metadata.GetOrAddUserString("InstrumentationDataEnd"));
        list.OpCode(ILOpCode.Pop);
    }

    /// <summary>Writes what was taken in.</summary>
    public void Save(string path)
    {
        var name = Path.GetFileName(path);
        _metadata.AddModule(0, _metadata.GetOrAddString(name), _metadata.GetOrAddGuid(Guid.Empty), default, default);
        _metadata.AddAssembly(_metadata.GetOrAddString(name), new Version(0, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        var bodies = new MethodBodyStreamEncoder(new BlobBuilder());
        var dictionary = new InstructionEncoder(new BlobBuilder());
        foreach (var (group, list) in _lists)
        {
            dictionary.LoadString(_metadata.GetOrAddUserString(group));
            dictionary.OpCode(ILOpCode.Ldtoken);
            dictionary.Token(Method("Assemblies_" + group, list, bodies));
            dictionary.OpCode(ILOpCode.Pop);
        }

        Method("AssemblyDictionary", dictionary, bodies);
        _metadata.AddTypeDefinition(
            default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(_metadata), bodies.Builder, deterministicIdProvider: _ => default)
            .Serialize(image);
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        var entry = archive.CreateEntry(name + ".dll", CompressionLevel.SmallestSize);
        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        image.WriteContentTo(stream);
    }

    private void Add(InstructionEncoder list, string value)
    {
        if (value.StartsWith(TypePrefix, StringComparison.Ordinal))
        {
            AddType(list, value[TypePrefix.Length..]);
        }
        else if (value.StartsWith(MethodPrefix, StringComparison.Ordinal))
        {
            // Which method a delegate called is of no use before the program runs.
            list.LoadConstantI4(value.EndsWith(Nothing, StringComparison.Ordinal) ? 0 : Unknown(value));
        }
        else if (long.Parse(value, CultureInfo.InvariantCulture) is var number && number == (int)number)
        {
            list.LoadConstantI4((int)number);
        }
        else
        {
            list.LoadConstantI8(number);
        }
    }

    /// <summary>Of types that cannot be referred to only that they are not the others is kept.</summary>
    private void AddType(InstructionEncoder list, string name)
    {
        var parts = name.Split(", ");
        if (name == Nothing)
        {
            list.LoadConstantI4(0);
        }
        else if (parts.Length > 1 && !name.Contains('`', StringComparison.Ordinal) && catalog.FindType(parts[0], parts[1]) is var (assembly, type))
        {
            list.OpCode(ILOpCode.Ldtoken);
            list.Token(References.Type(assembly, type));
        }
        else
        {
            list.LoadConstantI4(Unknown(name));
        }
    }

    /// <summary>A number that is no token: of three bytes, the same for the same name, and not 0.</summary>
    private static int Unknown(string name)
    {
        var hash = 17;
        foreach (var c in name)
        {
            hash = unchecked((hash * 31) + c);
        }

        return (hash & 0xFFFFFF) | 1;
    }

    private MethodDefinitionHandle Method(string name, InstructionEncoder body, MethodBodyStreamEncoder bodies)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, result => result.Void(), _ => { });
        return _metadata.AddMethodDefinition(
            MethodAttributes.Public | MethodAttributes.Static, MethodImplAttributes.IL, _metadata.GetOrAddString(name), _metadata.GetOrAddBlob(signature),
            bodies.AddMethodBody(body, maxStack: 8), MetadataTokens.ParameterHandle(1));
    }
}
