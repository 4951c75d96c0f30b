using Akka.Streams;
using Akka.Streams.Stage;
using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Actors.Ingest;

/// <summary>
/// Reads a capture as fast as it is asked to. A damaged capture is no failure of the stream: what was read before the damage goes first,
/// then the end says what is wrong.
/// </summary>
internal sealed class CaptureSource(CaptureReader capture, int batchSize) : GraphStage<SourceShape<SourceItem>>
{
    private readonly CaptureReader _capture = capture;
    private readonly int _batchSize = batchSize;
    private readonly Outlet<SourceItem> _out = new("CaptureSource.out");

    public override SourceShape<SourceItem> Shape => new(_out);

    protected override Attributes InitialAttributes => Attributes.CreateName("capture");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly CaptureSource _source;
        private SourceItem? _next;

        public Logic(CaptureSource source)
            : base(source.Shape)
        {
            _source = source;
            SetHandler(source._out, this);
        }

        public override void OnPull()
        {
            SourceItem item;
            if (_next is { } kept)
            {
                item = kept;
                _next = null;
            }
            else
            {
                item = Read();
            }

            Push(_source._out, item);
            if (item is SourceEnd)
            {
                CompleteStage();
            }
        }

        public override void PostStop() => _source._capture.Dispose();

        /// <summary>The next item; where events come before something else, that is kept for the next time.</summary>
        private SourceItem Read()
        {
            var batch = new EventBatch(_source._batchSize);
            var after = Step(batch);
            if (batch.Count == 0 && after is not null)
            {
                batch.Dispose();
                return after;
            }

            _next = after;
            return new SourceEvents(batch, _source._capture.FirstTimestamp);
        }

        private SourceItem? Step(EventBatch batch)
        {
            var capture = _source._capture;
            try
            {
                return capture.ReadInto(batch) switch
                {
                    CaptureStep.Event => null,
                    CaptureStep.Metadata => new SourceMetadata(capture.Metadata),
                    _ => new SourceEnd(capture.EventCount, null),
                };
            }
            catch (CaptureException e)
            {
                return new SourceEnd(capture.EventCount, e);
            }
        }
    }
}
