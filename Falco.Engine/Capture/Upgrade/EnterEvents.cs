using System.Runtime.CompilerServices;
using Falco.Engine.Events;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>
/// The enter events that wait for their exit, one per thread: a newer one replaces the older. Threads keep their place and
/// its memory for their next system call. What a hostile or very large capture can make it hold is bounded: past the bounds
/// everything stored is dropped, and the exits concerned have their parameters' defaults.
/// </summary>
internal sealed class EnterEvents
{
    private const int MaxThreads = 1 << 17;
    private const long MaxBytes = 64 << 20;
    private const int SmallestPlace = 64;
    private const int LargestKeptPlace = 4096;

    // Not known to who makes up a capture, who could otherwise have all threads collide.
    private readonly ulong _multiplier = (ulong)Random.Shared.NextInt64() | 1;
    private Place[] _places = new Place[256];
    private int[] _buckets = new int[512];
    private int _count;
    private int _last = -1;
    private long _bytes;

    /// <summary>Keeps a thread's enter event: its parameter count, lengths and values.</summary>
    public void Store(long tid, EventType type, ReadOnlySpan<byte> paramBytes)
    {
        ref var place = ref PlaceOf(tid);
        if (place.Bytes.Length < paramBytes.Length)
        {
            Enlarge(ref place, paramBytes.Length);
        }

        paramBytes.CopyTo(place.Bytes);
        place.Type = type;
        place.Length = paramBytes.Length;
        place.IsOfDeadThread = false;
    }

    /// <summary>The parameters of the thread's enter event if it is of this type; empty if not.</summary>
    public ReadOnlySpan<byte> Find(long tid, EventType type)
    {
        var index = IndexOf(tid);
        if (index < 0)
        {
            return default;
        }

        ref var place = ref _places[index];
        return place.Length != 0 && place.Type == type ? place.Bytes.AsSpan(0, place.Length) : default;
    }

    /// <summary>Whether none has been kept yet.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The parameters of the thread's enter event if it is of the open family, and its type; empty if not.</summary>
    public ReadOnlySpan<byte> FindOpen(long tid, out EventType type)
    {
        type = default;
        var index = IndexOf(tid);
        if (index < 0)
        {
            return default;
        }

        ref var place = ref _places[index];
        type = place.Type;
        return place.Length != 0 && OpenCall.IsEnter(type) ? place.Bytes.AsSpan(0, place.Length) : default;
    }

    /// <summary>Drops the thread's enter event if it has one.</summary>
    public void Forget(long tid)
    {
        var index = IndexOf(tid);
        if (index >= 0)
        {
            Clear(ref _places[index]);
        }
    }

    /// <summary>The thread has ended: its place may be given to another when room is needed.</summary>
    public void ThreadEnded(long tid)
    {
        var index = IndexOf(tid);
        if (index >= 0)
        {
            _places[index].IsOfDeadThread = true;
        }
    }

    private void Clear(ref Place place)
    {
        place.Length = 0;
        if (place.Bytes.Length > LargestKeptPlace)
        {
            _bytes -= place.Bytes.Length;
            place.Bytes = [];
        }
    }

    private void Enlarge(ref Place place, int length)
    {
        var size = Math.Max(SmallestPlace, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length));
        if (_bytes + size > MaxBytes)
        {
            foreach (ref var other in _places.AsSpan())
            {
                other.Length = 0;
                other.Bytes = [];
            }

            _bytes = 0;
        }

        _bytes += size - place.Bytes.Length;
        place.Bytes = new byte[size];
    }

    private ref Place PlaceOf(long tid)
    {
        var index = IndexOf(tid);
        if (index < 0)
        {
            if (_count == _places.Length)
            {
                MakeRoom();
            }

            index = _count++;
            ref var place = ref _places[index];
            place.Tid = tid;
            place.Bytes ??= [];
            Link(tid, index);
            _last = index;
        }

        return ref _places[index];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int IndexOf(long tid) => (uint)_last < (uint)_count && _places[_last].Tid == tid ? _last : Search(tid);

    private int Search(long tid)
    {
        var mask = _buckets.Length - 1;
        for (var bucket = Hash(tid) & mask; _buckets[bucket] != 0; bucket = (bucket + 1) & mask)
        {
            var index = _buckets[bucket] - 1;
            if (_places[index].Tid == tid)
            {
                _last = index;
                return index;
            }
        }

        return -1;
    }

    /// <summary>Gives up the places of threads that hold nothing; grows where most hold something.</summary>
    private void MakeRoom()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_places[i].Length != 0 && !_places[i].IsOfDeadThread)
            {
                (_places[kept], _places[i]) = (_places[i], _places[kept]);
                kept++;
            }
        }

        if (kept > MaxThreads * 3 / 4)
        {
            kept = 0;
        }

        for (var i = kept; i < _count; i++)
        {
            _places[i].Length = 0;
            _places[i].IsOfDeadThread = false;
        }

        if (kept > _places.Length / 2 && _places.Length < MaxThreads)
        {
            Array.Resize(ref _places, _places.Length * 2);
            _buckets = new int[_places.Length * 2];
        }
        else
        {
            Array.Clear(_buckets);
        }

        _count = kept;
        _last = -1;
        for (var i = 0; i < kept; i++)
        {
            Link(_places[i].Tid, i);
        }
    }

    private void Link(long tid, int index)
    {
        var mask = _buckets.Length - 1;
        var bucket = Hash(tid) & mask;
        while (_buckets[bucket] != 0)
        {
            bucket = (bucket + 1) & mask;
        }

        _buckets[bucket] = index + 1;
    }

    private int Hash(long tid) => (int)(((ulong)tid * _multiplier) >> 33);

    private struct Place
    {
        public long Tid;
        public byte[] Bytes;
        public int Length;
        public EventType Type;
        public bool IsOfDeadThread;
    }
}
