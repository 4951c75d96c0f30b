using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>What a system call returned, and the counts made of it: evt.res, evt.failed, evt.count.*, evt.buflen*.</summary>
internal static class EvtResultFields
{
    private static readonly Utf8 Success = Utf8.From("SUCCESS");

    private static readonly EventTypeSet Exits = EvtTypes.Where(info => !info.IsEnter);

    public static readonly FieldDefinition[] All =
    [
        Define.Field("evt.res", ParamType.CharBuf, PrintFormat.Dec,
            "what the call returned as text: SUCCESS, or the name of the error, for instance ENOENT.", Result, types: EvtTypes.Returning),
        Define.Field("evt.rawres", ParamType.Int64, PrintFormat.Dec,
            "what the call returned as a number, for instance -2.", RawResult, types: EvtTypes.Returning),
        Define.Field("evt.failed", ParamType.Bool, PrintFormat.Na, "true for calls that returned an error.", Failed,
            types: EvtTypes.Returning),
        Define.Field("evt.count", ParamType.UInt32, PrintFormat.Dec, "always 1.", One, FieldFlags.TypeOnly),
        Define.Field("evt.count.error", ParamType.UInt32, PrintFormat.Dec, "1 for calls that returned an error.", Failed,
            types: EvtTypes.Returning),
        Define.Field("evt.count.error.file", ParamType.UInt32, PrintFormat.Dec,
            "1 for calls on files that returned an error.", FileError, types: EvtTypes.Returning),
        Define.Field("evt.count.error.net", ParamType.UInt32, PrintFormat.Dec,
            "1 for calls on sockets that returned an error.", NetError, types: EvtTypes.Returning),
        Define.Field("evt.count.error.memory", ParamType.UInt32, PrintFormat.Dec,
            "1 for memory calls that returned an error.", MemoryError, types: EvtTypes.Returning),
        Define.Field("evt.count.error.other", ParamType.UInt32, PrintFormat.Dec,
            "1 for calls of other kinds that returned an error.", OtherError, types: EvtTypes.Returning),
        Define.Field("evt.count.exit", ParamType.UInt32, PrintFormat.Dec, "1 for exit events.", Exit, FieldFlags.TypeOnly, Exits),
        Define.Field("evt.count.procinfo", ParamType.UInt32, PrintFormat.Dec,
            "1 for process information events of main threads.", ProcessInfo, FieldFlags.Hidden),
        Define.Field("evt.count.threadinfo", ParamType.UInt32, PrintFormat.Dec,
            "1 for process information events.", ThreadInformation, FieldFlags.Hidden),
        BufferLength("evt.buflen", "bytes read or written, for events that have a data buffer.", (_, _) => true, FieldFlags.None),
        BufferLength("evt.buflen.in", "bytes read.", (subject, _) => subject == EventCategory.IoRead),
        BufferLength("evt.buflen.out", "bytes written.", (subject, _) => subject == EventCategory.IoWrite),
        BufferLength("evt.buflen.file", "bytes read from or written to files.", (_, fd) => fd.IsFile),
        BufferLength("evt.buflen.file.in", "bytes read from files.", (subject, fd) => subject == EventCategory.IoRead && fd.IsFile),
        BufferLength("evt.buflen.file.out", "bytes written to files.", (subject, fd) => subject == EventCategory.IoWrite && fd.IsFile),
        BufferLength("evt.buflen.net", "bytes received or sent.", (_, fd) => IsIp(fd)),
        BufferLength("evt.buflen.net.in", "bytes received.", (subject, fd) => subject == EventCategory.IoRead && IsIp(fd)),
        BufferLength("evt.buflen.net.out", "bytes sent.", (subject, fd) => subject == EventCategory.IoWrite && IsIp(fd)),
    ];

