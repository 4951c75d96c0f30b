namespace Falco.Conformance.Tests;

/// <summary>
/// Differences that may stand because Falco's own value is an accident. They are in accepted-differences.tsv: kind, capture, field,
/// event number, reason.
/// </summary>
internal static class AcceptedDifferences
{
    private static readonly HashSet<(string Kind, string Capture, string Field, ulong Number)> All = Load();

    public static bool Contains(ConformanceCase @case, string field, string expected, string actual, ulong number)
        => All.Count > 0 && expected != actual && All.Contains((@case.Kind, @case.Capture, field, number));

    private static HashSet<(string Kind, string Capture, string Field, ulong Number)> Load()
    {
        using var stream = typeof(AcceptedDifferences).Assembly.GetManifestResourceStream("accepted-differences.tsv")!;
        using var reader = new StreamReader(stream);
        var result = new HashSet<(string Kind, string Capture, string Field, ulong Number)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var columns = line.Split('\t');
            if (columns.Length != 5 || columns[4].Length == 0)
            {
                throw new FormatException($"accepted-differences.tsv: '{line}' is not kind, capture, field, event number, reason");
            }

            result.Add((columns[0], columns[1], columns[2], ulong.Parse(columns[3])));
        }

        return result;
    }
}
