using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>proc.duration and its like: when processes started. Known only for those whose start was seen or recorded.</summary>
internal static class ProcTimeFields
{
    public static readonly FieldDefinition[] All =
    [
        Time("proc.duration", "nanoseconds since the process started.",
            (context, thread, out value) => Since(context, thread, out value)),
        Time("proc.ppid.duration", "nanoseconds since the parent process started.", SinceParent),
        Time("proc.pid.ts", "start of the process, in nanoseconds since the Unix epoch.",
            (_, thread, out value) => FieldValue.Some(thread.CloneTimestamp, out value) && thread.CloneTimestamp != 0),
        Time("proc.ppid.ts", "start of the parent process, in nanoseconds since the Unix epoch.",
            (context, thread, out value) => context.Tree.Threads.Parent(thread) is { } parent
                ? FieldValue.Some(parent.CloneTimestamp, out value)
                : FieldValue.None(out value)),
        Define.ThreadField("proc.pidns_init_start_ts", ParamType.UInt64, PrintFormat.Dec,
            "start of the process's pid namespace (for a container: of the container), in nanoseconds since the Unix epoch.",
            (_, thread, out value) => FieldValue.Some(thread.PidnsInitStartTimestamp, out value) && thread.PidnsInitStartTimestamp != 0),
    ];

    private static FieldDefinition Time(string name, string description, ThreadReader read)
        => Define.ThreadField(name, ParamType.RelTime, PrintFormat.Dec, description, read);

    private static bool Since(EventContext context, ThreadInfo thread, out FieldValue value)
        => FieldValue.Some(unchecked(context.Event.Timestamp - thread.CloneTimestamp), out value) && thread.CloneTimestamp != 0;

    /// <summary>Falco gives the number of open descriptors where the parent is known but its start is not; so do we.</summary>
    private static bool SinceParent(EventContext context, ThreadInfo thread, out FieldValue value)
    {
        if (ProcFields.ParentOf(context, thread) is not { } parent)
        {
            return FieldValue.None(out value);
        }

        return Since(context, parent, out value) || FieldValue.Some(ProcFdFields.OpenCount(context, thread), out value);
    }
}
