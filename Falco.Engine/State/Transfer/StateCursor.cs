using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Writes state into a buffer or reads it from one. Its methods do either, by the cursor's direction, so that a type's layout is
/// described once:
/// <code>
/// c.Number(ref thread.Pid);
/// c.Text(ref thread.Comm);
/// </code>
/// What is read is not trusted: reading ends in a <see cref="StateFormatException"/> at worst, and takes memory in proportion to
/// the bytes given.
/// </summary>
internal sealed class StateCursor
{
    private const byte Version = 1;

    /// <summary>Shorter texts take no more room than a reference to them.</summary>
    private const int MinSharedText = 8;

    private const int FirstRoom = 4096;

    /// <summary>As many texts as a thread mostly has.</summary>
    private const int FewTexts = 16;
    private const int MaxNumber = 10;

    private readonly int _start;
    private byte[] _bytes;
    private int _at;
    private int _end;

    // Forks share texts and descriptors, and so do their images.
    private readonly Written? _written;
    private List<Utf8>? _readTexts;
    private List<object>? _readObjects;

    /// <summary>A cursor that writes a parcel of a kind.</summary>
    public StateCursor(ParcelKind kind)
    {
        _written = Written.Take();
        _bytes = ArrayPool<byte>.Shared.Rent(FirstRoom);
        Room(2)[0] = Version;
        _bytes[1] = (byte)kind;
        _at = 2;
    }

    /// <summary>
    /// A cursor that reads a parcel of a kind. Texts that are read stay slices of the memory, which must not change from then on.
    /// </summary>
    public StateCursor(ParcelKind kind, ReadOnlyMemory<byte> parcel)
    {
        IsReading = true;
        if (MemoryMarshal.TryGetArray(parcel, out var segment))
        {
            _bytes = segment.Array!;
            _start = _at = segment.Offset;
        }
        else
        {
            _bytes = parcel.ToArray();
        }

        _end = _start + parcel.Length;
        var version = ReadByte();
        if (version != Version)
        {
            throw new StateFormatException($"version {version} is not known, only {Version} is: another release wrote it", 0);
        }

        var found = ReadByte();
        if (found != (byte)kind)
        {
            throw new StateFormatException($"a parcel of kind {found} where {(byte)kind} ({kind}) was expected", 1);
        }
    }

    public bool IsReading { get; }

    /// <summary>Where reading stands, to come back to.</summary>
    public int Position
    {
        get => _at - _start;
        set => _at = _start + value;
    }

    public void Number(ref ulong value)
    {
        if (IsReading)
        {
            value = ReadNumber();
        }
        else
        {
            WriteNumber(value);
        }
    }

    public void Number(ref long value)
    {
        if (IsReading)
        {
            var read = ReadNumber();
            value = (long)(read >> 1) ^ -(long)(read & 1);
        }
        else
        {
            WriteNumber((ulong)((value << 1) ^ (value >> 63)));
        }
    }

    public void Number(ref uint value) => value = (uint)Narrow(value, uint.MaxValue);

    public void Number(ref ushort value) => value = (ushort)Narrow(value, ushort.MaxValue);

    public void Number(ref int value)
    {
        long wide = value;
        Number(ref wide);
        if (wide is < int.MinValue or > int.MaxValue)
        {
            Fail("a number that is too large");
        }

        value = (int)wide;
    }

