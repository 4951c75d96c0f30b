using System.CommandLine;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.CommandLine;

/// <summary>
/// Falco's way of writing options, which is that of cxxopts: <c>-x value</c>, <c>-xy</c> for several at once, <c>-xvalue</c> where the
/// value has letters and digits only, <c>--name value</c>, <c>--name=value</c>. A flag takes a value only after an equals sign, an option
/// that needs one takes whatever comes next. What is no option is passed over, as is everything behind <c>--</c>.
/// </summary>
internal static class OptionGrammar
{
    /// <summary>The same options written so that there is nothing left to guess: <c>NAME=VALUE</c>, or <c>NAME</c> for --list alone.</summary>
    /// <exception cref="ConfigurationException">There is no such option, or its value is missing or malformed; in Falco's words.</exception>
    public static List<string> Normalize(IReadOnlyList<string> arguments, IEnumerable<Option> options)
    {
        var byName = new Dictionary<string, Option>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            byName.Add(option.Name.TrimStart('-'), option);
            foreach (var alias in option.Aliases)
            {
                byName.Add(alias.TrimStart('-'), option);
            }
        }

        var result = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                break;
            }

            if (argument.Length < 2 || argument[0] != '-')
            {
                continue;
            }

            if (IsShort(argument))
            {
                Short(argument);
            }
            else if (IsLong(argument, out var equals))
            {
                var name = equals < 0 ? argument[2..] : argument[2..equals];
                Take(name, Find(name), equals < 0 ? null : argument[(equals + 1)..], ref i);
            }
            else
            {
                throw new ConfigurationException($"Argument ‘{argument}’ starts with a - but has incorrect syntax");
            }

            void Short(string group)
            {
                for (var at = 1; at < group.Length; at++)
                {
                    var name = group[at].ToString();
                    var option = Find(name);
                    if (NeedsValue(option) && at + 1 < group.Length)
                    {
                        Take(name, option, group[(at + 1)..], ref i);
                        return;
                    }

                    Take(name, option, null, ref i);
                }
            }
        }

        return result;

        Option Find(string name) => byName.GetValueOrDefault(name) ?? throw new ConfigurationException($"Option ‘{name}’ does not exist");

        void Take(string name, Option option, string? value, ref int at)
        {
            if (option.ValueType == typeof(bool))
            {
                Replace($"{option.Name}={(value is null ? "true" : ReadFlag(value))}");
            }
            else if (!NeedsValue(option))
            {
                Replace(string.IsNullOrEmpty(value) ? option.Name : $"{option.Name}={value}");
            }
            else
            {
                value ??= ++at < arguments.Count ? arguments[at] : throw new ConfigurationException($"Option ‘{name}’ is missing an argument");
                // An empty value behind an equals sign would be taken for none, another one without it perhaps for an option.
                result.AddRange(value.Length == 0 ? [option.Name, value] : [$"{option.Name}={value}"]);
            }

            // Given twice the last one counts.
            void Replace(string token)
            {
                result.RemoveAll(other => other == option.Name || other.StartsWith($"{option.Name}=", StringComparison.Ordinal));
                result.Add(token);
            }
        }
    }

    /// <summary>What Falco says of a value that it cannot read.</summary>
    public static ConfigurationException Unreadable(string value) => new($"Argument ‘{value}’ failed to parse");

    private static bool NeedsValue(Option option) => option.ValueType != typeof(bool) && option.Arity.MinimumNumberOfValues > 0;

    private static string ReadFlag(string value) => value switch
    {
        "true" or "True" or "t" or "T" or "1" => "true",
        "false" or "False" or "f" or "F" or "0" => "false",
        _ => throw Unreadable(value),
    };

    private static bool IsShort(string argument)
    {
        for (var i = 1; i < argument.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(argument[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLong(string argument, out int equals)
    {
        equals = argument.IndexOf('=', StringComparison.Ordinal);
        var end = equals < 0 ? argument.Length : equals;
        if (end < 4 || argument[1] != '-' || !char.IsAsciiLetterOrDigit(argument[2]))
        {
            return false;
        }

        for (var i = 3; i < end; i++)
        {
            if (!char.IsAsciiLetterOrDigit(argument[i]) && argument[i] is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
