using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// fd.* of sockets. A connection's source is its client, its destination its server; which end is local the machine's addresses decide.
/// Fields of connections have no value before it is known who is who.
/// </summary>
internal static class FdSocketFields
{
    private const FieldFlags CompareOnly = FieldFlags.FilterOnly | FieldFlags.NoRightSide | FieldFlags.NoTransformer;

    private static readonly Utf8 Tcp = Utf8.From("tcp");
    private static readonly Utf8 Udp = Utf8.From("udp");
    private static readonly Utf8 Icmp = Utf8.From("icmp");
    private static readonly Utf8 Raw = Utf8.From("raw");
    private static readonly Utf8 NoProtocol = Utf8.From("<NA>");
    private static readonly Utf8 IpFamily = Utf8.From("ip");
    private static readonly Utf8 UnixFamily = Utf8.From("unix");

    private enum End
    {
        Client,
        Server,
        Local,
        Remote,
    }

    public static readonly FieldDefinition[] All =
    [
        Define.ListField("fd.ip", ParamType.IpAddr, PrintFormat.Na, "client or server address.", BothAddresses, CompareOnly,
            EvtTypes.Descriptor),
        Address("fd.cip", ParamType.IpAddr, "client address.", End.Client),
        Address("fd.sip", ParamType.IpAddr, "server address.", End.Server),
        Address("fd.lip", ParamType.IpAddr, "local address.", End.Local),
        Address("fd.rip", ParamType.IpAddr, "remote address.", End.Remote),
        Define.ListField("fd.port", ParamType.Port, PrintFormat.Dec, "client or server port.", BothPorts, CompareOnly, EvtTypes.Descriptor),
        Port("fd.cport", "client port.", End.Client),
        Port("fd.sport", "server port.", End.Server),
        Port("fd.lport", "local port.", End.Local),
        Port("fd.rport", "remote port.", End.Remote),
        Define.FdField("fd.l4proto", ParamType.CharBuf, PrintFormat.Na, "transport protocol: tcp, udp, icmp or raw.", Protocol),
        Define.FdField("fd.sockfamily", ParamType.CharBuf, PrintFormat.Na, "family of a socket: ip or unix.", Family),
        Define.FdField("fd.is_server", ParamType.Bool, PrintFormat.Na,
            "true where the process is the server's end of the connection.", IsServer),
        Define.ListField("fd.proto", ParamType.Port, PrintFormat.Na, "client or server port.", BothPorts, CompareOnly, EvtTypes.Descriptor),
        PortText("fd.cproto", "client port as text.", End.Client),
        PortText("fd.sproto", "server port as text.", End.Server),
        PortText("fd.lproto", "local port as text.", End.Local),
        PortText("fd.rproto", "remote port as text.", End.Remote),
        Define.ListField("fd.net", ParamType.IpNet, PrintFormat.Na, "network of the client or the server.", BothAddresses, CompareOnly,
            EvtTypes.Descriptor),
        Address("fd.cnet", ParamType.IpNet, "network of the client.", End.Client, CompareOnly),
        Address("fd.snet", ParamType.IpNet, "network of the server.", End.Server, CompareOnly),
        Address("fd.lnet", ParamType.IpNet, "network of the local end.", End.Local, CompareOnly),
        Address("fd.rnet", ParamType.IpNet, "network of the remote end.", End.Remote, CompareOnly),
        Define.FdField("fd.connected", ParamType.Bool, PrintFormat.Na, "true where a socket is connected.",
            (EventContext context, out FieldValue value) => FdFields.HasFlag(context, FdFlags.SocketConnected, out value)),
        Name("fd.cip.name", "client", End.Client),
        Name("fd.sip.name", "server", End.Server),
        Name("fd.lip.name", "local end", End.Local),
        Name("fd.rip.name", "remote end", End.Remote),
    ];

    private static FieldDefinition Address(
        string name, ParamType type, string description, End end, FieldFlags flags = FieldFlags.None)
        => Define.FdField(
            name,
            type,
            PrintFormat.Na,
            description,
            (EventContext context, out FieldValue value) =>
            {
                value = default;
                if (!TryGetEnd(context, end, out var fd, out var isSource) || (fd.IsIpServerSocket && fd.HasNoRole))
                {
                    return false;
                }

                value = AddressValue(context, fd, isSource);
                return true;
            },
            flags);

    private static FieldDefinition Port(string name, string description, End end)
        => Define.FdField(
            name,
            ParamType.Port,
            PrintFormat.Dec,
            description,
            (EventContext context, out FieldValue value) =>
            {
                value = default;
                if (!TryGetEnd(context, end, out var fd, out var isSource))
                {
                    return false;
                }

                value = new FieldValue((ulong)(isSource ? fd.Socket.SourcePort : fd.Socket.DestinationPort));
                return true;
            });

    /// <summary>The port again: names of services are not looked up. Server sockets have an empty text, as in Falco.</summary>
    private static FieldDefinition PortText(string name, string description, End end)
        => Define.FdField(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            description,
            (EventContext context, out FieldValue value) =>
            {
                value = default;
                if (!TryGetEnd(context, end, out var fd, out var isSource))
                {
                    // A client's end is asked for only of descriptors with a role; those that are no connection have an empty one.
                    return end == End.Client && FdFields.KnownFd(context) is { HasNoRole: false };
                }

                if (fd.IsIpSocket)
                {
                    var port = isSource ? fd.Socket.SourcePort : fd.Socket.DestinationPort;
                    value = new FieldValue(context.Scratch.Append(port).Take());
                }

                return true;
            });

