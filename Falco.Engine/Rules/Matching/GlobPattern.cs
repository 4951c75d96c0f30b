namespace Falco.Engine.Rules.Matching;

/// <summary>
/// A shell pattern as fnmatch reads it without flags: <c>*</c> for any bytes (slashes too), <c>?</c> for one, <c>[a-z]</c> and
/// <c>[!a-z]</c> for one of a set, a backslash before a character that stands for itself.
/// </summary>
internal sealed class GlobPattern
{
    /// <summary>What stands between the stars: each byte of text has its set, of which it must be one.</summary>
    private readonly Segment[] _segments;
    private readonly int _minimum;
    private readonly bool _ignoreCase;

    public GlobPattern(ReadOnlySpan<byte> pattern, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        var segments = new List<Segment>();
        var sets = new List<ByteSet>();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case (byte)'*':
                    segments.Add(new Segment(sets, ignoreCase));
                    sets.Clear();
                    break;
                case (byte)'?':
                    sets.Add(ByteSet.All);
                    break;
                case (byte)'[' when TryReadSet(pattern, ref i, ignoreCase, out var set):
                    sets.Add(set);
                    break;
                case (byte)'\\':
                    // Nothing matches a backslash with nothing behind it.
                    i++;
                    sets.Add(i < pattern.Length ? Literal(pattern[i]) : default);
                    break;
                default:
                    sets.Add(Literal(pattern[i]));
                    break;
            }
        }

        segments.Add(new Segment(sets, ignoreCase));
        _segments = [.. segments];
        foreach (var segment in segments)
        {
            _minimum += segment.Length;
        }
    }

    public bool Match(ReadOnlySpan<byte> text)
    {
        if (text.Length < _minimum || !_segments[0].MatchesAt(text))
        {
            return false;
        }

        if (_segments.Length == 1)
        {
            return text.Length == _minimum;
        }

        var last = _segments[^1];
        if (!last.MatchesAt(text[^last.Length..]))
        {
            return false;
        }

        // The leftmost place of every segment leaves the most room for those behind it.
        var rest = text[_segments[0].Length..^last.Length];
        foreach (var segment in _segments.AsSpan(1, _segments.Length - 2))
        {
            var at = segment.IndexIn(rest);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + segment.Length)..];
        }

        return true;
    }

    private ByteSet Literal(byte b) => _ignoreCase ? ByteSet.Of(b).IgnoringCase() : ByteSet.Of(b);

    /// <summary>Reads a set in brackets; false where they are not closed, so that the bracket stands for itself.</summary>
    private static bool TryReadSet(ReadOnlySpan<byte> pattern, ref int at, bool ignoreCase, out ByteSet set)
    {
        set = default;
        var i = at + 1;
        var isNegated = i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^';
        if (isNegated)
        {
            i++;
        }

        var isFirst = true;
        for (; i < pattern.Length && (pattern[i] != ']' || isFirst); i++)
        {
            isFirst = false;
            if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] is (byte)':')
            {
                var end = pattern[(i + 2)..].IndexOf(":]"u8);
                if (end >= 0 && ByteSet.TryNamed(pattern.Slice(i + 2, end), out var named))
                {
                    set = set.With(named);
                    i += end + 3;
                    continue;
                }
            }

            var low = TakeEscaped(pattern, ref i);
            if (i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']')
            {
                i += 2;
                var high = TakeEscaped(pattern, ref i);
                set = set.WithRange(low, high);
            }
            else
            {
                set = set.WithRange(low, low);
            }
        }

        if (i >= pattern.Length)
        {
            return false;
        }

        // Case is ignored within the set: what it leaves out it leaves out in both cases.
        at = i;
        set = ignoreCase ? set.IgnoringCase() : set;
        set = isNegated ? set.Negated() : set;
        return true;
    }

    private static byte TakeEscaped(ReadOnlySpan<byte> pattern, ref int at)
    {
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
        {
            at++;
        }

        return pattern[at];
    }

    private sealed class Segment
    {
        private readonly ByteSet[] _sets;
        private readonly byte[]? _literal;

        public Segment(List<ByteSet> sets, bool ignoreCase)
        {
            _sets = [.. sets];
            _literal = !ignoreCase && Array.TrueForAll(_sets, s => s.Count == 1) ? Array.ConvertAll(_sets, s => s.Single) : null;
        }

        public int Length => _sets.Length;

        public bool MatchesAt(ReadOnlySpan<byte> text)
        {
            if (_literal is not null)
            {
                return text.StartsWith(_literal);
            }

            for (var i = 0; i < _sets.Length; i++)
            {
                if (!_sets[i].Contains(text[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public int IndexIn(ReadOnlySpan<byte> text)
        {
            if (_literal is not null)
            {
                return text.IndexOf(_literal);
            }

            for (var i = 0; i + _sets.Length <= text.Length; i++)
            {
                if (MatchesAt(text[i..]))
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
