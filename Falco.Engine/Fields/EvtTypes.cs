using Falco.Engine.Events;

namespace Falco.Engine.Fields;

/// <summary>Sets of event types that several fields share.</summary>
internal static class EvtTypes
{
    /// <summary>The calls that open a file by name or handle.</summary>
    public static readonly EventTypeSet Open = new(
        EventType.SYSCALL_OPEN_X, EventType.SYSCALL_OPENAT_2_X, EventType.SYSCALL_OPENAT2_X, EventType.SYSCALL_OPEN_BY_HANDLE_AT_X);

    /// <summary><see cref="Open"/> and creat.</summary>
    public static readonly EventTypeSet OpenOrCreat = With(Open, EventType.SYSCALL_CREAT_X);

    /// <summary>Exit events of system calls that say what the call returned.</summary>
    public static readonly EventTypeSet Returning = Where(ReturnsValue);

    /// <summary>Events that make, use or close a descriptor.</summary>
    public static readonly EventTypeSet Descriptor =
        Where(info => (info.Flags & (EventFlags.CreatesFd | EventFlags.UsesFd | EventFlags.DestroysFd)) != 0);

    /// <summary>Whether events of the type say what the call returned.</summary>
    public static bool ReturnsValue(EventInfo info)
        => info.Type != EventType.GENERIC_X
            && (info.Category & EventCategory.Syscall) != 0
            && !info.IsEnter
            && info.Params.Length > 0;

    /// <summary>The types that a test holds for.</summary>
    public static EventTypeSet Where(Func<EventInfo, bool> test)
    {
        var set = new EventTypeSet();
        foreach (var info in EventSchema.All)
        {
            if (test(info))
            {
                set.Add(info.Type);
            }
        }

        return set;
    }

    private static EventTypeSet With(EventTypeSet set, EventType type)
    {
        var all = new EventTypeSet(type);
        all.UnionWith(set);
        return all;
    }
}
