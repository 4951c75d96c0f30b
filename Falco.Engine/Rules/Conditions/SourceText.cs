using Falco.Engine.Rules.Loading;

namespace Falco.Engine.Rules.Conditions;

/// <summary>
/// A condition's text together with where each part of it was written: conditions are put together of several YAML values
/// (appends, exceptions) and lists are put into them as text.
/// </summary>
internal sealed class SourceText
{
    private readonly Piece[] _pieces;

    private SourceText(string text, Piece[] pieces)
    {
        Text = text;
        _pieces = pieces;
    }

    /// <summary>Text that a YAML value holds.</summary>
    public SourceText(string text, YamlNode origin)
        : this(text, [new Piece(0, origin, 0, false)])
    {
    }

    /// <summary>Text that was written nowhere.</summary>
    public SourceText(string text)
        : this(text, [])
    {
    }

    public string Text { get; }

    public override string ToString() => Text;

    /// <summary>
    /// The YAML value that the character at <paramref name="offset"/> comes from and its offset in that value; null where it has none.
    /// </summary>
    public (YamlNode Node, int Offset)? Origin(int offset)
    {
        for (var i = _pieces.Length - 1; i >= 0; i--)
        {
            var piece = _pieces[i];
            if (piece.Start <= offset)
            {
                return piece.Origin is null ? null : (piece.Origin, piece.Offset + (piece.Inserted ? 0 : offset - piece.Start));
            }
        }

        return null;
    }

    /// <summary>The two texts in one, a blank between.</summary>
    public SourceText Append(SourceText other)
    {
        var start = Text.Length + 1;
        var pieces = new List<Piece>(_pieces) { new(Text.Length, null, 0, true) };
        foreach (var piece in other._pieces)
        {
            pieces.Add(piece with { Start = piece.Start + start });
        }

        return new SourceText($"{Text} {other.Text}", [.. pieces]);
    }

    /// <summary>This text with parentheses around it.</summary>
    public SourceText InParentheses()
    {
        var pieces = new List<Piece>(_pieces.Length + 2) { new(0, Origin(0)?.Node, 0, true) };
        foreach (var piece in _pieces)
        {
            pieces.Add(piece with { Start = piece.Start + 1 });
        }

        pieces.Add(new Piece(Text.Length + 1, null, 0, true));
        return new SourceText($"({Text})", [.. pieces]);
    }

    /// <summary>This text and behind it other text, which stands for a YAML node.</summary>
    public SourceText Then(string text, YamlNode origin)
        => new(Text + text, [.. _pieces, new Piece(Text.Length, origin, 0, true)]);

    /// <summary>This text with a part replaced by other text, which then stands for the place of the part.</summary>
    public SourceText Replace(int start, int end, string text, int named)
    {
        var pieces = new List<Piece>(_pieces.Length + 2);
        foreach (var piece in _pieces)
        {
            if (piece.Start < start)
            {
                pieces.Add(piece);
            }
        }

        var origin = Origin(named);
        pieces.Add(new Piece(start, origin?.Node, origin?.Offset ?? 0, true));
        var rest = Origin(end);
        var shift = start + text.Length - end;
        if (end < Text.Length)
        {
            var isInserted = PieceAt(end) is { Inserted: true };
            pieces.Add(new Piece(start + text.Length, rest?.Node, rest?.Offset ?? 0, isInserted));
        }

        foreach (var piece in _pieces)
        {
            if (piece.Start > end)
            {
                pieces.Add(piece with { Start = piece.Start + shift });
            }
        }

        return new SourceText(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end)), [.. pieces]);
    }

    private Piece? PieceAt(int offset)
    {
        for (var i = _pieces.Length - 1; i >= 0; i--)
        {
            if (_pieces[i].Start <= offset)
            {
                return _pieces[i];
            }
        }

        return null;
    }

    /// <summary>From <paramref name="Start"/> on, text is that of the origin from its offset; inserted text stands for that one place.</summary>
    private readonly record struct Piece(int Start, YamlNode? Origin, int Offset, bool Inserted);
}
