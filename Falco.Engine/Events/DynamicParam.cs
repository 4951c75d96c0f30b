namespace Falco.Engine.Events;

/// <summary>
/// The real types of dynamic parameters: their first byte is an index into the list of types that the event's kind of call has.
/// </summary>
internal static class DynamicParam
{
    private static readonly ParamType[] SocketOption =
        [ParamType.ByteBuf, ParamType.Errno, ParamType.UInt32, ParamType.UInt64, ParamType.RelTime];

    private static readonly ParamType[] Ptrace = [ParamType.UInt64, ParamType.SigType];
    private static readonly ParamType[] Bpf = [ParamType.Fd, ParamType.Errno];
    private static readonly ParamType[] KeyCtl = [ParamType.Int64, ParamType.CharBuf];

    /// <summary>The type that a dynamic parameter of the event has by its index; <see cref="ParamType.Dyn"/> where the index is unknown.</summary>
    public static ParamType TypeOf(EventType type, byte index)
    {
        var types = type switch
        {
            EventType.SOCKET_SETSOCKOPT_X or EventType.SOCKET_GETSOCKOPT_X => SocketOption,
            EventType.SYSCALL_PTRACE_X => Ptrace,
            EventType.SYSCALL_BPF_X => Bpf,
            EventType.SYSCALL_KEYCTL_X => KeyCtl,
            _ => [],
        };
        return index < types.Length ? types[index] : ParamType.Dyn;
    }
}
