using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Actors.Alerts;

/// <summary>What a follower has not seen yet: it waits for the trees, which may be slower than the source.</summary>
internal sealed class FollowedEvents(IEventFollower follower) : IDisposable
{
    private readonly Queue<object> _waiting = new();
    private readonly Queue<AlertId> _alerts = new();
    private readonly List<string> _ofEvent = [];
    private int _position;

    /// <summary>Something of the machine, after all that came before.</summary>
    public void Add(CaptureMetadata metadata) => _waiting.Enqueue(metadata);

    /// <summary>Events, after all that came before. The batch is the follower's from now on.</summary>
    public void Add(EventBatch batch) => _waiting.Enqueue(batch);

    /// <summary>An alert of one of these events, in their order.</summary>
    public void Add(AlertId alert) => _alerts.Enqueue(alert);

    /// <summary>Shows what all rules have seen.</summary>
    /// <param name="number">The last event of it.</param>
    /// <returns>How many bytes of memory were let go.</returns>
    public long Show(ulong number)
    {
        var released = 0L;
        while (_waiting.TryPeek(out var next))
        {
            if (next is EventBatch batch)
            {
                if (!Show(batch, number))
                {
                    break;
                }

                released += batch.Buffer.Length;
                batch.Dispose();
                _position = 0;
            }
            else
            {
                follower.See((CaptureMetadata)next);
            }

            _waiting.Dequeue();
        }

        return released;
    }

    public void End() => follower.End();

    public void Dispose()
    {
        foreach (var batch in _waiting.OfType<EventBatch>())
        {
            batch.Dispose();
        }

        _waiting.Clear();
    }

    /// <summary>Shows a batch's events up to a number; false where there are others left.</summary>
    private bool Show(EventBatch batch, ulong number)
    {
        while (_position < batch.Length)
        {
            var e = new EventView(batch.Buffer, _position);
            if (e.Number > number)
            {
                return false;
            }

            while (_alerts.TryPeek(out var alert) && alert.Event <= e.Number)
            {
                _ofEvent.Add(_alerts.Dequeue().Rule);
            }

            follower.See(e, _ofEvent);
            _ofEvent.Clear();
            _position += e.FrameLength;
        }

        return true;
    }
}
