using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>fd.*: the descriptor that the event makes, uses or closes. Sockets are in <see cref="FdSocketFields"/>.</summary>
internal static class FdFields
{
    public static readonly FieldDefinition[] All =
    [
        Define.FdField("fd.num", ParamType.Int64, PrintFormat.Id, "number of the descriptor.", Num),
        Define.FdField("fd.type", ParamType.CharBuf, PrintFormat.Dec,
            "type of the descriptor: file, directory, ipv4, ipv6, unix, pipe, event, signalfd, eventpoll, inotify, timerfd, memfd ...", Type),
        Define.FdField("fd.typechar", ParamType.CharBuf, PrintFormat.Dec,
            "type of the descriptor as one character: f file, d directory, 4 and 6 IP sockets, u unix socket, p pipe, e event ...", TypeChar),
        Define.FdField("fd.name", ParamType.CharBuf, PrintFormat.Na,
            "whole path of a file, addresses and ports of a connection, or what else the descriptor stands for.", FdName.Read),
        Define.FdField("fd.directory", ParamType.CharBuf, PrintFormat.Na, "directory of a file.", FdName.ReadDirectory),
        Define.FdField("fd.filename", ParamType.CharBuf, PrintFormat.Na, "name of a file without its directory.", FdName.ReadFileName),
        .. FdSocketFields.All,
        Define.FdField("fd.uid", ParamType.CharBuf, PrintFormat.Na, "thread id and number of the descriptor in one text.", UniqueId),
        Define.FdField("fd.containername", ParamType.CharBuf, PrintFormat.Na, "container id and name of the descriptor, with a colon between them.",
            FdName.ReadWithContainer),
        Define.FdField("fd.containerdirectory", ParamType.CharBuf, PrintFormat.Na,
            "container id and directory of the descriptor, with a colon between them.", FdName.ReadDirectoryWithContainer),
        Define.FdField("fd.name_changed", ParamType.Bool, PrintFormat.Na,
            "true where the event gave the descriptor another name, as datagrams to other peers do.", NameChanged),
        Define.FdField("fd.dev", ParamType.Int32, PrintFormat.Hex, "device number of the file.", Device),
        Define.FdField("fd.dev.major", ParamType.Int32, PrintFormat.Dec, "major part of the file's device number.", DeviceMajor),
        Define.FdField("fd.dev.minor", ParamType.Int32, PrintFormat.Dec, "minor part of the file's device number.", DeviceMinor),
        Define.FdField("fd.ino", ParamType.Int64, PrintFormat.Dec, "inode number of the file.", Inode),
        Define.FdField("fd.nameraw", ParamType.CharBuf, PrintFormat.Na, "path of the file as the program gave it.", FdName.ReadRaw),
        Define.WithArgument("fd.types", ParamType.CharBuf, PrintFormat.Dec,
            "types of all open descriptors, each once; fd.types[1] is that of descriptor 1.",
            FieldFlags.List | FieldFlags.ArgAllowed | FieldFlags.ArgIndex | FieldFlags.NoRightSide, BindTypes),
        Define.FdField("fd.is_upper_layer", ParamType.Bool, PrintFormat.Na, "true for a file in the upper layer of an overlay file system.",
            IsUpperLayer),
        Define.FdField("fd.is_lower_layer", ParamType.Bool, PrintFormat.Na, "true for a file in a lower layer of an overlay file system.",
            IsLowerLayer),
    ];

    /// <summary>
    /// Whether the event has to do with descriptors at all. The descriptor itself may still be unknown, after a failed open for instance.
    /// </summary>
    internal static bool TryGetFd(EventContext context, out FdInfo? fd)
    {
        fd = null;
        if (!EvtTypes.Descriptor.Contains(context.Info.Type) || context.Thread is null)
        {
            return false;
        }

        fd = context.Fd;
        if (fd is null && context.FdNumber != -1)
        {
            fd = context.FindFd(context.FdNumber);
        }

        return true;
    }

    /// <summary>The descriptor, where it is known.</summary>
    internal static FdInfo? KnownFd(EventContext context) => TryGetFd(context, out var fd) ? fd : null;

