using System.Text;

namespace Falco.Sensor.Commands.Cluster;

/// <summary>A table as plain text: columns as wide as what is in them, two blanks between. Cells are escaped.</summary>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [columns];

    /// <summary>Columns of numbers, which end where the column does.</summary>
    public IReadOnlyCollection<string> Numbers { get; init; } = [];

    /// <summary>Adds a row; what is empty is shown as a dash.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => cell.Length == 0 ? "-" : TerminalText.Of(cell))]);

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = columns.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var line = row.Select((cell, i) => Numbers.Contains(columns[i]) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            text.AppendLine(string.Join("  ", line).TrimEnd());
        }

        return text.ToString();
    }
}
