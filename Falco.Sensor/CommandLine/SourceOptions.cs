using System.CommandLine;

namespace Falco.Sensor.CommandLine;

/// <summary>Where events come from, how alerts go out, and the configuration behind both.</summary>
internal sealed class SourceOptions : OptionGroup
{
    public SourceOptions()
    {
        ConfigFile = Value("path", "Configuration file; without it /etc/falco/falco.yaml, if there is one.", "-c");
        Settings = Values(
            "key=value",
            "Set a value of the configuration, over what its files say. Names go down with dots, into lists with brackets: "
            + "json_output=true, engine.kind=replay, append_output[0].suggested_output=true.",
            "-o", "--option");
        CaptureFile = Value("path", "Replay the events of a capture file. Short for -o engine.kind=replay -o engine.replay.capture_file=PATH.", "-e");
        Print = Value("output", "Append to the output of every rule. -pc and -pk are accepted and change nothing.", "-p", "--print");
        Unbuffered = Flag("Write every alert at once.", "-U", "--unbuffered");
        DryRun = Flag("Check configuration and rules and exit without processing events.", "--dry-run");
        Verbose = Flag("Say more: warnings of rule files, and how many events there were.", "-v");
    }

    public Option<string?> ConfigFile { get; }

    public Option<string[]> Settings { get; }

    public Option<string?> CaptureFile { get; }

    public Option<string?> Print { get; }

    public Option<bool> Unbuffered { get; }

    public Option<bool> DryRun { get; }

    public Option<bool> Verbose { get; }
}
