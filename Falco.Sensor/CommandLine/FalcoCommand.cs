using System.CommandLine;
using System.CommandLine.Help;
using Falco.Engine.Capture;
using Falco.Sensor.Commands;
using Falco.Sensor.Configuration;
using Falco.Sensor.Outputs;
using Falco.Sensor.Rules;

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
        catch (IOException e) when (e.HResult == DescriptorStream.BrokenPipe)
        {
            // Whoever reads has seen enough, as in falco ... | head: no error.
            return 0;
        }
        catch (Exception e) when (e is ConfigurationException or CaptureException or IOException or UnauthorizedAccessException)
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

        var configuration = _source.Configure(line);
        if (line.GetValue(_rules.Validate) is { Length: > 0 } files)
        {
            return ValidateRulesCommand.Run(configuration, files);
        }

        var rules = LoadedRules.Load(configuration, line.GetValue(_rules.Files) ?? []);
        var name = line.GetValue(_rules.Describe);
        if (name is not null || line.GetValue(_rules.DescribeAll))
        {
            return DescribeRulesCommand.Run(rules.Rules, name);
        }

        AlertOutputs.Check(configuration);
        if (line.GetValue(_source.DryRun))
        {
            return 0;
        }

        return configuration.CaptureFile.Length > 0
            ? new ReplayCommand(configuration, rules).Run()
            : throw new ConfigurationException("There is no capture to replay. Give one with -e FILE, or see --help.");
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"Error: {message}");
        return 1;
    }
}
