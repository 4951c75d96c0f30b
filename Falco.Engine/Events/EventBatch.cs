using System.Buffers.Binary;

namespace Falco.Engine.Events;

/// <summary>Event frames in pooled memory, in order. Whoever holds the batch last disposes it.</summary>
public sealed class EventBatch : IDisposable
{
    private byte[] _buffer;

    /// <summary>An empty batch with room for at least <paramref name="capacity"/> bytes.</summary>
    public EventBatch(int capacity = 64 * 1024) => _buffer = BatchMemory.Rent(capacity);

    /// <summary>Bytes used.</summary>
    public int Length { get; private set; }

    /// <summary>Events held.</summary>
    public int Count { get; private set; }

    /// <summary>The memory, valid up to <see cref="Length"/>.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Number of the last event, 0 when empty.</summary>
    public ulong LastNumber { get; private set; }

    /// <summary>Whether a frame of <paramref name="length"/> bytes fits without growing.</summary>
    public bool HasRoomFor(int length) => Length + length <= _buffer.Length;

    /// <summary>Appends a copy of a frame, growing when a single large event demands it.</summary>
    public void Append(EventView frame)
    {
        frame.Frame.CopyTo(Reserve(frame.FrameLength));
        Commit(frame.FrameLength, frame.Number);
    }

    /// <summary>Appends copies of frames that lie one behind the other in another batch.</summary>
    internal void Append(ReadOnlySpan<byte> frames, int count, ulong lastNumber)
    {
        frames.CopyTo(Reserve(frames.Length));
        Length += frames.Length;
        Count += count;
        LastNumber = lastNumber;
    }

    /// <summary>
    /// Puts copies of frames before the one at a place. They have its time, and with those behind them the numbers from its own on.
    /// </summary>
    internal void Insert(int at, IReadOnlyList<byte[]> frames)
    {
        var next = new EventView(_buffer, at);
        var (number, timestamp) = (next.Number, next.Timestamp);
        var length = frames.Sum(frame => frame.Length);
        Reserve(length);
        _buffer.AsSpan(at, Length - at).CopyTo(_buffer.AsSpan(at + length));
        var end = at;
        foreach (var frame in frames)
        {
            frame.CopyTo(_buffer, end);
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(end + 16), timestamp);
            end += frame.Length;
        }

        Length += length;
        Count += frames.Count;
        LastNumber += (ulong)frames.Count;
        while (at < Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(at + 8), number++);
            at += new EventView(_buffer, at).FrameLength;
        }
    }

    /// <summary>Room for a frame of <paramref name="length"/> bytes to be written in place; <see cref="Commit"/> makes it part of the batch.</summary>
    public Span<byte> Reserve(int length)
    {
        if (!HasRoomFor(length))
        {
            var larger = BatchMemory.Rent(Length + length);
            _buffer.AsSpan(0, Length).CopyTo(larger);
            BatchMemory.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(Length, length);
    }

    /// <summary>Takes the frame that was written into the reserved room.</summary>
    public void Commit(int length, ulong number)
    {
        Length += length;
        Count++;
        LastNumber = number;
    }

    /// <summary>Makes the batch empty; it keeps its memory.</summary>
    public void Clear()
    {
        Length = 0;
        Count = 0;
        LastNumber = 0;
    }

    /// <summary>Walks the events in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            BatchMemory.Return(_buffer);
            _buffer = [];
            Length = 0;
            Count = 0;
        }
    }

    /// <summary>Walks the events of a batch in order.</summary>
    public struct Enumerator
    {
        private readonly EventBatch _batch;
        private int _next;

        internal Enumerator(EventBatch batch)
        {
            _batch = batch;
            Current = default;
        }

        /// <summary>The event at hand.</summary>
        public EventView Current { get; private set; }

        /// <summary>Goes on to the next event.</summary>
        public bool MoveNext()
        {
            if (_next >= _batch.Length)
            {
                return false;
            }

            Current = new EventView(_batch._buffer, _next);
            _next += (int)BinaryPrimitives.ReadUInt32LittleEndian(_batch._buffer.AsSpan(_next));
            return true;
        }
    }
}
