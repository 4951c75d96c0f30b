using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>connect: a socket gets its other end.</summary>
internal static class ConnectEvents
{
    private const long InProgress = -115;
    private const int UnixPathLength = 108;

    private static readonly Utf8 NoTuple = Utf8.From("NULL");

    public static void Connect(ProcessTree tree, EventContext context, EventView e)
    {
        var result = e.Result();
        if (context is not { Thread: not null, Fd: { } fd } || (result < 0 && result != InProgress))
        {
            return;
        }

        var flags = (fd.Flags & ~(FdFlags.ConnectionPending | FdFlags.ConnectionFailed)) | FdFlags.SocketConnected;
        if (flags != fd.Flags)
        {
            fd = fd with { Flags = flags };
            ProcessTree.ChangeFd(context, fd);
        }

        // What the program passed to the call, as it was when the call began: it may have changed the memory since.
        ReadOnlySpan<byte> asked = default;
        if (context.EnterEvent is { } enter && SocketParams.IsAddress(enter.Param(1)))
        {
            asked = enter.Param(1);
        }

        var tuple = e.Param(1);
        if (tuple.IsEmpty)
        {
            if (!asked.IsEmpty)
            {
                ProcessTree.ChangeFd(context, WithDestination(fd, asked));
            }

            return;
        }

        var found = SocketParams.IsAddress(e.Param(3)) ? e.Param(3) : default;
        if (SocketParams.IsTuple(tuple))
        {
            Connect(tree, context, fd, tuple, found, asked);
        }
    }

    private static void Connect(
        ProcessTree tree, EventContext context, FdInfo fd, ReadOnlySpan<byte> tuple, ReadOnlySpan<byte> found, ReadOnlySpan<byte> asked)
    {
        var draft = context.Draft;
        draft.Clear();
        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        fd.SocketBytes.CopyTo(bytes);
        var type = fd.Type;
        if (tuple[0] is SocketParams.Inet or SocketParams.Inet6)
        {
            var trusted = IsTrusted(tuple, found, asked) ? asked : default;
            var isIpv4 = TryEnds(tuple, trusted, out var ends);
            type = isIpv4 ? FdType.Ipv4Socket : FdType.Ipv6Socket;
            if (SocketUpdate.SetEnds(type, bytes, ends)
                && (fd.Flags & FdFlags.RoleServer) != 0
                && isIpv4
                && bytes[12] == (byte)L4Protocol.Udp)
            {
                SocketUpdate.Swap(type, bytes);
            }

            SocketNames.AppendConnection(draft, type, bytes);
        }
        else if (type != FdType.UnixSocket || tuple.Length < 17)
        {
            return;
        }
        else
        {
            tuple[1..17].CopyTo(bytes);
            var path = tuple[17..];
            if (!found.IsEmpty && !asked.IsEmpty && SamePath(path, found[1..]))
            {
                path = asked[1..];
            }

            draft.Append(BinaryPrimitives.ReadUInt64LittleEndian(bytes), "x").Append("->"u8);
            draft.Append(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), "x").Append((byte)' ');
            PrintableText.Append(draft, PrintableText.UpToNul(path));
        }

        ProcessTree.ChangeFd(context, fd with
        {
            Type = type,
            SocketBytes = SocketBytes.From(bytes),
            Name = TextBlock.Keep(fd.Name, draft.Pending),
            Flags = fd.HasNoRole ? fd.Flags | FdFlags.RoleClient : fd.Flags,
        });
        draft.Clear();
    }

    /// <summary>
    /// Whether the address that was asked for counts: where the kernel connected to what it found in memory at the end. Where it
    /// connected to something else, the kernel's word counts.
    /// </summary>
    private static bool IsTrusted(ReadOnlySpan<byte> tuple, ReadOnlySpan<byte> found, ReadOnlySpan<byte> asked)
    {
        var length = tuple[0] == SocketParams.Inet ? 4 : 16;
        var destination = tuple.Slice(1 + length + 2, length + 2);
        return found.Length >= 1 + length + 2
            && asked.Length >= 1 + length + 2
            && destination.SequenceEqual(found.Slice(1, length + 2));
    }

    private static bool TryEnds(ReadOnlySpan<byte> tuple, ReadOnlySpan<byte> destination, out SocketEnds ends)
    {
        if (destination.IsEmpty)
        {
            return SocketParams.TryIpv4(tuple, out ends);
        }

        if (tuple[0] == SocketParams.Inet)
        {
            ends = new SocketEnds(tuple[1..5], tuple[5..7], destination[1..5], destination[5..7]);
            return true;
        }

        return SocketParams.TryIpv4(tuple[1..17], tuple[17..19], destination[1..17], destination[17..19], out ends);
    }

    /// <summary>Without a tuple (TCP fast open) the address that was asked for has to do; of IP sockets the name stays.</summary>
    private static FdInfo WithDestination(FdInfo fd, ReadOnlySpan<byte> address)
    {
        Span<byte> bytes = stackalloc byte[SocketBytes.Size];
        fd.SocketBytes.CopyTo(bytes);
        var type = FdType.Ipv4Socket;
        switch (address[0])
        {
            case SocketParams.Inet:
                address[1..5].CopyTo(bytes[4..]);
                address[5..7].CopyTo(bytes[10..]);
                break;
            case SocketParams.Inet6 when SocketText.IsMappedIpv4(address[1..17]):
                address[13..17].CopyTo(bytes[4..]);
                address[17..19].CopyTo(bytes[10..]);
                break;
            case SocketParams.Inet6:
                type = FdType.Ipv6Socket;
                address[1..17].CopyTo(bytes[16..]);
                address[17..19].CopyTo(bytes[34..]);
                break;
            default:
                // The name is the text of the missing tuple.
                return fd with { Name = NoTuple };
        }

        return fd with { Type = type, SocketBytes = SocketBytes.From(bytes) };
    }

    private static bool SamePath(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        left = PrintableText.UpToNul(left);
        right = PrintableText.UpToNul(right);
        return left[..Math.Min(left.Length, UnixPathLength)].SequenceEqual(right[..Math.Min(right.Length, UnixPathLength)]);
    }
}
