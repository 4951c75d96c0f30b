namespace Falco.Actors.Trees;

/// <summary>
/// A part of a checkpoint: no message is so large that others, heartbeats among them, would have to wait for it.
/// </summary>
/// <param name="Sequence">The message of the tree's stream that the checkpoint was taken after.</param>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">Of how many.</param>
/// <param name="Bytes">The part.</param>
internal sealed record CheckpointPart(long Sequence, int Index, int Count, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes of a part at most.</summary>
    public const int MaxLength = 60 * 1024;

    /// <summary>Parts of a checkpoint at most.</summary>
    public const int MaxCount = 8 * 1024;

    /// <summary>Cuts a checkpoint into parts.</summary>
    public static IEnumerable<CheckpointPart> Split(long sequence, ReadOnlyMemory<byte> checkpoint)
    {
        var count = Math.Max(1, (checkpoint.Length + MaxLength - 1) / MaxLength);
        for (var i = 0; i < count; i++)
        {
            var start = i * MaxLength;
            yield return new CheckpointPart(sequence, i, count, checkpoint.Slice(start, Math.Min(MaxLength, checkpoint.Length - start)));
        }
    }
}

/// <summary>Puts the parts of a checkpoint together again.</summary>
internal sealed class CheckpointParts
{
    private readonly List<CheckpointPart> _parts = [];

    /// <summary>
    /// Takes the next part. Returns the whole where it was the last, else null; a part that does not follow the one before it starts
    /// anew, or is dropped where it is no first one.
    /// </summary>
    public ReadOnlyMemory<byte>? Add(CheckpointPart part)
    {
        if (part.Index == 0 || part.Index != _parts.Count || (_parts[0].Sequence, _parts[0].Count) != (part.Sequence, part.Count))
        {
            _parts.Clear();
            if (part.Index != 0 || part.Count > CheckpointPart.MaxCount)
            {
                return null;
            }
        }

        _parts.Add(part);
        if (_parts.Count < part.Count)
        {
            return null;
        }

        var whole = new byte[_parts.Sum(p => p.Bytes.Length)];
        var at = 0;
        foreach (var taken in _parts)
        {
            taken.Bytes.CopyTo(whole.AsMemory(at));
            at += taken.Bytes.Length;
        }

        _parts.Clear();
        return whole;
    }
}
