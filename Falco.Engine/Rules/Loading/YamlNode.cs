using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Falco.Engine.Rules.Loading;

internal enum YamlKind : byte
{
    Null,
    Scalar,
    Sequence,
    Map,
}

/// <summary>A place in a file; line and column count from 0.</summary>
internal readonly record struct YamlMark(int Line, int Column, int Offset)
{
    /// <summary>The same place with column and offset in bytes of UTF-8, as Falco counts.</summary>
    public YamlMark InBytes(string content)
    {
        var before = content.AsSpan(0, Math.Min(Offset, content.Length));
        var line = before[^Math.Min(Column, before.Length)..];
        return new YamlMark(
            Line,
            Column + Encoding.UTF8.GetByteCount(line) - line.Length,
            Offset + Encoding.UTF8.GetByteCount(before) - before.Length);
    }
}

/// <summary>A node of a YAML document with the place where it stands.</summary>
internal sealed class YamlNode(YamlKind kind, YamlMark start)
{
    public YamlKind Kind { get; } = kind;

    public YamlMark Start { get; } = start;

    /// <summary>The file that the node stands in.</summary>
    public required RulesFile File { get; init; }

    /// <summary>Offset of the first character behind the node.</summary>
    public int End { get; init; }

    /// <summary>The text of a scalar, escapes and folding resolved.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether a scalar stands in quotes.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>The children of a sequence.</summary>
    public List<YamlNode> Items { get; } = [];

    /// <summary>The entries of a map in order.</summary>
    public List<(YamlNode Key, YamlNode Value)> Entries { get; } = [];

    /// <summary>The value of a key; where there are several the first, null where there is none.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var (k, value) in Entries)
            {
                if (k.Kind == YamlKind.Scalar && k.Text == key)
                {
                    return value;
                }
            }

            return null;
        }
    }

    public bool IsNull => Kind == YamlKind.Null;

    public bool IsScalar => Kind == YamlKind.Scalar;

    public bool IsSequence => Kind == YamlKind.Sequence;

    public bool IsMap => Kind == YamlKind.Map;

    /// <summary>Reads a yes or no in any of YAML's spellings.</summary>
    public bool TryGetBool(out bool value)
    {
        value = false;
        var text = Text;
        if (!(text.All(char.IsAsciiLetterLower) || text.All(char.IsAsciiLetterUpper)
            || (char.IsAsciiLetterUpper(text[0]) && text.Skip(1).All(char.IsAsciiLetterLower))))
        {
            return false;
        }

        switch (text.ToLowerInvariant())
        {
            case "y" or "yes" or "true" or "on":
                value = true;
                return true;
            case "n" or "no" or "false" or "off":
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a number, which may have a plus before it: decimal, hexadecimal after 0x, octal after 0.</summary>
    public bool TryGetUInt32(out uint value)
    {
        value = 0;
        var digits = Text.StartsWith('+') ? Text.AsSpan(1) : Text;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return uint.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        if (digits.Length < 2 || digits[0] != '0')
        {
            return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        foreach (var c in digits)
        {
            if (c is < '0' or > '7' || value > uint.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) | (uint)(c - '0');
        }

        return true;
    }

    /// <summary>The text of a scalar; false for every other node.</summary>
    public static bool TryGetText(YamlNode? node, [NotNullWhen(true)] out string? text)
    {
        text = node is { Kind: YamlKind.Scalar } ? node.Text : null;
        return text is not null;
    }
}
