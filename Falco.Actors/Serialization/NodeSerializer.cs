using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection;
using Hyperion;

namespace Falco.Actors.Serialization;

/// <summary>
/// What nodes say to each other beside the way of events, by Hyperion. Only the types that are listed here are written or read: bytes that
/// name another type are refused before anything of it is made (<see cref="HyperionForm"/>). A byte before the rest says the version.
/// </summary>
internal sealed class NodeSerializer : Akka.Serialization.Serializer
{
    private static readonly List<Type> Types =
    [
        typeof(DetectorLoad),
        typeof(SensorBacklog),
        typeof(Wake),
        typeof(Evaluated),
        typeof(NodeBacklog),
        typeof(NodeBacklog[]),
        typeof(InspectionQuestion),
        typeof(InspectionPart),
        typeof(LeaveOrder),
        typeof(LeaveBegun),
        typeof(NameQuestion),
        typeof(NameAnswer),
        typeof(NameLost),
        typeof(SeedCall),
    ];

    private static readonly HyperionForm Form = new(Types);

    private readonly Serializer _hyperion;

    public NodeSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _hyperion = new Serializer(SerializerOptions.Default
            .WithVersionTolerance(true)
            .WithKnownTypes(Types)
            .WithDisallowUnsafeType(true)
            .WithTypeFilter(new ClosedTypes(Types)));
    }

    /// <summary>Akka gives the settings of the serializer whose place this one takes.</summary>
    public NodeSerializer(ExtendedActorSystem system, Config settings)
        : this(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => 7302;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is not INodeMessage)
        {
            throw new SerializationException($"{obj.GetType()} is no message between nodes.");
        }

        using var stream = new MemoryStream();
        stream.WriteByte(WireVersion.Current);
        _hyperion.Serialize(obj, stream);
        return stream.ToArray();
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            WireVersion.Check(bytes.Length > 0 ? bytes[0] : (byte)0);
            Form.Check(bytes.AsMemory(1));
            using var stream = new MemoryStream(bytes, 1, bytes.Length - 1, writable: false);
            return _hyperion.Deserialize<INodeMessage>(stream);
        }
        catch (Exception e) when (e is not SerializationException)
        {
            throw new SerializationException($"A message from another node cannot be read: {e.Message}", e);
        }
    }
}
