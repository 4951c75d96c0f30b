using System.Runtime.CompilerServices;

namespace Falco.Engine.Capture.Upgrade;

/// <summary>
/// The parameters of a record, from its parameter count on: count u32, lengths, values. The lengths are known to add up.
/// Made for access in ascending order.
/// </summary>
internal ref struct RecordParams
{
    private readonly ReadOnlySpan<byte> _lengths;
    private readonly ReadOnlySpan<byte> _values;
    private readonly bool _isLarge;
    private int _index;
    private int _at;

    public RecordParams(ReadOnlySpan<byte> bytes, bool isLarge)
    {
        Count = Unsafe.ReadUnaligned<int>(in bytes[0]);
        var size = isLarge ? sizeof(uint) : sizeof(ushort);
        _lengths = bytes.Slice(sizeof(uint), Count * size);
        _values = bytes[(sizeof(uint) + (Count * size))..];
        _isLarge = isLarge;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The value of a parameter.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if (index < _index)
            {
                _index = 0;
                _at = 0;
            }

            while (_index < index)
            {
                _at += Length(_index++);
            }

            return _values.Slice(_at, Length(index));
        }
    }

    /// <summary>Copies the first parameters, lengths and values; returns the length of the values.</summary>
    public readonly int CopyFirst(int count, Span<byte> lengths, Span<byte> values, bool toLarge)
    {
        var total = 0;
        if (toLarge != _isLarge)
        {
            for (var i = 0; i < count; i++)
            {
                var length = Length(i);
                total += length;
                if (toLarge)
                {
                    Unsafe.WriteUnaligned(ref lengths[i * sizeof(uint)], length);
                }
                else
                {
                    Unsafe.WriteUnaligned(ref lengths[i * sizeof(ushort)], (ushort)length);
                }
            }
        }
        else
        {
            _lengths[..(count * (_isLarge ? sizeof(uint) : sizeof(ushort)))].CopyTo(lengths);
            if (count == Count)
            {
                total = _values.Length;
            }
            else
            {
                for (var i = 0; i < count; i++)
                {
                    total += Length(i);
                }
            }
        }

        _values[..total].CopyTo(values);
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Length(int index) => _isLarge
        ? Unsafe.ReadUnaligned<int>(in _lengths[index * sizeof(uint)])
        : Unsafe.ReadUnaligned<ushort>(in _lengths[index * sizeof(ushort)]);
}
