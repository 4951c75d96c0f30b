using System.Globalization;

namespace Falco.Engine.Tests.Fuzzing;

/// <summary>
/// Makes rules files that are wrong, or strange, of sound ones: entries left out and out of order, lines and words changed, with the words
/// of the rules language in places where they do not belong.
/// </summary>
internal sealed class RulesMutator
{
    private static readonly string[] Words =
    [
        "and", "or", "not", "(", ")", "((", "in", "intersects", "pmatch", "glob", "iglob", "startswith", "icontains", "bcontains", "exists", "=", "!=", ">=",
        "regex", "val(", "toupper(", "tolower(", "b64(", "basename(", "len(", "proc.name", "proc.aname[2]", "proc.aname[", "proc.aname[x]", "evt.arg.res",
        "evt.arg[99]", "evt.rawarg.", "fd.net", "fd.snet", "10.0.0.0/8", "10.0.0.0/99", "::1/129", "%", "%proc", "%proc.nosuch", "%%", "%(proc.name",
        "container", "spawned_process", "never_true", "-1", "0x", "18446744073709551616", "1e999", "''", "\"", "'", "\"\\x\"", "\\", "~", "null", "true",
        "*", "&a", "*a", "!!binary", "!x", "|", ">", "{", "}", "[", "]", "[]", "{}", ":", ": ", "- ", "#", "---", "...", "?", "\t", "\u0000", "\ufeff", "é", "\ud83d\ude00",
        "rule:", "macro:", "list:", "items:", "condition:", "append: true", "override:", "condition: append", "exceptions:", "fields:", "comps:", "values:",
        "enabled: false", "priority: nosuch", "required_engine_version: 99.0.0", "required_plugin_versions:", "source: nosuch", "warn_evttypes:", "tags: {}",
    ];

    private readonly string[] _entries;

    public RulesMutator(string file) => _entries = file.Split("\n- ");

    public string Next(Random random)
    {
        var entries = _entries.ToList();
        for (var n = random.Chance(0.5) ? 0 : random.Next(1, 4); n > 0 && entries.Count > 1; n--)
        {
            var at = random.Next(entries.Count);
            var entry = entries[at];
            entries.RemoveAt(at);
            if (random.Chance(0.5))
            {
                entries.Insert(random.Next(entries.Count), entry);
            }
        }

        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(entries.Count);
            entries[at] = Change(entries[at], random);
        }

        var text = string.Join("\n- ", entries);
        return random.Chance(0.05) ? text[..random.Next(text.Length)] : text;
    }

    private static string Change(string entry, Random random)
    {
        if (entry.Length == 0)
        {
            return random.Pick(Words);
        }

        var at = random.Next(entry.Length);
        switch (random.Next(10))
        {
            case 0:
                return entry.Remove(at, Math.Min(random.Next(1, 20), entry.Length - at));
            case 1:
                return entry.Insert(at, entry.Substring(at, Math.Min(random.Next(1, 40), entry.Length - at)));
            case 2:
                return string.Concat(entry.AsSpan(0, at), ((char)random.Next(0xFFFF)).ToString(), entry.AsSpan(at + 1));
            case 3:
                return Deep(entry, at, random);
            case 4:
                return Lines(entry, random);
            case 5:
                // A word that refers to the entry itself, or to another.
                var name = entry.Split('\n')[0].Split(": ", 2)[^1].Trim();
                return entry.Insert(WordStart(entry, at), $"{name} ");
            default:
                var start = WordStart(entry, at);
                var end = random.Chance(0.5) ? start : WordEnd(entry, start);
                return string.Concat(entry.AsSpan(0, start), random.Pick(Words), " ", entry.AsSpan(end));
        }
    }

    /// <summary>Nests, or goes on, far beyond what anybody writes.</summary>
    private static string Deep(string entry, int at, Random random)
    {
        var times = random.Pick([3, 50, 5_000]);
        var word = random.Pick(["(", "[", "{", "not ", "- ", "toupper(", "a and ", "x or ", "[[", "a: ", "\n  ", "%", "proc.name=x and ", "proc.name in (a) or "]);
        return entry.Insert(WordStart(entry, at), string.Concat(Enumerable.Repeat(word, times)));
    }

    private static string Lines(string entry, Random random)
    {
        var lines = entry.Split('\n').ToList();
        var at = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), lines[at]);
                break;
            case 2:
                lines[at] = new string(' ', random.Next(6)) + lines[at].TrimStart();
                break;
            default:
                var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
                lines[at] = colon < 0 ? lines[at] : string.Create(CultureInfo.InvariantCulture, $"{lines[at][..colon]}: {random.Pick(Words)}");
                break;
        }

        return string.Join('\n', lines);
    }

    private static int WordStart(string text, int at)
    {
        var blank = text.LastIndexOfAny([' ', '\n'], Math.Min(at, text.Length - 1));
        return blank < 0 ? 0 : blank + 1;
    }

    private static int WordEnd(string text, int start)
    {
        var blank = text.IndexOfAny([' ', '\n', ',', ')'], start);
        return blank < 0 ? text.Length : blank;
    }
}
