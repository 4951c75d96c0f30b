using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>evt.is_open_*: what a file was opened for. False, not absent, on all other events.</summary>
internal static class EvtOpenFields
{
    // Flags as the schema numbers them (file_flags).
    private const ulong ReadOnly = 1 << 0;
    private const ulong WriteOnly = 1 << 1;
    private const ulong Create = 1 << 2;
    private const ulong TemporaryFile = 1 << 13;
    private const ulong Created = 1 << 14;
    private const ulong AnyExecute = 0x49;

    public static readonly FieldDefinition[] All =
    [
        Define.Field("evt.is_open_read", ParamType.Bool, PrintFormat.Na,
            "true for open, openat, openat2 and open_by_handle_at where the file is opened for reading.",
            IsRead, types: EvtTypes.Open, elsewhere: new FieldValue(false)),
        Define.Field("evt.is_open_write", ParamType.Bool, PrintFormat.Na,
            "true for open, openat, openat2 and open_by_handle_at where the file is opened for writing.",
            IsWrite, types: EvtTypes.Open, elsewhere: new FieldValue(false)),
        Define.Field("evt.is_open_exec", ParamType.Bool, PrintFormat.Na,
            "true for open, openat, openat2 and creat where a file is created that may be executed.",
            IsExec, types: EvtTypes.OpenOrCreat, elsewhere: new FieldValue(false)),
        Define.Field("evt.is_open_create", ParamType.Bool, PrintFormat.Na,
            "true for open, openat, openat2 and open_by_handle_at where a file is created.",
            IsCreate, types: EvtTypes.Open, elsewhere: new FieldValue(false)),
    ];

    private static bool IsRead(EventContext context, out FieldValue value)
    {
        value = new FieldValue((Flags(context) & ReadOnly) != 0);
        return true;
    }

    private static bool IsWrite(EventContext context, out FieldValue value)
    {
        value = new FieldValue((Flags(context) & WriteOnly) != 0);
        return true;
    }

    private static bool IsCreate(EventContext context, out FieldValue value)
    {
        var flags = Flags(context);
        value = new FieldValue((flags & Created) != 0
            || ((flags & TemporaryFile) != 0 && EvtResultFields.TryGetResult(context, out var result) && result >= 0));
        return true;
    }

    private static bool IsExec(EventContext context, out FieldValue value)
    {
        var modeIndex = context.Info.Type switch
        {
            EventType.SYSCALL_CREAT_X => 2,
            EventType.SYSCALL_OPEN_X when (Flags(context) & (TemporaryFile | Create)) != 0 => 3,
            EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X when (Flags(context) & (TemporaryFile | Create)) != 0 => 4,
            _ => -1,
        };
        value = new FieldValue(context.Event.TryGetUInt64(modeIndex, out var mode) && (mode & AnyExecute) != 0);
        return true;
    }

    private static ulong Flags(EventContext context)
    {
        var index = context.Info.Type switch
        {
            EventType.SYSCALL_OPEN_X or EventType.SYSCALL_OPEN_BY_HANDLE_AT_X => 2,
            EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X => 3,
            _ => -1,
        };
        return context.Event.TryGetUInt64(index, out var flags) ? flags : 0;
    }
}
