using System.Text;

namespace Falco.Engine.Rules.Matching;

/// <summary>Ranges of code points as ranges of UTF-8 bytes.</summary>
internal static class Utf8Ranges
{
    private static readonly int[] LengthLimits = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF];

    /// <summary>Sequences of byte ranges that together make up the code points from low to high; surrogates are left out.</summary>
    public static List<(byte Low, byte High)[]> Of(int low, int high)
    {
        var result = new List<(byte, byte)[]>();
        Add(result, low, Math.Min(high, 0xD7FF));
        Add(result, Math.Max(low, 0xE000), high);
        return result;
    }

    private static void Add(List<(byte Low, byte High)[]> result, int low, int high)
    {
        if (low > high)
        {
            return;
        }

        // Both ends must take the same number of bytes ...
        foreach (var limit in LengthLimits)
        {
            if (low <= limit && high > limit)
            {
                Add(result, low, limit);
                Add(result, limit + 1, high);
                return;
            }
        }

        // ... and where they differ before the last byte, the bytes behind the difference must run over all their values.
        for (var bits = 6; bits <= 18 && high > LengthLimits[0]; bits += 6)
        {
            var mask = (1 << bits) - 1;
            if ((low & ~mask) != (high & ~mask))
            {
                if ((low & mask) != 0)
                {
                    Add(result, low, low | mask);
                    Add(result, (low | mask) + 1, high);
                    return;
                }

                if ((high & mask) != mask)
                {
                    Add(result, low, (high & ~mask) - 1);
                    Add(result, high & ~mask, high);
                    return;
                }
            }
        }

        Span<byte> first = stackalloc byte[4];
        Span<byte> last = stackalloc byte[4];
        var length = new Rune(low).EncodeToUtf8(first);
        new Rune(high).EncodeToUtf8(last);
        var sequence = new (byte, byte)[length];
        for (var i = 0; i < length; i++)
        {
            sequence[i] = (first[i], last[i]);
        }

        result.Add(sequence);
    }
}
