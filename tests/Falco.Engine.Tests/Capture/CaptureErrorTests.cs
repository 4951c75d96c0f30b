using Falco.Engine.Capture;
using Falco.Engine.Events;
using Xunit;
using static Falco.Engine.Events.EventType;
using static Falco.Engine.Tests.Capture.CaptureBuilder;

namespace Falco.Engine.Tests.Capture;

/// <summary>Captures that are damaged or none: the error says which file, where and why, and what came before it is given.</summary>
public class CaptureErrorTests
{
    private static CaptureBuilder TwoEvents => new CaptureBuilder().Event(SYSCALL_SETSID_X, 1).Event(SYSCALL_SETSID_X, 2);

    [Fact]
    public void A_missing_file_is_an_error()
    {
        var error = Assert.Throws<CaptureException>(() => CaptureReader.Open("/nonexistent/a.scap"));
        Assert.Equal(("/nonexistent/a.scap", "there is no such capture file"), (error.Path, error.Reason));
        Assert.Equal("/nonexistent/a.scap: there is no such capture file", error.Message);
    }

    [Fact]
    public void A_directory_is_an_error()
    {
        var error = Assert.Throws<CaptureException>(() => CaptureReader.Open(Path.GetTempPath()));
        Assert.Equal("is a directory, not a capture file", error.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("a/\0b")]
    public void A_path_that_cannot_be_is_an_error(string path)
        => Assert.Equal(path, Assert.Throws<CaptureException>(() => CaptureReader.Open(path)).Path);

    [Fact]
    public void An_empty_file_is_an_error()
        => Assert.Equal($"{Name}: is not a capture: it is empty or too short for one", Raw().Error().Message);

    [Theory]
    [InlineData(new byte[] { 0x1F })]
    [InlineData(new byte[] { 0x0A, 0x0D })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3 })]
    public void A_file_of_a_few_bytes_is_an_error(byte[] bytes) => Assert.StartsWith(Name, Raw(bytes).Error().Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#!/bin/sh\necho no capture\n")]
    [InlineData("- rule: r\n")]
    public void A_file_of_another_kind_is_an_error(string content)
        => Assert.Equal("is not a capture: it does not begin with a section header", Raw(System.Text.Encoding.ASCII.GetBytes(content)).Error().Reason);

    [Fact]
    public void A_wrong_magic_number_is_an_error()
    {
        var error = Raw().Section(magic: 0x12345678).Event(SYSCALL_SETSID_X, 1).Error();
        Assert.Equal("is not a capture: the magic number is 0x12345678 and should be 0x1A2B3C4D", error.Reason);
        Assert.Equal(8, error.Offset);
    }

    [Fact]
    public void A_capture_of_the_other_byte_order_is_an_error_that_says_so()
    {
        var bytes = new CaptureBuilder().ToArray();
        bytes.AsSpan(8, 4).Reverse();
        Assert.Contains("big-endian machine", Raw(bytes).Error().Reason, StringComparison.Ordinal);
        bytes.AsSpan(4, 4).Reverse();
        Assert.Contains("big-endian machine", Raw(bytes).Error().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_to_come_is_an_error()
    {
        Assert.Contains("version 2 of the format", Raw().Section(major: 2).Event(SYSCALL_SETSID_X, 1).Error().Reason, StringComparison.Ordinal);
        Assert.Null(Raw().Section(minor: 9).Event(SYSCALL_SETSID_X, 1).Read().Error);
    }

    [Fact]
    public void A_capture_without_events_is_an_error()
    {
        Assert.Equal("the capture has no events", new CaptureBuilder().Error().Reason);
        var appended = TwoEvents.Section().Read();
        Assert.Equal("the capture has no events", appended.Error?.Reason);
        Assert.Equal(2, appended.Events.Count());
    }

    [Fact]
    public void Every_whole_event_before_a_cut_counts()
    {
        var whole = TwoEvents;
        var first = new CaptureBuilder().Event(SYSCALL_SETSID_X, 1).Length;
        for (var cut = 1; cut < whole.Length - first; cut++)
        {
            var content = TwoEvents.CutOff(cut).Read();
            Assert.Equal(["1 SYSCALL_SETSID_X"], content.Numbered);
            Assert.Contains("cut off", content.Error!.Reason, StringComparison.Ordinal);
            Assert.Equal((Name, first), (content.Error.Path, content.Error.Offset));
            Assert.Equal($"{Name}: at byte {first}: {content.Error.Reason}", content.Error.Message);
        }
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_is_an_error_after_what_was_there()
    {
        var builder = new CaptureBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            builder.Event(SYSCALL_KILL_X, i, i * 7919, 9);
        }

        var zipped = builder.Zipped();
        foreach (var keep in new[] { zipped.Length - 1, zipped.Length - 20, zipped.Length / 2, 1000 })
        {
            var content = CaptureContent.Read(zipped[..keep]);
            if (keep == zipped.Length - 1)
            {
                // Only the checksum is cut, which no event is in.
                Assert.Equal(20_000, content.Events.Count());
                continue;
            }

            Assert.NotNull(content.Error);
            Assert.Equal(builder.Read().Numbered.Take(content.Events.Count()), content.Numbered);
        }
    }

    [Fact]
    public void A_compressed_file_that_is_damaged_is_an_error_after_what_came_before()
    {
        var builder = new CaptureBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            builder.Event(SYSCALL_KILL_X, i, i * 7919, 9);
        }

        var zipped = builder.Zipped();
        zipped.AsSpan(zipped.Length / 2, 200).Fill(0xFF);
        var content = CaptureContent.Read(zipped);
        Assert.NotNull(content.Error);
        Assert.InRange(content.Events.Count(), 5_000, 19_000);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(8u)]
    [InlineData(11u)]
    [InlineData(0x80000000u)]
    [InlineData(0xFFFFFFFFu)]
    public void A_block_length_that_cannot_be_is_an_error(uint length)
    {
        var at = new CaptureBuilder().Event(SYSCALL_SETSID_X, 1).Length;
        var content = TwoEvents.Set(at + 4, length).Read();
        Assert.Equal(at, content.Error!.Offset);
        Assert.Contains($"a block of {length} bytes cannot be", content.Error.Reason, StringComparison.Ordinal);
        Assert.Equal(["1 SYSCALL_SETSID_X"], content.Numbered);
    }

    [Fact]
    public void Two_lengths_of_a_block_that_differ_are_an_error()
    {
        var content = TwoEvents.Set(-4, 1234).Read();
        Assert.Contains("at its start and 1234 at its end", content.Error!.Reason, StringComparison.Ordinal);
        Assert.Equal(["1 SYSCALL_SETSID_X"], content.Numbered);
    }

    [Fact]
    public void An_event_block_too_short_for_an_event_is_an_error()
    {
        var builder = TwoEvents;
        var at = builder.Length;
        var content = builder.Block(BlockType.EventV2, new byte[20]).Read();
        Assert.Contains("too short for an event", content.Error!.Reason, StringComparison.Ordinal);
        Assert.Equal((at + 8, 2), (content.Error.Offset, content.Events.Count()));
    }

    [Theory]
    [InlineData(16, 9999u)]
    [InlineData(16, 25u)]
    [InlineData(16, 0xFFFFFFFFu)]
    [InlineData(22, 1000u)]
    [InlineData(22, 0xFFFFFFFFu)]
    [InlineData(22, 0x80000001u)]
    [InlineData(26, 0xFFFFFFFFu)]
    public void Parameters_that_run_past_their_event_are_an_error(int offset, uint value)
    {
        var record = Record(SYSCALL_CHDIR_X, 1, [0, "/a"]);
        BitConverter.GetBytes(value).CopyTo(record, offset);
        var builder = TwoEvents;
        var at = builder.Length;
        var content = builder.EventIn(BlockType.EventV2, record).Read();
        Assert.Contains("the parameters of a SYSCALL_CHDIR_X event run past its end", content.Error!.Reason, StringComparison.Ordinal);
        Assert.Equal((at + 8, 2), (content.Error.Offset, content.Events.Count()));
    }

    [Theory]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0x7FFFFFFFu)]
    public void Large_lengths_that_overflow_when_added_up_are_an_error(uint length)
    {
        var record = Record(ASYNCEVENT_E, 1, [1u, "name", new byte[8]]);
        BitConverter.GetBytes(length).CopyTo(record, 26);
        BitConverter.GetBytes(length).CopyTo(record, 30);
        BitConverter.GetBytes(2u).CopyTo(record, 34);
        Assert.Contains("run past its end", TwoEvents.EventIn(BlockType.EventV2Large, record).Error().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_of_an_old_block_that_do_not_add_up_are_an_error()
    {
        foreach (var change in new[] { 1, -1, 200 })
        {
            var record = Record(SYSCALL_CHDIR_X, 1, [0, "/a"], hasCount: false);
            record[24] = (byte)(record[24] + change);
            var content = TwoEvents.EventIn(BlockType.Event, record).Read();
            Assert.Contains("do not add up", content.Error!.Reason, StringComparison.Ordinal);
            Assert.Equal(2, content.Events.Count());
        }
    }

    [Fact]
    public void Bytes_after_the_last_parameter_are_left_out()
    {
        var e = Assert.Single(new CaptureBuilder().EventIn(BlockType.EventV2, [.. Record(SYSCALL_CHDIR_X, 1, [0, "/a"]), 1, 2, 3, 4]).Read().Events);
        Assert.Equal("0000000000000000 2f6100", CaptureContent.Params(e));
    }

    [Fact]
    public void A_stream_that_fails_is_an_error_after_what_came_before()
    {
        using var reader = CaptureReader.Open(new FailingStream(TwoEvents.ToArray()), Name);
        Assert.Equal(CaptureStep.Event, reader.Read());
        Assert.Equal(CaptureStep.Event, reader.Read());
        var error = Assert.Throws<CaptureException>(() => reader.Read());
        Assert.Equal("cannot be read: the disk is on fire", error.Reason);
        Assert.IsType<IOException>(error.InnerException);
    }

    private sealed class FailingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
            => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("the disk is on fire");
    }
}
