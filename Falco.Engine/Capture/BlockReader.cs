using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Falco.Engine.Capture;

/// <summary>
/// Walks the blocks of a capture through one buffer: <c>type u32 | length u32 | body | length u32</c>. The buffer grows to
/// the largest block met, up to <see cref="MaxBlockLength"/> and only as far as the file really has bytes for it.
/// </summary>
internal sealed class BlockReader : IDisposable
{
    /// <summary>Bytes before a block's first that may be overwritten while the block is at hand.</summary>
    public const int Headroom = 32;

    /// <summary>No block is longer; the longest that a recorder writes is the list of all processes.</summary>
    public const int MaxBlockLength = 256 << 20;

    private const int BufferSize = 256 << 10;
    private const int Frame = 12;

    /// <summary>
    /// What is asked of a compressed stream at once. When it turns out to be damaged, up to this much of what came before the
    /// damage is lost.
    /// </summary>
    private const int CompressedReadSize = 16 << 10;

    private readonly string _path;
    private readonly Stream _stream;
    private readonly int _readSize;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _at = Headroom;
    private int _end = Headroom;
    private int _length;
    private long _bufferOffset = -Headroom;

    public BlockReader(Stream stream, string path)
    {
        _path = path;
        _stream = stream;
        _readSize = int.MaxValue;
        if (Available(2) && _buffer[_at] == 0x1F && _buffer[_at + 1] == 0x8B)
        {
            _stream = new GZipStream(new ResumedStream(_buffer.AsSpan(_at, _end - _at).ToArray(), stream), CompressionMode.Decompress);
            _readSize = CompressedReadSize;
            _end = _at;
        }
    }

    /// <summary>The memory that the block at hand lies in, until the next one is read.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>The kind of the block at hand.</summary>
    public BlockType Type => (BlockType)Unsafe.ReadUnaligned<uint>(ref _buffer[_at]);

    /// <summary>Where its body starts in <see cref="Buffer"/>.</summary>
    public int Body => _at + 8;

    /// <summary>How long its body is, padding included.</summary>
    public int BodyLength => _length - Frame;

    /// <summary>Where a byte of the buffer is in the capture.</summary>
    public long OffsetOf(int index) => _bufferOffset + index;

    /// <summary>Goes to the next block. False at the end of the capture.</summary>
    /// <exception cref="CaptureException">The capture is cut off, or the block's length cannot be right.</exception>
    public bool MoveNext()
    {
        _at += _length;
        _length = 0;
        if (_end - _at < Frame && !Available(Frame))
        {
            return _end != _at ? throw CutOff(Frame) : false;
        }

        var length = Unsafe.ReadUnaligned<uint>(ref _buffer[_at + 4]);
        if (length - Frame > MaxBlockLength - Frame)
        {
            throw Error(_at, $"a block of {length} bytes cannot be (between {Frame} and {MaxBlockLength} are possible): the file is damaged");
        }

        if (_end - _at < (int)length && !Available((int)length))
        {
            throw CutOff((int)length);
        }

        var trailer = Unsafe.ReadUnaligned<uint>(ref _buffer[_at + (int)length - 4]);
        if (trailer != length)
        {
            throw Error(_at, $"the block's length is {length} bytes at its start and {trailer} at its end: the file is damaged");
        }

        _length = (int)length;
        return true;
    }

    /// <summary>A number in the first block, before anything is taken as its length; null where the capture is too short for it.</summary>
    public uint? Peek(int offset) => Available(offset + sizeof(uint)) ? Unsafe.ReadUnaligned<uint>(ref _buffer[_at + offset]) : null;

    public CaptureException Error(int index, string reason) => new(_path, OffsetOf(index), reason);

    public void Dispose() => _stream.Dispose();

    private CaptureException CutOff(int wanted)
        => Error(_at, $"the capture is cut off in the middle of a block ({_end - _at} of {wanted} bytes are there); all before it was read");

    /// <summary>Sees to it that this many bytes from the current place are in the buffer. False where the stream ends before.</summary>
    private bool Available(int count)
    {
        var rest = _end - _at;
        if (rest >= count)
        {
            return true;
        }

        MoveToFront(_buffer.Length > BufferSize && Headroom + count <= BufferSize && Headroom + rest <= BufferSize ? BufferSize : _buffer.Length);
        while (_end - _at < count)
        {
            if (_end == _buffer.Length)
            {
                MoveToFront(Math.Min(_buffer.Length * 2, Headroom + MaxBlockLength));
            }

            var read = ReadMore();
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MoveToFront(int size)
    {
        var rest = _buffer.AsSpan(_at, _end - _at);
        var target = size == _buffer.Length ? _buffer : GC.AllocateUninitializedArray<byte>(size);
        rest.CopyTo(target.AsSpan(Headroom));
        _buffer = target;
        _bufferOffset += _at - Headroom;
        _end -= _at - Headroom;
        _at = Headroom;
    }

    private int ReadMore()
    {
        try
        {
            return _stream.Read(_buffer, _end, Math.Min(_buffer.Length - _end, _readSize));
        }
        catch (InvalidDataException e)
        {
            throw new CaptureException(_path, OffsetOf(_end), "the compressed data is damaged or cut off from here on; all before it was read", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ObjectDisposedException)
        {
            throw new CaptureException(_path, OffsetOf(_end), $"cannot be read: {e.Message}", e);
        }
    }
}
