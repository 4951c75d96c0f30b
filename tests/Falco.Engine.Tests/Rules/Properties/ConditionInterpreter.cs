using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Tests.Rules.Properties;

/// <summary>
/// Says what a condition means, straight from how it is written: no nodes, no sharing, no order of its own. What has no value compares as
/// false whatever the comparison.
/// </summary>
internal sealed class ConditionInterpreter(FakeFields fields)
{
    public bool Holds(Expr expr) => expr switch
    {
        AndExpr all => all.Children.All(Holds),
        OrExpr any => any.Children.Any(Holds),
        NotExpr not => !Holds(not.Child),
        CheckExpr check => Holds(check),
        _ => throw new NotSupportedException(),
    };

    private bool Holds(CheckExpr check)
    {
        if (Values(check.Left) is not { } values)
        {
            return false;
        }

        if (check.Operator.Comparison == Comparison.Exists)
        {
            return true;
        }

        var name = (check.Left as FieldOperand)?.Name ?? "t.?";
        var expected = check.Right switch
        {
            ValueOperand value => [value.Value],
            ListOperand list => list.Values,
            { } operand => Values(operand) is { } others ? others.Select(Decode).ToList() : null,
            _ => throw new NotSupportedException(),
        };
        if (expected is null)
        {
            return false;
        }

        if (name[0] == 'l')
        {
            return check.Operator.Comparison == Comparison.In ? values.All(v => expected.Contains(Decode(v))) : values.Any(v => expected.Contains(Decode(v)));
        }

        return values.Any(value => Holds(check, name, value, expected));
    }

    private static bool Holds(CheckExpr check, string name, byte[] value, IReadOnlyList<string> expected)
    {
        var op = check.Operator;
        bool One(string constant) => Compare(name, op.Comparison, value, constant);
        var count = expected.Count(One);
        return op.Comparison switch
        {
            Comparison.In or Comparison.Intersects or Comparison.PathMatch => count > 0,
            _ => op.Quantifier switch
            {
                Quantifier.OneOf => count == 1,
                Quantifier.AnyOf => count > 0,
                Quantifier.AllOf => count == expected.Count,
                _ => One(expected[0]),
            },
        };
    }

