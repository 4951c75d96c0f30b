using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Falco.Actors.Serialization;

/// <summary>Akka's way to <see cref="TreeWire"/>.</summary>
internal sealed class TreeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 7301;

    /// <inheritdoc/>
    public override string Manifest(object o) => TreeWire.ManifestOf(o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => TreeWire.Write(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return TreeWire.Read(manifest, bytes);
        }
        catch (WireException e)
        {
            // Akka logs it, with the node that it came from, and goes on: what is lost is asked for again.
            throw new SerializationException(e.Message, e);
        }
    }
}
