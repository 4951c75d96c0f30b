using Akka.Event;
using Falco.Actors.Alerts;
using Falco.Actors.Serialization;

namespace Falco.Actors.Trees;

/// <summary>
/// Cuts messages whose wire form is too large for one, and puts them together again. Pieces of a message come in order or not at all, as
/// everything between two actors does; what lacks one is dropped, and asked for again like every message that gets lost.
/// </summary>
internal sealed class Pieces
{
    /// <summary>Bytes of all messages together that are not whole yet, at most.</summary>
    private const long MaxIncomplete = 256L << 20;

    /// <summary>What a piece takes beside its bytes.</summary>
    private const int PieceWeight = 256;

    private readonly Dictionary<string, List<Piece>> _incomplete = [];
    private long _incompleteBytes;
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

    /// <summary>
    /// Takes the next piece. Returns the message where it was the last, else null; null as well where the whole is no message: another
    /// node's mistake ends neither a sensor nor a tree.
    /// </summary>
    public object? Add(Piece piece, ILoggingAdapter log)
    {
        if (piece.Index == 0)
        {
            Forget(piece.EntityId);
            _incomplete.Add(piece.EntityId, []);
        }

        if (!_incomplete.TryGetValue(piece.EntityId, out var parts))
        {
            return null;
        }

        if (piece.Index != parts.Count || (parts.Count > 0 && parts[0].Message != piece.Message) || piece.Count > Piece.MaxCount)
        {
            Forget(piece.EntityId);
            return null;
        }

        parts.Add(piece);
        _incompleteBytes += Weight(piece);
        if (_incompleteBytes > MaxIncomplete)
        {
            log.Warning("Messages of {0} process trees are in more pieces than there is room for: all are dropped, and will be asked for again", _incomplete.Count);
            _incomplete.Clear();
            _incompleteBytes = 0;
            return null;
        }

        if (parts.Count < piece.Count)
        {
            return null;
        }

        Forget(piece.EntityId);
        try
        {
            return Whole(piece.Manifest, parts);
        }
        catch (WireException e)
        {
            log.Warning("A message of process tree {0} cannot be read, and will be asked for again: {1}", piece.EntityId, e.Message);
            return null;
        }
    }

    /// <summary>Forgets what a tree has begun to send, or what it was begun to be sent.</summary>
    public void Forget(string entityId)
    {
        if (_incomplete.Remove(entityId, out var parts))
        {
            _incompleteBytes -= parts.Sum(Weight);
        }
    }

    private static long Weight(Piece piece) => piece.Bytes.Length + PieceWeight;

    private static object Whole(string manifest, List<Piece> parts)
    {
        var whole = new byte[parts.Sum(part => part.Bytes.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Bytes.CopyTo(whole.AsMemory(at));
            at += part.Bytes.Length;
        }

        // Pieces within pieces would be put together by calls within calls.
        return TreeWire.Read(manifest, whole) is var message and not (Piece or RaisePiece) ? message : throw new WireException("a piece of a piece");
    }
}
