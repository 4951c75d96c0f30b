using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Falco.Bench.Profile;

/// <summary>Refers, from an assembly that is being made, to types and methods of others.</summary>
internal sealed class ReferenceCopy(MetadataBuilder target)
{
    private readonly Dictionary<string, AssemblyReferenceHandle> _assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<(MetadataReader, EntityHandle), EntityHandle> _types = [];

    /// <summary>A type that an assembly defines.</summary>
    public EntityHandle Type(CatalogAssembly assembly, TypeDefinitionHandle handle)
    {
        var metadata = assembly.Metadata!;
        if (!_types.TryGetValue((metadata, handle), out var type))
        {
            var definition = metadata.GetTypeDefinition(handle);
            var scope = definition.IsNested
                ? Type(assembly, definition.GetDeclaringType())
                : Assembly(assembly.Name, metadata.GetAssemblyDefinition().Version);
            type = _types[(metadata, handle)] = Reference(metadata, scope, definition.Namespace, definition.Name);
        }

        return type;
    }

    /// <summary>A method that an assembly defines.</summary>
    /// <exception cref="NotSupportedException">Its signature has something that no method of interest has.</exception>
    public MemberReferenceHandle Method(CatalogAssembly assembly, MethodDefinition method)
    {
        var signature = method.DecodeSignature(new Signatures(this, assembly), null);
        var blob = new BlobBuilder();
        blob.WriteByte(signature.Header.RawValue);
        blob.WriteCompressedInteger(signature.ParameterTypes.Length);
        blob.WriteBytes(signature.ReturnType);
        foreach (var parameter in signature.ParameterTypes)
        {
            blob.WriteBytes(parameter);
        }

        var name = target.GetOrAddString(assembly.Metadata!.GetString(method.Name));
        return target.AddMemberReference(Type(assembly, method.GetDeclaringType()), name, target.GetOrAddBlob(blob));
    }

    private EntityHandle Type(MetadataReader metadata, TypeReferenceHandle handle)
    {
        if (!_types.TryGetValue((metadata, handle), out var type))
        {
            var reference = metadata.GetTypeReference(handle);
            EntityHandle scope;
            if (reference.ResolutionScope.Kind == HandleKind.TypeReference)
            {
                scope = Type(metadata, (TypeReferenceHandle)reference.ResolutionScope);
            }
            else
            {
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope);
                scope = Assembly(metadata.GetString(assembly.Name), assembly.Version);
            }

            type = _types[(metadata, handle)] = Reference(metadata, scope, reference.Namespace, reference.Name);
        }

        return type;
    }

    private TypeReferenceHandle Reference(MetadataReader metadata, EntityHandle scope, StringHandle space, StringHandle name)
        => target.AddTypeReference(scope, target.GetOrAddString(metadata.GetString(space)), target.GetOrAddString(metadata.GetString(name)));

    private AssemblyReferenceHandle Assembly(string name, Version version)
    {
        if (!_assemblies.TryGetValue(name, out var handle))
        {
            handle = _assemblies[name] = target.AddAssemblyReference(target.GetOrAddString(name), version, default, default, default, default);
        }

        return handle;
    }

    /// <summary>The bytes of signatures (ECMA-335, II.23.2), with the target's tokens in the place of their own.</summary>
    private sealed class Signatures(ReferenceCopy references, CatalogAssembly assembly) : ISignatureTypeProvider<byte[], object?>
    {
        public byte[] GetPrimitiveType(PrimitiveTypeCode typeCode) => [(byte)typeCode];

        public byte[] GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
            => [rawTypeKind, .. Token(references.Type(assembly, handle))];

        public byte[] GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
            => [rawTypeKind, .. Token(references.Type(reader, handle))];

        public byte[] GetSZArrayType(byte[] elementType) => [(byte)SignatureTypeCode.SZArray, .. elementType];

        public byte[] GetByReferenceType(byte[] elementType) => [(byte)SignatureTypeCode.ByReference, .. elementType];

        public byte[] GetPointerType(byte[] elementType) => [(byte)SignatureTypeCode.Pointer, .. elementType];

        public byte[] GetGenericInstantiation(byte[] genericType, ImmutableArray<byte[]> typeArguments)
            => [(byte)SignatureTypeCode.GenericTypeInstance, .. genericType, .. Number(typeArguments.Length), .. typeArguments.SelectMany(argument => argument)];

        public byte[] GetGenericTypeParameter(object? genericContext, int index) => [(byte)SignatureTypeCode.GenericTypeParameter, .. Number(index)];

        public byte[] GetGenericMethodParameter(object? genericContext, int index) => [(byte)SignatureTypeCode.GenericMethodParameter, .. Number(index)];

        public byte[] GetModifiedType(byte[] modifier, byte[] unmodifiedType, bool isRequired)
            => [(byte)(isRequired ? SignatureTypeCode.RequiredModifier : SignatureTypeCode.OptionalModifier), .. modifier.AsSpan(1), .. unmodifiedType];

        public byte[] GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
            => throw new NotSupportedException("a type specification");

        public byte[] GetArrayType(byte[] elementType, ArrayShape shape) => throw new NotSupportedException("an array of several dimensions");

        public byte[] GetPinnedType(byte[] elementType) => throw new NotSupportedException("a pinned type");

        public byte[] GetFunctionPointerType(MethodSignature<byte[]> signature) => throw new NotSupportedException("a pointer to a function");

        private static byte[] Token(EntityHandle type) => Number(CodedIndex.TypeDefOrRefOrSpec(type));

        private static byte[] Number(int value)
        {
            var blob = new BlobBuilder();
            blob.WriteCompressedInteger(value);
            return blob.ToArray();
        }
    }
}
