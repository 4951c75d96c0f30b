using System.CommandLine;
using Falco.Engine.Capture;
using Falco.Engine.Rules.Testing;
using Falco.Sensor.Commands;
using Falco.Sensor.Configuration;
using Falco.Sensor.Recording;

namespace Falco.Sensor.CommandLine;

/// <summary>What the program can do beside watching: commands that have a name. Falco has none, so they come first on the command line.</summary>
internal static class Subcommands
{
    private const double MaxNumber = 1e9;

    /// <summary>Whether the command line begins with one.</summary>
    public static bool Has(string[] arguments) => arguments is ["cluster" or "explain" or "record" or "test", ..];

    /// <summary>Runs it; its result is the exit code.</summary>
    public static int Invoke(string[] arguments)
    {
        var root = new RootCommand("Watches what processes do and reports what matches a rule.");
        root.Subcommands.Add(ClusterSubcommand.Create());
        root.Subcommands.Add(Explain());
        root.Subcommands.Add(Record());
        root.Subcommands.Add(Test());
        try
        {
            return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is ConfigurationException or CaptureException or RuleTestException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Error: {e.Message}");
            return 1;
        }
    }

    private static Command Explain()
    {
        var rule = new Argument<string>("RULE") { Description = "The rule's name." };
        var capture = new Option<string>("-e") { Description = "The capture to look through.", HelpName = "FILE", Required = true };
        var count = new Option<int>("-n") { Description = "How many events to show.", HelpName = "COUNT", DefaultValueFactory = _ => 3 };
        var all = new Option<bool>("--all") { Description = "Unfold macros that hold." };
        var rules = RulesOption();
        var configuration = ConfigurationOption();
        var command = new Command("explain", "Shows the events of a capture that come nearest to a rule, and which parts of its condition hold for them.")
        {
            rule, capture, rules, configuration, count, all,
        };
        command.SetAction(line => ExplainCommand.Run(
            line.GetRequiredValue(rule),
            line.GetRequiredValue(capture),
            line.GetValue(rules) ?? [],
            line.GetValue(configuration),
            Math.Max(line.GetValue(count), 1),
            line.GetValue(all)));
        return command;
    }

    private static Command Record()
    {
        var condition = new Argument<string?>("CONDITION")
        {
            Description = "Which events to record, as a rule's condition; all without it. Events that change what later ones mean are kept too, for state alone.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string>("-w") { Description = "The capture to write; .gz at its end compresses it.", HelpName = "FILE", Required = true };
        var capture = new Option<string?>("-e") { Description = "Take the events from a capture instead of this machine.", HelpName = "FILE" };
        var seconds = new Option<double?>("-M")
        {
            Description = "End after so many seconds.", HelpName = "SECONDS", CustomParser = result => PositiveNumber.Parse(result, MaxNumber),
        };
        var compress = new Option<bool>("-z") { Description = "Compress the capture, whatever its name." };
        var all = new Option<bool>("--all") { Description = "Record calls that move data too (read, write, send ...; see falco -i)." };
        var limit = new Option<double?>("--limit")
        {
            Description = "End before the capture becomes larger.", HelpName = "MEGABYTES", CustomParser = result => PositiveNumber.Parse(result, MaxNumber),
        };
        var configuration = ConfigurationOption();
        var command = new Command("record", "Records what happens on this machine as a capture, or a part of another capture.")
        {
            condition, output, capture, seconds, compress, all, limit, configuration,
        };
        command.SetAction(line => RecordCommand.Run(new RecordOptions
        {
            Output = line.GetRequiredValue(output),
            Condition = line.GetValue(condition),
            Capture = line.GetValue(capture),
            Duration = line.GetValue(seconds) is { } time ? TimeSpan.FromSeconds(time) : TimeSpan.Zero,
            Compress = line.GetValue(compress) ? true : null,
            WithData = line.GetValue(all),
            MaxBytes = line.GetValue(limit) is { } megabytes ? (long)(megabytes * (1 << 20)) : long.MaxValue,
            ConfigurationFile = line.GetValue(configuration),
        }));
        return command;
    }

    private static Command Test()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files of rule tests (docs/rule-tests.md).", Arity = ArgumentArity.OneOrMore };
        var rules = RulesOption();
        var configuration = ConfigurationOption();
        var command = new Command("test", "Runs tests of rules. The exit code is 0 only if all pass.") { files, rules, configuration };
        command.SetAction(line => TestCommand.Run(line.GetRequiredValue(files), line.GetValue(rules) ?? [], line.GetValue(configuration)));
        return command;
    }

    private static Option<string[]> RulesOption() => new("-r")
    {
        Description = "Rules file, or directory with rules files; several are loaded in order. Without it those of the configuration.",
        HelpName = "RULES",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static Option<string?> ConfigurationOption() => new("-c") { Description = "Configuration file.", HelpName = "FILE" };
}
