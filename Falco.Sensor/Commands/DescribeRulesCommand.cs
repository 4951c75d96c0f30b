using Falco.Engine.Rules;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Commands;

/// <summary><c>-L</c> and <c>-l</c>: name and description of the rules, or of one.</summary>
internal static class DescribeRulesCommand
{
    private const int NameWidth = 50;
    private const int LineWidth = 110;

    /// <exception cref="ConfigurationException">There is no rule of that name.</exception>
    public static int Run(IReadOnlyList<Rule> rules, string? name)
    {
        var chosen = rules.Where(rule => name is null || rule.Name == name).ToList();
        if (chosen.Count == 0 && name is not null)
        {
            throw new ConfigurationException($"Rule \"{name}\" is not loaded. -L shows the rules that are.");
        }

        Write("Rule", "Description");
        Write("----", "-----------");
        foreach (var rule in chosen)
        {
            Write(rule.Name, Wrap(rule.Description));
            Console.Out.WriteLine();
        }

        return 0;
    }

    private static void Write(string left, string right) => Console.Out.WriteLine($"{left,-NameWidth} {right}");

    /// <summary>Breaks text between words; what follows the first line is indented below it.</summary>
    private static string Wrap(string text)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && NameWidth + 1 + line.Length + 1 + word.Length > LineWidth)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length > 0 ? $"{line} {word}" : word;
        }

        lines.Add(line);
        return string.Join('\n' + new string(' ', NameWidth + 1), lines);
    }
}
