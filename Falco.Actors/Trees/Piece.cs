namespace Falco.Actors.Trees;

/// <summary>
/// A part of the wire form of a message that is too large to be sent as a whole: nothing on the wire is so large that others, heartbeats
/// among them, would have to wait for it.
/// </summary>
/// <param name="EntityId">The tree that the message goes to or comes from.</param>
/// <param name="Message">Which message it is a part of; the sender counts them.</param>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">Of how many.</param>
/// <param name="Manifest">The kind of message.</param>
/// <param name="Bytes">The part.</param>
internal sealed record Piece(string EntityId, long Message, int Index, int Count, string Manifest, ReadOnlyMemory<byte> Bytes) : ITreeMessage
{
    /// <summary>Bytes of a piece at most.</summary>
    public const int MaxLength = 56 * 1024;

    /// <summary>Pieces of a message at most.</summary>
    public const int MaxCount = 4 * 1024;
}
