namespace Falco.Engine.State;

/// <summary>
/// Open descriptors of a process, sorted by number in two parallel arrays. A fork shares them; whoever changes its table first
/// takes a copy.
/// </summary>
internal sealed class FdTable
{
    /// <summary>How many descriptors a process may have; further ones are not tracked, as in Falco.</summary>
    public const int MaxCount = 4096;

    /// <summary>So many are moved one by one: what programs open and close mostly has few descriptors, or none, behind it.</summary>
    private const int FewToMove = 8;

    /// <summary>The table of a process that has none. It is never written to.</summary>
    public static readonly FdTable Empty = new();

    private int[] _numbers = [];
    private FdInfo[] _infos = [];
    private bool _shared;

    public int Count { get; private set; }

    /// <summary>The descriptors by rising number.</summary>
    public IEnumerable<KeyValuePair<long, FdInfo>> Entries
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                yield return new(_numbers[i], _infos[i]);
            }
        }
    }

    /// <summary>The descriptors by rising number.</summary>
    public ReadOnlySpan<FdInfo> Infos => _infos.AsSpan(0, Count);

    /// <summary>Their numbers.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, Count);

    public FdInfo? Find(long fd)
    {
        var at = IndexOf(fd);
        return at < 0 ? null : _infos[at];
    }

    /// <summary>
    /// Puts a descriptor in, in the place of one with the same number; false where the table is full, and for a number that no kernel
    /// gives out.
    /// </summary>
    public bool Set(long fd, FdInfo info)
    {
        if (fd != (int)fd)
        {
            return false;
        }

        var at = IndexOf(fd);
        if (at >= 0)
        {
            Own(Count);
            _infos[at] = info;
            return true;
        }

        if (Count >= MaxCount)
        {
            return false;
        }

        at = ~at;
        Own(Count + 1);
        var (numbers, infos) = (_numbers, _infos);
        if (Count - at <= FewToMove)
        {
            for (var i = Count; i > at; i--)
            {
                numbers[i] = numbers[i - 1];
                infos[i] = infos[i - 1];
            }
        }
        else
        {
            Array.Copy(numbers, at, numbers, at + 1, Count - at);
            Array.Copy(infos, at, infos, at + 1, Count - at);
        }

        numbers[at] = (int)fd;
        infos[at] = info;
        Count++;
        return true;
    }

    /// <summary>Takes a descriptor out; one that is not there does not matter.</summary>
    public void Remove(long fd)
    {
        var at = IndexOf(fd);
        if (at < 0)
        {
            return;
        }

        Own(Count);
        Count--;
        var (numbers, infos) = (_numbers, _infos);
        if (Count - at <= FewToMove)
        {
            for (var i = at; i < Count; i++)
            {
                numbers[i] = numbers[i + 1];
                infos[i] = infos[i + 1];
            }
        }
        else
        {
            Array.Copy(numbers, at + 1, numbers, at, Count - at);
            Array.Copy(infos, at + 1, infos, at, Count - at);
        }

        infos[Count] = null!;
    }

    /// <summary>Takes out all descriptors that meet a condition.</summary>
    public void RemoveWhere<TState>(TState state, Func<long, FdInfo, TState, bool> condition)
    {
        var kept = 0;
        var count = Count;
        for (var i = 0; i < count; i++)
        {
            if (condition(_numbers[i], _infos[i], state))
            {
                if (kept == i)
                {
                    Own(count);
                }

                continue;
            }

            if (kept != i)
            {
                _numbers[kept] = _numbers[i];
                _infos[kept] = _infos[i];
            }

            kept++;
        }

        if (kept != count)
        {
            Array.Clear(_infos, kept, count - kept);
            Count = kept;
        }
    }

    /// <summary>A table with the same descriptors, for a child process. Costs nothing until one of the two changes.</summary>
    public FdTable Fork()
    {
        if (Count == 0)
        {
            return Empty;
        }

        _shared = true;
        return new FdTable { _numbers = _numbers, _infos = _infos, _shared = true, Count = Count };
    }

    /// <summary>Makes the arrays this table's own, with room for so many.</summary>
    private void Own(int count)
    {
        if (!_shared && count <= _numbers.Length)
        {
            return;
        }

        // Who changes one descriptor after a fork mostly opens others soon.
        var size = Math.Max(Count + (Count / 2), 8);
        var numbers = new int[size];
        var infos = new FdInfo[size];
        Array.Copy(_numbers, numbers, Count);
        Array.Copy(_infos, infos, Count);
        _numbers = numbers;
        _infos = infos;
        _shared = false;
    }

    private int IndexOf(long fd)
    {
        // Numbers are given out from the bottom, so a descriptor often stands at its own number.
        var numbers = _numbers;
        if ((ulong)fd < (ulong)Count && numbers[fd] == fd)
        {
            return (int)fd;
        }

        int low = 0, high = Count - 1;
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
}
