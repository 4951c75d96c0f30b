using System.Buffers.Binary;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Sensor.Containers;

/// <summary>
/// The events that tell of users and groups of a container, as frames that have no number and no time yet. Texts are the container's own
/// and are cut where Falco cuts them.
/// </summary>
internal static class UserEvent
{
    private const int MaxName = 255, MaxPath = 1023;

    public static byte[] Added(Utf8 container, UserEntry user) => Of(EventType.USER_ADDED_E, container, user);

    public static byte[] Added(Utf8 container, GroupEntry group) => Of(EventType.GROUP_ADDED_E, container, group);

    public static byte[] Deleted(Utf8 container, UserEntry user) => Of(EventType.USER_DELETED_E, container, user);

    public static byte[] Deleted(Utf8 container, GroupEntry group) => Of(EventType.GROUP_DELETED_E, container, group);

    private static byte[] Of(EventType type, Utf8 container, UserEntry user) => Frame(
        type, Number(user.Uid), Number(user.Gid), Text(user.Name, MaxName), Text(user.Home, MaxPath), Text(user.Shell, MaxPath),
        Text(container, MaxName));

    private static byte[] Of(EventType type, Utf8 container, GroupEntry group) => Frame(
        type, Number(group.Gid), Text(group.Name, MaxName), Text(container, MaxName));

    private static byte[] Number(uint value) => BitConverter.GetBytes(value);

    private static byte[] Text(Utf8 text, int maxLength)
    {
        var bytes = text.Span;
        var nul = bytes.IndexOf((byte)0);
        bytes = nul < 0 ? bytes : bytes[..nul];
        return [.. bytes[..Math.Min(bytes.Length, maxLength)], 0];
    }

    private static byte[] Frame(EventType type, params byte[][] parameters)
    {
        const int LengthsAt = EventView.PrefixSize + EventView.HeaderSize;
        var at = LengthsAt + (sizeof(ushort) * parameters.Length);
        var frame = new byte[at + parameters.Sum(parameter => parameter.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(24), -1);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(32), frame.Length - EventView.PrefixSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)type);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(38), parameters.Length);
        for (var i = 0; i < parameters.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(LengthsAt + (i * sizeof(ushort))), (ushort)parameters[i].Length);
            parameters[i].CopyTo(frame, at);
            at += parameters[i].Length;
        }

        return frame;
    }
}
