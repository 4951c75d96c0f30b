using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Falco.Actors.Serialization;

/// <summary>
/// The serializer of a node without a cluster, where no message leaves the process. It stands in for Akka's default, which would load a JSON
/// library at every start.
/// </summary>
internal sealed class LocalSerializer : Serializer
{
    /// <summary>Akka gives the settings of the serializer whose place this one takes.</summary>
    public LocalSerializer(ExtendedActorSystem system, Config settings)
        : base(system)
    {
    }

    /// <inheritdoc/>
    public override int Identifier => 7303;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => throw Refusal();

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) => throw Refusal();

    private static NotSupportedException Refusal() => new("A node without a cluster serializes nothing.");
}
