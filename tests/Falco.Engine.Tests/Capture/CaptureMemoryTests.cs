using Falco.Engine.Capture;
using Falco.Engine.Events;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Capture;

/// <summary>Memory does not grow with the capture, whatever is in it.</summary>
[Collection(AloneCollection.Name)]
public class CaptureMemoryTests
{
    [Fact]
    public void Reading_on_allocates_nothing()
    {
        var some = new CaptureBuilder();
        var start = some.Length;
        for (var i = 0; i < 500; i++)
        {
            some.EventOf(i % 20, SYSCALL_KILL_E, i, 9).EventOf(i % 20, SYSCALL_KILL_X, 0).EventOf(i % 20, SYSCALL_CHDIR_X, 0, "/some/where");
        }

        var bytes = some.ToArray();
        using var reader = CaptureReader.Open(new EndlessStream(bytes, bytes[start..]), CaptureBuilder.Name);
        Assert.InRange(AllocatedBy(reader, steps: 300_000), 0, 1024);
    }

    [Fact]
    public void Enter_events_of_ever_new_threads_are_held_within_bounds()
    {
        var block = new CaptureBuilder();
        var start = block.Length;
        block.EventOf(0, SYSCALL_UNLINK_E, new string('x', 3000)).Event(SYSCALL_SETSID_X, 1);
        var bytes = block.ToArray();

        // The thread of each repetition is another: its number is in the event's record.
        using var reader = CaptureReader.Open(new EndlessStream(bytes, bytes[start..], counterAt: 8 + 2 + 8), CaptureBuilder.Name);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100_000; i++)
        {
            Assert.Equal(CaptureStep.Event, reader.Read());
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 100L << 20);
        Assert.Equal(100_000UL, reader.EventCount);
    }

    [Fact]
    public void The_buffer_of_a_large_block_is_given_back()
    {
        var large = new CaptureBuilder().Block((BlockType)0x999, new byte[20 << 20]);
        var start = large.Length;
        var bytes = large.Event(SYSCALL_SETSID_X, 1).ToArray();
        using var reader = CaptureReader.Open(new EndlessStream(bytes, bytes[start..]), CaptureBuilder.Name);
        reader.Read();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        AllocatedBy(reader, steps: 1_000_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, -(16 << 20));
    }

    [Fact]
    public void A_block_that_claims_more_than_the_file_has_takes_no_memory_for_it()
    {
        var bytes = new CaptureBuilder().Event(SYSCALL_SETSID_X, 1).Block(BlockType.EventV2, 0u).Set(-12, 200u << 20).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(CaptureContent.Read(bytes).Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static long AllocatedBy(CaptureReader reader, int steps)
    {
        var sum = 0UL;
        var before = 0L;
        for (var i = 0; i < steps; i++)
        {
            if (i == steps / 10)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            if (reader.Read() != CaptureStep.Event)
            {
                Assert.Fail("no event");
            }

            sum += reader.Current.Number;
        }

        Assert.NotEqual(0UL, sum);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Bytes, and then others over and over, with a counter in them if wanted.</summary>
    private sealed class EndlessStream(byte[] first, byte[] repeated, int counterAt = -1) : MemoryStream
    {
        private byte[] _current = first;
        private int _at;
        private long _count;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _current.Length)
            {
                _current = repeated;
                _at = 0;
                if (counterAt >= 0)
                {
                    BitConverter.TryWriteBytes(_current.AsSpan(counterAt), ++_count);
                }
            }

            var given = Math.Min(count, _current.Length - _at);
            _current.AsSpan(_at, given).CopyTo(buffer.AsSpan(offset));
            _at += given;
            return given;
        }
    }
}
