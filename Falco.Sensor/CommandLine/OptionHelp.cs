using System.CommandLine;
using System.Text;

namespace Falco.Sensor.CommandLine;

/// <summary>The help, laid out as Falco's is: options on the left, what they do on the right.</summary>
internal static class OptionHelp
{
    private const int Width = 120;
    private const int RightColumn = 32;

    public static string Text(IEnumerable<Option> options)
    {
        var text = new StringBuilder("Falco on actors\nUsage:\n  falco [OPTION...]\n\n");
        foreach (var option in options)
        {
            var left = Left(option);
            text.Append(left);
            if (left.Length > RightColumn - 2)
            {
                text.Append('\n').Append(' ', RightColumn);
            }
            else
            {
                text.Append(' ', RightColumn - left.Length);
            }

            var isFirst = true;
            foreach (var line in (option.Description ?? "").Split('\n').SelectMany(paragraph => Wrap(paragraph, Width - RightColumn)))
            {
                text.Append(' ', isFirst ? 0 : RightColumn).Append(line).Append('\n');
                isFirst = false;
            }
        }

        return text.ToString();
    }

    private static string Left(Option option)
    {
        string[] names = [option.Name, .. option.Aliases];
        var shortName = Array.Find(names, name => name.Length == 2);
        var longName = Array.Find(names, name => name.Length > 2);
        var left = shortName is null ? $"      {longName}" : longName is null ? $"  {shortName}" : $"  {shortName}, {longName}";
        return option.ValueType == typeof(bool) ? left : $"{left} {option.HelpName}";
    }

    /// <summary>Breaks a paragraph between words; one that is indented stays as it is.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        if (text.StartsWith(' '))
        {
            yield return text;
            yield break;
        }

        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
