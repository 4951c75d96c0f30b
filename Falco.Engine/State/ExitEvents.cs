using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>procexit: a thread ends. It leaves the table after rules have seen the event.</summary>
internal static class ExitEvents
{
    private const int ReaperTid = 4;

    public static void Exit(ProcessTree tree, EventContext context, EventView e)
    {
        if (context.Thread is not { } thread)
        {
            return;
        }

        if (!thread.IsDead && thread.Group is { } group)
        {
            group.AliveCount--;
        }

        thread.Flags |= ThreadFlags.Closed;
        tree.RemoveAfterEvent(thread.Tid);
        if (thread.ChildCount == 0)
        {
            return;
        }

        if (e.ParamCount <= ReaperTid)
        {
            thread.ReaperTid = -1;
        }
        else if (e.TryGetInt64(ReaperTid, out var reaper))
        {
            thread.ReaperTid = reaper;
        }
    }
}
