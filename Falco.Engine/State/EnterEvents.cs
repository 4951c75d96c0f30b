using System.Buffers.Binary;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>Enter events, which only older captures have: kept until their exit event, whose parameters they complete.</summary>
internal static class EnterEvents
{
    private const int MaxLength = 4096;

    /// <summary>Frames take a multiple of so many bytes: one that has served is then mostly large enough for the next.</summary>
    private const int Unit = 128;

    public static void Store(EventContext context, EventView e)
    {
        if (context.Thread is not { } thread || e.Record.Length > MaxLength)
        {
            return;
        }

        var frame = thread.EnterFrame ?? context.Tree.TakeSpareFrame();
        if (frame is null || frame.Length < e.FrameLength)
        {
            frame = new byte[(e.FrameLength + Unit - 1) / Unit * Unit];
        }

        e.Frame.CopyTo(frame);

        // What is left of the room counts as part of the frame.
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        thread.EnterFrame = frame;
    }
}
