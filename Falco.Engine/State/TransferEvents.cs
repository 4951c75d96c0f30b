using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Reading and writing. On sockets it shows that they are connected, and for datagrams and sockets of which events were lost who is
/// at the other end.
/// </summary>
internal static class TransferEvents
{
    private const uint Datagram = 2, UdpProtocol = 17;

    public static void Read(ProcessTree tree, EventContext context, EventView e) => Connected(tree, context, e);

    public static void Write(ProcessTree tree, EventContext context, EventView e) => Connected(tree, context, e);

    /// <summary>recv, recvfrom, recvmsg, recvmmsg; the tuple is in the given parameter.</summary>
    public static void Receive(ProcessTree tree, EventContext context, EventView e, int tuple)
    {
        if (e.Type == EventType.SOCKET_RECVMMSG_X && !e.Has(0))
        {
            return;
        }

        if (Connected(tree, context, e) && TakesEnds(context.Fd!))
        {
            Update(tree, context, e.Param(tuple), isIncoming: true);
        }
    }

    /// <summary>send, sendto, sendmsg, sendmmsg.</summary>
    public static void Send(ProcessTree tree, EventContext context, EventView e)
    {
        var isMultiple = e.Type == EventType.SOCKET_SENDMMSG_X;
        if (isMultiple && !e.Has(0))
        {
            return;
        }

        if (!isMultiple && context is { Fd: null, Thread: { } thread } && e.Result() >= 0)
        {
            Infer(tree, context, thread, e);
        }

        if (Connected(tree, context, e) && TakesEnds(context.Fd!))
        {
            Update(tree, context, e.Param(4), isIncoming: false);
        }
    }

    /// <summary>A socket whose making was missed is taken for a datagram socket.</summary>
    private static void Infer(ProcessTree tree, EventContext context, ThreadInfo thread, EventView e)
    {
        if (e.Param(4) is [SocketParams.Inet or SocketParams.Inet6, ..] tuple)
        {
            SocketEvents.Add(tree, context, thread, e.Signed(2), tuple[0], Datagram, UdpProtocol, 0);
        }
    }

    /// <summary>Notes that an IP socket is connected where something went through it; false where nothing did.</summary>
    private static bool Connected(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Fd is not { } fd || context.ErrorCode > 0 || e.Result() < 0)
        {
            return false;
        }

        if (fd.IsIpSocket)
        {
            var flags = (fd.Flags & ~(FdFlags.ConnectionPending | FdFlags.ConnectionFailed)) | FdFlags.SocketConnected;
            if (flags != fd.Flags)
            {
                ProcessTree.ChangeFd(context, fd with { Flags = flags });
            }
        }

        return true;
    }

    private static bool TakesEnds(FdInfo fd)
        => fd.Name.IsEmpty || fd.Type != FdType.Ipv4Socket || fd.Socket.Protocol != L4Protocol.Tcp;

    private static void Update(ProcessTree tree, EventContext context, ReadOnlySpan<byte> tuple, bool isIncoming)
    {
        if (!SocketParams.IsTuple(tuple))
        {
            return;
        }

        var fd = context.Fd!;
        var draft = context.Draft;
        draft.Clear();
        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        fd.SocketBytes.CopyTo(bytes);
        var type = fd.Type;
        var flags = fd.Flags;
        var hasChanged = TakeTuple(tree, tuple, ref type, bytes);
        if (hasChanged && type is FdType.Ipv4Socket or FdType.Ipv6Socket)
        {
            if (fd.HasNoRole)
            {
                flags |= GuessRole(context, type, bytes, isIncoming);
            }

            // Events have the sender as source; the name has the client there.
            if ((flags & (isIncoming ? FdFlags.RoleClient : FdFlags.RoleServer)) != 0)
            {
                SocketUpdate.Swap(type, bytes);
            }

            SocketNames.AppendConnection(draft, type, bytes);
        }
        else if (hasChanged)
        {
            SocketText.AppendTuple(draft, tuple);
        }

        var name = hasChanged ? TextBlock.Keep(fd.Name, draft.Pending) : fd.Name;
        draft.Clear();
        var socket = SocketBytes.From(bytes);
        if (type != fd.Type || flags != fd.Flags || socket != fd.SocketBytes || !name.Equals(fd.Name))
        {
            ProcessTree.ChangeFd(context, fd with { Type = type, Flags = flags, SocketBytes = socket, Name = name });
        }
    }

    /// <summary>Takes over the event's tuple; false where it says nothing new.</summary>
    private static bool TakeTuple(ProcessTree tree, ReadOnlySpan<byte> tuple, ref FdType type, Span<byte> bytes)
    {
        switch (tuple[0])
        {
            case SocketParams.Unix:
                type = FdType.UnixSocket;
                tuple[1..17].CopyTo(bytes);
                return true;
            case SocketParams.Inet:
            case SocketParams.Inet6:
                if (tuple[0] == SocketParams.Inet && type == FdType.Ipv4ServerSocket)
                {
                    bytes[12] = bytes[6];
                }

                if (SocketParams.TryIpv4(tuple, out var ends))
                {
                    type = FdType.Ipv4Socket;
                }

                if (!SocketUpdate.SetEnds(type, bytes, ends))
                {
                    return false;
                }

                break;
        }

        // A connection's ends do not change on the way, so it must be datagrams.
        var protocol = type == FdType.Ipv4Socket ? 12 : 36;
        if (type is FdType.Ipv4Socket or FdType.Ipv6Socket && bytes[protocol] == (byte)L4Protocol.Unknown)
        {
            bytes[protocol] = (byte)L4Protocol.Udp;
        }

        SocketUpdate.Complete(tree, type, bytes);
        return true;
    }

    /// <summary>
    /// A process that owns the destination's port is the server; where that says both or nothing, whoever reads first is.
    /// </summary>
    private static FdFlags GuessRole(EventContext context, FdType type, ReadOnlySpan<byte> bytes, bool isIncoming)
    {
        // The socket itself is among those that are looked at, with its new ends, but only sockets of IPv4 are: so it always has both ports.
        var ownsDestination = type == FdType.Ipv4Socket;
        var usesSource = ownsDestination;
        if (!ownsDestination && context.Thread!.FdOwner is { } owner)
        {
            // The ports are where IPv4 sockets have them, whatever the socket is, as in Falco.
            var destinationPort = SocketParams.Port(bytes[10..]);
            var sourcePort = SocketParams.Port(bytes[8..]);
            foreach (var (_, other) in owner.Fds)
            {
                if (other.Type == FdType.Ipv4Socket)
                {
                    var ends = other.Socket;
                    ownsDestination |= ends.DestinationPort == destinationPort;
                    usesSource |= ends.SourcePort == sourcePort;
                }
                else if (other.Type == FdType.Ipv4ServerSocket)
                {
                    ownsDestination |= other.Socket.SourcePort == destinationPort;
                }
            }
        }

        if (!ownsDestination)
        {
            return FdFlags.RoleClient;
        }

        return !usesSource || isIncoming ? FdFlags.RoleServer : FdFlags.RoleClient;
    }
}
