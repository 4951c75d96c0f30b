using System.Globalization;

namespace Falco.Engine.Rules.Loading;

/// <summary>Times as people write them: a whole number and <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
internal static class TimeText
{
    private const ulong Most = 86_400_000_000_000;

    private static readonly (string Unit, ulong Nanoseconds)[] Units =
    [
        ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    /// <summary>Reads a time from 1 ms to 24 h, in nanoseconds.</summary>
    public static bool TryParse(string text, out ulong nanoseconds)
    {
        foreach (var (unit, each) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && ulong.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0 && number <= Most / each)
            {
                nanoseconds = number * each;
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }
}
