using System.Collections.Concurrent;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;
using Falco.Actors.Ingest;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Xunit;

namespace Falco.Actors.Tests.Ingest;

/// <summary>Events as they happen, as a stream.</summary>
public sealed class LiveSourceTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Machine _machine = new();
    private readonly CancellationTokenSource _ended = new();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _ended.Dispose();
    }

    [Fact]
    public async Task What_is_known_at_the_start_comes_before_events_and_the_end_after_them()
    {
        _machine.Known.Add(new InterfaceList([]));
        _machine.Happens(1, 2);
        var items = Run().RunWith(Sink.Seq<SourceItem>(), Sys.Materializer());
        await _machine.AllRead.WaitAsync(Patience);

        await _ended.CancelAsync();

        Assert.Collection(
            await items.WaitAsync(Patience),
            item => Assert.IsType<InterfaceList>(Assert.IsType<SourceMetadata>(item).Metadata),
            item => Assert.Equal(2, Assert.IsType<SourceEvents>(item).Batch.Count),
            item => Assert.Equal(2UL, Assert.IsType<SourceEnd>(item).EventCount));
        await _machine.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_any_more_stops_watching()
    {
        _machine.Happens(1);

        var items = await Run().Take(1).RunWith(Sink.Seq<SourceItem>(), Sys.Materializer()).WaitAsync(Patience);

        Assert.IsType<SourceEvents>(Assert.Single(items));
        await _machine.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_machine_that_cannot_be_read_any_more_fails_the_stream()
    {
        _machine.Breaks = true;

        var items = Run().RunWith(Sink.Seq<SourceItem>(), Sys.Materializer());

        Assert.Equal("broken", (await Assert.ThrowsAsync<IOException>(() => items.WaitAsync(Patience))).Message);
        await _machine.Closed.WaitAsync(Patience);
    }

    private Source<SourceItem, Akka.NotUsed> Run() => Source.FromGraph(new LiveSource(_machine, 4096, _ended.Token));

    private sealed class Machine : ILiveEvents
    {
        private readonly ConcurrentQueue<ulong[]> _events = new();
        private readonly TaskCompletionSource _allRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<CaptureMetadata> Known { get; } = [];

        public bool Breaks { get; set; }

        public Task AllRead => _allRead.Task;

        public Task Closed => _closed.Task;

        public ulong EventCount { get; private set; }

        public void Happens(params ulong[] numbers) => _events.Enqueue(numbers);

        public IEnumerable<CaptureMetadata> Snapshot() => Known;

        public bool ReadInto(EventBatch batch)
        {
            if (Breaks)
            {
                throw new IOException("broken");
            }

            if (!_events.TryDequeue(out var numbers))
            {
                _allRead.TrySetResult();
                return false;
            }

            using var happened = Frames.Batch(numbers);
            foreach (var e in happened)
            {
                batch.Append(e);
            }

            EventCount += (ulong)numbers.Length;
            return true;
        }

        public void Wait(TimeSpan atMost) => Thread.Yield();

        public void Dispose() => _closed.TrySetResult();
    }
}
