namespace Falco.Engine.Rules.Conditions;

/// <summary>Takes tokens off a condition's text. Every method that finds its token moves past it and keeps it in <see cref="Token"/>.</summary>
internal ref struct ConditionScanner(string text)
{
    private readonly string _text = text;

    /// <summary>Where the next token is looked for.</summary>
    public int At { get; set; }

    /// <summary>The token found last.</summary>
    public string Token { get; set; } = "";

    public readonly bool AtEnd => At >= _text.Length;

    private readonly char Current => At < _text.Length ? _text[At] : '\0';

    /// <summary>Skips blanks; false where there are none.</summary>
    public bool Blank()
    {
        var start = At;
        while (Current is ' ' or '\t' or '\b' or '\r' or '\n')
        {
            At++;
        }

        return At > start;
    }

    public bool Literal(string literal)
    {
        if (!_text.AsSpan(At).StartsWith(literal, StringComparison.Ordinal))
        {
            return false;
        }

        return Accept(At + literal.Length);
    }

    /// <summary>The first of the words that comes next and, where it consists of letters and must not touch what follows, a blank.</summary>
    public bool AnyOf(string[] words)
    {
        foreach (var word in words)
        {
            var needsBlank = char.IsAsciiLetter(word[0]);
            var start = At;
            var token = Token;
            if (!Literal(word))
            {
                continue;
            }

            if (!needsBlank || Blank())
            {
                return true;
            }

            At = start;
            Token = token;
        }

        return false;
    }

    /// <summary>The first of the literals that comes next.</summary>
    public bool AnyLiteral(string[] literals)
    {
        foreach (var literal in literals)
        {
            if (Literal(literal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>not</c> and the blanks after it.</summary>
    public bool Not()
    {
        var end = At + 3;
        if (!_text.AsSpan(At).StartsWith("not", StringComparison.Ordinal) || end >= _text.Length || !IsSpace(_text[end]))
        {
            return false;
        }

        while (end < _text.Length && IsSpace(_text[end]))
        {
            end++;
        }

        return Accept(end);
    }

    /// <summary>A letter, then letters, digits and underscores.</summary>
    public bool Identifier() => Accept(IdentifierEnd(At));

    /// <summary>Identifiers with dots between them, two at least.</summary>
    public bool FieldName()
    {
        var end = IdentifierEnd(At);
        if (end == At)
        {
            return false;
        }

        var first = end;
        while (end < _text.Length && _text[end] == '.')
        {
            var next = IdentifierEnd(end + 1);
            if (next == end + 1)
            {
                break;
            }

            end = next;
        }

        return end > first && Accept(end);
    }

    /// <summary>A field's argument without quotes.</summary>
    public bool BareArgument() => AcceptWhile(c => c is not ('[' or ']' or '"' or '\'') && !IsSpace(c));

    /// <summary>A value without quotes.</summary>
    public bool BareText() => AcceptWhile(c => c is not ('(' or ')' or '"' or '\'' or '=' or ',') && !IsSpace(c));

    public bool HexNumber()
    {
        var end = At;
        if (Current != '0' || end + 2 >= _text.Length || _text[end + 1] is not ('x' or 'X'))
        {
            return false;
        }

        end += 2;
        var digits = end;
        while (end < _text.Length && char.IsAsciiHexDigit(_text[end]))
        {
            end++;
        }

        return end > digits && Accept(end);
    }

    public bool Number()
    {
        var end = At;
        if (Current is '+' or '-')
        {
            end++;
        }

        var digits = end;
        end = DigitsEnd(end);
        if (end == digits)
        {
            return false;
        }

        if (end < _text.Length && _text[end] == '.')
        {
            end = DigitsEnd(end + 1);
        }

        if (end + 2 < _text.Length && _text[end] is 'e' or 'E' && _text[end + 1] is '+' or '-' && char.IsAsciiDigit(_text[end + 2]))
        {
            end = DigitsEnd(end + 2);
        }

        return Accept(end);
    }

    /// <summary>
    /// Text between equal quotes; the token is what it stands for. An escape that is not known is an error, told only after the
    /// scanner has moved past the text.
    /// </summary>
    public bool Quoted(out string? error)
    {
        error = null;
        if (Current is not ('\'' or '"'))
        {
            return false;
        }

        var end = At + 1;
        while (end < _text.Length && (_text[end] != _text[At] || _text[end - 1] == '\\'))
        {
            end++;
        }

        if (end >= _text.Length)
        {
            return false;
        }

        var start = At;
        At = end + 1;
        QuotedText.TryUnescape(_text.AsSpan(start, At - start), out var value, out error);
        Token = value;
        return true;
    }

    /// <summary>Whether a list, or the name of one, comes next.</summary>
    public readonly bool ListFollows() => Current == '(' || IdentifierEnd(At) > At;

    /// <summary>Whether and, or, not comes next.</summary>
    public readonly bool WordFollows()
    {
        var rest = _text.AsSpan(At);
        return IsWord(rest, "and") || IsWord(rest, "or") || IsWord(rest, "not");
    }

    private static bool IsWord(ReadOnlySpan<char> rest, string word)
        => rest.StartsWith(word, StringComparison.Ordinal) && (rest.Length == word.Length || !char.IsAsciiLetterOrDigit(rest[word.Length]));

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private readonly int IdentifierEnd(int start)
    {
        var end = start;
        if (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            do
            {
                end++;
            }
            while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] == '_'));
        }

        return end;
    }

    private readonly int DigitsEnd(int start)
    {
        while (start < _text.Length && char.IsAsciiDigit(_text[start]))
        {
            start++;
        }

        return start;
    }

    private bool AcceptWhile(Func<char, bool> test)
    {
        var end = At;
        while (end < _text.Length && test(_text[end]))
        {
            end++;
        }

        return Accept(end);
    }

    private bool Accept(int end)
    {
        if (end == At)
        {
            return false;
        }

        Token = _text[At..end];
        At = end;
        return true;
    }
}
