using System.Globalization;
using System.Text;

namespace Falco.Engine.Rules.Matching;

/// <summary>
/// Reads POSIX extended regular expressions as RE2 does in its POSIX mode: no Perl classes, no lazy repetition, no back references.
/// </summary>
internal sealed class PatternParser
{
    private const int MaxDepth = 200;
    private const int MaxRepeat = 1000;
    private const int MaxRune = 0x10FFFF;

    private readonly int[] _runes;
    private int _at;
    private int _depth;

    private PatternParser(string pattern) => _runes = [.. pattern.EnumerateRunes().Select(r => r.Value)];

    private bool AtEnd => _at >= _runes.Length;

    /// <exception cref="FormatException">The expression is malformed.</exception>
    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var result = parser.Choice();
        return parser.AtEnd ? result : throw Error("unexpected )", pattern);
    }

    private static FormatException Error(string what, string where) => new($"invalid regex pattern: {what}: {where}");

    private PatternNode Choice()
    {
        if (++_depth > MaxDepth)
        {
            throw Error("expression nests too deep", Text(0, _at));
        }

        var parts = new List<PatternNode> { Sequence() };
        while (!AtEnd && _runes[_at] == '|')
        {
            _at++;
            parts.Add(Sequence());
        }

        _depth--;
        return parts.Count == 1 ? parts[0] : new PatternNode.Choice(parts);
    }

    private PatternNode Sequence()
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && _runes[_at] is not ('|' or ')'))
        {
            var start = _at;
            if (TryRepetition(out var minimum, out var maximum))
            {
                if (parts.Count == 0)
                {
                    throw Error("no argument for repetition operator", Text(start, _at));
                }

                if (minimum > MaxRepeat || maximum > MaxRepeat || (maximum >= 0 && minimum > maximum))
                {
                    throw Error("invalid repetition size", Text(start, _at));
                }

                parts[^1] = new PatternNode.Repeat(parts[^1], minimum, maximum);
            }
            else
            {
                parts.Add(Atom());
            }
        }

        return parts.Count switch { 0 => new PatternNode.Empty(), 1 => parts[0], _ => new PatternNode.Sequence(parts) };
    }

    private bool TryRepetition(out int minimum, out int maximum)
    {
        (minimum, maximum) = _runes[_at] switch { '*' => (0, -1), '+' => (1, -1), '?' => (0, 1), _ => (-1, -1) };
        if (minimum >= 0)
        {
            _at++;
            return true;
        }

        // A brace that holds no numbers stands for itself.
        var start = _at;
        if (_runes[_at] == '{' && Next() && TryNumber(out minimum))
        {
            maximum = minimum;
            if (!AtEnd && _runes[_at] == ',')
            {
                _at++;
                if (!TryNumber(out maximum))
                {
                    maximum = -1;
                }
            }

            if (!AtEnd && _runes[_at] == '}')
            {
                _at++;
                return true;
            }
        }

        _at = start;
        return false;
    }

    private bool Next() => ++_at < _runes.Length;

    private bool TryNumber(out int number)
    {
        var start = _at;
        number = 0;
        while (!AtEnd && _runes[_at] is >= '0' and <= '9')
        {
            number = Math.Min((number * 10) + _runes[_at] - '0', MaxRepeat + 1);
            _at++;
        }

        return _at > start;
    }

    private PatternNode Atom()
    {
        var c = _runes[_at++];
        switch (c)
        {
            case '(':
                var group = Choice();
                if (AtEnd || _runes[_at] != ')')
                {
                    throw Error("missing )", Text(0, _runes.Length));
                }

                _at++;
                return group;
            case '.':
                return new PatternNode.Characters([(0, '\n' - 1), ('\n' + 1, MaxRune)]);
            case '^':
                return new PatternNode.LineStart();
            case '$':
                return new PatternNode.LineEnd();
            case '[':
                return Set();
            case '\\':
                return Single(Escape());
            default:
                return Single(c);
        }
    }

    private static PatternNode.Characters Single(int rune) => new([(rune, rune)]);

    private PatternNode.Characters Set()
    {
        var start = _at - 1;
        var ranges = new List<(int Low, int High)>();
        var isNegated = !AtEnd && _runes[_at] == '^';
        if (isNegated)
        {
            _at++;
        }

        for (var isFirst = true; ; isFirst = false)
        {
            if (AtEnd)
            {
                throw Error("missing ]", Text(start, _runes.Length));
            }

            if (_runes[_at] == ']' && !isFirst)
            {
                _at++;
                break;
            }

            if (_runes[_at] == '-' && !isFirst && !(_at + 1 < _runes.Length && _runes[_at + 1] == ']'))
            {
                throw Error("invalid character class range", Text(_at, Math.Min(_at + 2, _runes.Length)));
            }

            if (!TryNamed(ranges))
            {
                ranges.Add(Range(start));
            }
        }

        return new PatternNode.Characters(isNegated ? Negate(ranges) : Sort(ranges));
    }

    private bool TryNamed(List<(int Low, int High)> ranges)
    {
        if (_runes[_at] != '[' || _at + 1 >= _runes.Length || _runes[_at + 1] != ':')
        {
            return false;
        }

        var end = _at + 2;
        while (end + 1 < _runes.Length && !(_runes[end] == ':' && _runes[end + 1] == ']'))
        {
            end++;
        }

        if (end + 1 >= _runes.Length)
        {
            return false;
        }

        var name = Text(_at + 2, end);
        var isNegated = name.StartsWith('^');
        if (!ByteSet.TryNamed(Encoding.UTF8.GetBytes(isNegated ? name[1..] : name), out var set))
        {
            throw Error("invalid character class range", Text(_at, end + 2));
        }

        var named = new List<(int, int)>();
        for (var b = 0; b < 128; b++)
        {
            if (set.Contains((byte)b))
            {
                named.Add((b, b));
            }
        }

        ranges.AddRange(isNegated ? Negate(named) : named);
        _at = end + 2;
        return true;
    }

    private (int Low, int High) Range(int start)
    {
        var from = _at;
        var low = SetCharacter(start);
        if (_at + 1 >= _runes.Length || _runes[_at] != '-' || _runes[_at + 1] == ']')
        {
            return (low, low);
        }

        _at++;
        var high = SetCharacter(start);
        return low <= high ? (low, high) : throw Error("invalid character class range", Text(from, _at));
    }

    private int SetCharacter(int start)
    {
        if (AtEnd)
        {
            throw Error("missing ]", Text(start, _runes.Length));
        }

        var c = _runes[_at++];
        return c == '\\' ? Escape() : c;
    }

    /// <summary>What an escape stands for; the backslash was read.</summary>
    private int Escape()
    {
        if (AtEnd)
        {
            throw new FormatException("invalid regex pattern: trailing \\");
        }

        var start = _at - 1;
        var c = _runes[_at++];
        switch (c)
        {
            case 'a': return '\a';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x': return Hex(start);
            case >= '0' and <= '7' when c == '0' || (!AtEnd && _runes[_at] is >= '0' and <= '7'):
                var octal = c - '0';
                for (var i = 0; i < 2 && !AtEnd && _runes[_at] is >= '0' and <= '7'; i++)
                {
                    octal = (octal * 8) + _runes[_at++] - '0';
                }

                return octal;
            case < 128 when c != '_' && !char.IsAsciiLetterOrDigit((char)c):
                return c;
            default:
                throw Error("invalid escape sequence", Text(start, _at));
        }
    }

    private int Hex(int start)
    {
        var end = _at;
        int digits;
        if (!AtEnd && _runes[_at] == '{')
        {
            digits = ++_at;
            end = _at;
            while (end < _runes.Length && _runes[end] != '}')
            {
                end++;
            }

            _at = Math.Min(end + 1, _runes.Length);
        }
        else
        {
            digits = _at;
            end = Math.Min(_at + 2, _runes.Length);
            _at = end;
            if (end - digits < 2)
            {
                throw Error("invalid escape sequence", Text(start, _at));
            }
        }

        return end - digits is > 0 and <= 8
            && int.TryParse(Text(digits, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= MaxRune
                ? value
                : throw Error("invalid escape sequence", Text(start, _at));
    }

    private string Text(int start, int end) => string.Concat(_runes[start..end].Select(r => new Rune(r).ToString()));

    private static List<(int Low, int High)> Sort(List<(int Low, int High)> ranges)
    {
        ranges.Sort();
        var result = new List<(int Low, int High)>();
        foreach (var (low, high) in ranges)
        {
            if (result.Count > 0 && low <= result[^1].High + 1)
            {
                result[^1] = (result[^1].Low, Math.Max(high, result[^1].High));
            }
            else
            {
                result.Add((low, high));
            }
        }

        return result;
    }

    private static List<(int Low, int High)> Negate(List<(int Low, int High)> ranges)
    {
        var result = new List<(int, int)>();
        var next = 0;
        foreach (var (low, high) in Sort(ranges))
        {
            if (low > next)
            {
                result.Add((next, low - 1));
            }

            next = high + 1;
        }

        if (next <= MaxRune)
        {
            result.Add((next, MaxRune));
        }

        return result;
    }
}
