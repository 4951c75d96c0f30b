using Falco.Actors.Alerts;
using Falco.Engine.Rules;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Running;

/// <summary>Looks once in a second of events whether some were lost, and does what syscall_event_drops asks for.</summary>
internal sealed class DropMonitor(DropSettings settings, Action<InternalAlert> raise)
{
    private const string Rule = "Falco internal: syscall event drop";

    // What Falco tells of the causes, which are not told apart here.
    private static readonly string[] Causes =
    [
        "ebpf_enabled", "n_drops_bug", "n_drops_buffer_clone_fork_exit", "n_drops_buffer_close_exit", "n_drops_buffer_connect_exit",
        "n_drops_buffer_dir_file_exit", "n_drops_buffer_execve_exit", "n_drops_buffer_open_exit", "n_drops_buffer_other_interest_exit",
        "n_drops_buffer_proc_exit", "n_drops_buffer_total", "n_drops_page_faults", "n_drops_scratch_map",
    ];

    private const ulong Second = 1_000_000_000;

    private readonly TokenBucket _bucket = new(settings.Rate, settings.MaxBurst);
    private readonly double _threshold = settings.Simulate ? 0 : settings.Threshold;
    private ulong _next;
    private ulong _events;
    private ulong _eventsBefore;
    private ulong _dropsBefore;
    private long _found;
    private long _acted;

    /// <summary>Takes note of an event.</summary>
    /// <param name="timestamp">When it happened, in nanoseconds.</param>
    /// <param name="drops">How many events were lost so far.</param>
    /// <returns>False where the program is to end for the drops.</returns>
    public bool Pass(ulong timestamp, ulong drops)
    {
        _events++;
        if (_next == 0)
        {
            _next = timestamp + Second;
        }

        if (_next >= timestamp)
        {
            return true;
        }

        _next = timestamp + Second;
        return Look(timestamp, _events, drops);
    }

    /// <summary>Looks at what was lost since it was called last.</summary>
    /// <param name="timestamp">The time, in nanoseconds.</param>
    /// <param name="allEvents">How many events there were so far.</param>
    /// <param name="drops">How many were lost so far.</param>
    /// <returns>False where the program is to end for the drops.</returns>
    public bool Look(ulong timestamp, ulong allEvents, ulong drops)
    {
        var events = allEvents - _eventsBefore;
        var lost = drops - _dropsBefore;
        _eventsBefore = allEvents;
        _dropsBefore = drops;
        if (settings.Simulate)
        {
            Log.Info("Simulating syscall event drop");
            lost++;
        }

        if (lost == 0 || (double)lost / events <= _threshold)
        {
            return true;
        }

        _found++;
        if (!_bucket.Take(timestamp))
        {
            Log.Debug("Syscall event drop but token bucket depleted, skipping actions");
            return true;
        }

        _acted++;
        return Act(timestamp, events, lost);
    }

    /// <summary>What it found, in Falco's words.</summary>
    public override string ToString()
        => $"Syscall event drop monitoring:\n   - event drop detected: {_found} occurrences\n   - num times actions taken: {_acted}\n";

    private bool Act(ulong timestamp, ulong events, ulong lost)
    {
        var message = $"{Rule}. {lost} system calls dropped in last second.";
        if (settings.Actions.HasFlag(DropActions.Log))
        {
            Log.Debug(message);
        }

        if (settings.Actions.HasFlag(DropActions.Alert))
        {
            raise(new InternalAlert(timestamp, Priority.Debug, Rule, message)
            {
                Fields = new SortedDictionary<string, object>(
                    Causes.ToDictionary(name => name, object (_) => "0"), StringComparer.Ordinal) { ["n_drops"] = $"{lost}", ["n_evts"] = $"{events}" },
            });
        }

        if (settings.Actions.HasFlag(DropActions.Exit))
        {
            Log.Critical(message);
            Log.Critical("Exiting.");
            return false;
        }

        return true;
    }
}
