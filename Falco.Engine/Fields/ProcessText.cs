using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>Text that is put together from a thread's name, arguments and environment.</summary>
internal static class ProcessText
{
    /// <summary>The strings of a run with blanks between them.</summary>
    public static Utf8 Joined(Utf8 strings, ScratchText scratch)
    {
        var first = strings.Span.IndexOf((byte)0);
        if (first < 0 || first == strings.Length - 1)
        {
            return first < 0 ? strings : strings.Slice(0, first);
        }

        return scratch.AppendJoined(strings.Span).Take();
    }

    /// <summary>Name and arguments.</summary>
    public static Utf8 CommandLine(ThreadInfo thread, ScratchText scratch)
        => thread.Args.IsEmpty ? thread.Comm : AppendCommandLine(scratch, thread).Take();

    /// <inheritdoc cref="CommandLine"/>
    public static ScratchText AppendCommandLine(ScratchText target, ThreadInfo thread)
    {
        target.Append(thread.Comm.Span);
        return thread.Args.IsEmpty ? target : target.Append((byte)' ').AppendJoined(thread.Args.Span);
    }

    /// <summary>First argument and the others; a blank follows the first even where it is alone.</summary>
    public static Utf8 ExeLine(ThreadInfo thread, ScratchText scratch)
        => scratch.Append(thread.Exe.Span).Append((byte)' ').AppendJoined(thread.Args.Span).Take();

    /// <summary>The environment, which is the main thread's.</summary>
    public static Utf8 Environment(ThreadTable threads, ThreadInfo thread) => (threads.MainThread(thread) ?? thread).Env;

    /// <summary>
    /// The value of an environment variable without blanks around it; empty where it is not set, or to nothing but blanks.
    /// </summary>
    public static Utf8 Variable(Utf8 environment, ReadOnlySpan<byte> name)
    {
        for (var rest = environment; !rest.IsEmpty;)
        {
            var variable = NextString(ref rest);
            var text = variable.Span;
            if (text.Length > name.Length + 1 && text[name.Length] == '=' && text.StartsWith(name))
            {
                var value = text[(name.Length + 1)..];
                var start = value.IndexOfAnyExcept((byte)' ');
                return start < 0
                    ? default
                    : variable.Slice(name.Length + 1 + start, value.LastIndexOfAnyExcept((byte)' ') + 1 - start);
            }
        }

        return default;
    }

    /// <summary>One string of a run; empty where the run is shorter.</summary>
    public static Utf8 StringAt(Utf8 strings, int index)
    {
        while (!strings.IsEmpty)
        {
            var text = NextString(ref strings);
            if (index-- == 0)
            {
                return text;
            }
        }

        return default;
    }

    /// <summary>How many strings a run has, and how long they are without their NULs.</summary>
    public static (int Count, int Length) Measure(ReadOnlySpan<byte> strings)
    {
        var nuls = strings.Count((byte)0);
        return (strings.IsEmpty || strings[^1] == 0 ? nuls : nuls + 1, strings.Length - nuls);
    }

    /// <summary>Takes the first string off a run that is not empty.</summary>
    public static Utf8 NextString(ref Utf8 strings)
    {
        var end = strings.Span.IndexOf((byte)0);
        if (end < 0)
        {
            var last = strings;
            strings = default;
            return last;
        }

        var text = strings.Slice(0, end);
        strings = strings.Slice(end + 1);
        return text;
    }
}
