using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>What fields ask of the event's thread and process.</summary>
internal static class ThreadView
{
    /// <summary>AT_FDCWD, the directory descriptor that stands for the working directory, as events have it.</summary>
    public const long WorkingDirectory = -100;

    /// <summary>A descriptor of the event's process.</summary>
    public static FdInfo? FindFd(this EventContext context, long fd)
        => context.Thread?.FindFd(fd);

    /// <summary>The working directory of the event's process, "./" where the process is not known.</summary>
    public static Utf8 Cwd(this EventContext context)
        => context.Thread is { MainThread: { } main } ? main.Cwd : DotSlash;

    /// <summary>
    /// Appends the directory that a relative path of the event starts from: the descriptor's path with a slash at the end,
    /// the working directory for AT_FDCWD, "." for an absolute path, "&lt;UNKNOWN&gt;" where the descriptor is not known.
    /// </summary>
    public static Utf8 Directory(this EventContext context, ReadOnlySpan<byte> path, long directoryFd)
    {
        if (!path.IsEmpty && path[0] == '/')
        {
            return Dot;
        }

        if (context.Thread is null)
        {
            return Unknown;
        }

        if (directoryFd == WorkingDirectory)
        {
            return context.Cwd();
        }

        return context.FindFd(directoryFd) is { } info ? WithSlash(info.Name, context.Scratch) : Unknown;
    }

    /// <summary>The name with a slash at its end, unless it is empty.</summary>
    public static Utf8 WithSlash(Utf8 name, ScratchText scratch)
        => name.IsEmpty || name.Span[^1] == '/' ? name : scratch.Append(name.Span).Append((byte)'/').Take();

    /// <summary>What Falco puts for a directory that it does not know.</summary>
    public static readonly Utf8 Unknown = Utf8.From("<UNKNOWN>");

    private static readonly Utf8 Dot = Utf8.From(".");
    private static readonly Utf8 DotSlash = Utf8.From("./");
}
