using System.Globalization;

namespace Falco.Engine.Tests.Rules.Properties;

/// <summary>
/// Makes conditions of all operators, modifiers and transformers over the fields of <see cref="FakeFields"/>, and values for these fields.
/// Texts are few and short, so that comparisons hold about as often as not.
/// </summary>
internal sealed class RandomConditions(int seed)
{
    private static readonly string[] Texts = ["", "a", "b", "ab", "abd", "A", "aB", "/a", "/a/b", "/a/b/c", "b c", "a=b", "é", "'", "\"", "a,b", "(a)", "\\a", "YWI="];
    private static readonly string[] Patterns = ["", "*", "a*", "*b", "?", "a?c", "*a*b*", "[a-b]", "[!a]*", "/a/*", "\\a"];
    private static readonly string[] Expressions = ["", ".*", "a+", "[a-c]+", "(a|/a/b)", "/.*", "a.?", "[^a]*", "a{1,2}b?"];
    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2", "192.168.1.1", "::1", "fe80::2"];
    private static readonly string[] Networks = ["10.0.0.0/8", "10.0.0.2/32", "192.168.0.0/16", "0.0.0.0/0", "fe80::/10"];
    private static readonly string[] TextFields = ["t.a", "t.b", "t.c", "p.d"];
    private static readonly string[] Modifiers = ["oneof", "anyof", "allof"];

    private readonly Random _random = new(seed);

    /// <summary>A condition as text.</summary>
    public string Condition(int depth = 0)
    {
        var choice = _random.Next(10);
        if (depth > 3 || choice < 4)
        {
            return (_random.Next(6) == 0 ? "not " : "") + Check();
        }

        var word = choice < 7 ? " and " : " or ";
        var children = Enumerable.Range(0, _random.Next(2, 5)).Select(_ => Condition(depth + 1));
        return (_random.Next(5) == 0 ? "not " : "") + $"({string.Join(word, children)})";
    }

    /// <summary>Gives every field a value, some, or none.</summary>
    public void Assign(FakeFields fields)
    {
        fields.Clear();
        foreach (var field in (string[])[.. TextFields, "n.a", "n.b", "u.a", "b.a", "ip.a", "ip.b", "net.a", "port.a"])
        {
            if (_random.Next(5) > 0)
            {
                fields.Set(field, Value(field));
            }
        }

        foreach (var field in (string[])["l.a", "a.a"])
        {
            if (_random.Next(5) > 0)
            {
                fields.Set(field, [.. Enumerable.Range(0, _random.Next(4)).Select(_ => (object)Pick(Texts))]);
            }
        }
    }

    private object Value(string field) => field[..field.IndexOf('.', StringComparison.Ordinal)] switch
    {
        "n" => (long)_random.Next(-2, 4),
        "u" => (ulong)_random.Next(4),
        "port" => (ulong)_random.Next(79, 82),
        "b" => _random.Next(2) == 0,
        "ip" or "net" => Pick(Addresses),
        _ => Pick(Texts),
    };

    private string Check() => _random.Next(14) switch
    {
        0 or 1 => NumberCheck(Pick(["n.a", "n.b"])),
        2 => NumberCheck("u.a"),
        3 => $"b.a {Pick(["=", "!="])} {Pick(["true", "false"])}",
        4 => ListCheck("ip.a", Addresses),
        5 => ListCheck("net.a", Networks),
        6 => $"port.a {Pick(["=", "!=", "<", ">="])} {Pick(["80", "http", "81"])}".Replace("< http", "< 80", StringComparison.Ordinal)
            .Replace(">= http", ">= 80", StringComparison.Ordinal),
        7 => $"l.a {Pick(["in", "intersects"])} ({Many(Texts)})",
        8 => $"a.a {Pick(["=", "contains", "startswith"])} {Quote(Pick(Texts))}",
        9 => $"{Pick(["t.a", "n.a", "l.a", "ip.a", "b.a", "a.a"])} exists",
        _ => TextCheck(),
    };

    private string NumberCheck(string field) => _random.Next(4) switch
    {
        0 => $"{field} in ({string.Join(", ", Enumerable.Range(0, 3).Select(_ => Number(field)))})",
        1 => $"{field} {Pick(["=", "!="])} {Pick(Modifiers)} ({Number(field)}, {Number(field)})",
        2 when field != "u.a" => $"n.a {Pick(["=", "!=", "<", "<=", ">", ">="])} val(n.b)",
        _ => $"{field} {Pick(["=", "==", "!=", "<", "<=", ">", ">="])} {Number(field)}",
    };

    private string Number(string field) => _random.Next(field == "u.a" ? 0 : -2, 4).ToString(CultureInfo.InvariantCulture);

    private string ListCheck(string field, string[] values) => _random.Next(3) switch
    {
        0 => $"{field} in ({Many(values)})",
        1 => $"{field} {Pick(["=", "!="])} {Pick(Modifiers)} ({Many(values)})",
        _ => $"{field} {Pick(["=", "!="])} {Pick(values)}",
    };

    private string TextCheck()
    {
        var left = TextOperand(0);
        var op = Pick(["=", "==", "!=", "contains", "icontains", "startswith", "endswith", "glob", "iglob", "regex", "in", "intersects", "pmatch"]);
        var values = op is "glob" or "iglob" ? Patterns : op == "regex" ? Expressions : Texts;
        return op switch
        {
            "in" or "intersects" or "pmatch" => $"{left} {op} ({Many(values)})",
            _ when _random.Next(3) == 0 => $"{left} {op} {Pick(Modifiers)} ({Many(values)})",
            not "regex" when !left.Contains('(', StringComparison.Ordinal) && left != "p.d" && _random.Next(4) == 0
                => $"{left} {op} {Pick(["val(t.a)", "val(t.b)", "tolower(t.c)", "concat(t.a, t.b)"])}",
            _ => $"{left} {op} {Quote(Pick(values))}",
        };
    }

    private string TextOperand(int depth) => _random.Next(depth > 1 ? 5 : 12) switch
    {
        5 => $"tolower({TextOperand(depth + 1)})",
        6 => $"toupper({TextOperand(depth + 1)})",
        7 => $"basename({Pick(TextFields)})",
        8 => $"b64({Pick(["t.a", "t.b"])})",
        9 => $"concat({Pick(["t.a", "t.b"])}, {Quote(Pick(Texts))})",
        10 => $"join({Quote(Pick(Texts))}, ({Pick(TextFields)}, {Quote(Pick(Texts))}, {Pick(["t.a", "n.a", "b.a"])}))",
        _ => Pick(TextFields),
    };

    private string Many(string[] values) => string.Join(", ", Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Quote(Pick(values))));

    private string Pick(string[] all) => all[_random.Next(all.Length)];

    private static string Quote(string text)
        => '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';
}
