namespace Falco.Engine.Rules.Loading;

/// <summary>Finds the place in a file that a character of a scalar's text comes from.</summary>
internal static class YamlPosition
{
    /// <summary>
    /// Folding, quoting and indentation change text only in blanks and escapes, so the two are walked side by side: blanks match any
    /// number of blanks, everything else itself. Of a list or a map, whose text a condition was made from, the start is meant.
    /// </summary>
    public static YamlMark Of(string content, YamlNode scalar, int offset)
    {
        if (scalar.Kind is YamlKind.Sequence or YamlKind.Map)
        {
            return scalar.Start;
        }

        var end = Math.Min(scalar.End, content.Length);
        var at = Math.Min(scalar.Start.Offset, end);
        if (at < end && content[at] is '|' or '>')
        {
            at = content.IndexOf('\n', at) is var line and >= 0 ? line + 1 : end;
        }
        else if (at < end && content[at] is '"' or '\'')
        {
            at++;
        }

        var text = scalar.Text;
        for (var i = 0; at < end; i++)
        {
            if (i < text.Length && char.IsWhiteSpace(text[i]))
            {
                while (i < offset && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]))
                {
                    i++;
                }

                if (i >= offset)
                {
                    break;
                }

                while (at < end && char.IsWhiteSpace(content[at]))
                {
                    at++;
                }

                continue;
            }

            while (at < end && i < text.Length && content[at] != text[i])
            {
                at++;
            }

            if (i >= offset || i >= text.Length)
            {
                break;
            }

            at++;
        }

        at = Math.Min(at, end);
        var start = at == 0 ? 0 : content.LastIndexOf('\n', at - 1) + 1;
        var lines = content.AsSpan(0, start).Count('\n');
        return new YamlMark(lines, at - start, at);
    }
}
