using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Matching;

namespace Falco.Engine.Rules.Loading;

/// <summary>Finds constants that look as if something else was meant: a field, a transformer, a simpler operator.</summary>
internal sealed class ConstantWarnings(FieldLookup lookup)
{
    private static readonly string[] TransformerNames = [.. ConditionParser.TransformerNames];

    private readonly Dictionary<Expr, IReadOnlyList<(string Message, TextPosition Position)>> _known
        = new(ReferenceEqualityComparer.Instance);

    /// <summary>The warnings of a condition, each check once.</summary>
    public IReadOnlyList<(string Message, TextPosition Position)> Of(Expr expr)
    {
        if (_known.TryGetValue(expr, out var known))
        {
            return known;
        }

        IReadOnlyList<(string, TextPosition)> result = expr switch
        {
            AndExpr all => OfAll(all.Children),
            OrExpr any => OfAll(any.Children),
            NotExpr not => Of(not.Child),
            CheckExpr { Right: ValueOperand value } check => OfValue(check.Operator, value.Value, value.Position),
            CheckExpr { Right: ListOperand list } check => OfList(check.Operator, list),
            _ => [],
        };
        return _known[expr] = result;
    }

    private IReadOnlyList<(string, TextPosition)> OfAll(IReadOnlyList<Expr> children)
    {
        List<(string, TextPosition)>? all = null;
        foreach (var child in children)
        {
            var warnings = Of(child);
            if (warnings.Count > 0)
            {
                (all ??= []).AddRange(warnings);
            }
        }

        return all is null ? [] : [.. all.Distinct()];
    }

    private List<(string, TextPosition)> OfList(Operator op, ListOperand list)
    {
        var all = new List<(string, TextPosition)>();
        foreach (var value in list.Values)
        {
            all.AddRange(OfValue(op, value, list.Position));
        }

        return all;
    }

    private List<(string, TextPosition)> OfValue(Operator op, string value, TextPosition position)
    {
        var isRegex = op.Comparison == Comparison.Regex && CouldBeSimpler(value);
        var mayBeField = value.Contains('.', StringComparison.Ordinal);
        var mayBeTransformer = value.Contains('(', StringComparison.Ordinal);
        if (!isRegex && !mayBeField && !mayBeTransformer)
        {
            return [];
        }

        var warnings = new List<(string, TextPosition)>();
        if (isRegex)
        {
            warnings.Add((
                $"regex check with '{value}' may be optimized with simpler operators such as '=', 'contains', 'startswith', 'endswith'",
                position));
        }

        var stripped = string.Concat(value.Where(c => c is not (' ' or (>= '\t' and <= '\r'))));
        if (mayBeField && IsField(stripped))
        {
            warnings.Add(($"'{value}' may be a valid field misused as a const string value", position));
        }

        foreach (var name in TransformerNames)
        {
            if (mayBeTransformer && stripped.Length >= name.Length + 2 && stripped.StartsWith(name, StringComparison.Ordinal)
                && stripped[name.Length] == '(' && stripped[^1] == ')')
            {
                warnings.Add(($"'{value}' may be a valid field transformer misused as a const string value", position));
            }
        }

        return warnings;
    }

    private bool IsField(string text)
    {
        // Fields start with the name of their class; paths, host names and images, of which there are many, mostly do not.
        if (text.Length == 0 || !char.IsAsciiLetterLower(text[0]) || text.AsSpan().IndexOfAny("/:-") >= 0)
        {
            return false;
        }

        try
        {
            lookup(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a regular expression has nothing special but anchors and "anything" at its ends.</summary>
    private static bool CouldBeSimpler(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if ((i == 0 && c == '^') || (i == pattern.Length - 1 && c == '$'))
            {
                continue;
            }

            if (((i == 0 && pattern.Length > 1) || i == pattern.Length - 2) && c == '.' && pattern[i + 1] is '+' or '*' or '?')
            {
                i++;
                continue;
            }

            if (".+*?^$()[]{}|\\".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
