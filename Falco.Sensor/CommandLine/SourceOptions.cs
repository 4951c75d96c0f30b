using System.CommandLine;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;

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

    /// <summary>The configuration that these options ask for.</summary>
    /// <exception cref="ConfigurationException">A file or an option cannot be used.</exception>
    public FalcoConfiguration Configure(ParseResult line)
    {
        var settings = (line.GetValue(Settings) ?? []).ToList();
        if (line.GetValue(CaptureFile) is { } capture)
        {
            settings.Add("engine.kind=replay");
            settings.Add($"engine.replay.capture_file={capture}");
        }

        var configuration = FalcoConfiguration.Load(line.GetValue(ConfigFile), settings);
        if (line.GetValue(Verbose) && Log.Level < Priority.Informational)
        {
            Log.Level = Priority.Informational;
            Log.ToStandardError = true;
        }

        if (line.GetValue(Unbuffered))
        {
            configuration = configuration with { BufferedOutputs = false };
        }

        // c and k once put fields into the outputs, which append_output does now.
        return line.GetValue(Print) is { } print and not ("c" or "container" or "k" or "kubernetes")
            ? configuration with { AppendOutput = [.. configuration.AppendOutput, new AppendOutput { ExtraOutput = print }] }
            : configuration;
    }
}
