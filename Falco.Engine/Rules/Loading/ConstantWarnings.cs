using Falco.Engine.Rules.Conditions;
using Falco.Engine.Rules.Matching;

namespace Falco.Engine.Rules.Loading;

/// <summary>What is doubtful about a constant, and where it stands.</summary>
internal sealed record ConstantWarning(string Message, TextPosition Position);

/// <summary>Finds constants that look as if something else was meant: a field, a transformer, a simpler operator.</summary>
internal sealed class ConstantWarnings(FieldLookup lookup)
{
    private static readonly string[] FieldClasses =
        ["evt", "syscall", "proc", "thread", "user", "group", "fd", "fs", "fdlist", "container", "k8s", "util", "ka", "jevt", "json"];

    private static readonly string[] TransformerNames = [.. ConditionParser.TransformerNames];

    private readonly Dictionary<Expr, IReadOnlyList<ConstantWarning>> _known
        = new(ReferenceEqualityComparer.Instance);

    /// <summary>The warnings of a condition, each check once.</summary>
    public IReadOnlyList<ConstantWarning> Of(Expr expr)
    {
        if (_known.TryGetValue(expr, out var known))
        {
            return known;
        }

        IReadOnlyList<ConstantWarning> result = expr switch
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

    private List<ConstantWarning> OfAll(IReadOnlyList<Expr> children)
    {
        var all = new List<ConstantWarning>();
        foreach (var child in children)
        {
            all.AddRange(Of(child));
        }

        return all;
    }

    private List<ConstantWarning> OfList(Operator op, ListOperand list)
    {
        var all = new List<ConstantWarning>();
        foreach (var value in list.Values)
        {
            all.AddRange(OfValue(op, value, list.Position));
        }

        return all;
    }

    private List<ConstantWarning> OfValue(Operator op, string value, TextPosition position)
    {
        var isRegex = op.Comparison == Comparison.Regex && CouldBeSimpler(value);
        var mayBeField = value.Contains('.', StringComparison.Ordinal);
        var mayBeTransformer = value.Contains('(', StringComparison.Ordinal);
        if (!isRegex && !mayBeField && !mayBeTransformer)
        {
            return [];
        }

        var warnings = new List<ConstantWarning>();
        if (isRegex)
        {
            warnings.Add(new(
                $"regex check with '{value}' may be optimized with simpler operators such as '=', 'contains', 'startswith', 'endswith'",
                position));
        }

        var stripped = string.Concat(value.Where(c => c is not (' ' or (>= '\t' and <= '\r'))));
        if (mayBeField && IsField(stripped))
        {
            warnings.Add(new($"'{value}' may be a valid field misused as a const string value", position));
        }

        foreach (var name in TransformerNames)
        {
            if (mayBeTransformer && stripped.Length >= name.Length + 2 && stripped.StartsWith(name, StringComparison.Ordinal)
                && stripped[name.Length] == '(' && stripped[^1] == ')')
            {
                warnings.Add(new($"'{value}' may be a valid field transformer misused as a const string value", position));
            }
        }

        return warnings;
    }

    private bool IsField(string text)
    {
        // Fields start with the name of their class; paths, host names and images, of which there are many, do not.
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || Array.IndexOf(FieldClasses, text[..dot]) < 0)
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
