using System.CommandLine;
using Falco.Actors.Cluster;
using Falco.Engine.Capture;
using Falco.Engine.Output;
using Falco.Sensor.Commands;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;
using Falco.Sensor.Plugins;
using Falco.Sensor.Rules;
using Falco.Sensor.Running;

namespace Falco.Sensor.CommandLine;

/// <summary>The command line: chooses what to do, in Falco's order, so that of several commands the same one wins.</summary>
internal sealed class FalcoCommand
{
    private readonly FalcoOptions _options = new();
    private readonly string[] _arguments;
    private readonly ParseResult _line;

    // Whether to check only, whatever the command line says: what a start anew does first.
    private readonly bool _isTrial;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with it.</exception>
    private FalcoCommand(string[] arguments, bool isTrial = false)
    {
        _arguments = arguments;
        _isTrial = isTrial;
        _line = _options.Parse(arguments);
    }

    /// <summary>Runs the program; its result is the exit code: 0, or 1 after one clear error.</summary>
    public static int Invoke(string[] arguments)
    {
        try
        {
            while (new FalcoCommand(arguments).Run() is RunResult.Restart)
            {
            }

            return 0;
        }
        catch (IOException e) when (e.HResult == DescriptorStream.BrokenPipe)
        {
            // Whoever reads has seen enough, as in falco ... | head: no error.
            return 0;
        }
        catch (Exception e) when (e is ConfigurationException or CaptureException or ClusterException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Error: {e.Message}");
            return 1;
        }
    }

    /// <summary>Whether no other command is asked for.</summary>
    private bool IsRun => !_isTrial
        && !new[] { _options.Version, _options.PageSize, _options.Plugins, _options.DescribeRules, _options.Support, _options.DryRun }.Any(Has)
        && !new Option[] { _options.PluginInfo, _options.Fields, _options.Validated, _options.DescribeRule }.Any(option => _line.GetResult(option) is not null);

    private bool Has(Option<bool> option) => _line.GetValue(option);

    private RunResult Run()
    {
        var file = _line.GetValue(_options.ConfigFile) is { Length: > 0 } given ? CheckFile(given) : FalcoConfiguration.DefaultFile;
        var format = _options.FormatOf(_line);
        var duration = _options.DurationOf(_line);
        return WithoutConfiguration(format) ? RunResult.Done : WithConfiguration(file, format, duration);
    }

    private bool WithoutConfiguration(ListFormat format)
    {
        if (Has(_options.Help))
        {
            Console.Out.Write(OptionHelp.Text(_options.All));
        }
        else if (Has(_options.ConfigSchema))
        {
            Console.Out.Write(SchemaText.OfConfiguration);
        }
        else if (Has(_options.RuleSchema))
        {
            Console.Out.Write(SchemaText.OfRules);
        }
        else if (Has(_options.IgnoredEvents))
        {
            IgnoredEventsCommand.Run();
        }
        else if (Has(_options.Events))
        {
            ListEventsCommand.Run(format);
        }
        else
        {
            return false;
        }

        return true;
    }

