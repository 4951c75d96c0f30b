using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>evt.abspath: the whole path of calls that take a directory descriptor and a path.</summary>
internal static class EvtAbsPath
{
    /// <summary>Positions of a directory descriptor and of the path that is relative to it.</summary>
    private readonly record struct Place(int DirectoryFd, int Path);

    private static readonly EventTypeSet Types = new(
        EventType.SYSCALL_RENAMEAT_X, EventType.SYSCALL_RENAMEAT2_X, EventType.SYSCALL_SYMLINKAT_X, EventType.SYSCALL_OPENAT_2_X,
        EventType.SYSCALL_OPENAT2_X, EventType.SYSCALL_OPEN_BY_HANDLE_AT_X, EventType.SYSCALL_LINKAT_2_X, EventType.SYSCALL_UNLINKAT_2_X,
        EventType.SYSCALL_MKDIRAT_X, EventType.SYSCALL_FCHMODAT_X, EventType.SYSCALL_FCHOWNAT_X);

    public static BoundField? Bind(string? argument)
    {
        if (argument is not (null or "src" or "dst"))
        {
            return null;
        }

        var isDestination = argument == "dst";
        return new BoundField
        {
            Type = ParamType.CharBuf,
            Read = (EventContext context, out FieldValue value) => Read(context, isDestination, out value),
            Types = Types,
        };
    }

    private static bool Read(EventContext context, bool isDestination, out FieldValue value)
    {
        value = default;
        if (context.Thread is null)
        {
            return false;
        }

        if (context.Info.Type == EventType.SYSCALL_OPEN_BY_HANDLE_AT_X)
        {
            return ReadHandle(context, out value);
        }

        if (PlaceIn(context.Info.Type, isDestination) is not { } place
            || !context.Event.TryGetInt64(place.DirectoryFd, out var directoryFd)
            || !context.Event.TryGetText(place.Path, out var path))
        {
            return false;
        }

        value = new FieldValue(Paths.Join(DirectoryOf(context, path, directoryFd).Span, path.Span, context.Scratch));
        return true;
    }

    /// <summary>The kernel gives the whole path of a file opened by handle; known only where the call succeeded.</summary>
    private static bool ReadHandle(EventContext context, out FieldValue value)
    {
        value = default;
        if (!EvtResultFields.TryGetResult(context, out var fd) || (int)fd <= 0)
        {
            return false;
        }

        value = new FieldValue(Paths.Join(default, context.Event.Text(3).Span, context.Scratch));
        return true;
    }

    /// <summary>
    /// Looking a directory up makes it the event's descriptor: fields read afterwards see it. So it is in Falco, whose alerts show it.
    /// </summary>
    private static Utf8 DirectoryOf(EventContext context, Utf8 path, long directoryFd)
    {
        if (!path.IsEmpty && path.Span[0] == '/')
        {
            return default;
        }

        if (directoryFd == ThreadView.WorkingDirectory)
        {
            return context.Cwd();
        }

        context.Fd = context.FindFd(directoryFd);
        return context.Scratch.Append(context.Fd is { } fd ? fd.Name.Span : "<UNKNOWN>"u8).Append((byte)'/').Take();
    }

    private static Place? PlaceIn(EventType type, bool isDestination) => type switch
    {
        EventType.SYSCALL_RENAMEAT_X or EventType.SYSCALL_RENAMEAT2_X or EventType.SYSCALL_LINKAT_2_X
            => isDestination ? new Place(3, 4) : new Place(1, 2),
        EventType.SYSCALL_SYMLINKAT_X => new Place(2, 3),
        EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X or EventType.SYSCALL_UNLINKAT_2_X
            or EventType.SYSCALL_MKDIRAT_X or EventType.SYSCALL_FCHMODAT_X => new Place(1, 2),
        EventType.SYSCALL_FCHOWNAT_X => new Place(1, 2),
        _ => null,
    };
}
