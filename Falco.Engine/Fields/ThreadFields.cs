using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>thread.*: the event's thread.</summary>
internal static class ThreadFields
{
    private static readonly EventTypeSet ProcInfo = new(EventType.PROCINFO_E);

    public static readonly FieldDefinition[] All =
    [
        Capabilities("thread.cap_permitted", "permitted capabilities, with blanks between.", thread => thread.CapPermitted),
        Capabilities("thread.cap_inheritable", "inheritable capabilities, with blanks between.", thread => thread.CapInheritable),
        Capabilities("thread.cap_effective", "effective capabilities, with blanks between.", thread => thread.CapEffective),
        Number("thread.pfmajor", "number of major page faults of the thread.", thread => thread.PfMajor),
        Number("thread.pfminor", "number of minor page faults of the thread.", thread => thread.PfMinor),
        Define.Field("thread.tid", ParamType.Int64, PrintFormat.Id, "thread id.",
            (EventContext context, out FieldValue value) => ProcFields.Id(context.Event.ThreadId, out value)),
        Define.ThreadField("thread.ismain", ParamType.Bool, PrintFormat.Na, "true for the main thread of a process.",
            (_, thread, out value) => FieldValue.Some(thread.IsMainThread, out value)),
        Define.ThreadField("thread.vtid", ParamType.Int64, PrintFormat.Id, "thread id as the thread's own pid namespace has it.",
            (_, thread, out value) => FieldValue.Some(thread.Vtid, out value) && thread.Vtid != -1),
        Define.ThreadField("thread.nametid", ParamType.CharBuf, PrintFormat.Na, "name of the process and thread id in one text.",
            (context, thread, out value) => FieldValue.Some(
                context.Scratch.Append(thread.Comm.Span).Append(context.Event.ThreadId).Take(), out value),
            FieldFlags.Hidden),
        Define.Field("thread.exectime", ParamType.RelTime, PrintFormat.Dec,
            "processor time between two switch events, in nanoseconds; 0 for all other events.",
            (EventContext context, out FieldValue value) => FieldValue.Some(0UL, out value)),
        Define.ThreadField("thread.totexectime", ParamType.RelTime, PrintFormat.Dec,
            "processor time of the thread as far as switch events tell, in nanoseconds.",
            (_, _, out value) => FieldValue.Some(0UL, out value)),
        Define.ThreadText("thread.cgroups", "all control groups of the thread as subsystem=path, with blanks between.",
            (context, thread, out value) => FieldValue.Some(ProcessText.Joined(thread.Cgroups, context.Scratch), out value)
                && !thread.Cgroups.IsEmpty),
        Define.WithArgument("thread.cgroup", ParamType.CharBuf, PrintFormat.Na,
            "control group of the thread for one subsystem: thread.cgroup.cpuacct.", FieldFlags.ArgRequired | FieldFlags.ArgKey,
            BindCgroup, ArgumentForm.Dot),
        Processor("thread.cpu", "processor time of the thread since its last procinfo event, at most 100; set for procinfo events only.",
            time => time.User + time.System),
        Processor("thread.cpu.user", "the part of thread.cpu that was spent outside the kernel.", time => time.User),
        Processor("thread.cpu.system", "the part of thread.cpu that was spent within the kernel.", time => time.System),
        Number("thread.vmsize", "virtual memory of the process in KiB; 0 for threads that are not the main thread.",
            thread => thread.IsMainThread ? thread.VmSizeKb : 0UL),
        Number("thread.vmrss", "memory of the process that is in RAM, in KiB; 0 for threads that are not the main thread.",
            thread => thread.IsMainThread ? thread.VmRssKb : 0UL),
        Number("thread.vmsize.b", "thread.vmsize in bytes.", thread => thread.IsMainThread ? thread.VmSizeKb * 1024UL : 0UL,
            FieldFlags.Hidden),
        Number("thread.vmrss.b", "thread.vmrss in bytes.", thread => thread.IsMainThread ? thread.VmRssKb * 1024UL : 0UL,
            FieldFlags.Hidden),
    ];

    private static FieldDefinition Capabilities(string name, string description, Func<ThreadInfo, ulong> read)
        => Define.ThreadText(name, description, (context, thread, out value)
            => FieldValue.Some(CapabilityText.Text(read(thread), context.Scratch), out value));

    private static FieldDefinition Number(
        string name, string description, Func<ThreadInfo, ulong> read, FieldFlags flags = FieldFlags.None)
        => Define.ThreadField(name, ParamType.UInt64, PrintFormat.Dec, description,
            (_, thread, out value) => FieldValue.Some(read(thread), out value), flags);

    /// <summary>
    /// Only captures of old have procinfo events. Nothing is known of a thread before its second one. In JSON it is always 0: Falco
    /// reads it twice there.
    /// </summary>
    private static FieldDefinition Processor(
        string name, string description, Func<(ulong User, ulong System), ulong> part)
        => Define.WithArgument(name, ParamType.Double, PrintFormat.Na, description, FieldFlags.None, _ => new BoundField
        {
            Type = ParamType.Double,
            Types = ProcInfo,
            Read = Define.OfThread((context, thread, out value) =>
            {
                if (context.Info.Type != EventType.PROCINFO_E)
                {
                    return FieldValue.None(out value);
                }

                context.Event.TryGetUInt64(0, out var user);
                context.Event.TryGetUInt64(1, out var system);
                var time = context.Tree.FieldMemory.ProcessorTimeOf(thread);
                time.Take(context.Event.Number, user, system);
                var before = part(time.Before);
                value = new FieldValue(before == 0 ? 0 : Math.Min(unchecked(part(time.Now) - before), 100d));
                return true;
            }),
            ReadJson = Define.OfThread((context, _, out value)
                => FieldValue.Some(0UL, out value) && context.Info.Type == EventType.PROCINFO_E),
        });

    /// <summary>Names of subsystems have letters and underscores only.</summary>
    private static BoundField? BindCgroup(string? argument)
    {
        if (string.IsNullOrEmpty(argument))
        {
            return null;
        }

        foreach (var c in argument)
        {
            if (!char.IsAsciiLetter(c) && c != '_')
            {
                return null;
            }
        }

        var subsystem = Utf8.From(argument);
        return new BoundField
        {
            Type = ParamType.CharBuf,
            Read = Define.OfThread((_, thread, out value) =>
            {
                for (var rest = thread.Cgroups; !rest.IsEmpty;)
                {
                    var cgroup = ProcessText.NextString(ref rest);
                    var equals = cgroup.Span.IndexOf((byte)'=');
                    if (equals >= 0 && cgroup.Span[..equals].SequenceEqual(subsystem.Span))
                    {
                        return FieldValue.Some(cgroup.Slice(equals + 1), out value);
                    }
                }

                return FieldValue.None(out value);
            }),
        };
    }
}
