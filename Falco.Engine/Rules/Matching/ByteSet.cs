using System.Numerics;

namespace Falco.Engine.Rules.Matching;

/// <summary>A set of bytes.</summary>
internal readonly record struct ByteSet(ulong A, ulong B, ulong C, ulong D)
{
    public static ByteSet All { get; } = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    public int Count => BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C) + BitOperations.PopCount(D);

    /// <summary>The byte of a set that has one.</summary>
    public byte Single
    {
        get
        {
            var b = 0;
            while (!Contains((byte)b))
            {
                b++;
            }

            return (byte)b;
        }
    }

    public static ByteSet Of(byte b) => default(ByteSet).WithRange(b, b);

    public static ByteSet Range(int low, int high) => default(ByteSet).WithRange(low, high);

    public bool Contains(byte b)
    {
        var word = (b >> 6) switch { 0 => A, 1 => B, 2 => C, _ => D };
        return (word & (1UL << (b & 63))) != 0;
    }

    public ByteSet WithRange(int low, int high)
    {
        Span<ulong> words = [A, B, C, D];
        for (var b = low; b <= high; b++)
        {
            words[b >> 6] |= 1UL << (b & 63);
        }

        return new ByteSet(words[0], words[1], words[2], words[3]);
    }

    public ByteSet With(ByteSet other) => new(A | other.A, B | other.B, C | other.C, D | other.D);

    public ByteSet Negated() => new(~A, ~B, ~C, ~D);

    /// <summary>The set with the other case of its letters.</summary>
    public ByteSet IgnoringCase()
    {
        var set = this;
        for (var b = (int)'a'; b <= 'z'; b++)
        {
            if (Contains((byte)b) || Contains((byte)(b - 32)))
            {
                set = set.WithRange(b, b).WithRange(b - 32, b - 32);
            }
        }

        return set;
    }

    /// <summary>A class by its POSIX name.</summary>
    public static bool TryNamed(ReadOnlySpan<byte> name, out ByteSet set)
    {
        var lower = Range('a', 'z');
        var upper = Range('A', 'Z');
        var digit = Range('0', '9');
        var alnum = lower.With(upper).With(digit);
        if (name.SequenceEqual("alpha"u8)) { set = lower.With(upper); }
        else if (name.SequenceEqual("digit"u8)) { set = digit; }
        else if (name.SequenceEqual("alnum"u8)) { set = alnum; }
        else if (name.SequenceEqual("lower"u8)) { set = lower; }
        else if (name.SequenceEqual("upper"u8)) { set = upper; }
        else if (name.SequenceEqual("space"u8)) { set = Range('\t', '\r').WithRange(' ', ' '); }
        else if (name.SequenceEqual("blank"u8)) { set = Of((byte)' ').WithRange('\t', '\t'); }
        else if (name.SequenceEqual("cntrl"u8)) { set = Range(0, 31).WithRange(127, 127); }
        else if (name.SequenceEqual("print"u8)) { set = Range(' ', '~'); }
        else if (name.SequenceEqual("graph"u8)) { set = Range('!', '~'); }
        else if (name.SequenceEqual("punct"u8)) { set = Range('!', '/').WithRange(':', '@').WithRange('[', '`').WithRange('{', '~'); }
        else if (name.SequenceEqual("xdigit"u8)) { set = digit.WithRange('a', 'f').WithRange('A', 'F'); }
        else if (name.SequenceEqual("word"u8)) { set = alnum.WithRange('_', '_'); }
        else if (name.SequenceEqual("ascii"u8)) { set = Range(0, 127); }
        else
        {
            set = default;
            return false;
        }

        return true;
    }
}