    /// <summary>A number of which small values are not likelier than large ones.</summary>
    public void Word(ref ulong value)
    {
        if (IsReading)
        {
            value = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        }
        else
        {
            BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);
            _at += sizeof(ulong);
        }
    }

    public void Byte(ref byte value)
    {
        if (IsReading)
        {
            value = ReadByte();
        }
        else
        {
            Room(1)[0] = value;
            _at++;
        }
    }

    public void Flag(ref bool value)
    {
        var bits = value ? (byte)1 : (byte)0;
        Byte(ref bits);
        if (bits > 1)
        {
            Fail("a flag that is neither set nor clear");
        }

        value = bits != 0;
    }

    /// <summary>A text. The same text is written once and referred to from then on.</summary>
    public void Text(ref Utf8 value)
    {
        if (IsReading)
        {
            value = ReadText();
        }
        else
        {
            WriteText(value);
        }
    }

    /// <summary>A text of which there is hardly a second one: it is not worth the search for it.</summary>
    public void OwnText(ref Utf8 value)
    {
        var length = (ulong)value.Length;
        Number(ref length);
        if (!IsReading)
        {
            Put(value.Span);
        }
        else
        {
            var read = Take(length).Length;
            value = read == 0 ? default : new Utf8(_bytes, _at - read, read);
        }
    }

    public void Text(ref string value)
    {
        var text = IsReading ? default : Utf8.From(value);
        Text(ref text);
        if (IsReading)
        {
            value = text.ToString();
        }
    }

    /// <summary>Bytes in an array of their own, or null.</summary>
    public void Bytes(ref byte[]? value)
    {
        var length = value is null ? 0UL : (ulong)value.Length + 1;
        Number(ref length);
        if (!IsReading)
        {
            Put(value);
        }
        else
        {
            value = length == 0 ? null : Take(length - 1).ToArray();
        }
    }

    /// <summary>How many items follow; what is read is at most as many as there may be in the rest of the bytes.</summary>
    public int Count(int count, int minItemSize)
    {
        var wide = (ulong)count;
        Number(ref wide);
        if (IsReading && wide > (ulong)((_end - _at) / minItemSize))
        {
            Fail($"{wide} items do not fit into the rest");
        }

        return (int)wide;
    }

    /// <summary>Items, each of at least one byte.</summary>
    public IReadOnlyList<T> Many<T>(IReadOnlyList<T> items, Func<StateCursor, T?, T> transfer)
    {
        var count = Count(items.Count, 1);
        if (!IsReading)
        {
            foreach (var item in items)
            {
                transfer(this, item);
            }

            return items;
        }

        // The list grows with what is really there: items may be much larger than a byte.
        var read = new List<T>();
        for (var i = 0; i < count; i++)
        {
            read.Add(transfer(this, default));
        }

        return read;
    }

    /// <summary>An object that others may refer to as well, or null: it is written once and referred to from then on.</summary>
    public T? Shared<T>(T? value, Func<StateCursor, T?, T> transfer)
        where T : class
        => IsReading ? ReadShared(transfer) : WriteShared(value, transfer);

    /// <summary>What was written.</summary>
    public byte[] ToParcel()
    {
        var parcel = _bytes.AsSpan(0, _at).ToArray();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _at = 0;
        _written?.Return();
        return parcel;
    }

    /// <summary>Makes sure that nothing is left to read.</summary>
    public void End()
    {
        if (_at != _end)
        {
            Fail($"{_end - _at} bytes too many");
        }
    }

    [DoesNotReturn]
    public void Fail(string reason) => throw new StateFormatException(reason, Position);

    private ulong Narrow(ulong value, ulong max)
    {
        Number(ref value);
        if (value > max)
        {
            Fail("a number that is too large");
        }

        return value;
    }

    private T? WriteShared<T>(T? value, Func<StateCursor, T?, T> transfer)
        where T : class
    {
        if (value is null)
        {
            WriteNumber(0);
            return null;
        }

        var objects = _written!.Objects;
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(objects, value, out var isKnown);
        if (isKnown)
        {
            WriteNumber((ulong)index + 2);
            return value;
        }

        index = objects.Count - 1;
        WriteNumber(1);
        return transfer(this, value);
    }

    private T? ReadShared<T>(Func<StateCursor, T?, T> transfer)
        where T : class
    {
        var number = ReadNumber();
        if (number == 0)
        {
            return null;
        }

        _readObjects ??= [];
        if (number == 1)
        {
            // It has its number before what it is made of has one.
            var index = _readObjects.Count;
            _readObjects.Add(this);
            var read = transfer(this, null);
            _readObjects[index] = read;
            return read;
        }

        if (number - 2 >= (ulong)_readObjects.Count || _readObjects[(int)(number - 2)] is not T known)
        {
            Fail("a reference to something that was not there before");
            return null;
        }

        return known;
    }

    private void WriteText(Utf8 text)
    {
        if (text.Length >= MinSharedText)
        {
            var texts = _written!.Texts;
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(texts, text, out var isKnown);
            if (isKnown)
            {
                WriteNumber(((ulong)index << 1) | 1);
                return;
            }

            index = texts.Count - 1;
        }

        WriteNumber((ulong)text.Length << 1);
        Put(text.Span);
    }

    private Utf8 ReadText()
    {
        var number = ReadNumber();
        if ((number & 1) != 0)
        {
            if (_readTexts is null || number >> 1 >= (ulong)_readTexts.Count)
            {
                Fail("a reference to a text that was not there before");
            }

            return _readTexts[(int)(number >> 1)];
        }

        var length = Take(number >> 1).Length;
        if (length == 0)
        {
            return default;
        }

        var text = new Utf8(_bytes, _at - length, length);
        if (length >= MinSharedText)
        {
            (_readTexts ??= new(FewTexts)).Add(text);
        }

        return text;
    }

    private void WriteNumber(ulong value)
    {
        var room = Room(MaxNumber);
        var length = 0;
        while (value >= 0x80)
        {
            room[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[length++] = (byte)value;
        _at += length;
    }

    private ulong ReadNumber()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = ReadByte();
            if (shift == 63 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        Fail("a number that is too large");
        return 0;
    }

    private byte ReadByte()
    {
        if (_at >= _end)
        {
            Fail("it ends too early");
        }

        return _bytes[_at++];
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_end - _at))
        {
            Fail("it ends too early");
        }

        _at += (int)count;
        return _bytes.AsSpan(_at - (int)count, (int)count);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _at += bytes.Length;
    }

    /// <summary>Room to write so many bytes at the current place.</summary>
    private Span<byte> Room(int count)
    {
        if (_bytes.Length - _at < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _at + count));
            _bytes.AsSpan(0, _at).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_at);
    }

    /// <summary>What a parcel has already. Most parcels are of one thread, and so many are written that the tables are used again.</summary>
    private sealed class Written
    {
        /// <summary>Larger tables take longer to empty than new ones to fill.</summary>
        private const int MaxKept = 256;

        [ThreadStatic]
        private static Written? _spare;

        public Dictionary<Utf8, int> Texts { get; } = [];

        public Dictionary<object, int> Objects { get; } = new(ReferenceEqualityComparer.Instance);

        public static Written Take()
        {
            var spare = _spare ?? new Written();
            _spare = null;
            return spare;
        }

        public void Return()
        {
            if (Texts.Capacity <= MaxKept && Objects.Capacity <= MaxKept)
            {
                Texts.Clear();
                Objects.Clear();
                _spare = this;
            }
        }
    }
}
