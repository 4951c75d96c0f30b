using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>proc.fd* and proc.stdin.* and its like: the descriptors of the event's process.</summary>
internal static class ProcFdFields
{
    public static readonly FieldDefinition[] All =
    [
        Define.ThreadField("proc.fdopencount", ParamType.UInt64, PrintFormat.Dec, "number of open descriptors of the process.",
            (context, thread, out value) => FieldValue.Some(OpenCount(context, thread), out value)),
        Define.ThreadField("proc.fdlimit", ParamType.Int64, PrintFormat.Dec, "how many descriptors the process may have.",
            (context, thread, out value) => FieldValue.Some(context.Tree.Threads.MainThread(thread)?.FdLimit ?? 0, out value)),
        Define.ThreadField("proc.fdusage", ParamType.Double, PrintFormat.Na, "open descriptors as a percentage of the limit.", Usage),
        Type("proc.stdin.type", "type of descriptor 0, the standard input.", 0),
        Type("proc.stdout.type", "type of descriptor 1, the standard output.", 1),
        Type("proc.stderr.type", "type of descriptor 2, the standard error.", 2),
        Name("proc.stdin.name", "name of descriptor 0, the standard input.", 0),
        Name("proc.stdout.name", "name of descriptor 1, the standard output.", 1),
        Name("proc.stderr.name", "name of descriptor 2, the standard error.", 2),
    ];

    /// <summary>How many descriptors the process has open, as far as is known.</summary>
    public static ulong OpenCount(EventContext context, ThreadInfo thread)
        => (ulong)(context.Tree.Threads.MainThread(thread)?.Fds.Count ?? 0);

    private static bool Usage(EventContext context, ThreadInfo thread, out FieldValue value)
    {
        var limit = context.Tree.Threads.MainThread(thread)?.FdLimit ?? 0;
        var count = OpenCount(context, thread);
        value = new FieldValue(limit <= 0 ? 0 : count > (ulong)limit ? 100 : (double)count * 100 / limit);
        return true;
    }

    private static FieldDefinition Type(string name, string description, long number)
        => Define.ThreadText(name, description, (_, thread, out value)
            => thread.FindFd(number) is { } fd ? FieldValue.Some(FdTypeNames.Name(fd.Type), out value) : FieldValue.None(out value));

    private static FieldDefinition Name(string name, string description, long number)
        => Define.ThreadText(name, description, (_, thread, out value)
            => thread.FindFd(number) is { } fd ? FieldValue.Some(fd.Name, out value) : FieldValue.None(out value));
}
