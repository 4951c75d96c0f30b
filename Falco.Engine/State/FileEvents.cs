using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The open family and memfd_create: files get descriptors.</summary>
internal static class FileEvents
{
    private const uint CreatUpperLayer = 1 << 0, CreatLowerLayer = 1 << 1;

    /// <summary>Where the parameters of openat and openat2 lie.</summary>
    private const int OpenRoom = 9;

    private static ReadOnlySpan<byte> NotAvailable => "<NA>"u8;

    public static void Open(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is not { } thread || e.Result() < 0)
        {
            return;
        }

        var path = e.Text(1);
        var flags = e.Word(2);
        if (context.EnterEvent is { } enter && IsKnown(enter.Text(0)))
        {
            // The enter event has what the program asked for; the exit event what the kernel found out on the way.
            path = enter.Text(0);
            flags = OpenFlag.Of(enter.Word(1), flags);
        }

        Add(tree, context, e, thread, DirectoryEvents.Directory(thread), path, flags, 4, 5);
    }

    public static void Create(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is not { } thread || e.Result() < 0)
        {
            return;
        }

        uint flags = 0;
        if (e.Has(3) && e.Has(4))
        {
            var layer = e.Word(5);
            flags = (layer & CreatUpperLayer) != 0 ? OpenFlag.UpperLayer
                : (layer & CreatLowerLayer) != 0 ? OpenFlag.LowerLayer
                : 0;
        }

        var path = context.EnterEvent is { } enter && IsKnown(enter.Text(0)) ? enter.Text(0) : e.Text(1);
        Add(tree, context, e, thread, DirectoryEvents.Directory(thread), path, flags, 3, 4);
    }

    /// <summary>openat and openat2; device and inode start at the given parameter.</summary>
    public static void OpenAt(ProcessTree tree, EventContext context, EventView view, int device)
    {
        if (context.Thread is not { } thread || view.Result() < 0)
        {
            return;
        }

        var e = new WideEventView(view, stackalloc int[OpenRoom]);
        var path = e.Text(2);
        var flags = e.Word(3);
        var hasDirectory = e.TryGetInt64(1, out var directoryFd);
        if (context.EnterEvent is { } enter && IsKnown(enter.Text(1)))
        {
            path = enter.Text(1);
            flags = OpenFlag.Of(enter.Word(2), flags);
            hasDirectory = enter.TryGetInt64(0, out directoryFd);
        }

        var directory = hasDirectory ? DirectoryEvents.DirectoryOf(context, thread, path, directoryFd) : default;
        Add(tree, context, e, thread, directory, path, flags, e.Has(device + 1) ? device : -1, device + 1);
    }

    /// <summary>open_by_handle_at: the path is absolute.</summary>
    public static void OpenByHandle(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is { } thread && e.Result() >= 0)
        {
            Add(tree, context, e, thread, default, e.Text(3), e.Word(2), 4, 5);
        }
    }

    /// <summary>memfd_create. A failed one leaves an entry at the negative number it returned, as in Falco.</summary>
    public static void CreateInMemory(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is not { } thread)
        {
            return;
        }

        var fd = e.Result();
        var info = fd < 0
            ? new FdInfo { Type = FdType.Uninitialized }
            : new FdInfo { Type = FdType.MemFd, Name = Utf8.Copy(e.Text(1).Span), OpenFlags = e.Word(2) };
        context.MakeFd(tree.AddFd(thread, fd, info));
    }

    private static bool IsKnown(Utf8 path) => !path.Span.SequenceEqual(NotAvailable);

    private static void Add<T>(
        ProcessTree tree,
        EventContext context,
        T e,
        ThreadInfo thread,
        Utf8 directory,
        Utf8 path,
        uint flags,
        int device,
        int inode)
        where T : struct, IEventParams, allows ref struct
    {
        var isKnown = device >= 0 && e.Has(device);
        var info = tree.RecentFiles.Get(
            directory.Span, path.Span, flags, isKnown ? e.Word(device) : 0, isKnown ? e.Unsigned(inode) : 0, context.Draft);
        context.MakeFd(tree.AddFd(thread, e.Result(), info));
    }
}
