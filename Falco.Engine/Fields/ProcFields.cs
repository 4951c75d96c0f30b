using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// proc.*: the event's process. What concerns ancestors is in <see cref="AncestorFields"/>, sessions and process groups in
/// <see cref="LeaderFields"/>.
/// </summary>
internal static class ProcFields
{
    public static readonly FieldDefinition[] All =
    [
        Define.ThreadText("proc.exe", "first argument of the command line (argv[0]): what the program was called by.",
            (_, thread, out value) => FieldValue.Some(thread.Exe, out value)),
        Parent("proc.pexe", "first argument (argv[0]) of the parent process.", (parent, _) => parent.Exe),
        Define.ThreadText("proc.exepath", "full path of the executable, symbolic links resolved.",
            (_, thread, out value) => FieldValue.Some(thread.ExePath, out value)),
        Parent("proc.pexepath", "full path of the parent process's executable.", (parent, _) => parent.ExePath),
        Define.ThreadText("proc.name", "name of the process as the kernel has it, at most 15 characters.",
            (_, thread, out value) => FieldValue.Some(thread.Comm, out value)),
        Parent("proc.pname", "name of the parent process.", (parent, _) => parent.Comm),
        Define.WithArgument("proc.args", ParamType.CharBuf, PrintFormat.Na,
            "arguments of the process without the first (argv[0]), with blanks between; proc.args[0] is the first of them.",
            FieldFlags.ArgAllowed | FieldFlags.ArgIndex, BindArgs, ArgumentForm.Brackets),
        Define.ThreadText("proc.cmdline", "name and arguments of the process.",
            (context, thread, out value) => FieldValue.Some(ProcessText.CommandLine(thread, context.Scratch), out value)),
        Parent("proc.pcmdline", "name and arguments of the parent process.", ProcessText.CommandLine),
        Define.ThreadField("proc.cmdnargs", ParamType.UInt64, PrintFormat.Dec, "number of arguments, the first (argv[0]) not counted.",
            (_, thread, out value) => FieldValue.Some((ulong)ProcessText.Measure(thread.Args.Span).Count, out value)),
        Define.ThreadField("proc.cmdlenargs", ParamType.UInt64, PrintFormat.Dec,
            "how long all arguments are together, without the first (argv[0]) and without blanks between.",
            (_, thread, out value) => FieldValue.Some((ulong)ProcessText.Measure(thread.Args.Span).Length, out value)),
        Define.ThreadText("proc.exeline", "first argument (argv[0]) and the others: the command line as the program got it.",
            (context, thread, out value) => FieldValue.Some(ProcessText.ExeLine(thread, context.Scratch), out value)),
        Define.WithArgument("proc.env", ParamType.CharBuf, PrintFormat.Na,
            "environment of the process, with blanks between the variables; proc.env[NAME] is one variable's value.",
            FieldFlags.ArgAllowed | FieldFlags.ArgKey, BindEnvironment, ArgumentForm.Brackets),
        Define.ThreadText("proc.cwd", "working directory of the process, with a slash at the end.",
            (context, _, out value) => FieldValue.Some(context.Cwd(), out value)),
        Define.ThreadField("proc.loginshellid", ParamType.Int64, PrintFormat.Id,
            "process id of the oldest shell among the process and its ancestors: one for each login.", LoginShell),
        Define.ThreadField("proc.tty", ParamType.UInt32, PrintFormat.Id, "number of the controlling terminal, 0 where there is none.",
            (_, thread, out value) => FieldValue.Some((ulong)thread.Tty, out value)),
        Define.ThreadField("proc.pid", ParamType.Int64, PrintFormat.Id, "process id.",
            (_, thread, out value) => Id(thread.Pid, out value)),
        Define.ThreadField("proc.ppid", ParamType.Int64, PrintFormat.Id, "process id of the parent process.",
            (context, thread, out value) => ParentOf(context, thread) is { } parent
                ? Id(parent.Pid, out value)
                : FieldValue.None(out value)),
        .. AncestorFields.All,
        Define.ThreadField("proc.vpid", ParamType.Int64, PrintFormat.Id, "process id as the process's own pid namespace has it.",
            (_, thread, out value) => FieldValue.Some(thread.Vpid, out value) && thread.Vpid != -1),
        Define.ThreadField("proc.pvpid", ParamType.Int64, PrintFormat.Id,
            "process id of the parent process as the parent's own pid namespace has it.",
            (context, thread, out value) => context.Tree.Threads.Parent(thread) is { } parent
                ? FieldValue.Some(parent.Vpid, out value)
                : FieldValue.None(out value)),
        .. LeaderFields.All,
        .. ProcTimeFields.All,
        .. ExecutableFields.All,
        .. ProcFdFields.All,
        Define.ThreadField("proc.vmsize", ParamType.UInt64, PrintFormat.Dec, "virtual memory of the process in KiB.",
            (_, thread, out value) => FieldValue.Some((ulong)thread.VmSizeKb, out value)),
        Define.ThreadField("proc.vmrss", ParamType.UInt64, PrintFormat.Dec, "memory of the process that is in RAM, in KiB.",
            (_, thread, out value) => FieldValue.Some((ulong)thread.VmRssKb, out value)),
        Define.ThreadField("proc.vmswap", ParamType.UInt64, PrintFormat.Dec, "memory of the process that is swapped out, in KiB.",
            (_, thread, out value) => FieldValue.Some((ulong)thread.VmSwapKb, out value)),
        Define.ThreadField("proc.nthreads", ParamType.UInt64, PrintFormat.Dec, "number of living threads of the process, all counted.",
            (_, thread, out value) => FieldValue.Some((ulong)(thread.Group?.AliveCount ?? 0), out value)),
        Define.ThreadField("proc.nchilds", ParamType.UInt64, PrintFormat.Dec,
            "number of living threads of the process without the main thread.", OtherThreads),
    ];

