using System.Text;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Room for computed text. Slices handed out stay valid until <see cref="Clear"/>: when the room is used up a new, larger
/// block takes over and the old one is left to whoever still reads it.
/// </summary>
internal sealed class ScratchText
{
    private byte[] _block = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Forgets everything; called once per event.</summary>
    public void Clear() => _start = _end = 0;

    public ScratchText Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _end += bytes.Length;
        return this;
    }

    public ScratchText Append(byte b)
    {
        Reserve(1)[0] = b;
        _end++;
        return this;
    }

    /// <summary>Appends a run of NUL-terminated strings with a blank between one and the next.</summary>
    public ScratchText AppendJoined(ReadOnlySpan<byte> strings)
    {
        if (!strings.IsEmpty && strings[^1] == 0)
        {
            strings = strings[..^1];
        }

        strings.Replace(Reserve(strings.Length), (byte)0, (byte)' ');
        _end += strings.Length;
        return this;
    }

    /// <summary>Appends text that is ASCII for the most part: names from tables.</summary>
    public ScratchText Append(string text)
    {
        // Reserving may move the end: it must not be read before.
        var written = Encoding.UTF8.GetBytes(text, Reserve(text.Length * 3));
        _end += written;
        return this;
    }

    public ScratchText Append<T>(T number, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        var room = 40;
        int written;
        while (!number.TryFormat(Reserve(room), out written, format, null))
        {
            room *= 2;
        }

        _end += written;
        return this;
    }

    /// <summary>Bytes appended since the last <see cref="Take"/>.</summary>
    public ReadOnlySpan<byte> Pending => _block.AsSpan(_start, _end - _start);

    /// <summary>How many bytes <see cref="Pending"/> has.</summary>
    public int Length => _end - _start;

    /// <summary>Drops what is pending beyond <paramref name="length"/> bytes.</summary>
    public void Truncate(int length) => _end = Math.Min(_end, _start + length);

    /// <summary>What was appended since the last call, as a slice.</summary>
    public Utf8 Take()
    {
        var slice = _end == _start ? default : new Utf8(_block, _start, _end - _start);
        _start = _end;
        return slice;
    }

    private Span<byte> Reserve(int length)
    {
        if (_block.Length - _end < length)
        {
            var pending = _end - _start;
            var block = new byte[Math.Max(_block.Length * 2, pending + length)];
            _block.AsSpan(_start, pending).CopyTo(block);
            _block = block;
            _start = 0;
            _end = pending;
        }

        return _block.AsSpan(_end);
    }
}
