namespace Falco.Actors.Serialization;

/// <summary>Bytes from another node that are no message of ours, or one of a release that this one does not understand.</summary>
internal sealed class WireException(string message) : Exception(message);
