using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Whether the lengths in an event's frame add up, which whoever reads the event relies on.</summary>
internal static class EventFrame
{
    private const int FrameFlagsAt = 6;
    private const int NumberAt = 8;
    private const int CountAt = 38;

    /// <summary>The length that a frame says it has; more than there is where that is less than a frame's beginning.</summary>
    public static int LengthOf(ReadOnlySpan<byte> frames)
        => frames.Length >= EventView.PrefixSize && BinaryPrimitives.ReadUInt32LittleEndian(frames) is <= int.MaxValue and var length
            ? (int)length
            : int.MaxValue;

    /// <summary>The number of the event in a frame.</summary>
    public static ulong NumberOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt64LittleEndian(frame[NumberAt..]);

    public static bool IsSound(ReadOnlySpan<byte> frame)
    {
        const int head = EventView.PrefixSize + EventView.HeaderSize;
        if (frame.Length < head || BinaryPrimitives.ReadUInt32LittleEndian(frame) != (uint)frame.Length)
        {
            return false;
        }

        var isLarge = (BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameFlagsAt..]) & EventView.LargeLengths) != 0;
        var size = isLarge ? sizeof(uint) : sizeof(ushort);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(frame[CountAt..]);
        var rest = (ulong)(frame.Length - head);
        var total = (ulong)count * (ulong)size;
        for (var i = 0; total <= rest && i < (int)count; i++)
        {
            var length = frame[(head + (i * size))..];
            total += isLarge ? BinaryPrimitives.ReadUInt32LittleEndian(length) : BinaryPrimitives.ReadUInt16LittleEndian(length);
        }

        return total <= rest;
    }
}
