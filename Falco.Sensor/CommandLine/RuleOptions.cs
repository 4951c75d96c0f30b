using System.CommandLine;

namespace Falco.Sensor.CommandLine;

/// <summary>Which rules are loaded, and commands about them.</summary>
internal sealed class RuleOptions : OptionGroup
{
    public RuleOptions()
    {
        Files = Values(
            "rules_file",
            "Rules file, or directory with rules files (.yaml, .yml); several are loaded in order. Without it those of the configuration, "
            + "else the rules that come with the program.",
            "-r");
        Validate = Values("rules_file", "Check a rules file and exit; may be given several times.", "-V", "--validate");
        DescribeAll = Flag("Show name and description of all rules and exit.", "-L");
        Describe = Value("rule", "Show name and description of one rule and exit.", "-l");
    }

    public Option<string[]> Files { get; }

    public Option<string[]> Validate { get; }

    public Option<bool> DescribeAll { get; }

    public Option<string?> Describe { get; }
}
