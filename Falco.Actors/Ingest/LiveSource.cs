using Akka.Streams;
using Akka.Streams.Stage;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Actors.Ingest;

/// <summary>
/// Events as they happen: first what is known of the machine, then batches, until the run is to end. Where nothing happens a thread of its
/// own waits, so that no thread of the pool does.
/// </summary>
internal sealed class LiveSource(ILiveEvents events, int batchSize, CancellationToken ended) : GraphStage<SourceShape<SourceItem>>
{
    private readonly ILiveEvents _events = events;
    private readonly int _batchSize = batchSize;
    private readonly CancellationToken _ended = ended;
    private readonly Outlet<SourceItem> _out = new("LiveSource.out");

    public override SourceShape<SourceItem> Shape => new(_out);

    protected override Attributes InitialAttributes => Attributes.CreateName("live");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        /// <summary>How long to wait before looking whether the run is to end.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

        /// <summary>
        /// Events mostly come in flocks: so long the first one waits for those behind it. A batch takes four changes of threads, however many
        /// events it has.
        /// </summary>
        private static readonly TimeSpan Flock = TimeSpan.FromMilliseconds(1);

        private readonly LiveSource _source;
        private readonly object _gate = new();
        private readonly IEnumerator<CaptureMetadata> _snapshot;
        private readonly Action<SourceItem> _push;
        private readonly Action<Exception> _fail;
        private readonly Thread _reader;
        private ulong _firstTimestamp;
        private bool _isSnapshotDone;
        private bool _isAsked;
        private bool _isBehind;
        private volatile bool _isStopped;

        public Logic(LiveSource source)
            : base(source.Shape)
        {
            _source = source;
            _snapshot = source._events.Snapshot().GetEnumerator();
            _push = GetAsyncCallback<SourceItem>(Give);
            _fail = GetAsyncCallback<Exception>(FailStage);
            _reader = new Thread(Read) { Name = "events", IsBackground = true };
            SetHandler(source._out, this);
        }

        public override void PreStart() => _reader.Start();

        public override void OnPull()
        {
            lock (_gate)
            {
                _isAsked = true;
                Monitor.Pulse(_gate);
            }
        }

        public override void PostStop()
        {
            // The reader may be waiting for events: it closes the source when it is out.
            lock (_gate)
            {
                _isStopped = true;
                Monitor.Pulse(_gate);
            }
        }

        private void Give(SourceItem item)
        {
            Push(_source._out, item);
            if (item is SourceEnd)
            {
                CompleteStage();
            }
        }

        private void Read()
        {
            try
            {
                while (WaitForDemand())
                {
                    _push(Next());
                }
            }
            catch (Exception e)
            {
                _fail(e);
            }
            finally
            {
                _snapshot.Dispose();
                _source._events.Dispose();
            }
        }

        /// <summary>False where nobody will ask any more.</summary>
        private bool WaitForDemand()
        {
            lock (_gate)
            {
                while (!_isAsked && !_isStopped)
                {
                    Monitor.Wait(_gate);
                }

                _isAsked = false;
                return !_isStopped;
            }
        }

        private SourceItem Next()
        {
            if (!_isSnapshotDone)
            {
                if (_snapshot.MoveNext())
                {
                    return new SourceMetadata(_snapshot.Current);
                }

                _isSnapshotDone = true;
            }

            var batch = new EventBatch(_source._batchSize);
            while (!_source._ended.IsCancellationRequested && !_isStopped)
            {
                if (!_isBehind)
                {
                    Thread.Sleep(Flock);
                }

                if (_source._events.ReadInto(batch))
                {
                    _isBehind = batch.Length >= _source._batchSize / 2;
                    return new SourceEvents(batch, FirstTimestampOf(batch)) { IsAll = !_isBehind };
                }

                _isBehind = false;
                _source._events.Wait(Patience);
            }

            batch.Dispose();
            return new SourceEnd(_source._events.EventCount, null);
        }

        private ulong FirstTimestampOf(EventBatch batch)
        {
            if (_firstTimestamp == 0)
            {
                foreach (var e in batch)
                {
                    _firstTimestamp = e.Timestamp;
                    break;
                }
            }

            return _firstTimestamp;
        }
    }
}
