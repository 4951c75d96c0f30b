using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Actors.Tests;

/// <summary>Events for tests that only count them.</summary>
internal static class Frames
{
    /// <summary>A batch of events (a close that says nothing) with the given numbers.</summary>
    public static EventBatch Batch(params ulong[] numbers)
    {
        var batch = new EventBatch();
        foreach (var number in numbers)
        {
            batch.Append(Event(number));
        }

        return batch;
    }

    private static EventView Event(ulong number)
    {
        const int length = EventView.PrefixSize + EventView.HeaderSize;
        var frame = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), number);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(16), 1_700_000_000_000_000_000 + number);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(24), 100);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(32), EventView.HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)EventType.SYSCALL_CLOSE_X);
        return new EventView(frame, 0);
    }
}
