using System.Numerics;

namespace Falco.Engine.State;

/// <summary>
/// Open descriptors of a process by number: low ones, as nearly all are, each at its own place; others sorted in two parallel arrays.
/// A fork shares both; whoever changes its table first takes a copy.
/// </summary>
internal sealed class FdTable
{
    /// <summary>How many descriptors a process may have; further ones are not tracked, as in Falco.</summary>
    public const int MaxCount = 4096;

    /// <summary>The first number that has no place of its own.</summary>
    private const int LowEnd = 64;

    private const int SmallestSize = 8;

    /// <summary>The table of a process that has none. It is never written to.</summary>
    public static readonly FdTable Empty = new();

    private FdInfo?[] _low = [];
    private bool _isLowShared;
    private int[] _otherNumbers = [];
    private FdInfo[] _others = [];
    private int _otherCount;
    private bool _areOthersShared;

    public int Count { get; private set; }

    /// <summary>The descriptors by rising number.</summary>
    public IEnumerable<KeyValuePair<long, FdInfo>> Entries
    {
        get
        {
            foreach (var (number, info) in this)
            {
                yield return new(number, info);
            }
        }
    }

    /// <summary>The descriptors by rising number. On the way one may be set in the place of another, but none added or removed.</summary>
    public Enumerator GetEnumerator() => new(this);

    public FdInfo? Find(long fd)
    {
        var low = _low;
        if ((ulong)fd < (ulong)low.Length)
        {
            return low[fd];
        }

        return _otherCount > 0 && IndexOfOther(fd) is >= 0 and var at ? _others[at] : null;
    }

    /// <summary>
    /// Puts a descriptor in, in the place of one with the same number; false where the table is full, and for a number that no kernel
    /// gives out.
    /// </summary>
    public bool Set(long fd, FdInfo info)
    {
        if ((ulong)fd >= LowEnd)
        {
            return SetOther(fd, info);
        }

        if (fd >= _low.Length || _low[fd] is null)
        {
            if (Count >= MaxCount)
            {
                return false;
            }

            Count++;
        }

        OwnLow((int)fd + 1)[fd] = info;
        return true;
    }

    /// <summary>Takes a descriptor out; one that is not there does not matter.</summary>
    public void Remove(long fd)
    {
        if (Find(fd) is null)
        {
            return;
        }

        Count--;
        if ((ulong)fd < LowEnd)
        {
            OwnLow(_low.Length)[fd] = null;
            return;
        }

        var at = IndexOfOther(fd);
        OwnOthers(_otherCount);
        _otherCount--;
        Array.Copy(_otherNumbers, at + 1, _otherNumbers, at, _otherCount - at);
        Array.Copy(_others, at + 1, _others, at, _otherCount - at);
        _others[_otherCount] = null!;
    }

    /// <summary>Takes out all descriptors that meet a condition.</summary>
    public void RemoveWhere<TState>(TState state, Func<long, FdInfo, TState, bool> condition)
    {
        for (var fd = 0; fd < _low.Length; fd++)
        {
            if (_low[fd] is { } info && condition(fd, info, state))
            {
                OwnLow(_low.Length)[fd] = null;
                Count--;
            }
        }

        var kept = 0;
        var count = _otherCount;
        for (var i = 0; i < count; i++)
        {
            if (condition(_otherNumbers[i], _others[i], state))
            {
                if (kept == i)
                {
                    OwnOthers(count);
                }

                continue;
            }

            if (kept != i)
            {
                _otherNumbers[kept] = _otherNumbers[i];
                _others[kept] = _others[i];
            }

            kept++;
        }

        if (kept != count)
        {
            Array.Clear(_others, kept, count - kept);
            _otherCount = kept;
            Count -= count - kept;
        }
    }

    /// <summary>A table with the same descriptors, for a child process. Costs nothing until one of the two changes.</summary>
    public FdTable Fork()
    {
        if (Count == 0)
        {
            return Empty;
        }

        _isLowShared = _areOthersShared = true;
        return new FdTable
        {
            _low = _low,
            _isLowShared = true,
            _otherNumbers = _otherNumbers,
            _others = _others,
            _otherCount = _otherCount,
            _areOthersShared = true,
            Count = Count,
        };
    }

    private bool SetOther(long fd, FdInfo info)
    {
        if (fd != (int)fd)
        {
            return false;
        }

        var at = IndexOfOther(fd);
        if (at >= 0)
        {
            OwnOthers(_otherCount);
            _others[at] = info;
            return true;
        }

        if (Count >= MaxCount)
        {
            return false;
        }

        at = ~at;
        OwnOthers(_otherCount + 1);
        Array.Copy(_otherNumbers, at, _otherNumbers, at + 1, _otherCount - at);
        Array.Copy(_others, at, _others, at + 1, _otherCount - at);
        _otherNumbers[at] = (int)fd;
        _others[at] = info;
        _otherCount++;
        Count++;
        return true;
    }

    /// <summary>Makes the places of low numbers this table's own, so many at least.</summary>
    private FdInfo?[] OwnLow(int size)
    {
        var low = _low;
        if (_isLowShared || size > low.Length)
        {
            low = new FdInfo?[size <= low.Length ? low.Length : Math.Max((int)BitOperations.RoundUpToPowerOf2((uint)size), SmallestSize)];
            _low.CopyTo(low, 0);
            _low = low;
            _isLowShared = false;
        }

        return low;
    }

    /// <summary>Makes the arrays of the others this table's own, with room for so many.</summary>
    private void OwnOthers(int count)
    {
        if (!_areOthersShared && count <= _others.Length)
        {
            return;
        }

        // Who has two mostly opens others soon; a shell keeps one, with a number that its scripts do not use.
        var size = count <= 1 ? count : Math.Max(_otherCount + (_otherCount / 2), SmallestSize);
        var numbers = new int[size];
        var others = new FdInfo[size];
        Array.Copy(_otherNumbers, numbers, _otherCount);
        Array.Copy(_others, others, _otherCount);
        _otherNumbers = numbers;
        _others = others;
        _areOthersShared = false;
    }

    private int IndexOfOther(long fd)
    {
        var numbers = _otherNumbers;
        int low = 0, high = _otherCount - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (numbers[middle] == fd)
            {
                return middle;
            }

            if (numbers[middle] < fd)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }

    /// <summary>Walks a table by rising number: what calls that failed left below zero, low numbers, others.</summary>
    public struct Enumerator(FdTable table)
    {
        // Zero itself is never among the others.
        private readonly int _negative = ~table.IndexOfOther(0);
        private int _low;
        private int _other;

        /// <summary>The descriptor at hand.</summary>
        public (int Number, FdInfo Info) Current { get; private set; }

        /// <summary>Goes on to the next one.</summary>
        public bool MoveNext()
        {
            if (_other < _negative)
            {
                return TakeOther();
            }

            while (_low < table._low.Length)
            {
                var number = _low++;
                if (table._low[number] is { } info)
                {
                    Current = (number, info);
                    return true;
                }
            }

            return _other < table._otherCount && TakeOther();
        }

        private bool TakeOther()
        {
            Current = (table._otherNumbers[_other], table._others[_other]);
            _other++;
            return true;
        }
    }
}
