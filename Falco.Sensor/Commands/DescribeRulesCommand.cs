using System.Text;
using System.Text.Json;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Commands;

/// <summary>
/// <c>-L</c> and <c>-l</c>: name and description of the rules, or of one; with json_output all that is known of them, and of macros and
/// lists, as one JSON object.
/// </summary>
internal static class DescribeRulesCommand
{
    private const int NameWidth = 50;
    private const int Width = 110;

    /// <exception cref="ConfigurationException">There is no rule of that name.</exception>
    public static int Run(FalcoConfiguration configuration, RuleLoader loader, string? name)
    {
        if (configuration.Format.Json)
        {
            Console.Out.WriteLine(JsonText.Line(writer => Write(writer, loader, name)));
        }
        else
        {
            WriteText(loader, name);
        }

        return 0;
    }

    /// <summary>Writes the JSON form.</summary>
    /// <exception cref="ConfigurationException">There is no rule of that name.</exception>
    public static void Write(Utf8JsonWriter writer, RuleLoader loader, string? name)
    {
        if (!loader.Describe(writer, name))
        {
            throw NotLoaded(name!);
        }
    }

    /// <summary>Writes the text form, two columns, to standard output.</summary>
    /// <exception cref="ConfigurationException">There is no rule of that name.</exception>
    public static void WriteText(RuleLoader loader, string? name)
    {
        var chosen = loader.Rules.Where(rule => name is null || rule.Name == name).ToList();
        if (chosen.Count == 0 && name is not null)
        {
            throw NotLoaded(name);
        }

        WriteLine("Rule", "Description");
        WriteLine("----", "-----------");
        foreach (var rule in chosen)
        {
            WriteLine(rule.Name, Wrap(rule.Description));
            Console.Out.WriteLine();
        }
    }

    private static ConfigurationException NotLoaded(string name) => new($"Rule \"{name}\" is not loaded. -L shows the rules that are.");

    private static void WriteLine(string left, string right) => Console.Out.WriteLine($"{left,-NameWidth} {right}");

    /// <summary>Breaks text between words, each with a blank behind it; what follows the first line is indented below it.</summary>
    private static string Wrap(string text)
    {
        const int room = Width - NameWidth - 1;
        var result = new StringBuilder();
        var length = 0;
        foreach (var word in text.Split([' ', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (length + word.Length + 1 > room)
            {
                result.Append('\n').Append(' ', NameWidth + 1);
                length = 0;
            }

            result.Append(word).Append(' ');
            length += word.Length + 1;
        }

        return result.ToString();
    }
}
