using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>evt.* and syscall.type: the event itself.</summary>
internal static class EvtFields
{
    private static readonly Utf8 EnterDirection = Utf8.From(">");
    private static readonly Utf8 ExitDirection = Utf8.From("<");
    private static readonly Utf8 SyscallSource = Utf8.From("syscall");
    private static readonly Utf8 ReadName = Utf8.From("read");
    private static readonly Utf8 WriteName = Utf8.From("write");

    public static readonly FieldDefinition[] All =
    [
        Define.Field("evt.num", ParamType.UInt64, PrintFormat.Id, "the event's number, counted from 1.", Number),
        .. EvtTimeFields.All,
        Define.Field("evt.pluginname", ParamType.CharBuf, PrintFormat.Na,
            "name of the plugin that the event comes from, where that plugin is loaded.", None),
        Define.Field("evt.plugininfo", ParamType.CharBuf, PrintFormat.Na,
            "the event in the words of the plugin that it comes from, where that plugin is loaded.", None),
        Define.Field("evt.source", ParamType.CharBuf, PrintFormat.Na, "name of the event's source, for instance syscall.", Source),
        Define.Field("evt.is_async", ParamType.Bool, PrintFormat.Na,
            "true for events that do not come from the stream of system calls.", IsAsync, FieldFlags.TypeOnly),
        Define.Field("evt.asynctype", ParamType.CharBuf, PrintFormat.Na,
            "the kind of an asynchronous event, for instance container.", AsyncType,
            types: EvtTypes.Where(info => (info.Category & EventCategory.Metaevent) != 0)),
        Define.Field("evt.hostname", ParamType.CharBuf, PrintFormat.Na,
            "name of the machine that the event happened on; FALCO_HOSTNAME overrides it.", HostName),
        Define.Field("evt.dir", ParamType.CharBuf, PrintFormat.Dir,
            "direction of the event: '>' when a call is entered, '<' when it returns.", Direction,
            FieldFlags.Deprecated | FieldFlags.TypeOnly),
        Define.Field("evt.type", ParamType.CharBuf, PrintFormat.Na, "name of the event, for instance open.", Type, FieldFlags.TypeOnly),
        Define.WithArgument("evt.type.is", ParamType.UInt32, PrintFormat.Na,
            "1 for events of the given type (evt.type.is.open), 0 for others.",
            FieldFlags.ArgRequired | FieldFlags.ArgKey | FieldFlags.TypeOnly, BindTypeIs, ArgumentForm.Dot),
        Define.Field("syscall.type", ParamType.CharBuf, PrintFormat.Na,
            "name of the system call; not set for events of other kinds.", SyscallType, FieldFlags.TypeOnly,
            EvtTypes.Where(info => (info.Category & EventCategory.Syscall) != 0)),
        Define.Field("evt.category", ParamType.CharBuf, PrintFormat.Na,
            "what the event is about, for instance file, net, memory or process.", EvtCategory.Read),
        Define.Field("evt.cpu", ParamType.Int16, PrintFormat.Id, "number of the CPU that the event happened on.", Cpu),
        .. EvtArgFields.All,
        .. EvtResultFields.All,
        Define.Field("evt.is_io", ParamType.Bool, PrintFormat.Na, "true for events that read from or write to descriptors.",
            IsIo, FieldFlags.TypeOnly),
        Define.Field("evt.is_io_read", ParamType.Bool, PrintFormat.Na, "true for events that read from descriptors.",
            IsIoRead, FieldFlags.TypeOnly),
        Define.Field("evt.is_io_write", ParamType.Bool, PrintFormat.Na, "true for events that write to descriptors.",
            IsIoWrite, FieldFlags.TypeOnly),
        Define.Field("evt.io_dir", ParamType.CharBuf, PrintFormat.Na,
            "'read' for events that read from descriptors, 'write' for events that write to them.", IoDirection, FieldFlags.TypeOnly),
        Define.Field("evt.is_wait", ParamType.Bool, PrintFormat.Na, "true for events that make the thread wait.",
            IsWait, FieldFlags.TypeOnly),
        Define.Field("evt.is_syslog", ParamType.Bool, PrintFormat.Na, "true for writes to /dev/log.", IsSyslog,
            types: EvtTypes.Where(info => (info.Flags & EventFlags.WritesFd) != 0), elsewhere: new FieldValue(false)),
        .. EvtOpenFields.All,
        .. EvtInfraFields.All,
        Define.WithArgument("util.cnt", ParamType.UInt64, PrintFormat.Id,
            "how many events of the same process tree this use of the field was read for.", FieldFlags.Hidden | FieldFlags.Remembers,
            _ => Counter()),
    ];

    private static readonly string[] NamesOfAnySource =
    [
        "evt.num", "evt.time", "evt.time.s", "evt.datetime", "evt.datetime.s", "evt.rawtime", "evt.rawtime.s", "evt.rawtime.ns", "evt.reltime",
        "evt.reltime.s", "evt.reltime.ns", "evt.pluginname", "evt.plugininfo", "evt.source", "evt.is_async", "evt.asynctype", "evt.hostname",
    ];

