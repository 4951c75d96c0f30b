using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Falco.Engine.Events;

namespace Falco.Sensor.Kernel;

/// <summary>The kernel's events in the order of their time, from the rings of all processors. One thread reads.</summary>
internal sealed unsafe class KernelEvents : IDisposable
{
    private const int TimestampAt = 16;

    private static readonly EventType[] Births =
        [EventType.SYSCALL_CLONE_20_X, EventType.SYSCALL_CLONE3_X, EventType.SYSCALL_FORK_20_X, EventType.SYSCALL_VFORK_20_X];

    private readonly KernelProgram _program;
    private readonly Ring[] _rings;
    private readonly ulong[] _heads;
    private readonly ulong[] _skipUntil;
    private readonly int _epoll;
    private readonly Lock _programLock = new();
    private KernelCounters _lastCount;
    private ulong _skipped;
    private bool _isClosed;

    private KernelEvents(KernelProgram program, KernelOptions options)
    {
        _program = program;
        TellsOfBirthsFrom = Births.All(options.Wanted.Contains) ? program.Began : ulong.MaxValue;
        _rings = [.. program.Rings.Select(fd => new Ring(fd, options.RingSize))];
        _heads = new ulong[_rings.Length];
        _skipUntil = new ulong[_rings.Length];
        Array.Fill(_skipUntil, program.BeganAt);
        _epoll = LibC.CreateEpoll(0);
        foreach (var ring in program.Rings)
        {
            var interest = new LibC.EpollEvent { Events = LibC.EpollIn };
            if (LibC.ControlEpoll(_epoll, LibC.EpollAdd, ring, &interest) != 0)
            {
                throw new KernelException($"a ring cannot be waited for: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
            }
        }
    }

    /// <summary>
    /// From when on, in ns since the machine's start, processes and threads that are made say so themselves: /proc must not say it too. The
    /// largest number where nobody asked for these events.
    /// </summary>
    public ulong TellsOfBirthsFrom { get; }

    /// <summary>How many events were given, those from elsewhere that have a number among them included.</summary>
    public ulong Delivered { get; private set; }

    /// <summary>When the next event happened that can be read; the largest number where there is none.</summary>
    public ulong NextTimestamp
    {
        get
        {
            for (var i = 0; i < _rings.Length; i++)
            {
                Look(i);
            }

            return _heads.Min();
        }
    }

    /// <summary>The number of an event that comes from elsewhere and goes before those that were not read yet.</summary>
    public ulong TakeNumber() => ++Delivered;

    /// <summary>Loads the kernel program and opens its rings. From here on events are kept for the reader.</summary>
    /// <exception cref="KernelException">The kernel cannot be watched.</exception>
    public static KernelEvents Open(KernelOptions options)
    {
        var program = KernelProgram.Load(options);
        try
        {
            return new KernelEvents(program, options);
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>What the kernel program has counted; any thread may ask, and still after the end.</summary>
    public KernelCounters Count()
    {
        lock (_programLock)
        {
            return _isClosed ? _lastCount : _lastCount = ReadCount();
        }
    }

    /// <summary>Sets the clock of the events right after the time of day has changed; any thread may do it.</summary>
    public void SetClock()
    {
        lock (_programLock)
        {
            if (!_isClosed)
            {
                _program.SetBootTime();
            }
        }
    }

    /// <summary>Waits until there is an event, at most so long.</summary>
    public void Wait(int milliseconds)
    {
        LibC.EpollEvent ready;
        _ = LibC.WaitEpoll(_epoll, &ready, 1, milliseconds);
    }

    /// <summary>
    /// Appends the events that are there, the oldest first, until the batch has no room for the next. False where there were none.
    /// </summary>
    public bool ReadInto(EventBatch batch)
    {
        for (var i = 0; i < _rings.Length; i++)
        {
            Look(i);
        }

        var before = batch.Count;
        while (Oldest() is >= 0 and var at)
        {
            _rings[at].TryPeek(out var record);
            if (batch.Count > 0 && !batch.HasRoomFor(record.Length))
            {
                break;
            }

            var frame = batch.Reserve(record.Length);
            record.CopyTo(frame);
            BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], ++Delivered);
            batch.Commit(record.Length, Delivered);
            _rings[at].Advance();
            Look(at);
        }

        foreach (var ring in _rings)
        {
            ring.Release();
        }

        return batch.Count > before;
    }

    public void Dispose()
    {
        foreach (var ring in _rings)
        {
            ring.Dispose();
        }

        _ = LibC.Close(_epoll);
        lock (_programLock)
        {
            _isClosed = true;
            _lastCount = ReadCount();
            _program.Dispose();
        }
    }

    /// <summary>Notes when a ring's next event happened. Those of before everything was told are as if they had not been.</summary>
    private void Look(int at)
    {
        var ring = _rings[at];
        while (ring.TryPeek(out var record))
        {
            var when = BinaryPrimitives.ReadUInt64LittleEndian(record[TimestampAt..]);
            if (when >= _skipUntil[at])
            {
                // Where the time of day is put back later on nothing is left out.
                _skipUntil[at] = 0;
                _heads[at] = when;
                return;
            }

            ring.Advance();
            Interlocked.Increment(ref _skipped);
        }

        _heads[at] = ulong.MaxValue;
    }

    private KernelCounters ReadCount()
    {
        var counters = _program.Count();
        return counters with { Produced = counters.Produced - Interlocked.Read(ref _skipped) };
    }

    private int Oldest()
    {
        var oldest = -1;
        var when = ulong.MaxValue;
        for (var i = 0; i < _heads.Length; i++)
        {
            if (_heads[i] < when)
            {
                when = _heads[i];
                oldest = i;
            }
        }

        return oldest;
    }
}
