using System.CommandLine;
using System.CommandLine.Help;
using Falco.Sensor.Commands;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.CommandLine;

/// <summary>The command line: puts the options together and chooses what to do.</summary>
internal sealed class FalcoCommand
{
    private readonly SourceOptions _source = new();
    private readonly RuleOptions _rules = new();
    private readonly ListingOptions _listing = new();

    /// <summary>Runs the program; its result is the exit code: 0, or 1 after one clear error.</summary>
    public static int Invoke(string[] arguments) => new FalcoCommand().Run(arguments);

    private int Run(string[] arguments)
    {
        var root = new RootCommand("Watches what processes do and reports what matches a rule.") { TreatUnmatchedTokensAsErrors = true };
        root.Options.Clear();
        root.Directives.Clear();
        root.Options.Add(new HelpOption());
        _source.AddTo(root);
        _rules.AddTo(root);
        _listing.AddTo(root);
        root.SetAction(Execute);
        var result = root.Parse(
            ShortOptions.Split(arguments),
            new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            return Fail(result.Errors[0].Message);
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ConfigurationException e)
        {
            return Fail(e.Message);
        }
    }

    private int Execute(ParseResult line)
    {
        if (line.GetValue(_listing.Version))
        {
            return VersionCommand.Run();
        }

        if (line.GetValue(_listing.Fields))
        {
            return ListFieldsCommand.Run(line.GetValue(_listing.NamesOnly));
        }

        throw new ConfigurationException("Nothing to do. Give a capture to replay with -e FILE, or see --help.");
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"Error: {message}");
        return 1;
    }
}
