using System.Buffers.Binary;
using System.Net;
using System.Text;
using Falco.Engine.Events;

namespace Falco.Engine.Tests.Events;

/// <summary>Makes events for tests: parameters are given as values and encoded as the schema says.</summary>
internal static class EventBuilder
{
    public const ulong Time = 1_700_000_000_123_456_789;

    /// <summary>
    /// An event of thread 100 with the given parameters: numbers, text (a NUL is added), byte arrays (as they are), null (empty).
    /// </summary>
    public static EventView Of(EventType type, params object?[] parameters) => On(100, Time, type, parameters);

    /// <summary>Like <see cref="Of"/>, of any thread at any time.</summary>
    public static EventView On(long tid, ulong time, EventType type, params object?[] parameters)
    {
        var info = EventSchema.Get(type);
        var encoded = parameters.Select((p, i) => Encode(i < info.Params.Length ? info.Params[i].Type : ParamType.ByteBuf, p)).ToArray();
        var length = EventView.PrefixSize + EventView.HeaderSize + (encoded.Length * 2) + encoded.Sum(p => p.Length);
        var frame = new byte[length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), 42);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(16), time);
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(24), tid);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(32), (uint)(length - EventView.PrefixSize));
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)type);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(38), (uint)encoded.Length);
        var lengths = EventView.PrefixSize + EventView.HeaderSize;
        var at = lengths + (encoded.Length * 2);
        for (var i = 0; i < encoded.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(lengths + (i * 2)), (ushort)encoded[i].Length);
            encoded[i].CopyTo(frame.AsSpan(at));
            at += encoded[i].Length;
        }

        return new EventView(frame, 0);
    }

    /// <summary>The same event with a number of its own; those made here have all the same.</summary>
    public static EventView Numbered(EventView e, ulong number)
    {
        var frame = e.Frame.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), number);
        return new EventView(frame, 0);
    }

    /// <summary>A socktuple of two IP addresses.</summary>
    public static byte[] Tuple(string source, int sourcePort, string destination, int destinationPort)
        => [.. Address(source, sourcePort), .. Address(destination, destinationPort)[1..]];

    /// <summary>A sockaddr of an IP address.</summary>
    public static byte[] Address(string address, int port)
    {
        var bytes = IPAddress.Parse(address).GetAddressBytes();
        return [bytes.Length == 4 ? (byte)2 : (byte)10, .. bytes, (byte)port, (byte)(port >> 8)];
    }

    /// <summary>A parameter's bytes.</summary>
    public static byte[] Encode(ParamType type, object? value)
    {
        switch (value)
        {
            case null:
                return [];
            case byte[] bytes:
                return bytes;
            case string text:
                return [.. Encoding.UTF8.GetBytes(text), 0];
        }

        var number = BitConverter.GetBytes(Convert.ToInt64(value, null));
        var size = type switch
        {
            ParamType.Int8 or ParamType.UInt8 or ParamType.Flags8 or ParamType.EnumFlags8 or ParamType.SigType or ParamType.L4Proto
                or ParamType.SockFamily => 1,
            ParamType.Int16 or ParamType.UInt16 or ParamType.Flags16 or ParamType.EnumFlags16 or ParamType.Port or ParamType.SyscallId => 2,
            ParamType.Int32 or ParamType.UInt32 or ParamType.Flags32 or ParamType.EnumFlags32 or ParamType.Mode or ParamType.SigSet
                or ParamType.Uid or ParamType.Gid or ParamType.Bool or ParamType.Fd32 or ParamType.Pid32 => 4,
            _ => 8,
        };
        return number[..size];
    }
}
