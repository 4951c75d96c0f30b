using System.Runtime.InteropServices;

namespace Falco.Engine.Rules.Matching;

/// <summary>A fixed set of byte strings, asked with spans.</summary>
internal sealed class Utf8Set
{
    private readonly byte[][] _entries;
    private readonly int[] _buckets;
    private readonly int[] _next;
    private readonly ulong _lengths;

    public Utf8Set(IReadOnlyCollection<byte[]> values)
    {
        var entries = new List<byte[]>(values.Count);
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(values.Count * 2, 2));
        _buckets = new int[size];
        _next = new int[values.Count];
        foreach (var value in values)
        {
            ref var bucket = ref _buckets[Hash(value) & (uint)(size - 1)];
            var isKnown = false;
            for (var i = bucket; i != 0 && !isKnown; i = _next[i - 1])
            {
                isKnown = entries[i - 1].AsSpan().SequenceEqual(value);
            }

            if (!isKnown)
            {
                _next[entries.Count] = bucket;
                entries.Add(value);
                bucket = entries.Count;
                _lengths |= 1UL << (value.Length & 63);
            }
        }

        _entries = [.. entries];
    }

    public IReadOnlyList<byte[]> Values => _entries;

    public bool Contains(ReadOnlySpan<byte> value) => IndexOf(value) >= 0;

    /// <summary>The place of the value among <see cref="Values"/>, -1 where it is not in the set.</summary>
    public int IndexOf(ReadOnlySpan<byte> value)
    {
        // Most values are of a length that no entry has.
        if ((_lengths & (1UL << (value.Length & 63))) == 0)
        {
            return -1;
        }

        for (var i = _buckets[Hash(value) & (uint)(_buckets.Length - 1)]; i != 0; i = _next[i - 1])
        {
            if (_entries[i - 1].AsSpan().SequenceEqual(value))
            {
                return i - 1;
            }
        }

        return -1;
    }

    private static uint Hash(ReadOnlySpan<byte> value)
    {
        ulong mix;
        if (value.Length >= 8)
        {
            mix = MemoryMarshal.Read<ulong>(value) * 0x9E3779B97F4A7C15UL;
            mix ^= MemoryMarshal.Read<ulong>(value[^8..]);
        }
        else
        {
            mix = 0;
            foreach (var b in value)
            {
                mix = (mix << 8) | b;
            }
        }

        mix = (mix + (ulong)value.Length) * 0xD6E8FEB86659FD93UL;
        return (uint)(mix >> 32);
    }
}
