namespace Falco.Sensor.Proc;

/// <summary>
/// A file's lines, read through a buffer that may be smaller than the file. A line that does not fit into it is left out. A file that
/// could not be opened has no lines. What lies beyond the limit, in bytes, is not read.
/// </summary>
internal ref struct ProcLines(int file, Span<byte> buffer, long limit = long.MaxValue)
{
    private readonly Span<byte> _buffer = buffer;
    private int _start;
    private int _end;
    private bool _isCut;
    private long _left = limit;
    private bool _isRead = file < 0;

    /// <summary>The next line, without its newline. It lasts until the next call.</summary>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var rest = _buffer[_start.._end];
            var newline = rest.IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _start += newline + 1;
                if (_isCut)
                {
                    _isCut = false;
                    continue;
                }

                line = rest[..newline];
                return true;
            }

            if (_isRead)
            {
                _start = _end;
                line = rest;
                return !rest.IsEmpty && !_isCut;
            }

            Fill();
        }
    }

    public readonly void Dispose()
    {
        if (file >= 0)
        {
            SystemCalls.Close(file);
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer[_start.._end].CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            _isCut = true;
            _end = 0;
        }

        var room = (int)Math.Min(_buffer.Length - _end, _left);
        var got = room > 0 ? SystemCalls.ReadSome(file, _buffer.Slice(_end, room)) : 0;
        if (got <= 0)
        {
            _isRead = true;
            return;
        }

        _end += got;
        _left -= got;
    }
}
