using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>chdir, fchdir, getcwd, chroot: where relative paths start.</summary>
internal static class DirectoryEvents
{
    /// <summary>AT_FDCWD, the number that stands for the working directory, as events have it.</summary>
    public const long WorkingDirectory = -100;

    /// <summary>What stands for the directory of an absolute path.</summary>
    public static readonly Utf8 Dot = Utf8.From(".");

    /// <summary>What stands for a directory that is not known.</summary>
    public static readonly Utf8 Unknown = Utf8.From("<UNKNOWN>");

    private static readonly Utf8 DotSlash = Utf8.From("./");

    public static void ChangeDirectory(EventContext context, EventView e)
    {
        if (e.Result() >= 0 && context.Thread is { } thread)
        {
            SetDirectory(thread, e.Text(1).Span, context.Draft);
        }
    }

    public static void ChangeDirectoryByFd(EventContext context, EventView e)
    {
        if (e.Result() >= 0 && context is { Thread: { } thread, Fd: { } fd })
        {
            SetDirectory(thread, fd.Name.Span, context.Draft);
        }
    }

    public static void GetDirectory(EventContext context, EventView e) => ChangeDirectory(context, e);

    public static void ChangeRoot(EventContext context, EventView e)
    {
        if (e.Result() != 0 || context.Thread is not { } thread)
        {
            return;
        }

        var path = e.Text(1).Span;
        var draft = context.Draft;
        draft.Clear();
        if (path is [(byte)'/', ..] || path.IsEmpty || path.SequenceEqual("<NA>"u8))
        {
            PrintableText.Append(draft, path);
        }
        else
        {
            Paths.Append(draft, Directory(thread).Span, path);
        }

        thread.Root = Utf8.Copy(draft.Pending);
        draft.Clear();
    }

    /// <summary>The working directory of the thread's process.</summary>
    public static Utf8 Directory(ThreadInfo thread) => thread.MainThread is { } main ? main.Cwd : DotSlash;

    /// <summary>
    /// The directory that a path starts from: <see cref="Dot"/> for an absolute one, else that of the descriptor (with a slash at its
    /// end) or <see cref="Unknown"/>.
    /// </summary>
    public static Utf8 DirectoryOf(EventContext context, ThreadInfo? thread, Utf8 path, long fd)
    {
        if (path.Span is [(byte)'/', ..])
        {
            return Dot;
        }

        if (thread is null)
        {
            return Unknown;
        }

        if (fd == WorkingDirectory)
        {
            return Directory(thread);
        }

        if (thread.FindFd(fd) is not { } info)
        {
            return Unknown;
        }

        return info.Name.IsEmpty || info.Name.Span[^1] == '/'
            ? info.Name
            : context.Scratch.Append(info.Name.Span).Append((byte)'/').Take();
    }

    private static void SetDirectory(ThreadInfo thread, ReadOnlySpan<byte> path, ScratchText draft)
    {
        if (thread.MainThread is { } main)
        {
            SetDirectory(thread, main, path, draft);
        }
    }

    /// <summary>
    /// Sets the working directory of the process. A relative path starts from the thread's own entry, which only the main thread's
    /// has: what other threads do with relative paths Falco gets wrong in this way.
    /// </summary>
    public static void SetDirectory(ThreadInfo thread, ThreadInfo main, ReadOnlySpan<byte> path, ScratchText draft)
    {
        draft.Clear();
        Paths.Append(draft, thread.Cwd.Span, path);
        if (draft.Pending is [] or [.., not (byte)'/'])
        {
            draft.Append((byte)'/');
        }

        main.Cwd = TextBlock.Keep(main.Cwd, draft.Pending);
        draft.Clear();
    }
}
