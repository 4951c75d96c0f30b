using Falco.Actors.Serialization;

namespace Falco.Actors.Trees;

/// <summary>
/// Cuts messages whose wire form is too large for one, and puts them together again. Pieces of a message come in order or not at all, as
/// everything between two actors does; what lacks one is dropped, and asked for again like every message that gets lost.
/// </summary>
internal sealed class Pieces
{
    private readonly Dictionary<string, List<Piece>> _incomplete = [];
    private long _message;

    /// <summary>The message itself where it is small enough, else its pieces.</summary>
    /// <param name="entityId">The tree that it goes to or comes from.</param>
    /// <param name="message">The message.</param>
    /// <param name="length">About the length of what it carries.</param>
    public IEnumerable<object> Cut(string entityId, object message, int length)
    {
        if (length <= Piece.MaxLength)
        {
            return [message];
        }

        var bytes = TreeWire.Write(message);
        var manifest = TreeWire.ManifestOf(message);
        var count = (bytes.Length + Piece.MaxLength - 1) / Piece.MaxLength;
        var number = ++_message;
        return Enumerable.Range(0, count).Select(i =>
        {
            var part = bytes.AsMemory(i * Piece.MaxLength, Math.Min(Piece.MaxLength, bytes.Length - (i * Piece.MaxLength)));
            return new Piece(entityId, number, i, count, manifest, part);
        });
    }

    /// <summary>Takes the next piece. Returns the message where it was the last, else null.</summary>
    /// <exception cref="WireException">The whole is no message.</exception>
    public object? Add(Piece piece)
    {
        if (piece.Index == 0)
        {
            _incomplete[piece.EntityId] = [];
        }

        if (!_incomplete.TryGetValue(piece.EntityId, out var parts))
        {
            return null;
        }

        if (piece.Index != parts.Count || (parts.Count > 0 && parts[0].Message != piece.Message) || piece.Count > Piece.MaxCount)
        {
            _incomplete.Remove(piece.EntityId);
            return null;
        }

        parts.Add(piece);
        if (parts.Count < piece.Count)
        {
            return null;
        }

        _incomplete.Remove(piece.EntityId);
        var whole = new byte[parts.Sum(part => part.Bytes.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Bytes.CopyTo(whole.AsMemory(at));
            at += part.Bytes.Length;
        }

        return TreeWire.Read(piece.Manifest, whole);
    }

    /// <summary>Forgets what a tree that is gone has begun to send.</summary>
    public void Forget(string entityId) => _incomplete.Remove(entityId);
}
