using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// proc.aname and its like. With an index they are one ancestor's; without one a condition holds if it does for any of the
/// ancestors, and outputs print all of them.
/// </summary>
internal static class AncestorFields
{
    private const FieldFlags SearchFlags = FieldFlags.ArgAllowed | FieldFlags.ArgIndex | FieldFlags.NoRightSide | FieldFlags.NoTransformer;

    /// <summary>How far up proc.aenv[NAME] looks.</summary>
    private const int EnvironmentLevels = 20;

    private delegate Utf8 ProcessReader(ThreadInfo process, ScratchText scratch);

    public static readonly FieldDefinition[] All =
    [
        Text("proc.aexe", "first argument (argv[0]) of an ancestor", (process, _) => process.Exe),
        Text("proc.aexepath", "full path of an ancestor's executable", (process, _) => process.ExePath),
        Text("proc.aname", "name of an ancestor", (process, _) => process.Comm),
        Define.WithArgument(
            "proc.aargs",
            ParamType.CharBuf,
            PrintFormat.Na,
            "arguments of an ancestor by level, as proc.aargs[2]; without a level those of all ancestors, nearest first, with blanks between.",
            FieldFlags.ArgAllowed | FieldFlags.ArgIndex,
            BindArgs,
            ArgumentForm.Brackets),
        Text("proc.acmdline", "name and arguments of an ancestor", ProcessText.CommandLine),
        Define.WithArgument(
            "proc.aenv",
            ParamType.CharBuf,
            PrintFormat.Na,
            "environment of ancestors: proc.aenv contains X looks in all of them, proc.aenv[NAME] is that variable of the nearest of "
            + "20 ancestors that has it, proc.aenv[2] prints the whole environment of one level (its conditions look in all).",
            FieldFlags.ArgAllowed | FieldFlags.ArgIndex | FieldFlags.ArgKey | FieldFlags.NoRightSide | FieldFlags.NoTransformer,
            BindEnvironment,
            ArgumentForm.Brackets),
        Define.WithArgument(
            "proc.apid",
            ParamType.Int64,
            PrintFormat.Id,
            "process id of an ancestor by level, as proc.apid[2], 1 being the parent; without a level conditions compare all ancestors, "
            + "and outputs print the process itself.",
            SearchFlags,
            BindPid,
            ArgumentForm.Brackets),
    ];

    /// <summary>
    /// The level that an argument names; null where it is no number and so, as in Falco, no argument of the field. -1 is as good as no
    /// argument.
    /// </summary>
    public static int? Level(string? argument)
        => argument is null ? -1 : ArgumentNumber.Find(argument) is { } number ? unchecked((int)number) : null;

    private static FieldDefinition Text(string name, string what, ProcessReader read)
        => Define.WithArgument(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            $"{what} by level, as {name}[2], 1 being the parent and 0 the process itself; without a level conditions compare all "
            + "ancestors, and outputs print all of them, nearest first, with blanks between.",
            SearchFlags,
            argument => Level(argument) switch
            {
                null => null,
                -1 => new BoundField { Type = ParamType.CharBuf, ReadList = OfAll(read), ReadPrinted = JoinAll(read) },
                { } level => new BoundField { Type = ParamType.CharBuf, Read = AtLevel(level, read) },
            },
            ArgumentForm.Brackets);

    private static FieldReader AtLevel(int level, ProcessReader read)
        => Define.OfThread((context, thread, out value)
            => context.Tree.Threads.AncestorProcess(thread, level) is { } process
                ? FieldValue.Some(read(process, context.Scratch), out value)
                : FieldValue.None(out value));

    private static FieldListReader OfAll(ProcessReader read) => (context, values) =>
    {
        if (context.Thread is { } thread && context.Tree.Threads.MainThread(thread) is { } main)
        {
            foreach (var ancestor in context.Tree.Threads.Ancestors(main))
            {
                values.Add(new FieldValue(read(ancestor, context.Scratch)));
            }
        }

        return values.Count > 0;
    };

