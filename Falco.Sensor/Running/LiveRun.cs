using System.Diagnostics;
using Falco.Actors.Ingest;
using Falco.Engine.Events;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers;
using Falco.Sensor.Kernel;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;
using Falco.Sensor.Recording;

namespace Falco.Sensor.Running;

/// <summary>Watches this machine.</summary>
internal sealed class LiveRun(
    FalcoConfiguration configuration, RuleSet rules, AlertOutputs outputs, RuleCaptures? captures, DropMonitor drops, RunOptions options) : IEventRun
{
    /// <summary>How often losses and the clock are looked at.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private KernelEvents? _kernel;

    /// <exception cref="ConfigurationException">The kernel cannot be watched, or something of the pipeline's settings cannot be used.</exception>
    public async Task<Exception?> Run(Task ended)
    {
        var watch = Stopwatch.StartNew();
        var pipeline = RunPipeline.Start(configuration, rules, outputs, captures, options.Leave);
        await using (pipeline.ConfigureAwait(false))
        {
            using var stop = new CancellationTokenSource();
            var run = pipeline.Watch(Open, stop.Token);
            var lookup = DomainLookup.Run(stop.Token);
            Log.Info("Opening 'syscall' source with the BPF program");
            var isDropped = false;
            while (await Continues(run, ended).ConfigureAwait(false) && !IsOver(watch.Elapsed) && !(isDropped = !Look()))
            {
            }

            await stop.CancelAsync().ConfigureAwait(false);
            var result = await run.ConfigureAwait(false);
            await lookup.ConfigureAwait(false);
            Tell();
            RunPipeline.Tell(result, options.Verbose ? watch.Elapsed : null);
            return (Exception?)result.Error ?? (isDropped ? new ConfigurationException("Drop manager internal error") : null);
        }
    }

    private bool IsOver(TimeSpan elapsed) => options.Duration > TimeSpan.Zero && elapsed >= options.Duration;

    private LiveEvents Open(EventTypeSet wanted)
    {
        var containers = ContainerWatch.Start(configuration.Containers);
        try
        {
            _kernel = KernelEvents.Open(new KernelOptions(LiveTypes.Of(wanted, rules.EventTypes, configuration.BaseSyscalls), configuration.RingSize)
            {
                ProcessorsPerRing = configuration.ProcessorsPerRing,
                DropsFailed = ConfigValue.Flag(configuration.Settings, "engine.modern_ebpf.drop_failed_exit", false),
            });
            return new LiveEvents(_kernel, containers);
        }
        catch (KernelException e)
        {
            containers.Dispose();
            throw new ConfigurationException($"This machine cannot be watched: {e.Message}. A capture can be replayed with -e FILE.");
        }
    }

    /// <summary>Waits a while; false where the run is over.</summary>
    private static async Task<bool> Continues(Task run, Task ended)
    {
        var pause = Task.Delay(Interval);
        return await Task.WhenAny(run, ended, pause).ConfigureAwait(false) == pause;
    }

    /// <summary>Once a second: the clock, and what was lost. False where the program is to end for it.</summary>
    private bool Look()
    {
        _kernel!.SetClock();
        return drops.Look(InternalAlert.Now, _kernel.Delivered, _kernel.Count().Lost);
    }

    private void Tell()
    {
        var counters = _kernel!.Count();
        if (counters.Lost > 0)
        {
            Log.Warning(
                $"Events were lost: {counters.RingFull} of {counters.Produced} as the ring was full, {counters.TooLarge} as they were too large.");
        }
    }
}
