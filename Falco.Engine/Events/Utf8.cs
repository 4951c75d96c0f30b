using System.Text;

namespace Falco.Engine.Events;

/// <summary>
/// A slice of a byte array that holds text, normally UTF-8 but never trusted to be: names and arguments come from the
/// watched machine as raw bytes. Storable, unlike a span; a slice of an event lives only as long as the event's batch.
/// </summary>
public readonly struct Utf8 : IEquatable<Utf8>
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];

    private readonly byte[]? _array;
    private readonly int _offset;
    private readonly int _length;

    /// <summary>A slice over the whole of <paramref name="array"/>.</summary>
    public Utf8(byte[] array)
        : this(array, 0, array.Length)
    {
    }

    /// <summary>A slice of <paramref name="length"/> bytes of <paramref name="array"/> from <paramref name="offset"/>.</summary>
    public Utf8(byte[] array, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)array.Length, nameof(offset));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(array.Length - offset), nameof(length));
        _array = array;
        _offset = offset;
        _length = length;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => new(_array, _offset, _length);

    /// <summary>The number of bytes.</summary>
    public int Length => _length;

    /// <summary>Whether there are no bytes; the default value is empty.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>A part of this slice, without copying.</summary>
    public Utf8 Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)_length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_length - start), nameof(length));
        return length == 0 ? default : new Utf8(_array!, _offset + start, length);
    }

    /// <summary>The rest of this slice from <paramref name="start"/>, without copying.</summary>
    public Utf8 Slice(int start) => Slice(start, _length - start);

    /// <summary>A slice over a fresh copy of <paramref name="bytes"/>.</summary>
    public static Utf8 Copy(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? default : new Utf8(bytes.ToArray());

    /// <summary>A text of one byte, without memory of its own.</summary>
    public static Utf8 Of(byte value) => new(AllBytes, value, 1);

    /// <summary>The UTF-8 bytes of <paramref name="text"/>.</summary>
    public static Utf8 From(string text) => string.IsNullOrEmpty(text) ? default : new Utf8(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public bool Equals(Utf8 other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Utf8 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>The text, invalid sequences replaced.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);

    /// <summary>Whether two slices hold the same bytes.</summary>
    public static bool operator ==(Utf8 left, Utf8 right) => left.Equals(right);

    /// <summary>Whether two slices hold different bytes.</summary>
    public static bool operator !=(Utf8 left, Utf8 right) => !left.Equals(right);
}
