using System.Buffers;
using Falco.Engine.Output;

namespace Falco.Sensor.Outputs;

/// <summary>
/// Writes alerts as lines to a stream through a buffer. Lines leave when the buffer is full, a moment after they came, or at once where
/// that was asked for.
/// </summary>
internal sealed class AlertWriter : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _lines = new(BufferSize);
    private readonly Func<Stream> _open;
    private readonly AlertFormat _format;
    private readonly bool _keepOpen;
    private readonly bool _flushEach;
    private readonly Timer _timer;
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? _stream;
    private bool _isTimerSet;
    private bool _isClosed;

    /// <summary>
    /// <paramref name="open"/> gives the stream when there is something to write; it is closed again after writing unless
    /// <paramref name="keepOpen"/>.
    /// </summary>
    public AlertWriter(Func<Stream> open, AlertFormat format, bool keepOpen, bool flushEach)
    {
        _open = open;
        _format = format;
        _keepOpen = keepOpen;
        _flushEach = flushEach;
        _timer = new Timer(_ => OnTimer());
    }

    /// <summary>What went wrong when lines left; no more are taken after it.</summary>
    public IOException? Error { get; private set; }

    /// <summary>Ends when something goes wrong, and else never.</summary>
    public Task Broken => _broken.Task;

    /// <summary>Alerts on standard output.</summary>
    public static AlertWriter ToStandardOutput(AlertFormat format, bool flushEach)
        => new(DescriptorStream.StandardOutput, format, keepOpen: true, flushEach);

    /// <summary>Alerts appended to a file.</summary>
    public static AlertWriter ToFile(string path, AlertFormat format, bool keepOpen, bool flushEach)
        => new(() => DescriptorStream.Append(path), format, keepOpen, flushEach);

    /// <summary>Takes an alert, and the machine that it comes from; null for this one.</summary>
    public void Write(Alert alert, string? machine = null)
    {
        lock (_lock)
        {
            if (Error is null && !_isClosed)
            {
                _format.Write(_lines, alert, machine);
                OnWritten();
            }
        }
    }

    /// <summary>Takes a line, its end included.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            if (Error is null && !_isClosed)
            {
                _lines.Write(line);
                OnWritten();
            }
        }
    }

    /// <summary>Writes what is left now.</summary>
    /// <exception cref="IOException">Something went wrong, now or before.</exception>
    public void Send()
    {
        lock (_lock)
        {
            Flush();
            if (Error is { } error)
            {
                throw new IOException(error.Message, error);
            }
        }
    }

    /// <summary>Takes lines again after something went wrong. What was lost is not written.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            if (Error is not null)
            {
                Error = null;
                _stream?.Dispose();
                _stream = null;
            }
        }
    }

    /// <summary>Closes the stream after what there is for it, and opens it anew where it is one that stays open.</summary>
    public void Reopen()
    {
        lock (_lock)
        {
            Flush();
            if (_stream is null || _isClosed || Error is not null)
            {
                return;
            }

            _stream.Dispose();
            _stream = null;
            try
            {
                _stream = _open();
            }
            catch (IOException e)
            {
                Break(e);
            }
        }
    }

    /// <summary>Writes what is left. <see cref="Error"/> says whether that went well.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Flush();
            _isClosed = true;
            _timer.Dispose();
            _stream?.Dispose();
            _stream = null;
        }
    }

    private void OnWritten()
    {
        if (_flushEach || _lines.WrittenCount >= BufferSize)
        {
            Flush();
        }
        else if (!_isTimerSet)
        {
            _isTimerSet = true;
            _timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            _isTimerSet = false;
            if (!_isClosed)
            {
                Flush();
            }
        }
    }

    private void Flush()
    {
        if (_lines.WrittenCount == 0 || Error is not null)
        {
            return;
        }

        try
        {
            _stream ??= _open();
            _stream.Write(_lines.WrittenSpan);
            _stream.Flush();
            if (!_keepOpen)
            {
                _stream.Dispose();
                _stream = null;
            }
        }
        catch (IOException e)
        {
            Break(e);
        }

        _lines.ResetWrittenCount();
    }

    private void Break(IOException error)
    {
        Error = error;
        _broken.TrySetResult();
    }
}