    /// <summary>The fields that events of every source have.</summary>
    public static IEnumerable<FieldDefinition> OfAnySource => All.Where(known => NamesOfAnySource.Contains(known.Name));

    private static bool None(EventContext context, out FieldValue value)
    {
        value = default;
        return false;
    }

    private static BoundField Counter()
    {
        var use = new object();
        return new BoundField
        {
            Type = ParamType.UInt64,
            Format = PrintFormat.Id,
            Read = (EventContext context, out FieldValue value)
                => FieldValue.Some(context.Tree.FieldMemory.Read(use, context).Count, out value),
        };
    }

    private static bool Number(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.Event.Number);
        return true;
    }

    private static bool Cpu(EventContext context, out FieldValue value)
    {
        value = new FieldValue((long)(short)context.Event.Cpu);
        return true;
    }

    private static bool Source(EventContext context, out FieldValue value)
    {
        value = new FieldValue(SyscallSource);
        if (context.Info.Type is not (EventType.PLUGINEVENT_E or EventType.ASYNCEVENT_E))
        {
            return true;
        }

        // Events of plugins belong to the source of a plugin that is not there.
        return !context.Event.TryGetUInt64(0, out var plugin) || plugin == 0;
    }

    private static bool IsAsync(EventContext context, out FieldValue value)
    {
        value = new FieldValue((context.Info.Category & EventCategory.Metaevent) != 0);
        return true;
    }

    private static bool AsyncType(EventContext context, out FieldValue value)
    {
        value = default;
        if ((context.Info.Category & EventCategory.Metaevent) == 0)
        {
            return false;
        }

        value = new FieldValue(context.Info.Type == EventType.ASYNCEVENT_E
            ? EventNames.OfAsync(context.Event)
            : EventNames.Of(context.Info));
        return true;
    }

    private static bool HostName(EventContext context, out FieldValue value)
    {
        value = context.Tree.Machine is { } machine ? new FieldValue(context.Scratch.Append(machine.HostName).Take()) : default;
        return true;
    }

    private static bool Direction(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.Info.IsEnter ? EnterDirection : ExitDirection);
        return true;
    }

    private static bool Type(EventContext context, out FieldValue value)
    {
        value = new FieldValue(context.Info.Type switch
        {
            EventType.GENERIC_X => EventNames.OfGeneric(context.Event),
            EventType.ASYNCEVENT_E => EventNames.OfAsync(context.Event),
            _ => EventNames.Of(context.Info),
        });
        return true;
    }

    private static bool SyscallType(EventContext context, out FieldValue value)
    {
        value = default;
        if ((context.Info.Category & EventCategory.Syscall) == 0)
        {
            return false;
        }

        value = new FieldValue(context.Info.Type == EventType.GENERIC_X
            ? EventNames.OfGeneric(context.Event)
            : EventNames.Of(context.Info));
        return true;
    }

    /// <summary>The argument is a number or a name; a name stands for the first (oldest) enter and exit event that have it.</summary>
    private static BoundField? BindTypeIs(string? argument)
    {
        var first = -1;
        var second = -1;
        if (uint.TryParse(argument, out var number))
        {
            first = (int)Math.Min(number, int.MaxValue);
        }
        else
        {
            foreach (var info in EventSchema.All)
            {
                if (info.Name == argument)
                {
                    first = (int)info.Type;
                    second = first + 1;
                    break;
                }
            }

            if (first < 0)
            {
                return null;
            }
        }

        return new BoundField
        {
            Type = ParamType.UInt32,
            Read = (EventContext context, out FieldValue value) =>
            {
                var type = (int)context.Info.Type;
                value = new FieldValue(type == first || type == second);
                return true;
            },
        };
    }

    private static bool IsIo(EventContext context, out FieldValue value)
        => HasFlag(context, EventFlags.ReadsFd | EventFlags.WritesFd, out value);

    private static bool IsIoRead(EventContext context, out FieldValue value) => HasFlag(context, EventFlags.ReadsFd, out value);

    private static bool IsIoWrite(EventContext context, out FieldValue value) => HasFlag(context, EventFlags.WritesFd, out value);

    private static bool IsWait(EventContext context, out FieldValue value) => HasFlag(context, EventFlags.Waits, out value);

    private static bool HasFlag(EventContext context, EventFlags flags, out FieldValue value)
    {
        value = new FieldValue((context.Info.Flags & flags) != 0);
        return true;
    }

    private static bool IoDirection(EventContext context, out FieldValue value)
    {
        var flags = context.Info.Flags & (EventFlags.ReadsFd | EventFlags.WritesFd);
        value = new FieldValue((flags & EventFlags.WritesFd) != 0 ? WriteName : ReadName);
        return flags != 0;
    }

    private static bool IsSyslog(EventContext context, out FieldValue value)
    {
        value = new FieldValue((context.Info.Flags & EventFlags.WritesFd) != 0
            && context.Fd is { } fd
            && fd.Name.Span.IndexOf("/dev/log"u8) >= 0);
        return true;
    }
}
