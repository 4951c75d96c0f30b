using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>fdlist.*: the descriptors that poll and ppoll report, as comma-separated text.</summary>
internal static class FdListFields
{
    private static readonly EventTypeSet Types = new(EventType.SYSCALL_POLL_X, EventType.SYSCALL_PPOLL_X);

    /// <summary>Appends what one descriptor has to say; false where that is nothing.</summary>
    private delegate bool Part(ScratchText target, long number, FdInfo? fd);

    public static readonly FieldDefinition[] All =
    [
        Field("fdlist.nums", PrintFormat.Id, "numbers of the descriptors.", AppendNumber),
        Field("fdlist.names", PrintFormat.Na, "names of the descriptors.", AppendName),
        Field("fdlist.cips", PrintFormat.Na, "client addresses of the sockets.", AppendClientAddress),
        Field("fdlist.sips", PrintFormat.Na, "server addresses of the sockets.", AppendServerAddress),
        Field("fdlist.cports", PrintFormat.Dec, "client ports of the sockets.", AppendClientPort),
        Field("fdlist.sports", PrintFormat.Dec, "server ports of the sockets.", AppendServerPort),
    ];

    private static FieldDefinition Field(string name, PrintFormat format, string description, Part append)
        => Define.Field(
            name,
            ParamType.CharBuf,
            format,
            description,
            (EventContext context, out FieldValue value) => Read(context, append, out value),
            types: Types);

    private static bool Read(EventContext context, Part append, out FieldValue value)
    {
        value = default;
        var list = context.Event.Param(1);
        if (!Types.Contains(context.Info.Type) || context.Thread is null || list.Length < 2)
        {
            return false;
        }

        var target = context.Scratch;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(list);
        list = list[2..];
        for (var i = 0; i < count && list.Length >= 10; i++)
        {
            var number = BinaryPrimitives.ReadInt64LittleEndian(list);
            if (append(target, number, context.FindFd(number)))
            {
                target.Append((byte)',');
            }

            list = list[10..];
        }

        if (target.Length > 0 && target.Pending[^1] == ',')
        {
            target.Truncate(target.Length - 1);
        }

        value = new FieldValue(target.Take());
        return !value.Bytes.IsEmpty;
    }

    private static bool AppendNumber(ScratchText target, long number, FdInfo? fd)
    {
        target.Append(number);
        return true;
    }

    private static bool AppendName(ScratchText target, long number, FdInfo? fd)
    {
        target.Append(fd is { Name.IsEmpty: false } ? fd.Name.Span : "<NA>"u8);
        return true;
    }

    private static bool AppendClientAddress(ScratchText target, long number, FdInfo? fd)
    {
        if (fd is not { IsIpSocket: true })
        {
            return false;
        }

        AppendAddress(target, fd.Type, fd.Socket.SourceAddress);
        return true;
    }

    /// <summary>A listening IPv6 socket shows the first four bytes of its address as if it were an IPv4 one, as in Falco.</summary>
    private static bool AppendServerAddress(ScratchText target, long number, FdInfo? fd)
    {
        if (fd is null or { IsIpSocket: false, IsIpServerSocket: false })
        {
            return false;
        }

        AppendAddress(target, fd.Type, fd.IsIpSocket ? fd.Socket.DestinationAddress : fd.Socket.SourceAddress);
        return true;
    }

    private static void AppendAddress(ScratchText target, FdType type, UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, address);
        AddressText.TryAppend(target, bytes[..(type == FdType.Ipv6Socket ? 16 : 4)]);
    }

    private static bool AppendClientPort(ScratchText target, long number, FdInfo? fd)
    {
        if (fd is not { IsIpSocket: true })
        {
            return false;
        }

        target.Append(fd.Socket.SourcePort);
        return true;
    }

    private static bool AppendServerPort(ScratchText target, long number, FdInfo? fd)
    {
        if (fd is not { IsIpSocket: true })
        {
            return false;
        }

        target.Append(fd.Socket.DestinationPort);
        return true;
    }
}
