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

    public long Signed => unchecked((long)Number);

    public bool IsTrue => Number != 0;
}
