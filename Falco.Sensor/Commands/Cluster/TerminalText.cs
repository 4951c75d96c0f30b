using System.Globalization;
using System.Text;

namespace Falco.Sensor.Commands.Cluster;

/// <summary>
/// Text that others chose, for a terminal: what could move the cursor, colour, or turn around what is beside it is shown as an escape.
/// </summary>
internal static class TerminalText
{
    /// <summary>The text with escapes.</summary>
    public static string Of(string text)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            var code = isRune ? rune.Value : text[i];
            if (isRune && !IsEscaped(rune))
            {
                escaped?.Append(text, i, length);
            }
            else
            {
                escaped ??= new StringBuilder().Append(text, 0, i);
                escaped.Append(code switch
                {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\\' => "\\\\",
                    < 0x100 => $"\\x{code:x2}",
                    _ => $"\\u{{{code:x}}}",
                });
            }

            i += length;
        }

        return escaped?.ToString() ?? text;
    }

    private static bool IsEscaped(Rune rune)
        => rune.Value == '\\' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
