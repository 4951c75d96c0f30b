using System.Buffers.Binary;
using Falco.Engine.Events;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Events;

/// <summary>An event whose parameters are located once shows the same ones as any other view of it.</summary>
public sealed class WideEventViewTests
{
    private static readonly object?[] Execve =
        [0L, "/bin/sh", "-c\0id", 7L, 7L, 1L, "", 1024L, 1L, 2L, 3, 4, 5, "sh", "cpu=/", "HOME=/", 34816, 7L, 1000, 5L, 1L, 2L, 3L, 4L, 5L, 6L, 0, "/usr/bin/dash"];

    [Fact]
    public void Every_parameter_is_where_it_was() => Agree(EventBuilder.Of(SYSCALL_EXECVE_19_X, Execve));

    [Fact]
    public void Missing_and_empty_parameters_are_empty() => Agree(EventBuilder.Of(SYSCALL_EXECVE_19_X, 0L, null, null, 7L));

    [Fact]
    public void An_event_without_parameters_has_none() => Agree(EventBuilder.Of(SYSCALL_EXECVE_19_X));

    [Fact]
    public void More_parameters_than_there_is_room_for_are_found_as_well()
        => Agree(EventBuilder.Of(SYSCALL_EXECVE_19_X, [.. Enumerable.Range(0, 50).Select(i => new string('x', i))]));

    [Fact]
    public void Lengths_may_be_large() => Agree(WithLargeLengths(EventBuilder.Of(SYSCALL_EXECVE_19_X, Execve)));

    private static void Agree(EventView e)
    {
        var wide = new WideEventView(e, stackalloc int[WideEventView.Room]);
        for (var i = 0; i < e.ParamCount + 2; i++)
        {
            Assert.Equal(e.Param(i).ToArray(), wide.Param(i).ToArray());
            Assert.Equal((e.TryGetInt64(i, out var signed), signed), (wide.TryGetInt64(i, out var wideSigned), wideSigned));
            Assert.Equal((e.TryGetUInt64(i, out var number), number), (wide.TryGetUInt64(i, out var wideNumber), wideNumber));
            Assert.Equal((e.TryGetText(i, out var text), text), (wide.TryGetText(i, out var wideText), wideText));
        }
    }

    private static EventView WithLargeLengths(EventView e)
    {
        const int Lengths = EventView.PrefixSize + EventView.HeaderSize;
        var count = e.ParamCount;
        var frame = new byte[e.FrameLength + (count * sizeof(ushort))];
        e.Frame[..Lengths].CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), EventView.LargeLengths);
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(Lengths + (i * sizeof(int))), e.Param(i).Length);
        }

        e.Frame[(Lengths + (count * sizeof(ushort)))..].CopyTo(frame.AsSpan(Lengths + (count * sizeof(int))));
        return new EventView(frame, 0);
    }
}
