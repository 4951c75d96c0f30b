using System.CommandLine;

namespace Falco.Sensor.CommandLine;

/// <summary>Options that belong together; they are added to the command in the order in which they were made.</summary>
internal abstract class OptionGroup
{
    private readonly List<Option> _options = [];

    public void AddTo(Command command)
    {
        foreach (var option in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>An option that is there or not.</summary>
    protected Option<bool> Flag(string description, params string[] names)
        => Add(new Option<bool>(names[0], names[1..]) { Description = description });

    /// <summary>An option with a value.</summary>
    protected Option<string?> Value(string valueName, string description, params string[] names)
        => Add(new Option<string?>(names[0], names[1..]) { Description = description, HelpName = valueName });

    /// <summary>An option with a value that may be given several times.</summary>
    protected Option<string[]> Values(string valueName, string description, params string[] names)
        => Add(new Option<string[]>(names[0], names[1..])
        {
            Description = description,
            HelpName = valueName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        });

    private T Add<T>(T option)
        where T : Option
    {
        _options.Add(option);
        return option;
    }
}
