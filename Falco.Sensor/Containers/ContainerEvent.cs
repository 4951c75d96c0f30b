using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Sensor.Containers;

/// <summary>
/// The event that tells of a container, as Falco's container plugin sends it: an ASYNCEVENT_E of no thread, by the name
/// <c>container</c> or <c>container_removed</c>, with the metadata as JSON.
/// </summary>
internal static class ContainerEvent
{
    private const int ParamCount = 3;
    private const int LengthsAt = EventView.PrefixSize + EventView.HeaderSize;
    private const int ParamsAt = LengthsAt + (ParamCount * sizeof(uint));

    /// <summary>Name of the event of a container that is there.</summary>
    public static ReadOnlySpan<byte> Added => "container\0"u8;

    /// <summary>Name of the event of a container that is gone.</summary>
    public static ReadOnlySpan<byte> Removed => "container_removed\0"u8;

    /// <summary>How long the event is.</summary>
    public static int Length(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) => ParamsAt + sizeof(uint) + name.Length + json.Length + 1;

    /// <summary>Appends the event to the batch.</summary>
    public static void Append(EventBatch batch, ReadOnlySpan<byte> name, ReadOnlySpan<byte> json, ulong number, ulong timestamp)
    {
        var length = Length(name, json);
        var frame = batch.Reserve(length)[..length];
        frame[..ParamsAt].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], EventView.LargeLengths);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], number);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[16..], timestamp);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[32..], (uint)(length - EventView.PrefixSize));
        BinaryPrimitives.WriteUInt16LittleEndian(frame[36..], (ushort)EventType.ASYNCEVENT_E);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[38..], ParamCount);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[LengthsAt..], sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[(LengthsAt + 4)..], (uint)name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[(LengthsAt + 8)..], (uint)json.Length + 1);

        // The plugin has no id of its own: 0.
        var rest = frame[ParamsAt..];
        rest[..sizeof(uint)].Clear();
        name.CopyTo(rest[sizeof(uint)..]);
        json.CopyTo(rest[(sizeof(uint) + name.Length)..]);
        rest[^1] = 0;
        batch.Commit(length, number);
    }
}
