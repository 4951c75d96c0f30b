using Falco.Engine.Capture;

namespace Falco.Sensor.Recording;

/// <summary>Records a capture's events, as today's schema has them.</summary>
internal sealed class CaptureCopy(string path, TimeSpan duration) : IDisposable
{
    private readonly CaptureReader _capture = CaptureReader.Open(path);

    /// <summary>Reads the capture to its end, for so long, or until it is told to end.</summary>
    /// <exception cref="CaptureException">It is damaged; what came before has been recorded. Or the copy cannot be written.</exception>
    public void Run(Recorder recorder, CancellationToken ended)
    {
        using var stop = ended.Register(_capture.Stop);
        if (duration > TimeSpan.Zero)
        {
            _capture.Clock = new Clock(duration);
        }

        while (!recorder.IsFull)
        {
            switch (_capture.Read())
            {
                case CaptureStep.End:
                    return;
                case CaptureStep.Metadata:
                    recorder.Add(_capture.Metadata);
                    break;
                default:
                    recorder.FirstTimestamp = _capture.FirstTimestamp;
                    recorder.Add(_capture.Current);
                    break;
            }
        }
    }

    public void Dispose() => _capture.Dispose();

    /// <summary>Ends the capture so long after its first event.</summary>
    private sealed class Clock(TimeSpan duration) : ICaptureClock
    {
        private readonly ulong _duration = (ulong)duration.Ticks * 100;
        private ulong _first;

        public bool Pass(ulong timestamp)
        {
            _first = _first == 0 ? timestamp : _first;
            return timestamp < _first || timestamp - _first < _duration;
        }
    }
}
