using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Matching;

/// <summary>Equal to one text or buffer.</summary>
internal sealed class EqualTest(byte[] expected) : ValueTest
{
    public byte[] Expected => expected;

    public override double Chance => 0.03;

    public override bool Test(in FieldValue value) => value.Bytes.Span.SequenceEqual(expected);
}

/// <summary>One of several texts, buffers or addresses.</summary>
internal sealed class OneOfTest(Utf8Set set) : ValueTest
{
    public Utf8Set Set => set;

    public override double Cost => 4;

    public override double Chance => 0.08;

    public override bool Test(in FieldValue value) => set.Contains(value.Bytes.Span);
}

/// <summary>Before or after a text in the order of bytes.</summary>
internal sealed class TextOrderTest(Comparison comparison, byte[] expected) : ValueTest
{
    public override double Chance => 0.5;

    public override bool Test(in FieldValue value)
    {
        var order = value.Bytes.Span.SequenceCompareTo(expected);
        return comparison switch
        {
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }
}

internal sealed class ContainsTest(byte[] part) : ValueTest
{
    public byte[] Part => part;

    public override double Cost => 6;

    public override double Chance => 0.05;

    public override bool Test(in FieldValue value) => value.Bytes.Span.IndexOf(part) >= 0;
}

/// <summary>Contains one of several texts.</summary>
internal sealed class ContainsAnyTest(byte[][] parts) : ValueTest
{
    public byte[][] Parts => parts;

    public override double Cost => 6 * parts.Length;

    public override bool Test(in FieldValue value)
    {
        var span = value.Bytes.Span;
        foreach (var part in parts)
        {
            if (span.IndexOf(part) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Contains a text in any case of its ASCII letters.</summary>
internal sealed class ContainsIgnoringCaseTest : ValueTest
{
    private readonly byte[] _lower;

    public ContainsIgnoringCaseTest(byte[] part) => _lower = Array.ConvertAll(part, Lower);

    public override double Cost => 20;

    public override double Chance => 0.05;

    public override bool Test(in FieldValue value)
    {
        if (_lower.Length == 0)
        {
            return true;
        }

        var rest = value.Bytes.Span;
        var first = _lower[0];
        var upper = first is >= (byte)'a' and <= (byte)'z' ? (byte)(first - 32) : first;
        while (rest.Length >= _lower.Length)
        {
            var at = rest[..(rest.Length - _lower.Length + 1)].IndexOfAny(first, upper);
            if (at < 0)
            {
                return false;
            }

            rest = rest[at..];
            var i = 1;
            while (i < _lower.Length && Lower(rest[i]) == _lower[i])
            {
                i++;
            }

            if (i == _lower.Length)
            {
                return true;
            }

            rest = rest[1..];
        }

        return false;
    }

    private static byte Lower(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b;
}

internal sealed class StartsWithTest(byte[] prefix) : ValueTest
{
    public byte[] Prefix => prefix;

    public override bool Test(in FieldValue value) => value.Bytes.Span.StartsWith(prefix);
}

/// <summary>Starts with one of several texts.</summary>
internal sealed class StartsWithAnyTest : ValueTest
{
    /// <summary>In the order of bytes, and none of them the start of another: only the last one that is not after a text can be its start.</summary>
    private readonly byte[][] _prefixes;

    public StartsWithAnyTest(List<byte[]> prefixes)
    {
        var sorted = new List<byte[]>(prefixes);
        sorted.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        var kept = new List<byte[]>();
        foreach (var prefix in sorted)
        {
            if (kept.Count == 0 || !prefix.AsSpan().StartsWith(kept[^1]))
            {
                kept.Add(prefix);
            }
        }

        _prefixes = [.. kept];
    }

    public IReadOnlyList<byte[]> Prefixes => _prefixes;

    public override double Cost => 8;

    public override double Chance => 0.15;

    public override bool Test(in FieldValue value)
    {
        var span = value.Bytes.Span;
        var low = 0;
        var high = _prefixes.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (span.SequenceCompareTo(_prefixes[middle]) < 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low > 0 && span.StartsWith(_prefixes[low - 1]);
    }
}

internal sealed class EndsWithTest(byte[] suffix) : ValueTest
{
    public override double Chance => 0.05;

    public override bool Test(in FieldValue value) => value.Bytes.Span.EndsWith(suffix);
}

internal sealed class GlobTest(byte[] pattern, bool ignoreCase) : ValueTest
{
    private readonly GlobPattern _pattern = new(pattern, ignoreCase);

    public override double Cost => 12;

    public override double Chance => 0.05;

    public override bool Test(in FieldValue value) => _pattern.Match(value.Bytes.Span);
}

internal sealed class PathTest(byte[][] paths) : ValueTest
{
    private readonly PathPrefixes _paths = new(paths);

    public override double Cost => 20;

    public override double Chance => 0.2;

    public override bool Test(in FieldValue value) => _paths.Match(value.Bytes.Span);
}

internal sealed class RegexTest(string pattern) : ValueTest
{
    private readonly BytePattern _pattern = BytePattern.Parse(pattern);

    public override double Cost => 60;

    public override double Chance => 0.05;

    public override bool Test(in FieldValue value) => _pattern.Match(value.Bytes.Span);
}

/// <summary>Looks at what is before the first NUL only, as Falco does with text that may have one.</summary>
internal sealed class UpToNulTest(ValueTest inner) : ValueTest
{
    public override double Cost => inner.Cost + 2;

    public override double Chance => inner.Chance;

    public override bool Test(in FieldValue value)
    {
        var nul = value.Bytes.Span.IndexOf((byte)0);
        return inner.Test(nul < 0 ? value : new FieldValue(value.Bytes.Slice(0, nul)));
    }
}