    private static FieldReader JoinAll(ProcessReader read) => Define.OfThread((context, thread, out value) =>
    {
        if (context.Tree.Threads.MainThread(thread) is not { } main)
        {
            return FieldValue.None(out value);
        }

        var draft = context.Draft;
        draft.Clear();
        foreach (var ancestor in context.Tree.Threads.Ancestors(main))
        {
            if (draft.Length > 0)
            {
                draft.Append((byte)' ');
            }

            draft.Append(read(ancestor, context.Scratch).Span);
        }

        value = new FieldValue(context.Scratch.Append(draft.Pending).Take());
        return !value.Bytes.IsEmpty;
    });

    private static BoundField? BindArgs(string? argument)
    {
        ProcessReader read = (process, scratch) => ProcessText.Joined(process.Args, scratch);
        return Level(argument) is { } level
            ? new BoundField { Type = ParamType.CharBuf, Read = level == -1 ? JoinAll(read) : AtLevel(level, read) }
            : null;
    }

    private static BoundField? BindPid(string? argument)
    {
        if (Level(argument) is not { } level)
        {
            return null;
        }

        var read = PidAtLevel(Math.Max(level, 0));
        return level < -1 || level >= 0
            ? new BoundField { Type = ParamType.Int64, Format = PrintFormat.Id, Read = level < 0 ? NoPid : read }
            : new BoundField { Type = ParamType.Int64, Format = PrintFormat.Id, ReadList = AllPids, ReadPrinted = read };
    }

    private static FieldReader PidAtLevel(int level)
        => Define.OfThread((context, thread, out value)
            => context.Tree.Threads.AncestorProcess(thread, level) is { } process
                ? ProcFields.Id(process.Pid, out value)
                : FieldValue.None(out value));

    private static bool NoPid(EventContext context, out FieldValue value) => FieldValue.None(out value);

    private static bool AllPids(EventContext context, List<FieldValue> values)
    {
        if (context.Thread is { } thread && context.Tree.Threads.MainThread(thread) is { } main)
        {
            foreach (var ancestor in context.Tree.Threads.Ancestors(main))
            {
                values.Add(new FieldValue(ancestor.Pid));
            }
        }

        return values.Count > 0;
    }

    private static BoundField BindEnvironment(string? argument)
    {
        if (!string.IsNullOrEmpty(argument) && argument.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            var name = Utf8.From(argument);
            return new BoundField { Type = ParamType.CharBuf, Read = Define.OfThread((context, thread, out value)
                => FieldValue.Some(NearestVariable(context.Tree.Threads, thread, name.Span), out value)) };
        }

        var level = string.IsNullOrEmpty(argument) ? 0 : Math.Max(Level(argument) ?? 0, 0);
        return new BoundField
        {
            Type = ParamType.CharBuf,
            ReadList = (context, values) =>
            {
                var threads = context.Tree.Threads;
                if (context.Thread is { } thread && threads.MainThread(thread) is { } main)
                {
                    foreach (var ancestor in threads.Ancestors(main))
                    {
                        values.Add(new FieldValue(ProcessText.Joined(ProcessText.Environment(threads, ancestor), context.Scratch)));
                    }
                }

                return values.Count > 0;
            },
            ReadPrinted = Define.OfThread((context, thread, out value)
                => EnvironmentAtLevel(context, thread, level, out value)),
        };
    }

    private static bool EnvironmentAtLevel(EventContext context, ThreadInfo thread, int level, out FieldValue value)
    {
        var threads = context.Tree.Threads;
        ThreadInfo? process = thread;
        if (level > 0)
        {
            process = threads.MainThread(thread);
            if (process is null)
            {
                return FieldValue.Some(default(Utf8), out value);
            }

            for (; level > 0 && process is not null; level--)
            {
                process = threads.Parent(process);
            }
        }

        return process is null
            ? FieldValue.None(out value)
            : FieldValue.Some(ProcessText.Joined(ProcessText.Environment(threads, process), context.Scratch), out value);
    }

    private static Utf8 NearestVariable(ThreadTable threads, ThreadInfo thread, ReadOnlySpan<byte> name)
    {
        var ancestor = threads.MainThread(thread);
        for (var level = 0; level < EnvironmentLevels && ancestor is not null; level++)
        {
            ancestor = threads.Parent(ancestor);
            if (ancestor is not null && ProcessText.Variable(ProcessText.Environment(threads, ancestor), name) is { IsEmpty: false } found)
            {
                return found;
            }
        }

        return default;
    }
}
