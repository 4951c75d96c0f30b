using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Limits and memory of processes.</summary>
internal static class ResourceEvents
{
    private const ulong OpenFiles = 7;

    /// <summary>getrlimit and setrlimit.</summary>
    public static void Limit(EventContext context, EventView e)
    {
        if (e.Result() >= 0
            && e.Unsigned(3) == OpenFiles
            && e.Signed(1) is not -1 and var limit
            && context.Thread?.MainThread is { } main)
        {
            main.FdLimit = limit;
        }
    }

    /// <summary>prlimit, which may be about another process.</summary>
    public static void ProcessLimit(ProcessTree tree, EventView e)
    {
        if (e.Result() != 0 || !e.Has(6) || e.Unsigned(6) != OpenFiles || e.Signed(1) is -1 || !e.TryGetInt64(5, out var tid))
        {
            return;
        }

        var thread = tree.Threads.FindOrAdd(tid == 0 ? e.ThreadId : tid);
        if (thread is { IsInvalid: false, MainThread: { } main })
        {
            main.FdLimit = e.Signed(1);
        }
    }

    public static void Switch(EventContext context, EventView e)
    {
        if (context.Thread is not { } thread || !e.Has(5))
        {
            return;
        }

        thread.PfMajor = e.Unsigned(1);
        thread.PfMinor = e.Unsigned(2);
        if (thread.MainThread is { } main)
        {
            main.VmSizeKb = e.Word(3);
            main.VmRssKb = e.Word(4);
            main.VmSwapKb = e.Word(5);
        }
    }

    /// <summary>brk, mmap, munmap.</summary>
    public static void Memory(EventContext context, EventView e)
    {
        if (context.Thread is not { } thread)
        {
            return;
        }

        if (e.Has(1))
        {
            thread.VmSizeKb = e.Word(1);
        }

        if (e.Has(3))
        {
            thread.VmRssKb = e.Word(2);
            thread.VmSwapKb = e.Word(3);
        }
    }
}
