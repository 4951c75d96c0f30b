using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>evt.category: the subject that the schema gives a type; for input and output, what the descriptor is.</summary>
internal static class EvtCategory
{
    /// <summary>The bits that tell which source an event has are above the subject.</summary>
    private const EventCategory SubjectMask = EventCategory.Syscall - 1;

    private static readonly Utf8 UnknownName = Utf8.From("unknown");
    private static readonly Utf8 FileName = Utf8.From("file");
    private static readonly Utf8 NetName = Utf8.From("net");
    private static readonly Utf8 DescriptorIpcName = Utf8.From("ipc");

    private static readonly Dictionary<EventCategory, Utf8> Names = new()
    {
        [EventCategory.Other] = Utf8.From("other"),
        [EventCategory.File] = FileName,
        [EventCategory.Net] = NetName,
        [EventCategory.Ipc] = Utf8.From("IPC"),
        [EventCategory.Memory] = Utf8.From("memory"),
        [EventCategory.Process] = Utf8.From("process"),
        [EventCategory.Sleep] = Utf8.From("sleep"),
        [EventCategory.System] = Utf8.From("system"),
        [EventCategory.Signal] = Utf8.From("signal"),
        [EventCategory.User] = Utf8.From("user"),
        [EventCategory.Time] = Utf8.From("time"),
        [EventCategory.Processing] = Utf8.From("processing"),
        [EventCategory.Wait] = Utf8.From("wait"),
        [EventCategory.Scheduler] = Utf8.From("scheduler"),
        [EventCategory.Internal] = Utf8.From("internal"),
    };

    /// <summary>The subject of an event type.</summary>
    public static EventCategory SubjectOf(EventInfo info) => info.Category & SubjectMask;

    /// <summary>Whether the subject is input or output of any kind.</summary>
    public static bool IsIo(EventInfo info) => (SubjectOf(info) & EventCategory.IoRead) != 0;

    public static bool Read(EventContext context, out FieldValue value)
    {
        var subject = SubjectOf(context.Info);
        value = new FieldValue(subject switch
        {
            EventCategory.IoRead or EventCategory.IoWrite or EventCategory.IoOther => OfDescriptor(context.Fd),
            _ => Names.GetValueOrDefault(subject, UnknownName),
        });
        return true;
    }

    private static Utf8 OfDescriptor(FdInfo? fd) => fd?.Type switch
    {
        FdType.File or FdType.FileV2 or FdType.Directory => FileName,
        FdType.Ipv4Socket or FdType.Ipv6Socket or FdType.Ipv4ServerSocket or FdType.Ipv6ServerSocket => NetName,
        FdType.Fifo or FdType.UnixSocket or FdType.Event or FdType.SignalFd or FdType.Inotify or FdType.UserFaultFd
            => DescriptorIpcName,
        _ => UnknownName,
    };
}
