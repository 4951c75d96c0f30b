using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Sensor.Logging;

namespace Falco.Sensor.Outputs;

/// <summary>
/// An output that may fail for a while where nobody keeps alerts for it: on a single node without a store. What it misses is counted, and
/// the log says so.
/// </summary>
internal sealed class RetriedSink(string name, Func<IAlertSink> open) : IAlertSink, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private IAlertSink? _sink;
    private long _again;
    private long _missed;
    private bool _isFailing;

    /// <summary>Opens the output: there may be something for it of an earlier run.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            Try(() => { });
        }
    }

    public void Write(AlertId id, Alert alert)
    {
        lock (_lock)
        {
            if (_isFailing && Environment.TickCount64 < _again)
            {
                _missed++;
            }
            else if (!Try(() => _sink!.Write(id, alert)))
            {
                _missed++;
            }
            else if (_isFailing)
            {
                Log.Warning($"{name} works again: it has missed {_missed} alerts");
                _isFailing = false;
                _missed = 0;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            (_sink as IDisposable)?.Dispose();
            _sink = null;
            if (_missed > 0)
            {
                Log.Error($"{name} has missed {_missed} alerts");
                _missed = 0;
            }
        }
    }

    private bool Try(Action write)
    {
        try
        {
            _sink ??= open();
            write();
            _sink.Flush();
            return true;
        }
        catch (IOException e)
        {
            if (!_isFailing)
            {
                Log.Error($"{name} does not work, and misses alerts until it does (a store would keep them, see docs/alerts.md): {e.Message}");
            }

            _isFailing = true;
            _again = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
            (_sink as IDisposable)?.Dispose();
            _sink = null;
            return false;
        }
    }
}