    private RunResult WithConfiguration(string? file, ListFormat format, TimeSpan duration)
    {
        var configuration = Load(file);
        if (Has(_options.Version))
        {
            VersionCommand.Run(configuration);
            return RunResult.Done;
        }

        if (Has(_options.PageSize))
        {
            Log.Info($"Your system page size is: {Environment.SystemPageSize} bytes");
            return RunResult.Done;
        }

        if (file is null)
        {
            throw new ConfigurationException($"You must create a config file at {FalcoConfiguration.InstalledFile} or by passing -c");
        }

        if (_line.GetValue(_options.PluginInfo) is { Length: > 0 } plugin)
        {
            PluginCommands.Describe(configuration, plugin);
            return RunResult.Done;
        }

        if (Has(_options.Plugins))
        {
            PluginCommands.List(configuration);
            return RunResult.Done;
        }

        var sources = EventSources.Load(configuration);
        configuration = WithPrint(configuration);
        if (_line.GetResult(_options.Fields) is not null)
        {
            ListFieldsCommand.Run(sources, _line.GetValue(_options.Fields) ?? "", Has(_options.NamesOnly), Has(_options.Verbose), format);
            return RunResult.Done;
        }

        sources.Select(configuration, _line.GetValue(_options.EnabledSources) ?? [], _line.GetValue(_options.DisabledSources) ?? []);
        var described = _line.GetValue(_options.DescribeRule) is { Length: > 0 } name ? name : null;
        var describes = described is not null || Has(_options.DescribeRules);
        if (_line.GetValue(_options.Validated) is { Length: > 0 } files)
        {
            return Done(ValidateRulesCommand.Run(configuration, files, describes, described));
        }

        var rules = LoadedRules.Load(configuration, _line.GetValue(_options.RulesFiles) ?? []);
        if (describes)
        {
            return Done(DescribeRulesCommand.Run(configuration, rules.Loader, described));
        }

        if (Has(_options.Support))
        {
            SupportCommand.Run(configuration, rules.Files, _arguments);
            return RunResult.Done;
        }

        return new RunCommand(configuration, rules, sources, new RunOptions
        {
            Duration = duration,
            DryRun = _isTrial || Has(_options.DryRun),
            PidFile = _line.GetValue(_options.PidFile) ?? "",
            Verbose = Has(_options.Verbose),
            CheckAgain = () => new FalcoCommand(_arguments, isTrial: true).Run(),
        }).Run();
    }

    private FalcoConfiguration Load(string? file)
    {
        var settings = (_line.GetValue(_options.Settings) ?? []).ToList();
        if (_line.GetValue(_options.CaptureFile) is { } capture)
        {
            settings.Add("engine.kind=replay");
            settings.Add($"engine.replay.capture_file={capture}");
        }

        var configuration = FalcoConfiguration.Load(file, settings);
        if (configuration.Engine == EngineKind.ModernEbpf && IsRun)
        {
            // Before anything is said or opened: it is said and opened by the program that goes on.
            Privileges.GiveUpOthers();
        }

        Log.Info($"Falco version: {Versions.Falco} (x86_64)");
        Log.Debug($"CLI args: {string.Join(' ', _arguments.Prepend(Environment.ProcessPath))}");
        if (file is not null)
        {
            Log.Info("Falco initialized with configuration files:");
            foreach (var (path, validation) in configuration.Files)
            {
                var line = $"   {path} | schema validation: {validation}";
                if (validation == "ok")
                {
                    Log.Info(line);
                }
                else
                {
                    Log.Warning(line);
                }
            }
        }

        if (configuration.Engine is EngineKind.Kmod or EngineKind.ModernEbpf)
        {
            Log.Info($"System info: {File.ReadAllText("/proc/version")}");
        }

        return Has(_options.Unbuffered)
            ? configuration with { Outputs = configuration.Outputs with { Buffered = false } }
            : configuration;
    }

    private FalcoConfiguration WithPrint(FalcoConfiguration configuration)
    {
        if (_line.GetValue(_options.Print) is not { Length: > 0 } print)
        {
            return configuration;
        }

        Log.Warning("The -p/--print option is deprecated and will be removed. Use -o append_output=... instead.");
        // c and k once put fields into the outputs, which append_output's suggested_output does now.
        return print is "c" or "container" or "k" or "kubernetes"
            ? configuration
            : configuration with { AppendOutput = [.. configuration.AppendOutput, new AppendOutput { ExtraOutput = print }] };
    }

    private static string CheckFile(string file)
        => File.Exists(file) ? file
            : throw new ConfigurationException(
                Directory.Exists(file) ? $"{file} is a directory, not a configuration file" : $"Could not find configuration file at {file}");

    private static RunResult Done(int exitCode)
        => exitCode == 0 ? RunResult.Done : throw new InvalidOperationException("Commands report errors by exceptions.");
}
