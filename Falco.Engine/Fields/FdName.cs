using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>fd.name and what is cut from it. Where the descriptor is not known the event's own parameters have to do.</summary>
internal static class FdName
{
    private static readonly Utf8 Root = Utf8.From("/");

    public static bool Read(EventContext context, out FieldValue value)
    {
        var has = TryGetName(context, raw: false, out var name, out _);
        value = new FieldValue(name);
        return has;
    }

    /// <summary>fd.nameraw: only doubled slashes go.</summary>
    public static bool ReadRaw(EventContext context, out FieldValue value)
    {
        var has = TryGetName(context, raw: true, out var name, out _);
        if (has && name.Span.IndexOf("//"u8) >= 0)
        {
            name = WithoutDoubledSlashes(name, context.Scratch);
        }

        value = new FieldValue(name);
        return has;
    }

    public static bool ReadDirectory(EventContext context, out FieldValue value)
    {
        var has = TryGetDirectory(context, out var directory);
        value = new FieldValue(directory);
        return has;
    }

    public static bool ReadFileName(EventContext context, out FieldValue value)
    {
        value = default;
        if (FdFields.KnownFd(context) is not { IsFile: true } fd)
        {
            return false;
        }

        var slash = fd.Name.Span.LastIndexOf((byte)'/');
        value = new FieldValue(slash < 0 ? Root : slash == fd.Name.Length - 1 ? fd.Name : fd.Name.Slice(slash + 1));
        return true;
    }

    public static bool ReadWithContainer(EventContext context, out FieldValue value)
    {
        var has = TryGetName(context, raw: false, out var name, out _);
        value = has ? new FieldValue(AfterContainer(context, name)) : default;
        return has;
    }

    public static bool ReadDirectoryWithContainer(EventContext context, out FieldValue value)
    {
        var has = TryGetDirectory(context, out var directory);
        value = has ? new FieldValue(AfterContainer(context, directory)) : default;
        return has;
    }

    private static bool TryGetName(EventContext context, bool raw, out Utf8 name, out FdInfo? fd)
    {
        name = default;
        if (!FdFields.TryGetFd(context, out fd))
        {
            return false;
        }

        if (fd is not null)
        {
            name = raw ? fd.NameRaw : fd.Name;
            return true;
        }

        return TryGetNameFromEvent(context, raw, out name);
    }

    /// <summary>A name that ends in a slash stays whole, and what has no directory has the root.</summary>
    private static bool TryGetDirectory(EventContext context, out Utf8 directory)
    {
        if (!TryGetName(context, raw: false, out directory, out var fd) || fd is { IsFile: false, Type: not FdType.Directory })
        {
            return false;
        }

        if (fd is null or { IsFile: true })
        {
            var slash = directory.Span.LastIndexOf((byte)'/');
            if (slash <= 0)
            {
                directory = Root;
            }
            else if (slash < directory.Length - 1)
            {
                directory = directory.Slice(0, slash);
            }
        }

        return true;
    }

    /// <summary>Calls that failed leave no descriptor, but their parameters say what it was about; all others give an empty name.</summary>
    private static bool TryGetNameFromEvent(EventContext context, bool raw, out Utf8 name)
    {
        name = default;
        if (context.Info.IsEnter)
        {
            return false;
        }

        switch (context.Info.Type)
        {
            case EventType.SYSCALL_OPEN_X or EventType.SYSCALL_CREAT_X or EventType.SOCKET_ACCEPT_5_X or EventType.SOCKET_ACCEPT4_6_X
                or EventType.SOCKET_CONNECT_X:
                if (ParamText.ParamCount(context) > 1)
                {
                    context.Draft.Clear();
                    ParamText.AppendBest(context.Draft, context, 1);
                    name = context.Scratch.Append(context.Draft.Pending).Take();
                }

                return true;

            case EventType.SYSCALL_OPENAT_2_X or EventType.SYSCALL_OPENAT2_X:
                return TryGetNameRelativeToDirectory(context, raw, out name);

            case EventType.SYSCALL_OPEN_BY_HANDLE_AT_X:
                name = context.Event.Text(3);
                return true;

            default:
                return true;
        }
    }

    private static bool TryGetNameRelativeToDirectory(EventContext context, bool raw, out Utf8 name)
    {
        if (!context.Event.TryGetText(2, out name))
        {
            return false;
        }

        if (raw)
        {
            return true;
        }

        if (!context.Event.TryGetInt64(1, out var directoryFd))
        {
            return false;
        }

        name = Paths.Join(context.Directory(name.Span, directoryFd).Span, name.Span, context.Scratch);
        return true;
    }

    private static Utf8 AfterContainer(EventContext context, Utf8 text)
        => context.Scratch.Append(context.Thread!.ContainerId.Span).Append((byte)':').Append(text.Span).Take();

    private static Utf8 WithoutDoubledSlashes(Utf8 name, ScratchText scratch)
    {
        byte last = 0;
        foreach (var b in name.Span)
        {
            if (b != '/' || last != '/')
            {
                scratch.Append(b);
            }

            last = b;
        }

        return scratch.Take();
    }
}
