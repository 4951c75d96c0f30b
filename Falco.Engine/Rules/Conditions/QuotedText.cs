using System.Buffers;
using System.Text;

namespace Falco.Engine.Rules.Conditions;

/// <summary>The escapes of quoted text in conditions.</summary>
internal static class QuotedText
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\b\f\n\r\t\v =\\\"'(),");
    private static readonly SearchValues<char> ShownInQuotes = SearchValues.Create("\b\f\n\r\t =\\\"'");

    /// <summary>What quoted text (the quotes included) stands for; false, and why, where an escape is unknown.</summary>
    public static bool TryUnescape(ReadOnlySpan<char> quoted, out string text, out string? error)
    {
        var quote = quoted[0];
        var inner = quoted[1..^1];
        error = null;
        if (!inner.Contains('\\'))
        {
            text = inner.ToString();
            return true;
        }

        var result = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] != '\\')
            {
                result.Append(inner[i]);
                continue;
            }

            if (++i == inner.Length)
            {
                break;
            }

            switch (inner[i])
            {
                case 'b': result.Append('\b'); break;
                case 'f': result.Append('\f'); break;
                case 'n': result.Append('\n'); break;
                case 'r': result.Append('\r'); break;
                case 't': result.Append('\t'); break;

                // A blank after a backslash is a backslash: some rules rely on it.
                case ' ' or '\\': result.Append('\\'); break;
                case '/': result.Append('/'); break;
                case '"' or '\'' when inner[i] == quote: result.Append(quote); break;
                case '"': error = "invalid \\\" escape in '-quoted string"; break;
                case '\'': error = "invalid \\' escape in \"-quoted string"; break;
                default: error = $"unsupported string escape sequence: \\{inner[i]}"; break;
            }

            if (error is not null)
            {
                text = "";
                return false;
            }
        }

        text = result.ToString();
        return true;
    }

    /// <summary>Writes text in quotes where it needs them: to be read back as the same, or else where Falco shows some.</summary>
    public static void Escape(StringBuilder target, string text, bool readsBack)
    {
        var isBare = readsBack ? text.Length > 0 && !text.AsSpan().ContainsAny(NeedQuotes) : !text.AsSpan().ContainsAny(ShownInQuotes);
        if (isBare)
        {
            target.Append(text);
        }
        else
        {
            Quote(target, text);
        }
    }

    /// <summary>Writes text in quotes.</summary>
    public static void Quote(StringBuilder target, string text)
    {
        target.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '\b': target.Append("\\b"); break;
                case '\f': target.Append("\\f"); break;
                case '\n': target.Append("\\n"); break;
                case '\r': target.Append("\\r"); break;
                case '\t': target.Append("\\t"); break;
                case '\\': target.Append("\\\\"); break;
                case '"': target.Append("\\\""); break;
                default: target.Append(c); break;
            }
        }

        target.Append('"');
    }
}
