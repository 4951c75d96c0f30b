using Category = Falco.Engine.Events.EventCategory;

namespace Falco.Engine.Events;

/// <summary>
/// The event schema: for every type its name, category, flags and parameters, as in falcosecurity/libs
/// (driver/event_table.c). Numbers and layouts are a public format.
/// </summary>
public static class EventSchema
{
    /// <summary>How many event types there are; types are numbered from 0.</summary>
    public const int Count = 454;

    private static readonly EventInfo[] Table = Build();

    /// <summary>All types, by number.</summary>
    public static ReadOnlySpan<EventInfo> All => Table;

    /// <summary>What is known of a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not in the schema.</exception>
    public static EventInfo Get(EventType type)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)type, Count, nameof(type));
        return Table[(int)type];
    }

    private static EventInfo[] Build() =>
    [
        new(EventType.GENERIC_E, "GENERIC_E", "syscall", Category.Other | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("ID", ParamType.SyscallId, PrintFormat.Dec),
                new("nativeID", ParamType.UInt16, PrintFormat.Dec)
            ]),
        new(EventType.GENERIC_X, "GENERIC_X", "syscall", Category.Other | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("ID", ParamType.SyscallId, PrintFormat.Dec),
                new("nativeID", ParamType.UInt16, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_OPEN_E, "SYSCALL_OPEN_E", "open", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("name", ParamType.FsPath, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct)
            ]),
        new(EventType.SYSCALL_OPEN_X, "SYSCALL_OPEN_X", "open", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsPath, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct),
                new("dev", ParamType.UInt32, PrintFormat.Hex),
                new("ino", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CLOSE_E, "SYSCALL_CLOSE_E", "close", Category.IoOther | Category.Syscall, EventFlags.DestroysFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CLOSE_X, "SYSCALL_CLOSE_X", "close", Category.IoOther | Category.Syscall, EventFlags.DestroysFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_READ_E, "SYSCALL_READ_E", "read", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_READ_X, "SYSCALL_READ_X", "read", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_WRITE_E, "SYSCALL_WRITE_E", "write", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_WRITE_X, "SYSCALL_WRITE_X", "write", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BRK_1_E, "SYSCALL_BRK_1_E", "brk", Category.Memory | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BRK_1_X, "SYSCALL_BRK_1_X", "brk", Category.Memory | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_EXECVE_8_E, "SYSCALL_EXECVE_8_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.SYSCALL_EXECVE_8_X, "SYSCALL_EXECVE_8_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CLONE_11_E, "SYSCALL_CLONE_11_E", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CLONE_11_X, "SYSCALL_CLONE_11_X", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.PROCEXIT_E, "PROCEXIT_E", "procexit", Category.Process | Category.Tracepoint, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.PROCEXIT_X, "PROCEXIT_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SOCKET_SOCKET_E, "SOCKET_SOCKET_E", "socket", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("domain", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.SocketFamilies),
                new("type", ParamType.UInt32, PrintFormat.Dec),
                new("proto", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SOCKET_X, "SOCKET_SOCKET_X", "socket", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("domain", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.SocketFamilies),
                new("type", ParamType.UInt32, PrintFormat.Dec),
                new("proto", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags)
            ]),
        new(EventType.SOCKET_BIND_E, "SOCKET_BIND_E", "bind", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_BIND_X, "SOCKET_BIND_X", "bind", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.SockAddr, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_CONNECT_E, "SOCKET_CONNECT_E", "connect", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("addr", ParamType.SockAddr, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_CONNECT_X, "SOCKET_CONNECT_X", "connect", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("addr", ParamType.SockAddr, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_LISTEN_E, "SOCKET_LISTEN_E", "listen", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("backlog", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_LISTEN_X, "SOCKET_LISTEN_X", "listen", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("backlog", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_ACCEPT_E, "SOCKET_ACCEPT_E", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_ACCEPT_X, "SOCKET_ACCEPT_X", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("queuepct", ParamType.UInt8, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SEND_E, "SOCKET_SEND_E", "send", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SEND_X, "SOCKET_SEND_X", "send", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_SENDTO_E, "SOCKET_SENDTO_E", "sendto", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_SENDTO_X, "SOCKET_SENDTO_X", "sendto", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_RECV_E, "SOCKET_RECV_E", "recv", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_RECV_X, "SOCKET_RECV_X", "recv", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_RECVFROM_E, "SOCKET_RECVFROM_E", "recvfrom", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_RECVFROM_X, "SOCKET_RECVFROM_X", "recvfrom", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SHUTDOWN_E, "SOCKET_SHUTDOWN_E", "shutdown", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("how", ParamType.EnumFlags8, PrintFormat.Hex, FlagSymbols.ShutdownHow)
            ]),
        new(EventType.SOCKET_SHUTDOWN_X, "SOCKET_SHUTDOWN_X", "shutdown", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("how", ParamType.EnumFlags8, PrintFormat.Hex, FlagSymbols.ShutdownHow)
            ]),
        new(EventType.SOCKET_GETSOCKNAME_E, "SOCKET_GETSOCKNAME_E", "getsockname", Category.Net | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_GETSOCKNAME_X, "SOCKET_GETSOCKNAME_X", "getsockname", Category.Net | Category.Syscall, EventFlags.None,
            []),
        new(EventType.SOCKET_GETPEERNAME_E, "SOCKET_GETPEERNAME_E", "getpeername", Category.Net | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_GETPEERNAME_X, "SOCKET_GETPEERNAME_X", "getpeername", Category.Net | Category.Syscall, EventFlags.None,
            []),
        new(EventType.SOCKET_SOCKETPAIR_E, "SOCKET_SOCKETPAIR_E", "socketpair", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("domain", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.SocketFamilies),
                new("type", ParamType.UInt32, PrintFormat.Dec),
                new("proto", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SOCKETPAIR_X, "SOCKET_SOCKETPAIR_X", "socketpair", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd1", ParamType.Fd, PrintFormat.Dec),
                new("fd2", ParamType.Fd, PrintFormat.Dec),
                new("source", ParamType.UInt64, PrintFormat.Hex),
                new("peer", ParamType.UInt64, PrintFormat.Hex),
                new("domain", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.SocketFamilies),
                new("type", ParamType.UInt32, PrintFormat.Dec),
                new("proto", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SETSOCKOPT_E, "SOCKET_SETSOCKOPT_E", "setsockopt", Category.Net | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_SETSOCKOPT_X, "SOCKET_SETSOCKOPT_X", "setsockopt", Category.Net | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("level", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.SockoptLevels),
                new("optname", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.SockoptOptions),
                new("val", ParamType.Dyn, PrintFormat.Dec),
                new("optlen", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_GETSOCKOPT_E, "SOCKET_GETSOCKOPT_E", "getsockopt", Category.Net | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_GETSOCKOPT_X, "SOCKET_GETSOCKOPT_X", "getsockopt", Category.Net | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("level", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.SockoptLevels),
                new("optname", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.SockoptOptions),
                new("val", ParamType.Dyn, PrintFormat.Dec),
                new("optlen", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_SENDMSG_E, "SOCKET_SENDMSG_E", "sendmsg", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_SENDMSG_X, "SOCKET_SENDMSG_X", "sendmsg", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_SENDMMSG_E, "SOCKET_SENDMMSG_E", "sendmmsg", Category.IoWrite | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_SENDMMSG_X, "SOCKET_SENDMMSG_X", "sendmmsg", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("tuple", ParamType.SockTuple, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_RECVMSG_E, "SOCKET_RECVMSG_E", "recvmsg", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_RECVMSG_X, "SOCKET_RECVMSG_X", "recvmsg", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("msgcontrol", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_RECVMMSG_E, "SOCKET_RECVMMSG_E", "recvmmsg", Category.IoRead | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_RECVMMSG_X, "SOCKET_RECVMMSG_X", "recvmmsg", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("msgcontrol", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_ACCEPT4_E, "SOCKET_ACCEPT4_E", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Int32, PrintFormat.Hex)
            ]),
        new(EventType.SOCKET_ACCEPT4_X, "SOCKET_ACCEPT4_X", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("queuepct", ParamType.UInt8, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CREAT_E, "SYSCALL_CREAT_E", "creat", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("name", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.UInt32, PrintFormat.Oct)
            ]),
        new(EventType.SYSCALL_CREAT_X, "SYSCALL_CREAT_X", "creat", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.UInt32, PrintFormat.Oct),
                new("dev", ParamType.UInt32, PrintFormat.Hex),
                new("ino", ParamType.UInt64, PrintFormat.Dec),
                new("creat_flags", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.CreatFlags)
            ]),
        new(EventType.SYSCALL_PIPE_E, "SYSCALL_PIPE_E", "pipe", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PIPE_X, "SYSCALL_PIPE_X", "pipe", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd1", ParamType.Fd, PrintFormat.Dec),
                new("fd2", ParamType.Fd, PrintFormat.Dec),
                new("ino", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EVENTFD_E, "SYSCALL_EVENTFD_E", "eventfd", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("initval", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_EVENTFD_X, "SYSCALL_EVENTFD_X", "eventfd", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("initval", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_FUTEX_E, "SYSCALL_FUTEX_E", "futex", Category.Ipc | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("op", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.FutexOperations),
                new("val", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_FUTEX_X, "SYSCALL_FUTEX_X", "futex", Category.Ipc | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("op", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.FutexOperations),
                new("val", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_STAT_E, "SYSCALL_STAT_E", "stat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_STAT_X, "SYSCALL_STAT_X", "stat", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_LSTAT_E, "SYSCALL_LSTAT_E", "lstat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_LSTAT_X, "SYSCALL_LSTAT_X", "lstat", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FSTAT_E, "SYSCALL_FSTAT_E", "fstat", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FSTAT_X, "SYSCALL_FSTAT_X", "fstat", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_STAT64_E, "SYSCALL_STAT64_E", "stat64", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_STAT64_X, "SYSCALL_STAT64_X", "stat64", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_LSTAT64_E, "SYSCALL_LSTAT64_E", "lstat64", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_LSTAT64_X, "SYSCALL_LSTAT64_X", "lstat64", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FSTAT64_E, "SYSCALL_FSTAT64_E", "fstat64", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion,
            [
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FSTAT64_X, "SYSCALL_FSTAT64_X", "fstat64", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EPOLLWAIT_E, "SYSCALL_EPOLLWAIT_E", "epoll_wait", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("maxevents", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EPOLLWAIT_X, "SYSCALL_EPOLLWAIT_X", "epoll_wait", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("maxevents", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_POLL_E, "SYSCALL_POLL_E", "poll", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fds", ParamType.FdList, PrintFormat.Dec),
                new("timeout", ParamType.Int64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_POLL_X, "SYSCALL_POLL_X", "poll", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fds", ParamType.FdList, PrintFormat.Dec),
                new("timeout", ParamType.Int64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SELECT_E, "SYSCALL_SELECT_E", "select", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_SELECT_X, "SYSCALL_SELECT_X", "select", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_NEWSELECT_E, "SYSCALL_NEWSELECT_E", "select", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_NEWSELECT_X, "SYSCALL_NEWSELECT_X", "select", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_LSEEK_E, "SYSCALL_LSEEK_E", "lseek", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec),
                new("whence", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.LseekWhence)
            ]),
        new(EventType.SYSCALL_LSEEK_X, "SYSCALL_LSEEK_X", "lseek", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec),
                new("whence", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.LseekWhence)
            ]),
        new(EventType.SYSCALL_LLSEEK_E, "SYSCALL_LLSEEK_E", "llseek", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec),
                new("whence", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.LseekWhence)
            ]),
        new(EventType.SYSCALL_LLSEEK_X, "SYSCALL_LLSEEK_X", "llseek", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec),
                new("whence", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.LseekWhence)
            ]),
        new(EventType.SYSCALL_IOCTL_2_E, "SYSCALL_IOCTL_2_E", "ioctl", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("request", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_IOCTL_2_X, "SYSCALL_IOCTL_2_X", "ioctl", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETCWD_E, "SYSCALL_GETCWD_E", "getcwd", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETCWD_X, "SYSCALL_GETCWD_X", "getcwd", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_CHDIR_E, "SYSCALL_CHDIR_E", "chdir", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CHDIR_X, "SYSCALL_CHDIR_X", "chdir", Category.File | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FCHDIR_E, "SYSCALL_FCHDIR_E", "fchdir", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FCHDIR_X, "SYSCALL_FCHDIR_X", "fchdir", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_MKDIR_E, "SYSCALL_MKDIR_E", "mkdir", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_MKDIR_X, "SYSCALL_MKDIR_X", "mkdir", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_RMDIR_E, "SYSCALL_RMDIR_E", "rmdir", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_RMDIR_X, "SYSCALL_RMDIR_X", "rmdir", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_OPENAT_E, "SYSCALL_OPENAT_E", "openat", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct)
            ]),
        new(EventType.SYSCALL_OPENAT_X, "SYSCALL_OPENAT_X", "openat", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_LINK_E, "SYSCALL_LINK_E", "link", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("oldpath", ParamType.FsPath, PrintFormat.Na),
                new("newpath", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_LINK_X, "SYSCALL_LINK_X", "link", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_LINKAT_E, "SYSCALL_LINKAT_E", "linkat", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("olddir", ParamType.Fd, PrintFormat.Dec),
                new("oldpath", ParamType.CharBuf, PrintFormat.Na),
                new("newdir", ParamType.Fd, PrintFormat.Dec),
                new("newpath", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_LINKAT_X, "SYSCALL_LINKAT_X", "linkat", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_UNLINK_E, "SYSCALL_UNLINK_E", "unlink", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_UNLINK_X, "SYSCALL_UNLINK_X", "unlink", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_UNLINKAT_E, "SYSCALL_UNLINKAT_E", "unlinkat", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_UNLINKAT_X, "SYSCALL_UNLINKAT_X", "unlinkat", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PREAD_E, "SYSCALL_PREAD_E", "pread", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PREAD_X, "SYSCALL_PREAD_X", "pread", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PWRITE_E, "SYSCALL_PWRITE_E", "pwrite", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PWRITE_X, "SYSCALL_PWRITE_X", "pwrite", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_READV_E, "SYSCALL_READV_E", "readv", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_READV_X, "SYSCALL_READV_X", "readv", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_WRITEV_E, "SYSCALL_WRITEV_E", "writev", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_WRITEV_X, "SYSCALL_WRITEV_X", "writev", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PREADV_E, "SYSCALL_PREADV_E", "preadv", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PREADV_X, "SYSCALL_PREADV_X", "preadv", Category.IoRead | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PWRITEV_E, "SYSCALL_PWRITEV_E", "pwritev", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PWRITEV_X, "SYSCALL_PWRITEV_X", "pwritev", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.WritesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt32, PrintFormat.Dec),
                new("pos", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_DUP_E, "SYSCALL_DUP_E", "dup", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_DUP_X, "SYSCALL_DUP_X", "dup", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SIGNALFD_E, "SYSCALL_SIGNALFD_E", "signalfd", Category.Signal | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("mask", ParamType.UInt32, PrintFormat.Hex),
                new("flags", ParamType.UInt8, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_SIGNALFD_X, "SYSCALL_SIGNALFD_X", "signalfd", Category.Signal | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("mask", ParamType.UInt32, PrintFormat.Hex),
                new("flags", ParamType.UInt8, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_KILL_E, "SYSCALL_KILL_E", "kill", Category.Signal | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_KILL_X, "SYSCALL_KILL_X", "kill", Category.Signal | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_TKILL_E, "SYSCALL_TKILL_E", "tkill", Category.Signal | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_TKILL_X, "SYSCALL_TKILL_X", "tkill", Category.Signal | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_TGKILL_E, "SYSCALL_TGKILL_E", "tgkill", Category.Signal | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_TGKILL_X, "SYSCALL_TGKILL_X", "tgkill", Category.Signal | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_NANOSLEEP_E, "SYSCALL_NANOSLEEP_E", "nanosleep", Category.Sleep | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("interval", ParamType.RelTime, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_NANOSLEEP_X, "SYSCALL_NANOSLEEP_X", "nanosleep", Category.Sleep | Category.Syscall, EventFlags.Waits | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("interval", ParamType.RelTime, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_TIMERFD_CREATE_E, "SYSCALL_TIMERFD_CREATE_E", "timerfd_create", Category.Time | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("clockid", ParamType.UInt8, PrintFormat.Dec),
                new("flags", ParamType.UInt8, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_TIMERFD_CREATE_X, "SYSCALL_TIMERFD_CREATE_X", "timerfd_create", Category.Time | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("clockid", ParamType.UInt8, PrintFormat.Dec),
                new("flags", ParamType.UInt8, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_INOTIFY_INIT_E, "SYSCALL_INOTIFY_INIT_E", "inotify_init", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.UInt8, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_INOTIFY_INIT_X, "SYSCALL_INOTIFY_INIT_X", "inotify_init", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.UInt8, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_GETRLIMIT_E, "SYSCALL_GETRLIMIT_E", "getrlimit", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("resource", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.RlimitResources)
            ]),
        new(EventType.SYSCALL_GETRLIMIT_X, "SYSCALL_GETRLIMIT_X", "getrlimit", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("cur", ParamType.Int64, PrintFormat.Dec),
                new("max", ParamType.Int64, PrintFormat.Dec),
                new("resource", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.RlimitResources)
            ]),
        new(EventType.SYSCALL_SETRLIMIT_E, "SYSCALL_SETRLIMIT_E", "setrlimit", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("resource", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.RlimitResources)
            ]),
        new(EventType.SYSCALL_SETRLIMIT_X, "SYSCALL_SETRLIMIT_X", "setrlimit", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("cur", ParamType.Int64, PrintFormat.Dec),
                new("max", ParamType.Int64, PrintFormat.Dec),
                new("resource", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.RlimitResources)
            ]),
        new(EventType.SYSCALL_PRLIMIT_E, "SYSCALL_PRLIMIT_E", "prlimit", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("resource", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.RlimitResources)
            ]),
        new(EventType.SYSCALL_PRLIMIT_X, "SYSCALL_PRLIMIT_X", "prlimit", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("newcur", ParamType.Int64, PrintFormat.Dec),
                new("newmax", ParamType.Int64, PrintFormat.Dec),
                new("oldcur", ParamType.Int64, PrintFormat.Dec),
                new("oldmax", ParamType.Int64, PrintFormat.Dec),
                new("pid", ParamType.Int64, PrintFormat.Dec),
                new("resource", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.RlimitResources)
            ]),
        new(EventType.SCHEDSWITCH_1_E, "SCHEDSWITCH_1_E", "switch", Category.Unknown | Category.Scheduler | Category.Tracepoint, EventFlags.SkipParserReset | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("next", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.SCHEDSWITCH_1_X, "SCHEDSWITCH_1_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.DROP_E, "DROP_E", "drop", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.SkipParserReset,
            [
                new("ratio", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.DROP_X, "DROP_X", "drop", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.SkipParserReset,
            [
                new("ratio", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_FCNTL_E, "SYSCALL_FCNTL_E", "fcntl", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("cmd", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.FcntlCommands)
            ]),
        new(EventType.SYSCALL_FCNTL_X, "SYSCALL_FCNTL_X", "fcntl", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("cmd", ParamType.EnumFlags8, PrintFormat.Dec, FlagSymbols.FcntlCommands),
                new("arg", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SCHEDSWITCH_6_E, "SCHEDSWITCH_6_E", "switch", Category.Unknown | Category.Scheduler | Category.Tracepoint, EventFlags.None,
            [
                new("next", ParamType.Pid, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SCHEDSWITCH_6_X, "SCHEDSWITCH_6_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_EXECVE_13_E, "SYSCALL_EXECVE_13_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.SYSCALL_EXECVE_13_X, "SYSCALL_EXECVE_13_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CLONE_16_E, "SYSCALL_CLONE_16_E", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CLONE_16_X, "SYSCALL_CLONE_16_X", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BRK_4_E, "SYSCALL_BRK_4_E", "brk", Category.Memory | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_BRK_4_X, "SYSCALL_BRK_4_X", "brk", Category.Memory | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.UInt64, PrintFormat.Hex),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_MMAP_E, "SYSCALL_MMAP_E", "mmap", Category.Memory | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("prot", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ProtFlags),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MmapFlags),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MMAP_X, "SYSCALL_MMAP_X", "mmap", Category.Memory | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Hex),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("prot", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ProtFlags),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MmapFlags),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MMAP2_E, "SYSCALL_MMAP2_E", "mmap2", Category.Memory | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("prot", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ProtFlags),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MmapFlags),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("pgoffset", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MMAP2_X, "SYSCALL_MMAP2_X", "mmap2", Category.Memory | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Hex),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("prot", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ProtFlags),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MmapFlags),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("pgoffset", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MUNMAP_E, "SYSCALL_MUNMAP_E", "munmap", Category.Memory | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MUNMAP_X, "SYSCALL_MUNMAP_X", "munmap", Category.Memory | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SPLICE_E, "SYSCALL_SPLICE_E", "splice", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd_in", ParamType.Fd, PrintFormat.Dec),
                new("fd_out", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.SpliceFlags)
            ]),
        new(EventType.SYSCALL_SPLICE_X, "SYSCALL_SPLICE_X", "splice", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd_in", ParamType.Fd, PrintFormat.Dec),
                new("fd_out", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.SpliceFlags)
            ]),
        new(EventType.SYSCALL_PTRACE_E, "SYSCALL_PTRACE_E", "ptrace", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("request", ParamType.EnumFlags16, PrintFormat.Dec, FlagSymbols.PtraceRequests),
                new("pid", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PTRACE_X, "SYSCALL_PTRACE_X", "ptrace", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.Dyn, PrintFormat.Hex),
                new("data", ParamType.Dyn, PrintFormat.Hex),
                new("request", ParamType.EnumFlags16, PrintFormat.Dec, FlagSymbols.PtraceRequests),
                new("pid", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_IOCTL_3_E, "SYSCALL_IOCTL_3_E", "ioctl", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("request", ParamType.UInt64, PrintFormat.Hex),
                new("argument", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_IOCTL_3_X, "SYSCALL_IOCTL_3_X", "ioctl", Category.IoOther | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("request", ParamType.UInt64, PrintFormat.Hex),
                new("argument", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_EXECVE_14_E, "SYSCALL_EXECVE_14_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.SYSCALL_EXECVE_14_X, "SYSCALL_EXECVE_14_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("env", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_RENAME_E, "SYSCALL_RENAME_E", "rename", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_RENAME_X, "SYSCALL_RENAME_X", "rename", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("oldpath", ParamType.FsPath, PrintFormat.Na),
                new("newpath", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_RENAMEAT_E, "SYSCALL_RENAMEAT_E", "renameat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_RENAMEAT_X, "SYSCALL_RENAMEAT_X", "renameat", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("olddirfd", ParamType.Fd, PrintFormat.Dec),
                new("oldpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("newdirfd", ParamType.Fd, PrintFormat.Dec),
                new("newpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 3)
            ]),
        new(EventType.SYSCALL_SYMLINK_E, "SYSCALL_SYMLINK_E", "symlink", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_SYMLINK_X, "SYSCALL_SYMLINK_X", "symlink", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("target", ParamType.CharBuf, PrintFormat.Na),
                new("linkpath", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_SYMLINKAT_E, "SYSCALL_SYMLINKAT_E", "symlinkat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_SYMLINKAT_X, "SYSCALL_SYMLINKAT_X", "symlinkat", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("target", ParamType.CharBuf, PrintFormat.Na),
                new("linkdirfd", ParamType.Fd, PrintFormat.Dec),
                new("linkpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 2)
            ]),
        new(EventType.SYSCALL_FORK_E, "SYSCALL_FORK_E", "fork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FORK_X, "SYSCALL_FORK_X", "fork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_VFORK_E, "SYSCALL_VFORK_E", "vfork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_VFORK_X, "SYSCALL_VFORK_X", "vfork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.PROCEXIT_1_E, "PROCEXIT_1_E", "procexit", Category.Process | Category.Tracepoint, EventFlags.ModifiesState,
            [
                new("status", ParamType.Errno, PrintFormat.Dec),
                new("ret", ParamType.Errno, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec),
                new("core", ParamType.UInt8, PrintFormat.Dec),
                new("reaper_tid", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.PROCEXIT_1_X, "PROCEXIT_1_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_SENDFILE_E, "SYSCALL_SENDFILE_E", "sendfile", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("out_fd", ParamType.Fd, PrintFormat.Dec),
                new("in_fd", ParamType.Fd, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec),
                new("size", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SENDFILE_X, "SYSCALL_SENDFILE_X", "sendfile", Category.IoWrite | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("offset", ParamType.UInt64, PrintFormat.Dec),
                new("out_fd", ParamType.Fd, PrintFormat.Dec),
                new("in_fd", ParamType.Fd, PrintFormat.Dec),
                new("size", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_QUOTACTL_E, "SYSCALL_QUOTACTL_E", "quotactl", Category.User | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("cmd", ParamType.Flags16, PrintFormat.Dec, FlagSymbols.QuotactlCmds),
                new("type", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.QuotactlTypes),
                new("id", ParamType.UInt32, PrintFormat.Dec),
                new("quota_fmt", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.QuotactlQuotaFmts)
            ]),
        new(EventType.SYSCALL_QUOTACTL_X, "SYSCALL_QUOTACTL_X", "quotactl", Category.User | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("special", ParamType.CharBuf, PrintFormat.Na),
                new("quotafilepath", ParamType.CharBuf, PrintFormat.Na),
                new("dqb_bhardlimit", ParamType.UInt64, PrintFormat.Dec),
                new("dqb_bsoftlimit", ParamType.UInt64, PrintFormat.Dec),
                new("dqb_curspace", ParamType.UInt64, PrintFormat.Dec),
                new("dqb_ihardlimit", ParamType.UInt64, PrintFormat.Dec),
                new("dqb_isoftlimit", ParamType.UInt64, PrintFormat.Dec),
                new("dqb_btime", ParamType.RelTime, PrintFormat.Dec),
                new("dqb_itime", ParamType.RelTime, PrintFormat.Dec),
                new("dqi_bgrace", ParamType.RelTime, PrintFormat.Dec),
                new("dqi_igrace", ParamType.RelTime, PrintFormat.Dec),
                new("dqi_flags", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.QuotactlDqiFlags),
                new("quota_fmt_out", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.QuotactlQuotaFmts),
                new("cmd", ParamType.Flags16, PrintFormat.Dec, FlagSymbols.QuotactlCmds),
                new("type", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.QuotactlTypes),
                new("id", ParamType.UInt32, PrintFormat.Dec),
                new("quota_fmt", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.QuotactlQuotaFmts)
            ]),
        new(EventType.SYSCALL_SETRESUID_E, "SYSCALL_SETRESUID_E", "setresuid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("ruid", ParamType.Uid, PrintFormat.Dec),
                new("euid", ParamType.Uid, PrintFormat.Dec),
                new("suid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETRESUID_X, "SYSCALL_SETRESUID_X", "setresuid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("ruid", ParamType.Uid, PrintFormat.Dec),
                new("euid", ParamType.Uid, PrintFormat.Dec),
                new("suid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETRESGID_E, "SYSCALL_SETRESGID_E", "setresgid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("rgid", ParamType.Gid, PrintFormat.Dec),
                new("egid", ParamType.Gid, PrintFormat.Dec),
                new("sgid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETRESGID_X, "SYSCALL_SETRESGID_X", "setresgid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("rgid", ParamType.Gid, PrintFormat.Dec),
                new("egid", ParamType.Gid, PrintFormat.Dec),
                new("sgid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SCAPEVENT_E, "SCAPEVENT_E", "scapevent", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.SkipParserReset,
            [
                new("event_type", ParamType.UInt32, PrintFormat.Dec),
                new("event_data", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SCAPEVENT_X, "SCAPEVENT_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_SETUID_E, "SYSCALL_SETUID_E", "setuid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("uid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETUID_X, "SYSCALL_SETUID_X", "setuid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("uid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETGID_E, "SYSCALL_SETGID_E", "setgid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("gid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETGID_X, "SYSCALL_SETGID_X", "setgid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("gid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETUID_E, "SYSCALL_GETUID_E", "getuid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETUID_X, "SYSCALL_GETUID_X", "getuid", Category.User | Category.Syscall, EventFlags.None,
            [
                new("uid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETEUID_E, "SYSCALL_GETEUID_E", "geteuid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETEUID_X, "SYSCALL_GETEUID_X", "geteuid", Category.User | Category.Syscall, EventFlags.None,
            [
                new("euid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETGID_E, "SYSCALL_GETGID_E", "getgid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETGID_X, "SYSCALL_GETGID_X", "getgid", Category.User | Category.Syscall, EventFlags.None,
            [
                new("gid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETEGID_E, "SYSCALL_GETEGID_E", "getegid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETEGID_X, "SYSCALL_GETEGID_X", "getegid", Category.User | Category.Syscall, EventFlags.None,
            [
                new("egid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETRESUID_E, "SYSCALL_GETRESUID_E", "getresuid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETRESUID_X, "SYSCALL_GETRESUID_X", "getresuid", Category.User | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("ruid", ParamType.Uid, PrintFormat.Dec),
                new("euid", ParamType.Uid, PrintFormat.Dec),
                new("suid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_GETRESGID_E, "SYSCALL_GETRESGID_E", "getresgid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_GETRESGID_X, "SYSCALL_GETRESGID_X", "getresgid", Category.User | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("rgid", ParamType.Gid, PrintFormat.Dec),
                new("egid", ParamType.Gid, PrintFormat.Dec),
                new("sgid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EXECVE_15_E, "SYSCALL_EXECVE_15_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.SYSCALL_EXECVE_15_X, "SYSCALL_EXECVE_15_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("env", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_CLONE_17_E, "SYSCALL_CLONE_17_E", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CLONE_17_X, "SYSCALL_CLONE_17_X", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_FORK_17_E, "SYSCALL_FORK_17_E", "fork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FORK_17_X, "SYSCALL_FORK_17_X", "fork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_VFORK_17_E, "SYSCALL_VFORK_17_E", "vfork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_VFORK_17_X, "SYSCALL_VFORK_17_X", "vfork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CLONE_20_E, "SYSCALL_CLONE_20_E", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CLONE_20_X, "SYSCALL_CLONE_20_X", "clone", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("vtid", ParamType.Pid, PrintFormat.Dec),
                new("vpid", ParamType.Pid, PrintFormat.Dec),
                new("pidns_init_start_ts", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_FORK_20_E, "SYSCALL_FORK_20_E", "fork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FORK_20_X, "SYSCALL_FORK_20_X", "fork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("vtid", ParamType.Pid, PrintFormat.Dec),
                new("vpid", ParamType.Pid, PrintFormat.Dec),
                new("pidns_init_start_ts", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_VFORK_20_E, "SYSCALL_VFORK_20_E", "vfork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_VFORK_20_X, "SYSCALL_VFORK_20_X", "vfork", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("vtid", ParamType.Pid, PrintFormat.Dec),
                new("vpid", ParamType.Pid, PrintFormat.Dec),
                new("pidns_init_start_ts", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.CONTAINER_E, "CONTAINER_E", "container", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.ModifiesState | EventFlags.SkipParserReset | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("id", ParamType.CharBuf, PrintFormat.Na),
                new("type", ParamType.UInt32, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("image", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.CONTAINER_X, "CONTAINER_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_EXECVE_16_E, "SYSCALL_EXECVE_16_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.SYSCALL_EXECVE_16_X, "SYSCALL_EXECVE_16_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("env", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.SIGNALDELIVER_E, "SIGNALDELIVER_E", "signaldeliver", Category.Signal | Category.Tracepoint, EventFlags.None,
            [
                new("spid", ParamType.Pid, PrintFormat.Dec),
                new("dpid", ParamType.Pid, PrintFormat.Dec),
                new("sig", ParamType.SigType, PrintFormat.Dec)
            ]),
        new(EventType.SIGNALDELIVER_X, "SIGNALDELIVER_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.PROCINFO_E, "PROCINFO_E", "procinfo", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.SkipParserReset,
            [
                new("cpu_usr", ParamType.UInt64, PrintFormat.Dec),
                new("cpu_sys", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.PROCINFO_X, "PROCINFO_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_GETDENTS_E, "SYSCALL_GETDENTS_E", "getdents", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_GETDENTS_X, "SYSCALL_GETDENTS_X", "getdents", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_GETDENTS64_E, "SYSCALL_GETDENTS64_E", "getdents64", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_GETDENTS64_X, "SYSCALL_GETDENTS64_X", "getdents64", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_SETNS_E, "SYSCALL_SETNS_E", "setns", Category.Process | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Na),
                new("nstype", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags)
            ]),
        new(EventType.SYSCALL_SETNS_X, "SYSCALL_SETNS_X", "setns", Category.Process | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Na),
                new("nstype", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags)
            ]),
        new(EventType.SYSCALL_FLOCK_E, "SYSCALL_FLOCK_E", "flock", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Na),
                new("operation", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FlockFlags)
            ]),
        new(EventType.SYSCALL_FLOCK_X, "SYSCALL_FLOCK_X", "flock", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Na),
                new("operation", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FlockFlags)
            ]),
        new(EventType.CPU_HOTPLUG_E, "CPU_HOTPLUG_E", "cpu_hotplug", Category.System | Category.Metaevent, EventFlags.ModifiesState | EventFlags.SkipParserReset,
            [
                new("cpu", ParamType.UInt32, PrintFormat.Dec),
                new("action", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.CPU_HOTPLUG_X, "CPU_HOTPLUG_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SOCKET_ACCEPT_5_E, "SOCKET_ACCEPT_5_E", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SOCKET_ACCEPT_5_X, "SOCKET_ACCEPT_5_X", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("queuepct", ParamType.UInt8, PrintFormat.Dec),
                new("queuelen", ParamType.UInt32, PrintFormat.Dec),
                new("queuemax", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SOCKET_ACCEPT4_5_E, "SOCKET_ACCEPT4_5_E", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Int32, PrintFormat.Hex)
            ]),
        new(EventType.SOCKET_ACCEPT4_5_X, "SOCKET_ACCEPT4_5_X", "accept", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("queuepct", ParamType.UInt8, PrintFormat.Dec),
                new("queuelen", ParamType.UInt32, PrintFormat.Dec),
                new("queuemax", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SEMOP_E, "SYSCALL_SEMOP_E", "semop", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("semid", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SEMOP_X, "SYSCALL_SEMOP_X", "semop", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("nsops", ParamType.UInt32, PrintFormat.Dec),
                new("sem_num_0", ParamType.UInt16, PrintFormat.Dec),
                new("sem_op_0", ParamType.Int16, PrintFormat.Dec),
                new("sem_flg_0", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.SemopFlags),
                new("sem_num_1", ParamType.UInt16, PrintFormat.Dec),
                new("sem_op_1", ParamType.Int16, PrintFormat.Dec),
                new("sem_flg_1", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.SemopFlags),
                new("semid", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SEMCTL_E, "SYSCALL_SEMCTL_E", "semctl", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("semid", ParamType.Int32, PrintFormat.Dec),
                new("semnum", ParamType.Int32, PrintFormat.Dec),
                new("cmd", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.SemctlCommands),
                new("val", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SEMCTL_X, "SYSCALL_SEMCTL_X", "semctl", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("semid", ParamType.Int32, PrintFormat.Dec),
                new("semnum", ParamType.Int32, PrintFormat.Dec),
                new("cmd", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.SemctlCommands),
                new("val", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PPOLL_E, "SYSCALL_PPOLL_E", "ppoll", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fds", ParamType.FdList, PrintFormat.Dec),
                new("timeout", ParamType.RelTime, PrintFormat.Dec),
                new("sigmask", ParamType.SigSet, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_PPOLL_X, "SYSCALL_PPOLL_X", "ppoll", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.Waits | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fds", ParamType.FdList, PrintFormat.Dec),
                new("timeout", ParamType.RelTime, PrintFormat.Dec),
                new("sigmask", ParamType.SigSet, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MOUNT_E, "SYSCALL_MOUNT_E", "mount", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MountFlags)
            ]),
        new(EventType.SYSCALL_MOUNT_X, "SYSCALL_MOUNT_X", "mount", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dev", ParamType.CharBuf, PrintFormat.Na),
                new("dir", ParamType.FsPath, PrintFormat.Na),
                new("type", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MountFlags)
            ]),
        new(EventType.SYSCALL_UMOUNT_E, "SYSCALL_UMOUNT_E", "umount", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            [
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.UmountFlags)
            ]),
        new(EventType.SYSCALL_UMOUNT_X, "SYSCALL_UMOUNT_X", "umount", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("name", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.K8S_E, "K8S_E", "k8s", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.ModifiesState | EventFlags.SkipParserReset | EventFlags.OldVersion,
            [
                new("json", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.K8S_X, "K8S_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_SEMGET_E, "SYSCALL_SEMGET_E", "semget", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("key", ParamType.Int32, PrintFormat.Hex),
                new("nsems", ParamType.Int32, PrintFormat.Dec),
                new("semflg", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.SemgetFlags)
            ]),
        new(EventType.SYSCALL_SEMGET_X, "SYSCALL_SEMGET_X", "semget", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("key", ParamType.Int32, PrintFormat.Hex),
                new("nsems", ParamType.Int32, PrintFormat.Dec),
                new("semflg", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.SemgetFlags)
            ]),
        new(EventType.SYSCALL_ACCESS_E, "SYSCALL_ACCESS_E", "access", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("mode", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.AccessFlags)
            ]),
        new(EventType.SYSCALL_ACCESS_X, "SYSCALL_ACCESS_X", "access", Category.File | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("name", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.AccessFlags)
            ]),
        new(EventType.SYSCALL_CHROOT_E, "SYSCALL_CHROOT_E", "chroot", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CHROOT_X, "SYSCALL_CHROOT_X", "chroot", Category.Process | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.TRACER_E, "TRACER_E", "tracer", Category.Other | Category.Metaevent, EventFlags.OldVersion,
            [
                new("id", ParamType.Int64, PrintFormat.Dec),
                new("tags", ParamType.CharBufArray, PrintFormat.Na),
                new("args", ParamType.CharBufPairArray, PrintFormat.Na)
            ]),
        new(EventType.TRACER_X, "TRACER_X", "NA", Category.Unknown, EventFlags.Unused,
            [
                new("id", ParamType.Int64, PrintFormat.Dec),
                new("tags", ParamType.CharBufArray, PrintFormat.Na),
                new("args", ParamType.CharBufPairArray, PrintFormat.Na)
            ]),
        new(EventType.MESOS_E, "MESOS_E", "mesos", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.ModifiesState | EventFlags.SkipParserReset | EventFlags.OldVersion,
            [
                new("json", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.MESOS_X, "MESOS_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.CONTAINER_JSON_E, "CONTAINER_JSON_E", "container", Category.Process | Category.Metaevent, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("json", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.CONTAINER_JSON_X, "CONTAINER_JSON_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_SETSID_E, "SYSCALL_SETSID_E", "setsid", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_SETSID_X, "SYSCALL_SETSID_X", "setsid", Category.Process | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MKDIR_2_E, "SYSCALL_MKDIR_2_E", "mkdir", Category.File | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("mode", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_MKDIR_2_X, "SYSCALL_MKDIR_2_X", "mkdir", Category.File | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_RMDIR_2_E, "SYSCALL_RMDIR_2_E", "rmdir", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_RMDIR_2_X, "SYSCALL_RMDIR_2_X", "rmdir", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.NOTIFICATION_E, "NOTIFICATION_E", "notification", Category.Other | Category.Metaevent, EventFlags.SkipParserReset,
            [
                new("id", ParamType.CharBuf, PrintFormat.Dec),
                new("desc", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.NOTIFICATION_X, "NOTIFICATION_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_EXECVE_17_E, "SYSCALL_EXECVE_17_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            []),
        new(EventType.SYSCALL_EXECVE_17_X, "SYSCALL_EXECVE_17_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("env", ParamType.ByteBuf, PrintFormat.Na),
                new("tty", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_UNSHARE_E, "SYSCALL_UNSHARE_E", "unshare", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags)
            ]),
        new(EventType.SYSCALL_UNSHARE_X, "SYSCALL_UNSHARE_X", "unshare", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags)
            ]),
        new(EventType.INFRASTRUCTURE_EVENT_E, "INFRASTRUCTURE_EVENT_E", "infra", Category.Unknown | Category.Internal | Category.Metaevent, EventFlags.SkipParserReset,
            [
                new("source", ParamType.CharBuf, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("description", ParamType.CharBuf, PrintFormat.Na),
                new("scope", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.INFRASTRUCTURE_EVENT_X, "INFRASTRUCTURE_EVENT_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_EXECVE_18_E, "SYSCALL_EXECVE_18_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("filename", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_EXECVE_18_X, "SYSCALL_EXECVE_18_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("env", ParamType.ByteBuf, PrintFormat.Na),
                new("tty", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.PAGE_FAULT_E, "PAGE_FAULT_E", "page_fault", Category.Other | Category.Tracepoint, EventFlags.SkipParserReset,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("ip", ParamType.UInt64, PrintFormat.Hex),
                new("error", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.PfFlags)
            ]),
        new(EventType.PAGE_FAULT_X, "PAGE_FAULT_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_EXECVE_19_E, "SYSCALL_EXECVE_19_E", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("filename", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_EXECVE_19_X, "SYSCALL_EXECVE_19_X", "execve", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("env", ParamType.ByteBuf, PrintFormat.Na),
                new("tty", ParamType.UInt32, PrintFormat.Dec),
                new("vpgid", ParamType.Pid, PrintFormat.Dec),
                new("loginuid", ParamType.Uid, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ExecveFlags),
                new("cap_inheritable", ParamType.UInt64, PrintFormat.Hex),
                new("cap_permitted", ParamType.UInt64, PrintFormat.Hex),
                new("cap_effective", ParamType.UInt64, PrintFormat.Hex),
                new("exe_ino", ParamType.UInt64, PrintFormat.Dec),
                new("exe_ino_ctime", ParamType.AbsTime, PrintFormat.Dec),
                new("exe_ino_mtime", ParamType.AbsTime, PrintFormat.Dec),
                new("uid", ParamType.Uid, PrintFormat.Dec),
                new("trusted_exepath", ParamType.FsPath, PrintFormat.Na),
                new("pgid", ParamType.Pid, PrintFormat.Na),
                new("gid", ParamType.Gid, PrintFormat.Dec),
                new("filename", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_SETPGID_E, "SYSCALL_SETPGID_E", "setpgid", Category.Process | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("pgid", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETPGID_X, "SYSCALL_SETPGID_X", "setpgid", Category.Process | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("pgid", ParamType.Pid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BPF_E, "SYSCALL_BPF_E", "bpf", Category.Other | Category.Syscall, EventFlags.CreatesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("cmd", ParamType.Int64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BPF_X, "SYSCALL_BPF_X", "bpf", Category.Other | Category.Syscall, EventFlags.CreatesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("res_or_fd", ParamType.Dyn, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SECCOMP_E, "SYSCALL_SECCOMP_E", "seccomp", Category.Other | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("op", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_SECCOMP_X, "SYSCALL_SECCOMP_X", "seccomp", Category.Other | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("op", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_UNLINK_2_E, "SYSCALL_UNLINK_2_E", "unlink", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_UNLINK_2_X, "SYSCALL_UNLINK_2_X", "unlink", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_UNLINKAT_2_E, "SYSCALL_UNLINKAT_2_E", "unlinkat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_UNLINKAT_2_X, "SYSCALL_UNLINKAT_2_X", "unlinkat", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.UnlinkatFlags)
            ]),
        new(EventType.SYSCALL_MKDIRAT_E, "SYSCALL_MKDIRAT_E", "mkdirat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MKDIRAT_X, "SYSCALL_MKDIRAT_X", "mkdirat", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("path", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("mode", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_OPENAT_2_E, "SYSCALL_OPENAT_2_E", "openat", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 0),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct)
            ]),
        new(EventType.SYSCALL_OPENAT_2_X, "SYSCALL_OPENAT_2_X", "openat", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct),
                new("dev", ParamType.UInt32, PrintFormat.Hex),
                new("ino", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_LINK_2_E, "SYSCALL_LINK_2_E", "link", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_LINK_2_X, "SYSCALL_LINK_2_X", "link", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("oldpath", ParamType.FsPath, PrintFormat.Na),
                new("newpath", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_LINKAT_2_E, "SYSCALL_LINKAT_2_E", "linkat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_LINKAT_2_X, "SYSCALL_LINKAT_2_X", "linkat", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("olddir", ParamType.Fd, PrintFormat.Dec),
                new("oldpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("newdir", ParamType.Fd, PrintFormat.Dec),
                new("newpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 3),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.LinkatFlags)
            ]),
        new(EventType.SYSCALL_FCHMODAT_E, "SYSCALL_FCHMODAT_E", "fchmodat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FCHMODAT_X, "SYSCALL_FCHMODAT_X", "fchmodat", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("filename", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("mode", ParamType.Mode, PrintFormat.Oct, FlagSymbols.ChmodMode)
            ]),
        new(EventType.SYSCALL_CHMOD_E, "SYSCALL_CHMOD_E", "chmod", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CHMOD_X, "SYSCALL_CHMOD_X", "chmod", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("filename", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.Mode, PrintFormat.Oct, FlagSymbols.ChmodMode)
            ]),
        new(EventType.SYSCALL_FCHMOD_E, "SYSCALL_FCHMOD_E", "fchmod", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FCHMOD_X, "SYSCALL_FCHMOD_X", "fchmod", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("mode", ParamType.Mode, PrintFormat.Oct, FlagSymbols.ChmodMode)
            ]),
        new(EventType.SYSCALL_RENAMEAT2_E, "SYSCALL_RENAMEAT2_E", "renameat2", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_RENAMEAT2_X, "SYSCALL_RENAMEAT2_X", "renameat2", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("olddirfd", ParamType.Fd, PrintFormat.Dec),
                new("oldpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("newdirfd", ParamType.Fd, PrintFormat.Dec),
                new("newpath", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 3),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.Renameat2Flags)
            ]),
        new(EventType.SYSCALL_USERFAULTFD_E, "SYSCALL_USERFAULTFD_E", "userfaultfd", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_USERFAULTFD_X, "SYSCALL_USERFAULTFD_X", "userfaultfd", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags)
            ]),
        new(EventType.PLUGINEVENT_E, "PLUGINEVENT_E", "pluginevent", Category.Other | Category.Plugin, EventFlags.LargePayload,
            [
                new("plugin_id", ParamType.UInt32, PrintFormat.Dec),
                new("event_data", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.PLUGINEVENT_X, "PLUGINEVENT_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.CONTAINER_JSON_2_E, "CONTAINER_JSON_2_E", "container", Category.Process | Category.Metaevent, EventFlags.ModifiesState | EventFlags.LargePayload,
            [
                new("json", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.CONTAINER_JSON_2_X, "CONTAINER_JSON_2_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_OPENAT2_E, "SYSCALL_OPENAT2_E", "openat2", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 0),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct),
                new("resolve", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.Openat2Flags)
            ]),
        new(EventType.SYSCALL_OPENAT2_X, "SYSCALL_OPENAT2_X", "openat2", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mode", ParamType.UInt32, PrintFormat.Oct),
                new("resolve", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.Openat2Flags),
                new("dev", ParamType.UInt32, PrintFormat.Hex),
                new("ino", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MPROTECT_E, "SYSCALL_MPROTECT_E", "mprotect", Category.Memory | Category.Syscall, EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("prot", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ProtFlags)
            ]),
        new(EventType.SYSCALL_MPROTECT_X, "SYSCALL_MPROTECT_X", "mprotect", Category.Memory | Category.Syscall, EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("prot", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ProtFlags)
            ]),
        new(EventType.SYSCALL_EXECVEAT_E, "SYSCALL_EXECVEAT_E", "execveat", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("pathname", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 0),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ExecveatFlags)
            ]),
        new(EventType.SYSCALL_EXECVEAT_X, "SYSCALL_EXECVEAT_X", "execveat", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("env", ParamType.ByteBuf, PrintFormat.Na),
                new("tty", ParamType.UInt32, PrintFormat.Dec),
                new("vpgid", ParamType.Pid, PrintFormat.Dec),
                new("loginuid", ParamType.Uid, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ExecveFlags),
                new("cap_inheritable", ParamType.UInt64, PrintFormat.Hex),
                new("cap_permitted", ParamType.UInt64, PrintFormat.Hex),
                new("cap_effective", ParamType.UInt64, PrintFormat.Hex),
                new("exe_ino", ParamType.UInt64, PrintFormat.Dec),
                new("exe_ino_ctime", ParamType.AbsTime, PrintFormat.Dec),
                new("exe_ino_mtime", ParamType.AbsTime, PrintFormat.Dec),
                new("uid", ParamType.Uid, PrintFormat.Dec),
                new("trusted_exepath", ParamType.FsPath, PrintFormat.Na),
                new("pgid", ParamType.Pid, PrintFormat.Na),
                new("gid", ParamType.Gid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_COPY_FILE_RANGE_E, "SYSCALL_COPY_FILE_RANGE_E", "copy_file_range", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.WritesFd | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fdin", ParamType.Fd, PrintFormat.Dec),
                new("offin", ParamType.UInt64, PrintFormat.Dec),
                new("len", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_COPY_FILE_RANGE_X, "SYSCALL_COPY_FILE_RANGE_X", "copy_file_range", Category.File | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd | EventFlags.WritesFd | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fdout", ParamType.Fd, PrintFormat.Dec),
                new("offout", ParamType.UInt64, PrintFormat.Dec),
                new("fdin", ParamType.Fd, PrintFormat.Dec),
                new("offin", ParamType.UInt64, PrintFormat.Dec),
                new("len", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CLONE3_E, "SYSCALL_CLONE3_E", "clone3", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CLONE3_X, "SYSCALL_CLONE3_X", "clone3", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Pid, PrintFormat.Dec),
                new("exe", ParamType.CharBuf, PrintFormat.Na),
                new("args", ParamType.ByteBuf, PrintFormat.Na),
                new("tid", ParamType.Pid, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("ptid", ParamType.Pid, PrintFormat.Dec),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.Int64, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("cgroups", ParamType.ByteBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloneFlags),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("vtid", ParamType.Pid, PrintFormat.Dec),
                new("vpid", ParamType.Pid, PrintFormat.Dec),
                new("pidns_init_start_ts", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_OPEN_BY_HANDLE_AT_E, "SYSCALL_OPEN_BY_HANDLE_AT_E", "open_by_handle_at", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_OPEN_BY_HANDLE_AT_X, "SYSCALL_OPEN_BY_HANDLE_AT_X", "open_by_handle_at", Category.File | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("mountfd", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("dev", ParamType.UInt32, PrintFormat.Hex),
                new("ino", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_IO_URING_SETUP_E, "SYSCALL_IO_URING_SETUP_E", "io_uring_setup", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_IO_URING_SETUP_X, "SYSCALL_IO_URING_SETUP_X", "io_uring_setup", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("entries", ParamType.UInt32, PrintFormat.Dec),
                new("sq_entries", ParamType.UInt32, PrintFormat.Dec),
                new("cq_entries", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.IoUringSetupFlags),
                new("sq_thread_cpu", ParamType.UInt32, PrintFormat.Dec),
                new("sq_thread_idle", ParamType.UInt32, PrintFormat.Dec),
                new("features", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.IoUringSetupFeats)
            ]),
        new(EventType.SYSCALL_IO_URING_ENTER_E, "SYSCALL_IO_URING_ENTER_E", "io_uring_enter", Category.IoOther | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_IO_URING_ENTER_X, "SYSCALL_IO_URING_ENTER_X", "io_uring_enter", Category.IoOther | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("to_submit", ParamType.UInt32, PrintFormat.Dec),
                new("min_complete", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.IoUringEnterFlags),
                new("sig", ParamType.SigSet, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_IO_URING_REGISTER_E, "SYSCALL_IO_URING_REGISTER_E", "io_uring_register", Category.IoOther | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_IO_URING_REGISTER_X, "SYSCALL_IO_URING_REGISTER_X", "io_uring_register", Category.IoOther | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("opcode", ParamType.EnumFlags16, PrintFormat.Dec, FlagSymbols.IoUringRegisterOpcodes),
                new("arg", ParamType.UInt64, PrintFormat.Hex),
                new("nr_args", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MLOCK_E, "SYSCALL_MLOCK_E", "mlock", Category.Memory | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MLOCK_X, "SYSCALL_MLOCK_X", "mlock", Category.Memory | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("len", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MUNLOCK_E, "SYSCALL_MUNLOCK_E", "munlock", Category.Memory | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MUNLOCK_X, "SYSCALL_MUNLOCK_X", "munlock", Category.Memory | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("len", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MLOCKALL_E, "SYSCALL_MLOCKALL_E", "mlockall", Category.Memory | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MLOCKALL_X, "SYSCALL_MLOCKALL_X", "mlockall", Category.Memory | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MlockallFlags)
            ]),
        new(EventType.SYSCALL_MUNLOCKALL_E, "SYSCALL_MUNLOCKALL_E", "munlockall", Category.Memory | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MUNLOCKALL_X, "SYSCALL_MUNLOCKALL_X", "munlockall", Category.Memory | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_CAPSET_E, "SYSCALL_CAPSET_E", "capset", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CAPSET_X, "SYSCALL_CAPSET_X", "capset", Category.Process | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("cap_inheritable", ParamType.UInt64, PrintFormat.Hex),
                new("cap_permitted", ParamType.UInt64, PrintFormat.Hex),
                new("cap_effective", ParamType.UInt64, PrintFormat.Hex)
            ]),
        new(EventType.USER_ADDED_E, "USER_ADDED_E", "useradded", Category.Process | Category.Metaevent, EventFlags.ModifiesState,
            [
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("home", ParamType.CharBuf, PrintFormat.Na),
                new("shell", ParamType.CharBuf, PrintFormat.Na),
                new("container_id", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.USER_ADDED_X, "USER_ADDED_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.USER_DELETED_E, "USER_DELETED_E", "userdeleted", Category.Process | Category.Metaevent, EventFlags.ModifiesState,
            [
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("home", ParamType.CharBuf, PrintFormat.Na),
                new("shell", ParamType.CharBuf, PrintFormat.Na),
                new("container_id", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.USER_DELETED_X, "USER_DELETED_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.GROUP_ADDED_E, "GROUP_ADDED_E", "groupadded", Category.Process | Category.Metaevent, EventFlags.ModifiesState,
            [
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("container_id", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.GROUP_ADDED_X, "GROUP_ADDED_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.GROUP_DELETED_E, "GROUP_DELETED_E", "groupdeleted", Category.Process | Category.Metaevent, EventFlags.ModifiesState,
            [
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("container_id", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.GROUP_DELETED_X, "GROUP_DELETED_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_DUP2_E, "SYSCALL_DUP2_E", "dup2", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_DUP2_X, "SYSCALL_DUP2_X", "dup2", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("oldfd", ParamType.Fd, PrintFormat.Dec),
                new("newfd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_DUP3_E, "SYSCALL_DUP3_E", "dup3", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_DUP3_X, "SYSCALL_DUP3_X", "dup3", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("oldfd", ParamType.Fd, PrintFormat.Dec),
                new("newfd", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags)
            ]),
        new(EventType.SYSCALL_DUP_1_E, "SYSCALL_DUP_1_E", "dup", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_DUP_1_X, "SYSCALL_DUP_1_X", "dup", Category.IoOther | Category.Syscall, EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("oldfd", ParamType.Fd, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BPF_2_E, "SYSCALL_BPF_2_E", "bpf", Category.Other | Category.Syscall, EventFlags.CreatesFd | EventFlags.OldVersion,
            [
                new("cmd", ParamType.Int64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_BPF_2_X, "SYSCALL_BPF_2_X", "bpf", Category.Other | Category.Syscall, EventFlags.CreatesFd,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("cmd", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.BpfCommands)
            ]),
        new(EventType.SYSCALL_MLOCK2_E, "SYSCALL_MLOCK2_E", "mlock2", Category.Memory | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MLOCK2_X, "SYSCALL_MLOCK2_X", "mlock2", Category.Memory | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("addr", ParamType.UInt64, PrintFormat.Hex),
                new("len", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.Mlock2Flags)
            ]),
        new(EventType.SYSCALL_FSCONFIG_E, "SYSCALL_FSCONFIG_E", "fsconfig", Category.System | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FSCONFIG_X, "SYSCALL_FSCONFIG_X", "fsconfig", Category.System | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("cmd", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.FsconfigCmds),
                new("key", ParamType.CharBuf, PrintFormat.Na),
                new("value_bytebuf", ParamType.ByteBuf, PrintFormat.Na),
                new("value_charbuf", ParamType.CharBuf, PrintFormat.Na),
                new("aux", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EPOLL_CREATE_E, "SYSCALL_EPOLL_CREATE_E", "epoll_create", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("size", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EPOLL_CREATE_X, "SYSCALL_EPOLL_CREATE_X", "epoll_create", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("size", ParamType.Int32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EPOLL_CREATE1_E, "SYSCALL_EPOLL_CREATE1_E", "epoll_create1", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.EpollCreate1Flags)
            ]),
        new(EventType.SYSCALL_EPOLL_CREATE1_X, "SYSCALL_EPOLL_CREATE1_X", "epoll_create1", Category.Unknown | Category.Wait | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.EpollCreate1Flags)
            ]),
        new(EventType.SYSCALL_CHOWN_E, "SYSCALL_CHOWN_E", "chown", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_CHOWN_X, "SYSCALL_CHOWN_X", "chown", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_LCHOWN_E, "SYSCALL_LCHOWN_E", "lchown", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_LCHOWN_X, "SYSCALL_LCHOWN_X", "lchown", Category.File | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_FCHOWN_E, "SYSCALL_FCHOWN_E", "fchown", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FCHOWN_X, "SYSCALL_FCHOWN_X", "fchown", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_FCHOWNAT_E, "SYSCALL_FCHOWNAT_E", "fchownat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FCHOWNAT_X, "SYSCALL_FCHOWNAT_X", "fchownat", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("pathname", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("uid", ParamType.UInt32, PrintFormat.Dec),
                new("gid", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FchownatFlags)
            ]),
        new(EventType.SYSCALL_UMOUNT_1_E, "SYSCALL_UMOUNT_1_E", "umount", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_UMOUNT_1_X, "SYSCALL_UMOUNT_1_X", "umount", Category.File | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("name", ParamType.FsPath, PrintFormat.Na)
            ]),
        new(EventType.SOCKET_ACCEPT4_6_E, "SOCKET_ACCEPT4_6_E", "accept4", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Int32, PrintFormat.Hex)
            ]),
        new(EventType.SOCKET_ACCEPT4_6_X, "SOCKET_ACCEPT4_6_X", "accept4", Category.Net | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("tuple", ParamType.SockTuple, PrintFormat.Na),
                new("queuepct", ParamType.UInt8, PrintFormat.Dec),
                new("queuelen", ParamType.UInt32, PrintFormat.Dec),
                new("queuemax", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Int32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_UMOUNT2_E, "SYSCALL_UMOUNT2_E", "umount2", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.UmountFlags)
            ]),
        new(EventType.SYSCALL_UMOUNT2_X, "SYSCALL_UMOUNT2_X", "umount2", Category.File | Category.Syscall, EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("name", ParamType.FsPath, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.UmountFlags)
            ]),
        new(EventType.SYSCALL_PIPE2_E, "SYSCALL_PIPE2_E", "pipe2", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PIPE2_X, "SYSCALL_PIPE2_X", "pipe2", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd1", ParamType.Fd, PrintFormat.Dec),
                new("fd2", ParamType.Fd, PrintFormat.Dec),
                new("ino", ParamType.UInt64, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags)
            ]),
        new(EventType.SYSCALL_INOTIFY_INIT1_E, "SYSCALL_INOTIFY_INIT1_E", "inotify_init1", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_INOTIFY_INIT1_X, "SYSCALL_INOTIFY_INIT1_X", "inotify_init1", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.FileFlags)
            ]),
        new(EventType.SYSCALL_EVENTFD2_E, "SYSCALL_EVENTFD2_E", "eventfd2", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("initval", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_EVENTFD2_X, "SYSCALL_EVENTFD2_X", "eventfd2", Category.Ipc | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("initval", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SIGNALFD4_E, "SYSCALL_SIGNALFD4_E", "signalfd4", Category.Signal | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion | EventFlags.ConverterManaged,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("mask", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_SIGNALFD4_X, "SYSCALL_SIGNALFD4_X", "signalfd4", Category.Signal | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.ConverterManaged,
            [
                new("res", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.Flags16, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("mask", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_PRCTL_E, "SYSCALL_PRCTL_E", "prctl", Category.Process | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PRCTL_X, "SYSCALL_PRCTL_X", "prctl", Category.Process | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("option", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.PrctlOptions),
                new("arg2_str", ParamType.CharBuf, PrintFormat.Na),
                new("arg2_int", ParamType.Int64, PrintFormat.Dec)
            ]),
        new(EventType.ASYNCEVENT_E, "ASYNCEVENT_E", "asyncevent", Category.Other | Category.Metaevent, EventFlags.LargePayload,
            [
                new("plugin_id", ParamType.UInt32, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("data", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.ASYNCEVENT_X, "ASYNCEVENT_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_MEMFD_CREATE_E, "SYSCALL_MEMFD_CREATE_E", "memfd_create", Category.Memory | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MEMFD_CREATE_X, "SYSCALL_MEMFD_CREATE_X", "memfd_create", Category.Memory | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.MemfdCreateFlags)
            ]),
        new(EventType.SYSCALL_PIDFD_GETFD_E, "SYSCALL_PIDFD_GETFD_E", "pidfd_getfd", Category.Process | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PIDFD_GETFD_X, "SYSCALL_PIDFD_GETFD_X", "pidfd_getfd", Category.Process | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("pid_fd", ParamType.Fd, PrintFormat.Dec),
                new("target_fd", ParamType.Fd, PrintFormat.Dec),
                new("flags", ParamType.UInt32, PrintFormat.Hex)
            ]),
        new(EventType.SYSCALL_PIDFD_OPEN_E, "SYSCALL_PIDFD_OPEN_E", "pidfd_open", Category.Process | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PIDFD_OPEN_X, "SYSCALL_PIDFD_OPEN_X", "pidfd_open", Category.Process | Category.Syscall, EventFlags.CreatesFd | EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.PidfdOpenFlags)
            ]),
        new(EventType.SYSCALL_INIT_MODULE_E, "SYSCALL_INIT_MODULE_E", "init_module", Category.Other | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_INIT_MODULE_X, "SYSCALL_INIT_MODULE_X", "init_module", Category.Other | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("img", ParamType.ByteBuf, PrintFormat.Na),
                new("length", ParamType.UInt64, PrintFormat.Dec),
                new("uargs", ParamType.CharBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_FINIT_MODULE_E, "SYSCALL_FINIT_MODULE_E", "finit_module", Category.Other | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_FINIT_MODULE_X, "SYSCALL_FINIT_MODULE_X", "finit_module", Category.Other | Category.Syscall, EventFlags.UsesFd | EventFlags.ReadsFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("fd", ParamType.Fd, PrintFormat.Dec),
                new("uargs", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FinitModuleFlags)
            ]),
        new(EventType.SYSCALL_MKNOD_E, "SYSCALL_MKNOD_E", "mknod", Category.Other | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MKNOD_X, "SYSCALL_MKNOD_X", "mknod", Category.Other | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("mode", ParamType.Mode, PrintFormat.Oct, FlagSymbols.MknodMode),
                new("dev", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_MKNODAT_E, "SYSCALL_MKNODAT_E", "mknodat", Category.Other | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_MKNODAT_X, "SYSCALL_MKNODAT_X", "mknodat", Category.Other | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("path", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("mode", ParamType.Mode, PrintFormat.Oct, FlagSymbols.MknodMode),
                new("dev", ParamType.UInt32, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_NEWFSTATAT_E, "SYSCALL_NEWFSTATAT_E", "newfstatat", Category.File | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_NEWFSTATAT_X, "SYSCALL_NEWFSTATAT_X", "newfstatat", Category.File | Category.Syscall, EventFlags.UsesFd,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("dirfd", ParamType.Fd, PrintFormat.Dec),
                new("path", ParamType.FsRelPath, PrintFormat.Na, DirFdIndex: 1),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.NewfstatatFlags)
            ]),
        new(EventType.SYSCALL_PROCESS_VM_READV_E, "SYSCALL_PROCESS_VM_READV_E", "process_vm_readv", Category.Ipc | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PROCESS_VM_READV_X, "SYSCALL_PROCESS_VM_READV_X", "process_vm_readv", Category.Ipc | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Int64, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_PROCESS_VM_WRITEV_E, "SYSCALL_PROCESS_VM_WRITEV_E", "process_vm_writev", Category.Ipc | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_PROCESS_VM_WRITEV_X, "SYSCALL_PROCESS_VM_WRITEV_X", "process_vm_writev", Category.Ipc | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Int64, PrintFormat.Dec),
                new("pid", ParamType.Pid, PrintFormat.Dec),
                new("data", ParamType.ByteBuf, PrintFormat.Na)
            ]),
        new(EventType.SYSCALL_DELETE_MODULE_E, "SYSCALL_DELETE_MODULE_E", "delete_module", Category.Other | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_DELETE_MODULE_X, "SYSCALL_DELETE_MODULE_X", "delete_module", Category.Other | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("name", ParamType.CharBuf, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.DeleteModuleFlags)
            ]),
        new(EventType.SYSCALL_SETREUID_E, "SYSCALL_SETREUID_E", "setreuid", Category.User | Category.Syscall, EventFlags.ModifiesState | EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_SETREUID_X, "SYSCALL_SETREUID_X", "setreuid", Category.User | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("ruid", ParamType.Uid, PrintFormat.Dec),
                new("euid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.SYSCALL_SETREGID_E, "SYSCALL_SETREGID_E", "setregid", Category.User | Category.Syscall, EventFlags.OldVersion,
            []),
        new(EventType.SYSCALL_SETREGID_X, "SYSCALL_SETREGID_X", "setregid", Category.User | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("rgid", ParamType.Uid, PrintFormat.Dec),
                new("egid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_E, "ITER_TASK_E", "task", Category.Process | Category.Iter, EventFlags.ModifiesState,
            [
                new("ppid", ParamType.Pid32, PrintFormat.Dec),
                new("pgid", ParamType.Pid32, PrintFormat.Dec),
                new("vpgid", ParamType.Pid32, PrintFormat.Dec),
                new("sid", ParamType.Pid32, PrintFormat.Dec),
                new("comm", ParamType.CharBuf, PrintFormat.Na),
                new("argv", ParamType.CharBufArray, PrintFormat.Na),
                new("exepath", ParamType.FsPath, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.ExecveFlags),
                new("env", ParamType.CharBufArray, PrintFormat.Na),
                new("cwd", ParamType.CharBuf, PrintFormat.Na),
                new("fdlimit", ParamType.UInt64, PrintFormat.Dec),
                new("euid", ParamType.Uid, PrintFormat.Dec),
                new("egid", ParamType.Gid, PrintFormat.Dec),
                new("cap_permitted", ParamType.UInt64, PrintFormat.Hex),
                new("cap_effective", ParamType.UInt64, PrintFormat.Hex),
                new("cap_inheritable", ParamType.UInt64, PrintFormat.Hex),
                new("exe_ino_num", ParamType.UInt64, PrintFormat.Dec),
                new("exe_ino_ctime", ParamType.AbsTime, PrintFormat.Dec),
                new("exe_ino_mtime", ParamType.AbsTime, PrintFormat.Dec),
                new("vm_size", ParamType.UInt32, PrintFormat.Dec),
                new("vm_rss", ParamType.UInt32, PrintFormat.Dec),
                new("vm_swap", ParamType.UInt32, PrintFormat.Dec),
                new("pgft_maj", ParamType.UInt64, PrintFormat.Dec),
                new("pgft_min", ParamType.UInt64, PrintFormat.Dec),
                new("vtgid", ParamType.Pid32, PrintFormat.Dec),
                new("vpid", ParamType.Pid32, PrintFormat.Dec),
                new("pidns_init_start_ts", ParamType.UInt64, PrintFormat.Dec),
                new("cgroups", ParamType.CharBufArray, PrintFormat.Na),
                new("root", ParamType.FsPath, PrintFormat.Na),
                new("start_time", ParamType.AbsTime, PrintFormat.Dec),
                new("tty", ParamType.UInt32, PrintFormat.Dec),
                new("loginuid", ParamType.Uid, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_X, "ITER_TASK_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_PIPE_E, "ITER_TASK_FILE_PIPE_E", "task_file_pipe", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_PIPE_X, "ITER_TASK_FILE_PIPE_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_MEMFD_E, "ITER_TASK_FILE_MEMFD_E", "task_file_memfd", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_MEMFD_X, "ITER_TASK_FILE_MEMFD_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_REGULAR_E, "ITER_TASK_FILE_REGULAR_E", "task_file_regular", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.FileFlags),
                new("mnt_id", ParamType.UInt32, PrintFormat.Dec),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_REGULAR_X, "ITER_TASK_FILE_REGULAR_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_DIRECTORY_E, "ITER_TASK_FILE_DIRECTORY_E", "task_file_directory", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_DIRECTORY_X, "ITER_TASK_FILE_DIRECTORY_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_SOCKET_INET_E, "ITER_TASK_FILE_SOCKET_INET_E", "task_file_socket_inet", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("sk_type", ParamType.UInt16, PrintFormat.Dec),
                new("sk_proto", ParamType.UInt16, PrintFormat.Dec),
                new("local_ip", ParamType.Ipv4Addr, PrintFormat.Hex),
                new("local_port", ParamType.Port, PrintFormat.Hex),
                new("remote_ip", ParamType.Ipv4Addr, PrintFormat.Hex),
                new("remote_port", ParamType.Port, PrintFormat.Hex),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_SOCKET_INET_X, "ITER_TASK_FILE_SOCKET_INET_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_SOCKET_INET6_E, "ITER_TASK_FILE_SOCKET_INET6_E", "task_file_socket_inet6", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("sk_type", ParamType.UInt16, PrintFormat.Dec),
                new("sk_proto", ParamType.UInt16, PrintFormat.Dec),
                new("local_ip", ParamType.Ipv6Addr, PrintFormat.Hex),
                new("local_port", ParamType.Port, PrintFormat.Hex),
                new("remote_ip", ParamType.Ipv6Addr, PrintFormat.Hex),
                new("remote_port", ParamType.Port, PrintFormat.Hex),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_SOCKET_INET6_X, "ITER_TASK_FILE_SOCKET_INET6_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_SOCKET_UNIX_E, "ITER_TASK_FILE_SOCKET_UNIX_E", "task_file_socket_unix", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("sk_type", ParamType.UInt16, PrintFormat.Dec),
                new("sk_proto", ParamType.UInt16, PrintFormat.Dec),
                new("sk_pointer", ParamType.UInt64, PrintFormat.Na),
                new("sun_path", ParamType.FsPath, PrintFormat.Na),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_SOCKET_UNIX_X, "ITER_TASK_FILE_SOCKET_UNIX_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_SOCKET_NETLINK_E, "ITER_TASK_FILE_SOCKET_NETLINK_E", "task_file_socket_netlink", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("sk_type", ParamType.UInt16, PrintFormat.Dec),
                new("sk_proto", ParamType.UInt16, PrintFormat.Dec),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_SOCKET_NETLINK_X, "ITER_TASK_FILE_SOCKET_NETLINK_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.ITER_TASK_FILE_ANON_INODE_E, "ITER_TASK_FILE_ANON_INODE_E", "task_file_anon_inode", Category.File | Category.Iter, EventFlags.ModifiesState,
            [
                new("fd", ParamType.Fd32, PrintFormat.Dec),
                new("fd_type", ParamType.Flags8, PrintFormat.Dec, FlagSymbols.AnonInodeFdTypes),
                new("path", ParamType.FsPath, PrintFormat.Na),
                new("ino_num", ParamType.UInt64, PrintFormat.Dec)
            ]),
        new(EventType.ITER_TASK_FILE_ANON_INODE_X, "ITER_TASK_FILE_ANON_INODE_X", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_CLOSE_RANGE_E, "SYSCALL_CLOSE_RANGE_E", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_CLOSE_RANGE_X, "SYSCALL_CLOSE_RANGE_X", "close_range", Category.IoOther | Category.Syscall, EventFlags.ModifiesState,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("first", ParamType.UInt32, PrintFormat.Dec),
                new("last", ParamType.UInt32, PrintFormat.Dec),
                new("flags", ParamType.Flags32, PrintFormat.Hex, FlagSymbols.CloseRangeFlags)
            ]),
        new(EventType.SYSCALL_KEYCTL_E, "SYSCALL_KEYCTL_E", "NA", Category.Unknown, EventFlags.Unused,
            []),
        new(EventType.SYSCALL_KEYCTL_X, "SYSCALL_KEYCTL_X", "keyctl", Category.Other | Category.Syscall, EventFlags.None,
            [
                new("res", ParamType.Errno, PrintFormat.Dec),
                new("operation", ParamType.EnumFlags32, PrintFormat.Dec, FlagSymbols.KeyctlOperations),
                new("arg2", ParamType.Dyn, PrintFormat.Dec),
                new("arg3", ParamType.Dyn, PrintFormat.Dec),
                new("arg4", ParamType.Dyn, PrintFormat.Dec),
                new("arg5", ParamType.Dyn, PrintFormat.Dec)
            ]),
    ];
}
