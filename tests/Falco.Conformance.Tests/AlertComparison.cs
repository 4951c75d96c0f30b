using System.Text.Json;

namespace Falco.Conformance.Tests;

/// <summary>
/// Compares two streams of alerts. They are walked side by side; where they part, the nearest alert that both have (by time and
/// rule) is where they meet again, and what lies between is missing or too many.
/// </summary>
internal sealed class AlertComparison(ConformanceCase @case, DifferenceReport report)
{
    private const int Lookahead = 4096;

    public void Run(IEnumerable<ActualAlert> actualAlerts)
    {
        using var expectedLines = @case.ExpectedLines().GetEnumerator();
        using var actualLines = actualAlerts.GetEnumerator();
        var expected = new List<Line>();
        var actual = new List<Line>();
        while (Fill(expected, expectedLines, 1) | Fill(actual, actualLines, 1))
        {
            if (expected.Count == 0 || actual.Count == 0)
            {
                Drop(expected, expected.Count, report.Missing);
                Drop(actual, actual.Count, report.Extra);
            }
            else if (expected[0].Key == actual[0].Key)
            {
                Compare(expected[0], actual[0]);
                expected.RemoveAt(0);
                actual.RemoveAt(0);
            }
            else
            {
                Fill(expected, expectedLines, Lookahead);
                Fill(actual, actualLines, Lookahead);
                var (missing, extra) = Meet(expected, actual);
                Drop(expected, missing, report.Missing);
                Drop(actual, extra, report.Extra);
            }
        }
    }

    private static (int Missing, int Extra) Meet(List<Line> expected, List<Line> actual)
    {
        var places = new Dictionary<string, int>();
        for (var i = 0; i < actual.Count; i++)
        {
            places.TryAdd(actual[i].Key, i);
        }

        var best = (Missing: expected.Count, Extra: actual.Count);
        for (var i = 0; i < expected.Count && i < best.Missing + best.Extra; i++)
        {
            if (places.TryGetValue(expected[i].Key, out var j) && i + j < best.Missing + best.Extra)
            {
                best = (i, j);
            }
        }

        return best;
    }

    private static void Drop(List<Line> lines, int count, Action<string> account)
    {
        foreach (var line in lines.Take(count))
        {
            account($"{line.Key} {(line.Number == 0 ? "" : $"#{line.Number}")}");
        }

        lines.RemoveRange(0, count);
    }

    private bool Fill(List<Line> lines, IEnumerator<string> source, int count)
    {
        while (lines.Count < count && source.MoveNext())
        {
            lines.Add(Read(source.Current, 0));
        }

        return lines.Count > 0;
    }

    private bool Fill(List<Line> lines, IEnumerator<ActualAlert> source, int count)
    {
        while (lines.Count < count && source.MoveNext())
        {
            lines.Add(Read(source.Current.Line, source.Current.EventNumber));
        }

        return lines.Count > 0;
    }

    private Line Read(string text, ulong number)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement.Clone();
        var rule = root.GetProperty("rule").GetString()!;
        return new Line(@case.Key(rule, root.GetProperty("time").GetString()!), rule, root, text, number);
    }

    private void Compare(Line expected, Line actual)
    {
        var rule = expected.Rule;
        var isSame = true;
        foreach (var (name, left, right) in Members(expected.Json, actual.Json))
        {
            if (!@case.ComparesMember(rule, name))
            {
                continue;
            }

            if (name != "output_fields" || left is null || right is null)
            {
                isSame &= IsSame(name, left, right, actual);
                continue;
            }

            foreach (var (field, leftField, rightField) in Members(left.Value, right.Value))
            {
                if (@case.ComparesField(rule, expected.EventType, field))
                {
                    isSame &= IsSame(field, leftField, rightField, actual);
                }
            }
        }

        // The same to a JSON reader is not enough: the order of keys and the way numbers and text are written count as well.
        if (isSame && @case.ComparesText && expected.Text != actual.Text)
        {
            isSame = report.Different("(form of the line)", expected.Text, actual.Text, actual.Number, actual.EventType);
        }

        report.Compared(isSame);
    }

    private bool IsSame(string name, JsonElement? left, JsonElement? right, Line actual)
    {
        var leftText = @case.Compared(name, left?.GetRawText() ?? "(absent)");
        var rightText = @case.Compared(name, right?.GetRawText() ?? "(absent)");
        if (leftText == rightText || (left is { } l && right is { } r && JsonElement.DeepEquals(l, r)))
        {
            return true;
        }

        return report.Different(name, leftText, rightText, actual.Number, actual.EventType);
    }

    private static IEnumerable<(string Name, JsonElement? Left, JsonElement? Right)> Members(JsonElement left, JsonElement right)
    {
        foreach (var member in left.EnumerateObject())
        {
            yield return (member.Name, member.Value, right.TryGetProperty(member.Name, out var value) ? value : null);
        }

        foreach (var member in right.EnumerateObject())
        {
            if (!left.TryGetProperty(member.Name, out _))
            {
                yield return (member.Name, null, member.Value);
            }
        }
    }

    private sealed record Line(string Key, string Rule, JsonElement Json, string Text, ulong Number)
    {
        public string EventType => Json.TryGetProperty("output_fields", out var fields) && fields.TryGetProperty("evt.type", out var type)
            ? type.GetString() ?? ""
            : Rule;
    }
}

/// <summary>An alert as it is printed, and the number of its event.</summary>
internal readonly record struct ActualAlert(string Line, ulong EventNumber);