    /// <summary>A process or thread id; numbers that no id can be are kept back.</summary>
    public static bool Id(long id, out FieldValue value) => FieldValue.Some(id, out value) && id is >= -1 and <= uint.MaxValue;

    /// <summary>The parent process; null where it is not known.</summary>
    public static ThreadInfo? ParentOf(EventContext context, ThreadInfo thread) => context.Tree.Threads.AncestorProcess(thread, 1);

    private static FieldDefinition Parent(string name, string description, Func<ThreadInfo, ScratchText, Utf8> read)
        => Define.ThreadText(name, description, (context, thread, out value)
            => ParentOf(context, thread) is { } parent
                ? FieldValue.Some(read(parent, context.Scratch), out value)
                : FieldValue.None(out value));

    private static BoundField? BindArgs(string? argument)
    {
        if (AncestorFields.Level(argument) is not { } index)
        {
            return null;
        }

        return new BoundField
        {
            Type = ParamType.CharBuf,
            Read = index < 0
                ? Define.OfThread((context, thread, out value)
                    => FieldValue.Some(ProcessText.Joined(thread.Args, context.Scratch), out value))
                : Define.OfThread((_, thread, out value) => FieldValue.Some(ProcessText.StringAt(thread.Args, index), out value)),
        };
    }

    /// <summary>A number is no variable's name: the whole environment is meant then, as in Falco.</summary>
    private static BoundField BindEnvironment(string? argument)
    {
        var name = argument is not null && argument.AsSpan().ContainsAnyExceptInRange('0', '9') ? Utf8.From(argument) : default;
        return new BoundField
        {
            Type = ParamType.CharBuf,
            Read = Define.OfThread((context, thread, out value) =>
            {
                var environment = ProcessText.Environment(context.Tree.Threads, thread);
                return FieldValue.Some(
                    name.IsEmpty ? ProcessText.Joined(environment, context.Scratch) : ProcessText.Variable(environment, name.Span),
                    out value);
            }),
        };
    }

    private static bool LoginShell(EventContext context, ThreadInfo thread, out FieldValue value)
    {
        value = default;
        if (context.Tree.Threads.MainThread(thread) is not { } main)
        {
            return false;
        }

        var oldest = IsShell(main) ? main : null;
        foreach (var ancestor in context.Tree.Threads.Ancestors(main))
        {
            oldest = IsShell(ancestor) ? ancestor : oldest;
        }

        value = new FieldValue(oldest?.Pid ?? 0);
        return oldest is not null;
    }

    private static bool IsShell(ThreadInfo thread) => thread.Comm.Span.EndsWith("sh"u8);

    private static bool OtherThreads(EventContext context, ThreadInfo thread, out FieldValue value)
    {
        var count = (ulong)(thread.Group?.AliveCount ?? 0);
        return FieldValue.Some(
            thread.Group is not null && context.Tree.Threads.MainThread(thread) is { IsDead: false } ? unchecked(count - 1) : count,
            out value);
    }
}