    /// <summary>
    /// Which end of the socket is wanted: its source or its destination. False where the descriptor is no IP socket or it is not known
    /// who is client and who server. A listening socket has a server's end only: its source.
    /// </summary>
    private static bool TryGetEnd(EventContext context, End end, out FdInfo fd, out bool isSource)
    {
        fd = FdFields.KnownFd(context)!;
        isSource = true;
        if (fd is null)
        {
            return false;
        }

        if (fd.IsIpServerSocket)
        {
            return end == End.Server;
        }

        if (!fd.IsIpSocket || fd.HasNoRole)
        {
            return false;
        }

        isSource = end switch
        {
            End.Client => true,
            End.Server => false,
            _ => LocalAddresses.Contains(context.Tree, context.Thread, fd.Type, fd.Socket.SourceAddress) == (end == End.Local),
        };
        return true;
    }

    private static FieldValue AddressValue(EventContext context, FdInfo fd, bool isSource)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, isSource ? fd.Socket.SourceAddress : fd.Socket.DestinationAddress);
        var length = fd.Type is FdType.Ipv4Socket or FdType.Ipv4ServerSocket ? 4 : 16;
        return new FieldValue(context.Scratch.Append(bytes[..length]).Take());
    }

    /// <summary>The field exists for every known descriptor, and has values for sockets.</summary>
    private static bool BothAddresses(EventContext context, List<FieldValue> values)
    {
        var fd = FdFields.KnownFd(context);
        if (fd is null)
        {
            return false;
        }

        if (fd.IsIpSocket || fd.IsIpServerSocket)
        {
            values.Add(AddressValue(context, fd, isSource: true));
        }

        if (fd.IsIpSocket)
        {
            values.Add(AddressValue(context, fd, isSource: false));
        }

        return true;
    }

    private static bool BothPorts(EventContext context, List<FieldValue> values)
    {
        var fd = FdFields.KnownFd(context);
        if (fd is null)
        {
            return false;
        }

        if (fd.IsIpSocket || fd.IsIpServerSocket)
        {
            values.Add(new FieldValue((ulong)fd.Socket.SourcePort));
        }

        if (fd.IsIpSocket)
        {
            values.Add(new FieldValue((ulong)fd.Socket.DestinationPort));
        }

        return true;
    }

    private static bool Protocol(EventContext context, out FieldValue value)
    {
        var fd = FdFields.KnownFd(context);
        value = new FieldValue(fd?.Protocol switch
        {
            L4Protocol.Tcp => Tcp,
            L4Protocol.Udp => Udp,
            L4Protocol.Icmp => Icmp,
            L4Protocol.Raw => Raw,
            _ => NoProtocol,
        });
        return fd is not null;
    }

    private static bool Family(EventContext context, out FieldValue value)
    {
        var fd = FdFields.KnownFd(context);
        var isIp = fd is not null && (fd.IsIpSocket || fd.IsIpServerSocket);
        value = new FieldValue(isIp ? IpFamily : UnixFamily);
        return isIp || fd is { Type: FdType.UnixSocket };
    }

    private static bool IsServer(EventContext context, out FieldValue value)
    {
        var fd = FdFields.KnownFd(context);
        value = new FieldValue(fd is not null
            && (fd.IsIpServerSocket
                || (fd.IsIpSocket
                    && LocalAddresses.Contains(context.Tree, context.Thread, fd.Type, fd.Socket.DestinationAddress))));
        return fd is not null;
    }

    /// <summary>
    /// Names are not looked up: no end of a connection has the name that a condition gives, and every one has another. The field exists
    /// for every known descriptor.
    /// </summary>
    private static FieldDefinition Name(string name, string whose, End end)
        => Define.WithArgument(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            $"domain name of the {whose}, of those names that rules compare it with; looked up while a machine is watched, not on replay.",
            FieldFlags.NoRightSide | FieldFlags.NoTransformer,
            _ => new BoundField
            {
                Type = ParamType.CharBuf,
                Types = EvtTypes.Descriptor,
                Read = (EventContext context, out FieldValue value)
                    => FieldValue.Some(default(Utf8), out value) && FdFields.KnownFd(context) is not null,
                ReadPrinted = (EventContext context, out FieldValue value) => NameOf(context, end, out value),
                MakeTest = (comparison, text) => MakeNameTest(end, comparison, text),
            });

    private static Func<EventContext, bool> MakeNameTest(End end, string comparison, string text)
    {
        if (comparison is not ("=" or "==" or "!=" or "in"))
        {
            return _ => false;
        }

        var name = DomainName.Of(text);
        var isWanted = comparison != "!=";
        return context => TryGetEnd(context, end, out var fd, out var isSource) && fd.IsIpSocket
            && name.StandsFor(fd.Type == FdType.Ipv4Socket, isSource ? fd.Socket.SourceAddress : fd.Socket.DestinationAddress) == isWanted;
    }

    private static bool NameOf(EventContext context, End end, out FieldValue value)
    {
        if (TryGetEnd(context, end, out var fd, out var isSource) && fd.IsIpSocket
            && DomainName.OfAddress(fd.Type == FdType.Ipv4Socket, isSource ? fd.Socket.SourceAddress : fd.Socket.DestinationAddress)
                is { IsEmpty: false } name)
        {
            return FieldValue.Some(name, out value);
        }

        return FieldValue.None(out value);
    }
}
