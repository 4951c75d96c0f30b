using Falco.Engine.State;

namespace Falco.Engine.Events;

/// <summary>
/// Text as Falco lets it out: valid UTF-8 without control characters and non-characters. What is not, is replaced by U+FFFD,
/// one for every byte or broken sequence, so that terminals and JSON readers are safe from what a watched program chose as
/// a file name.
/// </summary>
internal static class PrintableText
{
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>
    /// Length of the character at the start of <paramref name="text"/>, negative where it has to be replaced
    /// (as many bytes go). The text must not be empty.
    /// </summary>
    public static int SequenceLength(ReadOnlySpan<byte> text)
    {
        var first = text[0];
        return first switch
        {
            < 0x20 or 0x7F => -1,
            < 0x80 => 1,
            < 0xC2 => -1,
            < 0xE0 => TwoBytes(text),
            < 0xF0 => ThreeBytes(text),
            <= 0xF4 => FourBytes(text),
            _ => -1,
        };
    }

    /// <summary>Where the first byte is that has to be replaced; the length where there is none.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E);
        if (at < 0)
        {
            return text.Length;
        }

        while (at < text.Length)
        {
            var length = SequenceLength(text[at..]);
            if (length < 0)
            {
                return at;
            }

            at += length;
        }

        return text.Length;
    }

    /// <summary>The text itself where nothing has to be replaced, else a copy in <paramref name="scratch"/>.</summary>
    public static Utf8 Of(Utf8 text, ScratchText scratch)
    {
        if (IndexOfInvalid(text.Span) == text.Length)
        {
            return text;
        }

        Append(scratch, text.Span);
        return scratch.Take();
    }

    /// <summary>Appends the text with replacements.</summary>
    public static void Append(ScratchText target, ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var valid = IndexOfInvalid(text);
            target.Append(text[..valid]);
            if (valid == text.Length)
            {
                return;
            }

            target.Append(Replacement);
            text = text[(valid - SequenceLength(text[valid..]))..];
        }
    }

    /// <summary>The text up to its first NUL.</summary>
    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text)
    {
        var nul = text.IndexOf((byte)0);
        return nul < 0 ? text : text[..nul];
    }

    // C1 control characters are valid but not printable.
    private static int TwoBytes(ReadOnlySpan<byte> text)
        => !IsContinuation(text, 1) ? -1 : CodePoint(text[0] & 0x1F, text, 2) > 0x9F ? 2 : -2;

    private static int ThreeBytes(ReadOnlySpan<byte> text)
    {
        // The first continuation byte's range keeps overlong forms and surrogates out.
        var low = text[0] == 0xE0 ? 0xA0 : 0x80;
        var high = text[0] == 0xED ? 0x9F : 0xBF;
        if (text.Length < 2 || text[1] < low || text[1] > high)
        {
            return -1;
        }

        if (!IsContinuation(text, 2))
        {
            return -2;
        }

        return CodePoint(text[0] & 0x0F, text, 3) is (>= 0xFDD0 and <= 0xFDEF) or >= 0xFFFE ? -3 : 3;
    }

    private static int FourBytes(ReadOnlySpan<byte> text)
    {
        var low = text[0] == 0xF0 ? 0x90 : 0x80;
        var high = text[0] == 0xF4 ? 0x8F : 0xBF;
        if (text.Length < 2 || text[1] < low || text[1] > high)
        {
            return -1;
        }

        if (!IsContinuation(text, 2))
        {
            return -2;
        }

        if (!IsContinuation(text, 3))
        {
            return -3;
        }

        return (CodePoint(text[0] & 0x07, text, 4) & 0xFFFF) >= 0xFFFE ? -4 : 4;
    }

    private static bool IsContinuation(ReadOnlySpan<byte> text, int index)
        => index < text.Length && (text[index] & 0xC0) == 0x80;

    private static int CodePoint(int lead, ReadOnlySpan<byte> text, int length)
    {
        var value = lead;
        for (var i = 1; i < length; i++)
        {
            value = (value << 6) | (text[i] & 0x3F);
        }

        return value;
    }
}
