using System.Buffers.Binary;
using System.Globalization;
using Falco.Actors.Alerts;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Rules;
using Falco.Engine.State;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Recording;

/// <summary>
/// Captures that rules start: each begins with what is known of the machine as of the event that started it, and has all events from that one
/// on, until its time is up. Rules that match meanwhile prolong it. It keeps a process tree of its own, for those of the pipeline are at
/// other events.
/// </summary>
internal sealed class RuleCaptures(CaptureSettings settings, IReadOnlyDictionary<string, Rule> rules, Action<InternalAlert> raise) : IEventFollower, IDisposable
{
    private const int TimestampAt = EventView.PrefixSize;

    private readonly ProcessTree _tree = new();
    private readonly Dictionary<Utf8, byte[]> _containers = [];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private MachineInfo? _machine;
    private CaptureWriter? _capture;
    private ulong _deadline;
    private bool _isClosed;

    /// <summary>Why there are no more captures; null where nothing is wrong.</summary>
    public CaptureException? Error { get; private set; }

    /// <summary>Ends when a capture cannot be written, and else never.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Begins where the configuration asks for captures; null where it does not.</summary>
    public static RuleCaptures? Start(CaptureSettings settings, RuleSet rules, Action<InternalAlert> raise)
    {
        if (!settings.Enabled)
        {
            return null;
        }

        Log.Info($"Capture is enabled in mode '{(settings.AllRules ? "all_rules" : "rules")}'. Capturing events to {settings.PathPrefix}");
        return new RuleCaptures(settings, rules.Rules.ToDictionary(rule => rule.Name), raise);
    }

    public void See(CaptureMetadata metadata)
    {
        if (metadata is MachineInfo machine)
        {
            _machine = machine;
        }

        _tree.Seed(metadata);
    }

    public void See(EventView e, IReadOnlyList<string> matched)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            var context = _tree.Apply(e);
            try
            {
                if (Starts(e, matched))
                {
                    _capture = Open(e);
                }

                Write(e);
            }
            catch (CaptureException error)
            {
                Break(error);
            }

            // What is said of containers goes into the captures that begin later.
            if (context.AnnouncedContainer is { } container)
            {
                Remember(e, container.Id);
            }

            _tree.Complete();
        }
    }

    public void End() => Dispose();

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            try
            {
                Close();
            }
            catch (CaptureException error)
            {
                Break(error);
            }
        }
    }

    /// <summary>
    /// Sets how long a capture lasts, one that goes on or one that may begin, and says whether one does. As in Falco all rules that match
    /// count for the time, those too that start none.
    /// </summary>
    private bool Starts(EventView e, IReadOnlyList<string> matched)
    {
        var starts = settings.AllRules && matched.Count > 0;
        foreach (var name in matched)
        {
            // In a cluster the rules are those of another node.
            var rule = rules.GetValueOrDefault(name);
            starts |= rule is { Capture: true };
            var duration = rule?.CaptureDuration > 0 ? rule.CaptureDuration * 1_000_000UL : settings.Duration;
            _deadline = Math.Max(_deadline, e.Timestamp + duration);
        }

        return starts && _capture is null;
    }

    private CaptureWriter Open(EventView e)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{settings.PathPrefix}_{e.Timestamp:D20}_{e.Number:D20}.scap");
        try
        {
            // A replay writes what an earlier one wrote.
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CaptureException(path, $"cannot be replaced: {error.Message}", error);
        }

        var capture = CaptureWriter.Create(path, new CaptureWriterOptions
        {
            Compress = true,
            MustBeNew = true,
            MaxBytes = settings.MaxMegabytes > 0 ? settings.MaxMegabytes << 20 : long.MaxValue,
        });
        try
        {
            WriteState(capture, e);
            return capture;
        }
        catch
        {
            capture.Dispose();
            throw;
        }
    }

    private void WriteState(CaptureWriter capture, EventView e)
    {
        if (_machine is { } machine)
        {
            capture.Write(machine);
        }

        foreach (var metadata in TreeSnapshot.Of(_tree))
        {
            capture.Write(metadata);
        }

        foreach (var frame in _containers.Values)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(TimestampAt), e.Timestamp);
            capture.Write(new EventView(frame, 0));
        }
    }

    private void Write(EventView e)
    {
        if (_capture is not { } capture)
        {
            return;
        }

        if (!capture.Write(e))
        {
            Close();
            TellOfSize();
        }
        else if (e.Timestamp >= _deadline)
        {
            Close();
        }
    }

    private void Close()
    {
        var capture = _capture;
        _capture = null;
        _deadline = 0;
        capture?.Dispose();
    }

    private void Break(CaptureException error)
    {
        _isClosed = true;
        Error ??= error;
        _broken.TrySetResult();
    }

    private void TellOfSize()
    {
        const string Rule = "Falco internal: capture size limit reached";
        raise(new InternalAlert(InternalAlert.Now, Priority.Informational, Rule, $"{Rule}. Configured limit: {settings.MaxMegabytes} MB.")
        {
            Fields = new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["max_file_size_mb"] = settings.MaxMegabytes,
                ["written_bytes"] = settings.MaxMegabytes << 20,
            },
        });
    }

    private void Remember(EventView e, Utf8 container)
    {
        if (_tree.Containers.Find(container) is null)
        {
            _containers.Remove(container);
        }
        else
        {
            _containers[Utf8.Copy(container.Span)] = e.Frame.ToArray();
        }
    }
}
