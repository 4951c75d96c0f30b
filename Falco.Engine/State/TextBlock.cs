using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// One buffer that all strings of an event go to, so that a thread owns what it keeps with a single allocation. Strings that
/// it keeps already (an exec of the same program, a fork) are kept as they are.
/// </summary>
internal ref struct TextBlock
{
    private readonly byte[] _bytes;
    private int _used;

    /// <summary>A block for strings of together <paramref name="size"/> bytes, their closing NULs included.</summary>
    public TextBlock(int size) => _bytes = size == 0 ? [] : GC.AllocateUninitializedArray<byte>(size);

    /// <summary>A copy of the text.</summary>
    public Utf8 Add(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return default;
        }

        text.CopyTo(_bytes.AsSpan(_used));
        var copy = new Utf8(_bytes, _used, text.Length);
        _used += text.Length;
        return copy;
    }

    /// <summary>A copy of a run of strings, closed with a NUL.</summary>
    public Utf8 AddStrings(ReadOnlySpan<byte> strings)
    {
        if (strings.IsEmpty)
        {
            return default;
        }

        var start = _used;
        strings.CopyTo(_bytes.AsSpan(start));
        _bytes[start + strings.Length] = 0;
        _used += strings.Length + 1;
        return new Utf8(_bytes, start, strings.Length + 1);
    }

    /// <summary>What is stored already if it is the same text, else a copy.</summary>
    public static Utf8 Keep(Utf8 stored, ReadOnlySpan<byte> text) => stored.Span.SequenceEqual(text) ? stored : Utf8.Copy(text);

    /// <summary>Whether a stored run of strings is the same as the one given, which lacks its last NUL.</summary>
    public static bool SameStrings(Utf8 stored, ReadOnlySpan<byte> strings)
        => strings.IsEmpty
            ? stored.IsEmpty
            : stored.Length == strings.Length + 1 && stored.Span[..^1].SequenceEqual(strings);

    /// <summary>What is stored already if it is the same run of strings, else a copy.</summary>
    public static Utf8 KeepStrings(Utf8 stored, ReadOnlySpan<byte> strings)
    {
        if (SameStrings(stored, strings))
        {
            return stored;
        }

        if (strings.IsEmpty)
        {
            return default;
        }

        var copy = new byte[strings.Length + 1];
        strings.CopyTo(copy);
        return new Utf8(copy);
    }
}
