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

    public void Write(AlertId id, Alert alert)
    {
        lock (_lock)
        {
            if (_missed > 0 && Environment.TickCount64 < _again)
            {
                _missed++;
                return;
            }

            try
            {
                _sink ??= open();
                _sink.Write(id, alert);
                _sink.Flush();
            }
            catch (IOException e)
            {
                OnFailed(e);
                return;
            }

            if (_missed > 0)
            {
                Log.Warning($"{name} works again: it has missed {_missed} alerts");
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

    private void OnFailed(IOException error)
    {
        if (_missed == 0)
        {
            Log.Error($"{name} does not work, and misses alerts until it does (a store would keep them, see docs/alerts.md): {error.Message}");
        }

        _missed++;
        _again = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
        (_sink as IDisposable)?.Dispose();
        _sink = null;
    }
}