    private static bool Num(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.FdNumber);
        return TryGetFd(context, out _);
    }

    private static bool Type(EventContext context, out FieldValue value)
    {
        var fd = KnownFd(context);
        value = fd is null ? default : new FieldValue(FdTypeNames.Name(fd.Type));
        return fd is not null;
    }

    private static bool TypeChar(EventContext context, out FieldValue value)
    {
        value = default;
        if (!TryGetFd(context, out var fd))
        {
            return false;
        }

        var character = fd is null ? TypeCharOf((EventType)((int)context.Info.Type | 1)) : FdTypeNames.Char(fd.Type);
        value = new FieldValue(Utf8.Of(character));
        return true;
    }

    /// <summary>What a descriptor would be that an event of the (exit) type makes, had it not failed. All sockets count as IPv4.</summary>
    private static byte TypeCharOf(EventType type) => type switch
    {
        EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X or EventType.SYSCALL_CREAT_X => (byte)'f',
        EventType.SOCKET_SOCKET_X or EventType.SOCKET_ACCEPT_5_X or EventType.SOCKET_ACCEPT4_6_X => (byte)'4',
        EventType.SYSCALL_PIPE_X or EventType.SYSCALL_PIPE2_X => (byte)'p',
        EventType.SYSCALL_EVENTFD_X or EventType.SYSCALL_EVENTFD2_X => (byte)'e',
        EventType.SYSCALL_SIGNALFD_X or EventType.SYSCALL_SIGNALFD4_X => (byte)'s',
        EventType.SYSCALL_TIMERFD_CREATE_X => (byte)'t',
        EventType.SYSCALL_INOTIFY_INIT_X or EventType.SYSCALL_INOTIFY_INIT1_X => (byte)'i',
        _ => (byte)'o',
    };

    private static bool UniqueId(EventContext context, out FieldValue value)
    {
        value = default;
        if (!TryGetFd(context, out _))
        {
            return false;
        }

        value = new FieldValue(context.Scratch.Append(context.Thread!.Tid).Append(context.FdNumber).Take());
        return true;
    }

    private static bool NameChanged(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.FdNameChanged);
        return KnownFd(context) is not null;
    }

    private static bool Device(EventContext context, out FieldValue value)
    {
        var fd = KnownFd(context);
        value = new FieldValue((long)(int)(fd?.Device ?? 0));
        return fd is not null;
    }

    private static bool DeviceMajor(EventContext context, out FieldValue value)
    {
        var fd = KnownFd(context);
        value = new FieldValue((long)((fd?.Device ?? 0) >> 8 & 0xFFF));
        return fd is not null;
    }

    private static bool DeviceMinor(EventContext context, out FieldValue value)
    {
        var fd = KnownFd(context);
        var device = fd?.Device ?? 0;
        value = new FieldValue((long)((device & 0xFF) | (device >> 12 & 0xFFF00)));
        return fd is not null;
    }

    private static bool Inode(EventContext context, out FieldValue value)
    {
        var fd = KnownFd(context);
        value = new FieldValue(fd?.Inode ?? 0);
        return fd is not null;
    }

    private static bool IsUpperLayer(EventContext context, out FieldValue value) => HasFlag(context, FdFlags.OverlayUpper, out value);

    private static bool IsLowerLayer(EventContext context, out FieldValue value) => HasFlag(context, FdFlags.OverlayLower, out value);

    internal static bool HasFlag(EventContext context, FdFlags flag, out FieldValue value)
    {
        var fd = KnownFd(context);
        value = new FieldValue(fd is not null && (fd.Flags & flag) != 0);
        return fd is not null;
    }

    private static BoundField BindTypes(string? argument)
    {
        var number = argument is null ? -1 : ArgumentNumber.Read(argument);
        return new BoundField
        {
            Type = ParamType.CharBuf,
            Format = PrintFormat.Dec,
            ReadList = number == -1 ? AllTypes : (context, values) => OneType(context, number, values),
            Types = EvtTypes.Descriptor,
        };
    }

    private static bool OneType(EventContext context, long number, List<FieldValue> values)
    {
        if (!TryGetFd(context, out _) || context.FindFd(number) is not { } fd)
        {
            return false;
        }

        values.Add(new FieldValue(FdTypeNames.Name(fd.Type)));
        return true;
    }

    private static bool AllTypes(EventContext context, List<FieldValue> values)
    {
        if (!TryGetFd(context, out _))
        {
            return false;
        }

        if (context.Thread!.FdOwner is not { } main)
        {
            return true;
        }

        uint seen = 0;
        foreach (var (_, fd) in main.Fds)
        {
            // Two types may share a name: the name counts.
            var name = FdTypeNames.Name(fd.Type);
            var bit = 1u << FdTypeNames.NameIndex(fd.Type);
            if ((seen & bit) == 0)
            {
                seen |= bit;
                values.Add(new FieldValue(name));
            }
        }

        return true;
    }
}
