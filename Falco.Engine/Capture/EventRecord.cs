using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Falco.Engine.Events;

namespace Falco.Engine.Capture;

/// <summary>The event record in an event block: where it is, and whether its lengths add up.</summary>
internal static class EventRecord
{
    /// <summary>Bytes of the header in blocks of version 1, which lacks the parameter count.</summary>
    public const int HeaderSizeV1 = EventView.HeaderSize - sizeof(uint);

    /// <summary>Where in a record its parameter count is; the lengths and the parameters follow.</summary>
    public const int CountAt = 22;

    private const int LengthAt = 16;
    private const int TypeAt = 20;

    /// <summary>Whether records of the type have u32 parameter lengths.</summary>
    public static bool IsLarge(EventType type)
        => type is EventType.PLUGINEVENT_E or EventType.CONTAINER_JSON_2_E or EventType.ASYNCEVENT_E;

    /// <summary>The number of the record's type.</summary>
    public static ushort Type(byte[] buffer, int at) => Unsafe.ReadUnaligned<ushort>(ref buffer[at + TypeAt]);

    /// <summary>The record's thread.</summary>
    public static long Tid(byte[] buffer, int at) => Unsafe.ReadUnaligned<long>(ref buffer[at + sizeof(ulong)]);

    /// <summary>The record's time.</summary>
    public static ulong Timestamp(byte[] buffer, int at) => Unsafe.ReadUnaligned<ulong>(ref buffer[at]);

    /// <summary>The record's parameter count.</summary>
    public static uint Count(byte[] buffer, int at) => Unsafe.ReadUnaligned<uint>(ref buffer[at + CountAt]);

    /// <summary>Writes a record of another type with the time and the thread of one.</summary>
    /// <param name="target">Room for the record.</param>
    /// <param name="other">The record that has time and thread.</param>
    /// <param name="type">The type of the new one.</param>
    /// <param name="paramBytes">Its parameter count, lengths and values.</param>
    public static void Write(Span<byte> target, ReadOnlySpan<byte> other, EventType type, ReadOnlySpan<byte> paramBytes)
    {
        other[..LengthAt].CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[LengthAt..], CountAt + paramBytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(target[TypeAt..], (ushort)type);
        paramBytes.CopyTo(target[CountAt..]);
    }

    /// <summary>
    /// Gives a record of version 1 at <paramref name="at"/> today's header, which begins four bytes earlier: the parameter
    /// count is the one for which the lengths add up.
    /// </summary>
    /// <returns>False where no count does.</returns>
    public static bool TryAddCount(byte[] buffer, int at, int end)
    {
        var length = Unsafe.ReadUnaligned<uint>(ref buffer[at + LengthAt]);
        var type = (EventType)Type(buffer, at);
        if (type is EventType.NOTIFICATION_E or EventType.INFRASTRUCTURE_EVENT_E)
        {
            // Their recorders wrote three too many.
            length -= 3;
        }

        if (length < HeaderSizeV1 || length > (uint)(end - at))
        {
            return false;
        }

        var body = buffer.AsSpan(at + HeaderSizeV1, (int)length - HeaderSizeV1);
        for (var count = EventSchema.Get(type).Params.Length; count >= 0; count--)
        {
            var total = count * sizeof(ushort);
            if (total > body.Length)
            {
                continue;
            }

            for (var i = 0; i < count; i++)
            {
                total += Unsafe.ReadUnaligned<ushort>(ref body[i * sizeof(ushort)]);
            }

            if (total == body.Length)
            {
                buffer.AsSpan(at, HeaderSizeV1).CopyTo(buffer.AsSpan(at - sizeof(uint)));
                Unsafe.WriteUnaligned(ref buffer[at - sizeof(uint) + LengthAt], length + sizeof(uint));
                Unsafe.WriteUnaligned(ref buffer[at - sizeof(uint) + CountAt], count);
                return true;
            }

            if (total < body.Length)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Makes sure that header, parameter lengths and parameters lie within the record, and the record within its block.
    /// Bytes after the last parameter are cut off the record.
    /// </summary>
    /// <returns>The record's length; 0 where they do not.</returns>
    public static int Measure(byte[] buffer, int at, int end)
    {
        var length = Unsafe.ReadUnaligned<uint>(ref buffer[at + LengthAt]);
        if (length > (uint)(end - at) || length < EventView.HeaderSize)
        {
            return 0;
        }

        var count = Count(buffer, at);
        var lengths = buffer.AsSpan(at + EventView.HeaderSize, (int)length - EventView.HeaderSize);
        var total = 0UL;
        if (IsLarge((EventType)Type(buffer, at)))
        {
            total = (ulong)count * sizeof(uint);
            if (total > (uint)lengths.Length)
            {
                return 0;
            }

            for (var i = 0; i < (int)count; i++)
            {
                total += Unsafe.ReadUnaligned<uint>(ref lengths[i * sizeof(uint)]);
            }
        }
        else
        {
            total = (ulong)count * sizeof(ushort);
            if (total > (uint)lengths.Length)
            {
                return 0;
            }

            for (var i = 0; i < (int)count; i++)
            {
                total += Unsafe.ReadUnaligned<ushort>(ref lengths[i * sizeof(ushort)]);
            }
        }

        if (total > (uint)lengths.Length)
        {
            return 0;
        }

        var measured = EventView.HeaderSize + (int)total;
        Unsafe.WriteUnaligned(ref buffer[at + LengthAt], (uint)measured);
        return measured;
    }
}