    /// <summary>What the call returned: the first parameter of its exit event. False where the event is of no such kind.</summary>
    public static bool TryGetResult(EventContext context, out long result)
    {
        result = 0;
        if (!EvtTypes.Returning.Contains(context.Info.Type) || context.Event.ParamCount == 0)
        {
            return false;
        }

        var bytes = context.Event.Param(0);
        result = bytes.Length switch
        {
            8 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => 0,
        };
        return true;
    }

    private static bool RawResult(EventContext context, out FieldValue value)
    {
        var has = TryGetResult(context, out var result);
        value = new FieldValue(result);
        return has;
    }

    private static bool Result(EventContext context, out FieldValue value)
    {
        value = new FieldValue(Success);
        if (!TryGetResult(context, out var result))
        {
            return false;
        }

        if (result < 0)
        {
            context.Draft.Clear();
            ParamText.AppendBest(context.Draft, context, 0);
            value = new FieldValue(context.Scratch.Append(context.Draft.Pending).Take());
        }

        return true;
    }

    private static bool Failed(EventContext context, out FieldValue value)
    {
        var has = TryGetResult(context, out var result);
        value = new FieldValue(result < 0);
        return has;
    }

    private static bool FileError(EventContext context, out FieldValue value)
        => FailedIf(context, context.Fd is { } fd ? IsFileOrDirectory(fd) : EvtTypes.OpenOrCreat.Contains(context.Info.Type), out value);

    private static bool NetError(EventContext context, out FieldValue value)
        => FailedIf(context, context.Fd is { } fd ? IsSocket(fd) : IsConnection(context.Info.Type), out value);

    private static bool MemoryError(EventContext context, out FieldValue value)
        => FailedIf(context, EvtCategory.SubjectOf(context.Info) == EventCategory.Memory, out value);

    private static bool OtherError(EventContext context, out FieldValue value)
        => FailedIf(
            context,
            context.Fd is { } fd
                ? !IsFileOrDirectory(fd) && !IsSocket(fd)
                : !EvtTypes.OpenOrCreat.Contains(context.Info.Type) && !IsConnection(context.Info.Type)
                    && EvtCategory.SubjectOf(context.Info) != EventCategory.Memory,
            out value);

    private static bool FailedIf(EventContext context, bool applies, out FieldValue value)
    {
        var has = Failed(context, out value);
        return applies && has;
    }

    private static bool IsFileOrDirectory(FdInfo fd) => fd.IsFile || fd.Type == FdType.Directory;

    private static bool IsSocket(FdInfo fd) => IsIp(fd) || fd.Type == FdType.UnixSocket;

    private static bool IsIp(FdInfo fd) => fd.IsIpSocket || fd.IsIpServerSocket;

    private static bool IsConnection(EventType type)
        => type is EventType.SOCKET_ACCEPT_5_X or EventType.SOCKET_ACCEPT4_6_X or EventType.SOCKET_CONNECT_X;

    private static bool One(EventContext context, out FieldValue value)
    {
        value = new FieldValue(1UL);
        return true;
    }

    private static bool Exit(EventContext context, out FieldValue value)
    {
        value = new FieldValue(1UL);
        return !context.Info.IsEnter;
    }

    private static bool ProcessInfo(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.Info.Type == EventType.PROCINFO_E && context.Thread is { IsMainThread: true });
        return true;
    }

    private static bool ThreadInformation(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.Info.Type == EventType.PROCINFO_E);
        return true;
    }

    private static FieldDefinition BufferLength(
        string name, string description, Func<EventCategory, FdInfo, bool> applies, FieldFlags flags = FieldFlags.Hidden)
        => Define.Field(
            name,
            ParamType.UInt64,
            PrintFormat.Dec,
            description,
            (EventContext context, out FieldValue value) =>
            {
                value = default;
                if (context.Fd is not { } fd
                    || !EvtCategory.IsIo(context.Info)
                    || !applies(EvtCategory.SubjectOf(context.Info), fd)
                    || !TryGetResult(context, out var result)
                    || result < 0)
                {
                    return false;
                }

                value = new FieldValue(result);
                return true;
            },
            flags,
            EvtTypes.Where(EvtCategory.IsIo));
}
