using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>socket, socketpair, bind, accept.</summary>
internal static class SocketEvents
{
    private const byte Unix = 1, Inet = 2, Inet6 = 10, NetlinkFamily = 16;
    private const uint Stream = 1, Datagram = 2, RawType = 3;

    public static void Socket(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.Result() is >= 0 and var fd && context.Thread is { } thread)
        {
            Add(tree, context, thread, fd, e.Word(1), e.Word(2), e.Word(3), e.Word(4));
        }
    }

    /// <summary>Gives the thread a socket that is not connected to anything yet.</summary>
    public static void Add(
        ProcessTree tree, EventContext context, ThreadInfo thread, long fd, uint domain, uint type, uint protocol, uint flags)
    {
        var kind = domain switch
        {
            Unix => FdType.UnixSocket,
            Inet => FdType.Ipv4Socket,
            Inet6 => FdType.Ipv6Socket,
            NetlinkFamily => FdType.Netlink,
            _ => FdType.Unknown,
        };
        var info = new FdInfo { Type = kind, OpenFlags = flags };
        if (info.IsIpSocket)
        {
            info = info with { Socket = new SocketTuple(0, 0, 0, 0, ProtocolOf(type, protocol)) };
        }

        context.MakeFd(tree.AddFd(thread, fd, info));
    }

    public static void SocketPair(ProcessTree tree, EventContext context, EventView e)
    {
        if (e.Result() < 0 || context.Thread is not { } thread)
        {
            return;
        }

        var first = e.Signed(1);
        var second = e.Signed(2);
        if (first == second)
        {
            context.UseFd(null);
            return;
        }

        var info = new FdInfo
        {
            Type = FdType.UnixSocket,
            Socket = new SocketTuple(e.Unsigned(3), 0, e.Unsigned(4), 0, default),
        };
        context.MakeFd(tree.AddFd(thread, first, info));
        tree.AddFd(thread, second, info);
    }

    /// <summary>bind: a socket bound to a port is taken for a server's.</summary>
    public static void Bind(ProcessTree tree, EventContext context, EventView e)
    {
        var address = e.Param(1);
        if (context.Fd is not { } fd || e.Result() < 0 || !SocketParams.IsAddress(address))
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        fd.SocketBytes.CopyTo(bytes);
        var type = fd.Type;
        var flags = fd.Flags;
        if (address[0] == Inet && SocketParams.Port(address[5..]) > 0)
        {
            type = FdType.Ipv4ServerSocket;
            BindIpv4(bytes, address[1..5], address[5..7], bytes[12]);
            flags |= FdFlags.RoleServer;
        }
        else if (address[0] == Inet6 && SocketParams.Port(address[17..]) > 0)
        {
            var protocol = bytes[36];
            if (SocketText.IsMappedIpv4(address[1..17]))
            {
                type = FdType.Ipv4ServerSocket;
                BindIpv4(bytes, address[13..17], address[17..19], protocol);
            }
            else
            {
                type = FdType.Ipv6ServerSocket;
                address[1..17].CopyTo(bytes);
                address[17..19].CopyTo(bytes[16..]);
                bytes[18] = bytes[36];
            }

            flags |= FdFlags.RoleServer;
        }

        var draft = context.Draft;
        draft.Clear();
        SocketText.AppendAddress(draft, address);
        ProcessTree.ChangeFd(context, fd with
        {
            Type = type,
            Flags = flags,
            SocketBytes = SocketBytes.From(bytes),
            Name = TextBlock.Keep(fd.Name, draft.Pending),
        });
        draft.Clear();
    }

    public static void Accept(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is not { } thread || e.Result() is not (>= 0 and var fd))
        {
            return;
        }

        thread.LastEventFd = fd;
        var tuple = e.Param(1);
        if (!SocketParams.IsTuple(tuple))
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        bytes.Clear();
        var type = FdType.UnixSocket;
        switch (tuple[0])
        {
            case Inet:
            case Inet6:
                // Not typed before its ends are known: nothing is compared with what was there.
                var isIpv4 = SocketParams.TryIpv4(tuple, out var ends);
                type = isIpv4 ? FdType.Ipv4Socket : FdType.Ipv6Socket;
                SocketUpdate.SetEnds(FdType.Uninitialized, bytes, ends);
                bytes[isIpv4 ? 12 : 36] = (byte)L4Protocol.Tcp;
                break;
            case Unix:
                tuple[1..17].CopyTo(bytes);
                break;
            default:
                return;
        }

        var draft = context.Draft;
        draft.Clear();
        SocketText.AppendTuple(draft, tuple);
        var info = new FdInfo
        {
            Type = type,
            Flags = FdFlags.RoleServer | FdFlags.SocketConnected,
            OpenFlags = e.Type == EventType.SOCKET_ACCEPT4_6_X ? e.Word(5) & OpenFlag.CloseOnExec : 0,
            SocketBytes = SocketBytes.From(bytes),
            Name = Utf8.Copy(draft.Pending),
        };
        draft.Clear();
        context.MakeFd(tree.AddFd(thread, fd, info));
    }

    private static void BindIpv4(Span<byte> bytes, ReadOnlySpan<byte> address, ReadOnlySpan<byte> port, byte protocol)
    {
        address.CopyTo(bytes);
        port.CopyTo(bytes[4..]);
        bytes[6] = protocol;
    }

    /// <summary>The transport protocol by the arguments of socket(); the type may have flags above its low byte.</summary>
    private static L4Protocol ProtocolOf(uint type, uint protocol) => protocol switch
    {
        0 => (type & 0xFF) switch
        {
            Stream => L4Protocol.Tcp,
            Datagram => L4Protocol.Udp,
            _ => L4Protocol.Unknown,
        },
        1 => type == RawType ? L4Protocol.Raw : L4Protocol.Icmp,
        6 => type == RawType ? L4Protocol.Raw : L4Protocol.Tcp,
        17 => type == RawType ? L4Protocol.Raw : L4Protocol.Udp,
        255 => L4Protocol.Raw,
        _ => L4Protocol.Unknown,
    };
}
