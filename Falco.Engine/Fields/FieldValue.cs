using Falco.Engine.Events;

namespace Falco.Engine.Fields;

/// <summary>
/// A field's value as a field gives it to conditions and outputs; its type is the field's. Text, addresses and raw bytes
/// are in <see cref="Bytes"/>, everything else (numbers, booleans, times) in <see cref="Number"/>, sign-extended for
/// signed types; a double has its bits there. Valid until the next event.
/// </summary>
internal readonly record struct FieldValue(Utf8 Bytes, ulong Number)
{
    public FieldValue(Utf8 bytes)
        : this(bytes, 0)
    {
    }

    public FieldValue(ulong number)
        : this(default, number)
    {
    }

    public FieldValue(long number)
        : this(default, unchecked((ulong)number))
    {
    }

    public FieldValue(bool value)
        : this(default, value ? 1UL : 0UL)
    {
    }

    public FieldValue(double number)
        : this(default, BitConverter.DoubleToUInt64Bits(number))
    {
    }

    public long Signed => unchecked((long)Number);

    public bool IsTrue => Number != 0;

    /// <summary>For readers: there is a value, namely this one.</summary>
    public static bool Some(Utf8 bytes, out FieldValue value)
    {
        value = new FieldValue(bytes);
        return true;
    }

    /// <inheritdoc cref="Some(Utf8, out FieldValue)"/>
    public static bool Some(long number, out FieldValue value)
    {
        value = new FieldValue(number);
        return true;
    }

    /// <inheritdoc cref="Some(Utf8, out FieldValue)"/>
    public static bool Some(ulong number, out FieldValue value)
    {
        value = new FieldValue(number);
        return true;
    }

    /// <inheritdoc cref="Some(Utf8, out FieldValue)"/>
    public static bool Some(bool isTrue, out FieldValue value)
    {
        value = new FieldValue(isTrue);
        return true;
    }

    /// <summary>For readers: there is no value.</summary>
    public static bool None(out FieldValue value)
    {
        value = default;
        return false;
    }
}
