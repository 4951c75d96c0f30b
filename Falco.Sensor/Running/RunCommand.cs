using Falco.Actors.Hosting;
using Falco.Engine.Capture;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;
using Falco.Sensor.Plugins;
using Falco.Sensor.Recording;
using Falco.Sensor.Rules;
using Falco.Sensor.Web;

namespace Falco.Sensor.Running;

/// <summary>Takes events from their source, sends alerts to the outputs, and says at the end how many there were.</summary>
internal sealed class RunCommand(FalcoConfiguration configuration, LoadedRules rules, EventSources sources, RunOptions options)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="ConfigurationException">Something of the configuration or of the pipeline's settings cannot be used.</exception>
    /// <exception cref="CaptureException">There is no such capture, or it is none; or it is damaged: alerts of what came before went out.</exception>
    /// <exception cref="IOException">An output is broken.</exception>
    public RunResult Run()
    {
        Check();
        if (options.DryRun)
        {
            Log.Debug("Skipping event processing in dry-run");
            return RunResult.Done;
        }

        using var outputs = new AlertOutputs(configuration.Outputs, configuration.Format);
        using var signals = new Signals(outputs.Reopen);
        using var changes = new FileChanges(configuration, rules, () => IsGood(outputs));
        using var hangup = Signals.OnHangup(changes.Force);
        WritePidFile();
        using var web = WebServer.Start(configuration, () => new Metrics(configuration, rules, outputs.Counts).ToString());
        var drops = new DropMonitor(configuration.Drops, outputs.Write);
        var isSensor = RunPipeline.IsSensor;
        using var captures = isSensor ? RuleCaptures.Start(configuration.Captures, rules.Rules, outputs.Write) : null;
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leaving = options with { Leave = () => left.TrySetResult() };
        IEventRun run = configuration.Engine switch
        {
            _ when !isSensor => new NodeRun(configuration, rules.Rules, outputs, leaving.Leave),
            EngineKind.Replay => new ReplayRun(configuration, rules.Rules, outputs, captures, drops, leaving),
            EngineKind.ModernEbpf => new LiveRun(configuration, rules.Rules, outputs, captures, drops, leaving),
            _ => new RunWithoutEvents(sources, options),
        };
        Exception? error;
        try
        {
            error = run.Run(Task.WhenAny([signals.Terminated, left.Task, changes.Restart, outputs.Broken, .. captures is null ? Array.Empty<Task>() : [captures.Broken]])).GetAwaiter().GetResult();
        }
        catch (CaptureException e)
        {
            error = e;
        }

        var isTerminated = signals.Terminated.IsCompleted;
        var isLeaving = left.Task.IsCompleted;
        var isRestart = changes.Restart.IsCompleted && !isTerminated && !isLeaving;
        if (isTerminated || isRestart)
        {
            Log.Info(isTerminated ? "SIGINT received, exiting..." : "SIGHUP received, restarting...");
        }
        else if (isLeaving)
        {
            Log.Info("Asked to leave the cluster, exiting...");
        }

        captures?.Dispose();
        error ??= captures?.Error;
        Console.Error.Write(drops);
        outputs.Dispose();
        if (outputs.Error is { } broken)
        {
            throw broken;
        }

        Print(outputs.Counts);
        return error is not null ? throw error : isRestart ? RunResult.Restart : RunResult.Done;
    }

    private void Check()
    {
        AlertOutputs.Check(configuration);
        if (Environment.GetEnvironmentVariable("FALCO_HOSTNAME") is { } name)
        {
            Log.Info($"Hostname value has been overridden via environment variable to: {name}");
        }

        CollectedSyscalls.Check(configuration.BaseSyscalls, rules.Rules);
        if (configuration.Metrics.Check(configuration.WebServer) is { } interval)
        {
            Log.Info($"Setting metrics interval to {configuration.Metrics.Interval}, equivalent to {interval} (ms)");
        }

        if (options.DryRun)
        {
            return;
        }

        if (configuration.Engine == EngineKind.Kmod)
        {
            throw new ConfigurationException(
                "There is no kernel module here: engine.kind is to be modern_ebpf, or give a capture with -e FILE.");
        }

        NotThereYet.Warn(configuration);
    }

    /// <summary>Whether the program could start with configuration and rules as they are now; an alert says why not.</summary>
    private bool IsGood(AlertOutputs outputs)
    {
        const string Rule = "Falco internal: hot restart failure";
        try
        {
            options.CheckAgain();
            return true;
        }
        catch (Exception e) when (e is ConfigurationException or HoconException or IOException or UnauthorizedAccessException)
        {
            outputs.Write(new InternalAlert(InternalAlert.Now, Engine.Rules.Priority.Critical, Rule, $"{Rule}: {e.Message}"));
            return false;
        }
    }

    private void WritePidFile()
    {
        if (options.PidFile.Length == 0)
        {
            return;
        }

        try
        {
            File.WriteAllText(options.PidFile, $"{Environment.ProcessId}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"Could not write pid to pidfile {options.PidFile}: {e.Message}");
        }
    }

    private static void Print(AlertCounts counts)
    {
        using var output = DescriptorStream.StandardOutput();
        output.Write(System.Text.Encoding.UTF8.GetBytes(counts.ToString()));
    }
}
