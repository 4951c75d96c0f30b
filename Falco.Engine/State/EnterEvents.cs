using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Enter events, which only older captures have: kept until their exit event, whose parameters they complete.</summary>
internal static class EnterEvents
{
    private const int MaxLength = 4096;

    public static void Store(EventContext context, EventView e)
    {
        if (context.Thread is { } thread && e.Record.Length <= MaxLength)
        {
            thread.EnterFrame = e.Frame.ToArray();
        }
    }
}
