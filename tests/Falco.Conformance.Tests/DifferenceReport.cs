using System.Text;

namespace Falco.Conformance.Tests;

/// <summary>Counts differences by field, with a few examples of each.</summary>
internal sealed class DifferenceReport(ConformanceCase @case)
{
    private const int Examples = 3;
    private const int MaxText = 300;

    private readonly SortedDictionary<string, Entry> _fields = new(StringComparer.Ordinal);
    private readonly Entry _missing = new();
    private readonly Entry _extra = new();
    private int _compared;
    private int _different;

    /// <summary>Whether everything is as expected, accepted differences aside.</summary>
    public bool IsClean => _missing.Count == 0 && _extra.Count == 0 && _different == 0;

    public void Missing(string alert)
    {
        if (!AcceptedDifferences.Contains(@case, $"missing: {alert.Trim()}", alert, "", 0))
        {
            _missing.Add(alert);
        }
    }

    public void Extra(string alert) => _extra.Add(alert);

    public void Compared(bool same)
    {
        _compared++;
        _different += same ? 0 : 1;
    }

    /// <summary>Takes note of a difference; true where it is an accepted one.</summary>
    public bool Different(string field, string expected, string actual, ulong number, string type)
    {
        if (AcceptedDifferences.Contains(@case, field, expected, actual, number))
        {
            return true;
        }

        if (!_fields.TryGetValue(field, out var entry))
        {
            _fields.Add(field, entry = new Entry());
        }

        if (entry.Count < Examples)
        {
            var (left, right) = Shorten(expected, actual);
            entry.Add($"event {number} {type}\n        expected {left}\n        actual   {right}");
        }
        else
        {
            entry.Add("");
        }

        return false;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append($"{@case}: {_compared} alerts compared, {_different} differ, {_missing.Count} missing, {_extra.Count} too many\n");
        _missing.AppendTo(text, "missing");
        _extra.AppendTo(text, "too many");
        foreach (var (name, entry) in _fields.OrderByDescending(field => field.Value.Count))
        {
            entry.AppendTo(text, name);
        }

        return text.ToString();
    }

    /// <summary>Long values are shown from a little before the place where they part.</summary>
    private static (string Left, string Right) Shorten(string left, string right)
    {
        if (left.Length <= MaxText && right.Length <= MaxText)
        {
            return (left, right);
        }

        var same = left.AsSpan().CommonPrefixLength(right);
        var start = Math.Max(0, same - 60);
        return (Cut(left, start), Cut(right, start));
    }

    private static string Cut(string text, int start)
    {
        var rest = text.AsSpan(Math.Min(start, text.Length));
        return string.Concat(start > 0 ? "..." : "", rest[..Math.Min(MaxText, rest.Length)]);
    }

    private sealed class Entry
    {
        private readonly List<string> _examples = [];

        public int Count { get; private set; }

        public void Add(string example)
        {
            Count++;
            if (_examples.Count < Examples)
            {
                _examples.Add(example);
            }
        }

        public void AppendTo(StringBuilder text, string name)
        {
            if (Count == 0)
            {
                return;
            }

            text.Append($"  {name}: {Count}\n");
            foreach (var example in _examples)
            {
                text.Append($"      {example}\n");
            }
        }
    }
}
