using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The kind of a descriptor, with the numbers of the capture format.</summary>
internal enum FdType : byte
{
    Unknown = 0, File = 1, Directory = 2, Ipv4Socket = 3, Ipv6Socket = 4, Ipv4ServerSocket = 5, Ipv6ServerSocket = 6,
    Fifo = 7, UnixSocket = 8, Event = 9, Unsupported = 10, SignalFd = 11, EventPoll = 12, Inotify = 13, TimerFd = 14,
    Netlink = 15, FileV2 = 16, Bpf = 17, UserFaultFd = 18, IoUring = 19, MemFd = 20, PidFd = 21,

    /// <summary>What a failed memfd_create leaves behind.</summary>
    Uninitialized = 255,
}

/// <summary>What is known of a descriptor beyond its kind.</summary>
[Flags]
internal enum FdFlags : uint
{
    None = 0, FromProc = 1 << 0, RoleClient = 1 << 2, RoleServer = 1 << 3, SocketPipe = 1 << 6,
    SocketConnected = 1 << 13, Cloned = 1 << 14, ConnectionPending = 1 << 15, ConnectionFailed = 1 << 16,
    OverlayUpper = 1 << 17, OverlayLower = 1 << 18,
}

/// <summary>
/// One open descriptor. Immutable: a fork shares its parent's table, so a change replaces the entry
/// (<c>table.Set(fd, info with { … })</c>).
/// </summary>
internal sealed record FdInfo
{
    public FdType Type { get; init; }

    public FdFlags Flags { get; init; }

    /// <summary>O_* flags in the schema's numbering (file_flags).</summary>
    public uint OpenFlags { get; init; }

    /// <summary>fd.name: path, tuple text or such.</summary>
    public Utf8 Name { get; init; }

    /// <summary>fd.nameraw: the path as the program gave it.</summary>
    public Utf8 NameRaw { get; init; }

    public uint Device { get; init; }

    public uint MountId { get; init; }

    public ulong Inode { get; init; }

    /// <summary>For a pidfd: the process it refers to.</summary>
    public long Pid { get; init; }

    /// <summary>For sockets: the ends as they are stored; see there.</summary>
    public SocketBytes SocketBytes { get; init; }

    /// <summary>For sockets: the two ends. A server socket has only the source. Set it after the type.</summary>
    public SocketTuple Socket
    {
        get => SocketBytes.Ends(Type);
        init => SocketBytes = SocketBytes.Of(Type, value);
    }

    public bool IsFile => Type is FdType.File or FdType.FileV2;

    public bool IsConnected => (Flags & FdFlags.SocketConnected) != 0;

    /// <summary>Whether exec closes it. Some kinds have their own number for the flag.</summary>
    public bool IsCloseOnExec
        => (OpenFlags & OpenFlag.CloseOnExec) != 0
            || (Type is FdType.EventPoll or FdType.MemFd && (OpenFlags & OpenFlag.OtherCloseOnExec) != 0);

    public bool IsIpSocket => Type is FdType.Ipv4Socket or FdType.Ipv6Socket;

    public bool IsIpServerSocket => Type is FdType.Ipv4ServerSocket or FdType.Ipv6ServerSocket;

    /// <summary>Whether nothing says yet which end of its connection the process is.</summary>
    public bool HasNoRole => (Flags & (FdFlags.RoleClient | FdFlags.RoleServer)) == 0;

    /// <summary>The transport protocol as far as it counts: connections without a role have none, unless they are raw.</summary>
    public L4Protocol Protocol => Type switch
    {
        FdType.Ipv4ServerSocket or FdType.Ipv6ServerSocket => Socket.Protocol,
        FdType.Ipv4Socket or FdType.Ipv6Socket when Socket.Protocol == L4Protocol.Raw || !HasNoRole => Socket.Protocol,
        _ => L4Protocol.Na,
    };
}

/// <summary>
/// The ends of a socket. Addresses hold 4 or 16 bytes (by the descriptor's type) as the event has them: read as a little-endian
/// number, so that the first byte of the address in network order is the lowest. Ports are in host order.
/// For unix sockets the low 8 bytes of the addresses are the kernel pointers.
/// </summary>
internal readonly record struct SocketTuple(
    UInt128 SourceAddress, ushort SourcePort, UInt128 DestinationAddress, ushort DestinationPort, L4Protocol Protocol);

/// <summary>Transport protocol, with the numbers of the capture format (scap_l4_proto).</summary>
internal enum L4Protocol : byte
{
    Unknown = 0, Na = 1, Tcp = 2, Udp = 3, Icmp = 4, Raw = 5,
}

/// <summary>Flags of open calls that state looks at, with the schema's values.</summary>
internal static class OpenFlag
{
    public const uint Directory = 1 << 10;
    public const uint CloseOnExec = 1 << 12;
    public const uint Created = 1 << 14;
    public const uint UpperLayer = 1 << 15;
    public const uint LowerLayer = 1 << 16;

    /// <summary>EPOLL_CLOEXEC and MFD_CLOEXEC.</summary>
    public const uint OtherCloseOnExec = 1 << 0;

    /// <summary>All that mean close-on-exec for some kind of descriptor; a duplicate loses them.</summary>
    public const uint AllCloseOnExec = CloseOnExec | OtherCloseOnExec;

    /// <summary>The flags of a call: those that the program asked for, and what the kernel found out on the way.</summary>
    public static uint Of(uint enter, uint exit) => enter | (exit & ~(Created - 1));
}
