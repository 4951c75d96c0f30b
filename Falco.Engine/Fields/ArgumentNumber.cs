namespace Falco.Engine.Fields;

/// <summary>
/// Numbers among the arguments of fields, with Falco's (scanf's) leniency: blanks and a sign may precede the digits, and what is out of
/// range is the nearest 64-bit number.
/// </summary>
internal static class ArgumentNumber
{
    /// <summary>The number that the text is; null where it is none.</summary>
    public static long? Find(string text)
    {
        if (!TrySplit(text, out var isNegative, out var magnitude))
        {
            return null;
        }

        return isNegative
            ? magnitude > long.MaxValue ? long.MinValue : -(long)magnitude
            : (long)Math.Min(magnitude, long.MaxValue);
    }

    /// <summary>The number that the text is.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static long Read(string text) => Find(text) ?? throw None(text);

    /// <summary>The number that the text is; one below zero counts down from 2^64.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ulong ReadUnsigned(string text)
    {
        if (!TrySplit(text, out var isNegative, out var magnitude))
        {
            throw None(text);
        }

        return isNegative && magnitude < ulong.MaxValue ? unchecked(0 - magnitude) : magnitude;
    }

    private static bool TrySplit(string text, out bool isNegative, out ulong magnitude)
    {
        var digits = text.AsSpan().TrimStart(" \t\n\v\f\r");
        isNegative = digits is ['-', ..];
        digits = digits is ['-' or '+', ..] ? digits[1..] : digits;
        magnitude = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        if (!ulong.TryParse(digits, out magnitude))
        {
            magnitude = ulong.MaxValue;
        }

        return true;
    }

    private static FormatException None(string text) => new($"{text} is not a valid number");
}
