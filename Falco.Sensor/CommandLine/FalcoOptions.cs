using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.CommandLine;

/// <summary>All options: those of Falco 0.44, and <c>-e</c>. The help lists them in this order.</summary>
internal sealed class FalcoOptions
{
    private static readonly ParserConfiguration Parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
    private readonly RootCommand _command = new("Falco on actors: watches what processes do and reports what matches a rule.");

    public FalcoOptions()
    {
        _command.Options.Clear();
        _command.Directives.Clear();
        Help = Flag("Print this help and exit.", "-h", "--help");
        ConfigFile = Value("<path>", $"Configuration file. Without it {FalcoConfiguration.InstalledFile}, else the one that comes with the program.", "-c");
        ConfigSchema = Flag("Print the JSON schema of the configuration and exit.", "--config-schema");
        RuleSchema = Flag("Print the JSON schema of rules files and exit.", "--rule-schema");
        CaptureFile = Value("<path>",
            "Replay the events of a capture file; short for -o engine.kind=replay -o engine.replay.capture_file=<path>.", "-e");
        DisabledSources = Values("<event_source>",
            "Take no events of this source; may be given several times, but not for all sources, nor together with --enable-source. "
            + "No effect on a replay.", "--disable-source");
        DryRun = Flag("Check configuration and rules and exit without processing events.", "--dry-run");
        EnabledSources = Values("<event_source>",
            "Take events of this source alone; may be given several times, but not together with --disable-source. No effect on a replay.",
            "--enable-source");
        IgnoredEvents = Flag("Print the system calls that are not collected unless base_syscalls.all is on, and exit.", "-i");
        DescribeRules = Flag("Show name and description of all rules and exit; with json_output, all about rules, macros and lists as JSON.", "-L");
        DescribeRule = Value("<rule>", "Show name and description of one rule and exit; with json_output, all about it as JSON.", "-l");
        Fields = new Option<string?>("--list")
        {
            Description = "List the fields of conditions and outputs, of one source if one is given, and exit.",
            HelpName = "[=<source>]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        _command.Options.Add(Fields);
        Events = Flag("List all events with their parameters and exit.", "--list-events");
        Plugins = Flag("Print what is known of the plugins in the configuration and exit.", "--list-plugins");
        Seconds = Value("<num_seconds>", "Stop after so many seconds of events.", "-M");
        Markdown = Flag("Old name of --format markdown.", "--markdown");
        Format = Value("<format>", "Form of --list and --list-events: text, markdown or json.", "--format");
        NamesOnly = Flag("With --list: only the names of the fields.", "-N");
        Settings = Values("<opt>=<val>",
            "Set a value of the configuration, over what its files say. Names go down with dots, into lists with brackets, [] appends; "
            + "a backslash takes a dot, a bracket or a backslash into a name.\n"
            + "  E.g. json_output=true\n"
            + "       engine.kind=replay\n"
            + "       rules[].disable.tag=network\n"
            + "       base.dotted\\.key=val", "-o", "--option");
        PluginInfo = Value("<plugin_name>", "Print what is known of one plugin, named by its name or its library_path, and exit.", "--plugin-info");
        Print = Value("<output_format>",
            "Deprecated, use append_output. Append to the output of every rule. -pc and -pk are accepted and change nothing.", "-p", "--print");
        PidFile = Value("<pid_file>", "Write the process id to this file.", "-P", "--pidfile");
        RulesFiles = Values("<rules_file>",
            "Rules file, or directory with rules files (.yaml, .yml); may be given several times. Without it those of the configuration.", "-r");
        Support = Flag("Print versions, rules files and configuration as JSON, for a report, and exit.", "--support");
        Unbuffered = Flag("Write every alert at once, whatever buffered_outputs says.", "-U", "--unbuffered");
        Validated = Values("<rules_file>", "Check a rules file and exit; may be given several times.", "-V", "--validate");
        Verbose = Flag("Say more.", "-v");
        Version = Flag("Print version information and exit.", "--version");
        PageSize = Flag("Print the size of the system's memory pages and exit.", "--page-size");
    }

    public Option<bool> Help { get; }

    public Option<string?> ConfigFile { get; }

    public Option<bool> ConfigSchema { get; }

    public Option<bool> RuleSchema { get; }

    public Option<string?> CaptureFile { get; }

    public Option<string[]> DisabledSources { get; }

    public Option<bool> DryRun { get; }

    public Option<string[]> EnabledSources { get; }

    public Option<bool> IgnoredEvents { get; }

    public Option<bool> DescribeRules { get; }

    public Option<string?> DescribeRule { get; }

    public Option<string?> Fields { get; }

    public Option<bool> Events { get; }

    public Option<bool> Plugins { get; }

    public Option<string?> Seconds { get; }

    public Option<bool> Markdown { get; }

    public Option<string?> Format { get; }

    public Option<bool> NamesOnly { get; }

    public Option<string[]> Settings { get; }

    public Option<string?> PluginInfo { get; }

    public Option<string?> Print { get; }

    public Option<string?> PidFile { get; }

    public Option<string[]> RulesFiles { get; }

    public Option<bool> Support { get; }

    public Option<bool> Unbuffered { get; }

    public Option<string[]> Validated { get; }

    public Option<bool> Verbose { get; }

    public Option<bool> Version { get; }

    public Option<bool> PageSize { get; }

    /// <summary>All of them, in the order of the help.</summary>
    public IList<Option> All => _command.Options;

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ConfigurationException">There is no such option, or its value is missing or malformed; in Falco's words.</exception>
    public ParseResult Parse(IReadOnlyList<string> arguments)
    {
        var result = _command.Parse(OptionGrammar.Normalize(arguments, All), Parser);
        return result.Errors.Count == 0 ? result : throw new ConfigurationException(result.Errors[0].Message);
    }

    /// <summary>The value of <c>-M</c>.</summary>
    /// <exception cref="ConfigurationException">It is no number.</exception>
    public TimeSpan DurationOf(ParseResult line)
    {
        if (line.GetValue(Seconds) is not { } text)
        {
            return TimeSpan.Zero;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Max(seconds, 0))
            : throw OptionGrammar.Unreadable(text);
    }

    /// <summary>The form that <c>--format</c> asks for.</summary>
    /// <exception cref="ConfigurationException">There is no such form, or --markdown is given as well.</exception>
    public ListFormat FormatOf(ParseResult line)
    {
        var isMarkdown = line.GetValue(Markdown);
        if (line.GetValue(Format) is not { } format)
        {
            if (isMarkdown)
            {
                Console.Error.WriteLine("WARNING: --markdown is deprecated, use --format markdown instead.");
            }

            return isMarkdown ? ListFormat.Markdown : ListFormat.Text;
        }

        if (isMarkdown)
        {
            throw new ConfigurationException("Cannot specify both --markdown and --format options together");
        }

        return format.Length == 0 ? ListFormat.Text
            : Enum.TryParse<ListFormat>(format, ignoreCase: true, out var parsed) && !char.IsAsciiDigit(format[0]) ? parsed
            : throw new ConfigurationException($"Invalid format '{format}'. Valid values are: text, markdown, json");
    }

    private Option<bool> Flag(string description, params string[] names)
        => Add(new Option<bool>(names[0], names[1..]) { Description = description });

    private Option<string?> Value(string valueName, string description, params string[] names)
        => Add(new Option<string?>(names[0], names[1..])
        {
            Description = description,
            HelpName = valueName,
            // Of several the last one counts.
            CustomParser = result => result.Tokens[^1].Value,
            Arity = ArgumentArity.OneOrMore,
        });

    private Option<string[]> Values(string valueName, string description, params string[] names)
        => Add(new Option<string[]>(names[0], names[1..]) { Description = description, HelpName = valueName, Arity = ArgumentArity.OneOrMore });

    private T Add<T>(T option)
        where T : Option
    {
        _command.Options.Add(option);
        return option;
    }
}
