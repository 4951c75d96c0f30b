namespace Falco.Engine.Rules.Loading;

/// <summary>Names with stars in them, each for any text.</summary>
internal static class NamePattern
{
    /// <summary>
    /// Whether a name fits a pattern. As in Falco a part between stars is looked for once, from the left, and the last part must be there but
    /// not at the end unless something fixed follows from it.
    /// </summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (true)
        {
            var star = pattern.IndexOf('*');
            if (star < 0)
            {
                return pattern.SequenceEqual(name);
            }

            if (star > 0)
            {
                if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
                {
                    return false;
                }

                pattern = pattern[star..];
                name = name[star..];
                continue;
            }

            pattern = pattern.TrimStart('*');
            if (pattern.IsEmpty)
            {
                return true;
            }

            var next = pattern.IndexOf('*');
            var literal = next < 0 ? pattern : pattern[..next];
            var at = name.IndexOf(literal, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            pattern = pattern[literal.Length..];
            name = name[(at + literal.Length)..];
        }
    }
}
