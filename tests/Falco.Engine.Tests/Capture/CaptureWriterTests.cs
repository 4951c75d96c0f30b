using System.Text;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Xunit;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Tests.Capture;

/// <summary>Captures that are written are what Falco's libraries would write, and say what was put in.</summary>
[Collection(AloneCollection.Name)]
public class CaptureWriterTests
{
    private static readonly EventView Call = Assert.Single(new CaptureBuilder().Event(SYSCALL_CHDIR_X, 0, "/tmp").Read().Events);

    public static TheoryData<string> Captures
    {
        get
        {
            var all = new TheoryData<string>("samples/seed.scap");
            if (Corpus.Find() is { } corpus)
            {
                foreach (var file in Directory.GetFiles(Path.Combine(corpus, "captures"), "*.scap").Order(StringComparer.Ordinal))
                {
                    all.Add($"corpus/{Path.GetFileName(file)}");
                }
            }
            else
            {
                all.Add("corpus");
            }

            return all;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void A_copy_of_a_capture_says_the_same_in_todays_blocks(string capture)
    {
        var path = capture.StartsWith("corpus", StringComparison.Ordinal)
            ? Path.Combine(Corpus.Required(), "captures", Path.GetFileName(capture))
            : Path.Combine(Repository.Root, capture);
        var copy = Copy(path);
        StrictCapture.Check(copy);
        using var original = CaptureReader.Open(path);
        using var written = CaptureReader.Open(new MemoryStream(copy), "copy");
        AssertSame(original, written);
    }

    [Fact]
    public void Every_event_is_in_a_block_of_its_own_kind()
    {
        var large = Assert.Single(new CaptureBuilder().Event(ASYNCEVENT_E, 0u, "container", new byte[70_000]).Event(DROP_E, 1u).Read().Events, e => e.Type == ASYNCEVENT_E);
        var bytes = Written(writer =>
        {
            writer.Write(Call);
            writer.Write(Call, isStateOnly: true);
            writer.Write(large);
            writer.Write(Call);
        });
        Assert.Equal(
            [BlockType.SectionHeader, BlockType.EventV2, BlockType.EventWithFlagsV2, BlockType.EventWithFlagsV2Large, BlockType.EventV2],
            StrictCapture.Check(bytes).Blocks);
        Assert.Equal([false, true, true, false], CaptureContent.Read(bytes).Events.Select(e => e.IsStateOnly));
    }

    [Fact]
    public void An_event_block_is_what_Falcos_libraries_write()
    {
        var expected = new CaptureBuilder().EventIn(BlockType.EventV2, CaptureBuilder.Record(SYSCALL_CHDIR_X, 100, [0, "/tmp"])).ToArray();
        Assert.Equal(expected, Written(writer => writer.Write(Call)));
    }

    [Fact]
    public void Texts_longer_than_Falco_reads_are_cut_off()
    {
        var text = new Utf8(Encoding.ASCII.GetBytes(new string('x', 70_000)));
        var content = CaptureContent.Read(Strict(writer =>
        {
            writer.Write(new MachineInfo(1, 2, 3, new string('h', 300), 4, 5));
            writer.Write(new UserList([new UserEntry(1, 2, text, text, text)], [new GroupEntry(3, text)]));
            writer.Write(new ProcessList([new ProcessEntry { Tid = 1, Comm = text, Args = text, Env = text, Cgroups = text, Root = text }]));
            writer.Write(new FdList(1, [new FdEntry { Type = 16, Name = text }, new FdEntry { Type = 8, Name = text }]));
            writer.Write(Call);
        }));
        Assert.Equal(127, content.Metadata.OfType<MachineInfo>().Single().HostName.Length);
        var process = content.Metadata.OfType<ProcessList>().Single().Entries[0];
        Assert.Equal((1023, 4096, 4096, 4096), (process.Comm.Length, process.Args.Length, process.Env.Length, process.Cgroups.Length));
        Assert.Equal([1023, 1023], content.Metadata.OfType<FdList>().Single().Entries.Select(fd => fd.Name.Length));
        Assert.Equal(255, content.Metadata.OfType<UserList>().Single().Groups[0].Name.Length);
    }

    [Fact]
    public void Long_process_lists_come_in_several_blocks()
    {
        var env = new Utf8(new byte[4000]);
        var list = new ProcessList([.. Enumerable.Range(1, 500).Select(tid => new ProcessEntry { Tid = tid, Env = env })]);
        var bytes = Strict(writer =>
        {
            writer.Write(list);
            writer.Write(Call);
        });
        Assert.InRange(StrictCapture.Check(bytes).Blocks.Count(type => type == BlockType.ProcessListV9), 2, 20);
        Assert.Equal(
            Enumerable.Range(1, 500).Select(tid => (long)tid),
            CaptureContent.Read(bytes).Metadata.OfType<ProcessList>().SelectMany(part => part.Entries).Select(entry => entry.Tid));
    }

    [Theory]
    [InlineData("a.scap", null, false)]
    [InlineData("a.scap.gz", null, true)]
    [InlineData("a.scap.gz", false, false)]
    [InlineData("a.scap", true, true)]
    public void The_name_or_the_option_says_whether_it_is_compressed(string name, bool? compress, bool isCompressed)
    {
        var stream = new MemoryStream();
        using (var writer = CaptureWriter.Create(stream, name, new CaptureWriterOptions { Compress = compress }))
        {
            writer.Write(Call);
        }

        Assert.Equal(isCompressed, stream.ToArray() is [0x1F, 0x8B, ..]);
        Assert.Equal(["1 SYSCALL_CHDIR_X"], CaptureContent.Read(stream.ToArray()).Numbered);
    }

    [Theory]
    [InlineData(false, 1_000)]
    [InlineData(false, 200_000)]
    [InlineData(true, 1_000)]
    [InlineData(true, 200_000)]
    public void A_capture_ends_with_a_whole_block_before_it_gets_too_large(bool compress, int limit)
    {
        var stream = new MemoryStream();
        var count = 0UL;
        using (var writer = CaptureWriter.Create(stream, "a", new CaptureWriterOptions { Compress = compress, MaxBytes = limit }))
        {
            while (writer.Write(Noise((int)count)))
            {
                count++;
            }

            Assert.True(writer.IsFull);
            Assert.False(writer.Write(Call));
            Assert.Equal(count, writer.EventCount);
        }

        Assert.InRange(stream.ToArray().Length, limit * 2 / 3, limit);
        Assert.Equal(count, (ulong)StrictCapture.Check(stream.ToArray()).EventCount);
    }

    [Fact]
    public void What_was_flushed_can_be_read_while_the_rest_is_still_to_come()
    {
        foreach (var compress in new[] { false, true })
        {
            var stream = new MemoryStream();
            using var writer = CaptureWriter.Create(stream, "a", new CaptureWriterOptions { Compress = compress });
            writer.Write(Call);
            writer.Flush();
            Assert.Equal(["1 SYSCALL_CHDIR_X"], CaptureContent.Read(stream.ToArray()).Numbered);
        }
    }

    [Fact]
    public void Writing_on_allocates_nothing()
    {
        using var writer = CaptureWriter.Create(Stream.Null, "null");
        writer.Write(Call);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            writer.Write(Call);
        }

        // Now and then what has come together is passed on.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_file_that_cannot_be_created_is_an_error()
    {
        var error = Assert.Throws<CaptureException>(() => CaptureWriter.Create("/nonexistent/a.scap"));
        Assert.StartsWith("/nonexistent/a.scap: cannot be created: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_fails_is_an_error()
    {
        var writer = CaptureWriter.Create(new FullStream(), "full.scap");
        var error = Assert.Throws<CaptureException>((Action)(() =>
        {
            while (writer.Write(Call))
            {
            }
        }));
        Assert.Equal("full.scap: cannot be written: the disk is full", error.Message);
    }

    private static EventView Noise(int seed)
    {
        var noise = new byte[200];
        new Random(seed).NextBytes(noise);
        return Assert.Single(new CaptureBuilder().Event(SYSCALL_WRITE_X, 200, noise, 3, 200u).Read().Events);
    }

    private static byte[] Copy(string path)
    {
        using var reader = CaptureReader.Open(path);
        return Written(writer =>
        {
            CaptureStep step;
            while ((step = reader.Read()) != CaptureStep.End)
            {
                Assert.True(step == CaptureStep.Event ? writer.Write(reader.Current) : writer.Write(reader.Metadata));
            }
        });
    }

    private static byte[] Strict(Action<CaptureWriter> write)
    {
        var bytes = Written(write);
        StrictCapture.Check(bytes);
        return bytes;
    }

    private static byte[] Written(Action<CaptureWriter> write)
    {
        var stream = new MemoryStream();
        using (var writer = CaptureWriter.Create(stream, "a.scap"))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    /// <summary>The same events with the same numbers; the same metadata, though long lists may be cut up in another way.</summary>
    private static void AssertSame(CaptureReader original, CaptureReader copy)
    {
        var isMore = true;
        while (isMore)
        {
            var expected = UpToEvent(original, out isMore);
            Assert.Equal(expected, UpToEvent(copy, out var isMoreOfCopy));
            Assert.Equal(isMore, isMoreOfCopy);
            if (isMore && !original.Current.Frame.SequenceEqual(copy.Current.Frame))
            {
                Assert.Equal(Convert.ToHexString(original.Current.Frame), Convert.ToHexString(copy.Current.Frame));
            }
        }

        Assert.Equal((original.EventCount, original.FirstTimestamp), (copy.EventCount, copy.FirstTimestamp));
    }

    private static List<object> UpToEvent(CaptureReader capture, out bool isEvent)
    {
        var items = new List<object>();
        CaptureStep step;
        while ((step = capture.Read()) == CaptureStep.Metadata)
        {
            switch (capture.Metadata)
            {
                case ProcessList list:
                    items.AddRange(list.Entries);
                    break;
                case FdList list:
                    items.AddRange([list.Tid, .. list.Entries.Where(fd => fd.Type != 0)]);
                    break;
                case UserList list:
                    items.AddRange([.. list.Users, .. list.Groups]);
                    break;
                case InterfaceList list:
                    items.AddRange(list.Entries.OrderBy(address => address.Address.Length));
                    break;
                default:
                    items.Add(capture.Metadata);
                    break;
            }
        }

        isEvent = step == CaptureStep.Event;
        return items;
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("the disk is full");
    }
}