    private static bool Compare(string name, Comparison comparison, byte[] value, string constant)
    {
        switch (name[..name.IndexOf('.', StringComparison.Ordinal)])
        {
            case "n" or "u" or "port":
                var number = long.Parse(constant == "http" ? "80" : constant, CultureInfo.InvariantCulture);
                return Ordered(comparison, long.Parse(Decode(value), CultureInfo.InvariantCulture).CompareTo(number));
            case "ip":
                return Ordered(comparison, IPAddress.Parse(Decode(value)).Equals(IPAddress.Parse(constant)) ? 0 : 1);
            case "net":
                var network = constant.Split('/');
                var address = IPAddress.Parse(Decode(value));
                var first = IPAddress.Parse(network[0]);
                var isIn = address.AddressFamily == first.AddressFamily
                    && Bits(address, int.Parse(network[1], CultureInfo.InvariantCulture)) == Bits(first, int.Parse(network[1], CultureInfo.InvariantCulture));
                return isIn == (comparison != Comparison.NotEqual);
            default:
                return comparison == Comparison.Regex
                    ? Matches(constant, Decode(value))
                    : CompareText(comparison, Encoding.Latin1.GetString(value), Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(constant)));
        }
    }

    private static string Bits(IPAddress address, int count)
        => string.Concat(address.GetAddressBytes().Select(b => Convert.ToString(b, 2).PadLeft(8, '0')))[..count];

    /// <summary>Whether an expression matches the whole of a text; none of those here matches bytes that are no text.</summary>
    private static bool Matches(string expression, string value)
        => !value.Contains('\uFFFD', StringComparison.Ordinal) && Regex.IsMatch(value, $@"\A(?:{expression})\z", RegexOptions.CultureInvariant);

    /// <summary>Compares texts whose characters are the bytes.</summary>
    private static bool CompareText(Comparison comparison, string value, string constant) => comparison switch
    {
        Comparison.Contains => value.Contains(constant, StringComparison.Ordinal),
        Comparison.ContainsIgnoringCase => Lower(value).Contains(Lower(constant), StringComparison.Ordinal),
        Comparison.StartsWith => value.StartsWith(constant, StringComparison.Ordinal),
        Comparison.EndsWith => value.EndsWith(constant, StringComparison.Ordinal),
        Comparison.Glob => Glob(constant, value),
        Comparison.GlobIgnoringCase => Glob(Lower(constant), Lower(value)),
        Comparison.PathMatch => IsBelow(constant, value),
        _ => Ordered(comparison, string.CompareOrdinal(value, constant)),
    };

    /// <summary>Whether a path is another one or lies below it; components that are patterns count as such.</summary>
    private static bool IsBelow(string path, string value)
    {
        var above = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var components = value.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return above.Length <= components.Length && above.Zip(components).All(
            pair => pair.First.AsSpan().ContainsAny("?*[") ? Glob(pair.First, pair.Second) : pair.First == pair.Second);
    }

    private static bool Glob(string pattern, string value)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var end = pattern.IndexOf(']', i);
            switch (pattern[i])
            {
                case '*':
                    expression.Append(".*");
                    break;
                case '?':
                    expression.Append('.');
                    break;
                case '[' when end > 0:
                    expression.Append(pattern[i..(end + 1)].Replace("[!", "[^", StringComparison.Ordinal));
                    i = end;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    expression.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return Regex.IsMatch(value, $@"\A(?:{expression})\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static bool Ordered(Comparison comparison, int order) => comparison switch
    {
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        _ => order == 0,
    };

    /// <summary>The values of an operand as text; null where it has none.</summary>
    private List<byte[]>? Values(Operand operand) => operand switch
    {
        FieldOperand field => fields.Get(field.FullName) is { } values ? [.. values.Select(value => TextOf(field.Name, value))] : null,
        ValueOperand value => [Encoding.UTF8.GetBytes(value.Value)],
        TransformerListOperand list => list.Items.Select(Values).ToList() is var all && all.TrueForAll(v => v is not null) ? [.. all.SelectMany(v => v!)] : null,
        TransformerOperand transformer => Transformed(transformer),
        _ => throw new NotSupportedException(),
    };

    private List<byte[]>? Transformed(TransformerOperand transformer)
    {
        var arguments = transformer.Arguments.Select(Values).ToList();
        if (arguments.Exists(a => a is null))
        {
            return null;
        }

        var text = Decode(arguments[0]![0]);
        return transformer.Name switch
        {
            "val" => arguments[0],
            "tolower" => [Encoding.UTF8.GetBytes(Lower(text))],
            "toupper" => [Encoding.UTF8.GetBytes(string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? (char)(c - 32) : c)))],
            "basename" => [Encoding.UTF8.GetBytes(text[(text.LastIndexOf('/') + 1)..])],
            "b64" => FromBase64(text),
            "concat" => [Encoding.UTF8.GetBytes(string.Concat(arguments.Select(a => Decode(a![0]))))],
            "join" => [Encoding.UTF8.GetBytes(string.Join(text, arguments[1]!.Select(Decode)))],
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>What base 64 stands for, padded or not.</summary>
    private static List<byte[]>? FromBase64(string text)
    {
        var digits = text.TrimEnd('=');
        var padded = digits.PadRight((digits.Length + 3) / 4 * 4, '=');
        return text.Length - digits.Length <= 2 && (digits.Length > 0 || text.Length == 0) && Base64.IsValid(padded)
            && Convert.ToBase64String(Convert.FromBase64String(padded)) == padded
                ? [Convert.FromBase64String(padded)]
                : null;
    }

    private static byte[] TextOf(string field, FieldValue value) => Encoding.UTF8.GetBytes(FakeFields.TypeOf(field) switch
    {
        ParamType.Int64 => value.Signed.ToString(CultureInfo.InvariantCulture),
        ParamType.UInt64 or ParamType.Port => value.Number.ToString(CultureInfo.InvariantCulture),
        ParamType.Bool => value.IsTrue ? "true" : "false",
        ParamType.IpAddr or ParamType.IpNet => new IPAddress(value.Bytes.Span).ToString(),
        _ => Encoding.UTF8.GetString(value.Bytes.Span),
    });

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c));

    private static string Decode(byte[] text) => Encoding.UTF8.GetString(text);
}
