using Akka.Actor;
using Falco.Actors.Trees;
using Falco.Engine.Events;
using Falco.Engine.Routing;

namespace Falco.Actors.Ingest;

/// <summary>
/// The sensor's end of one tree's stream: what is being put together, and what was sent and may be wanted again, back to the
/// last checkpoint.
/// </summary>
/// <param name="key">The tree's key.</param>
/// <param name="entityId">The tree's id.</param>
/// <param name="epoch">The sensor's run.</param>
/// <param name="start">The number that comes before the first message's: what is still under way from an earlier tree of the id has a lower one.</param>
/// <param name="settings">How much is kept and for how long.</param>
/// <param name="owner">The router that it belongs to.</param>
internal sealed class TreeChannel(string key, string entityId, long epoch, long start, IngestSettings settings, IChannelOwner owner)
    : TreeStream(key), IDisposable
{
    /// <summary>What a record is taken to weigh beside its state.</summary>
    private const int RecordWeight = 64;

    /// <summary>All batches are of one size, so that the memory of one serves for every other.</summary>
    private const int BatchSize = 16 << 10;

    private readonly Queue<Deliver> _log = new();
    private readonly Queue<(long Sequence, ulong Number)> _pending = new();
    private readonly Dictionary<long, (long Sequence, ReadOnlyMemory<byte>? Parcel)> _crossings = [];
    private readonly CheckpointParts _parts = new();
    private List<TreeRecord> _open = [];
    private EventBatch? _events;
    private int _openBytes;
    private ulong _openNumber;
    private ulong _lastNumber;
    private long _sequence = start;
    private bool _isStarted;
    private long _waitingSince;
    private long _wantedSince;
    private (long Sequence, int Count) _failures;
    private (long Sequence, ReadOnlyMemory<byte> Bytes) _checkpoint = (start, default);
    private (long Sequence, ReadOnlyMemory<byte> Bytes)? _candidate;

    public string EntityId => entityId;

    /// <summary>The last message that the tree has acknowledged.</summary>
    public long Acknowledged { get; private set; } = start;

    /// <summary>Bytes that are kept for the tree.</summary>
    public long Bytes { get; private set; }

    /// <summary>The node that the tree answered from last; null before its first answer.</summary>
    public Address? Node { get; set; }

    /// <summary>Bytes that are sent and not acknowledged.</summary>
    public long Unacknowledged => _log.Sum(deliver => deliver.Sequence > Acknowledged ? (long)deliver.Bytes : 0);

    /// <summary>Whether the router has no thread in this tree any more.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Whether everything is sent and acknowledged.</summary>
    public bool IsDone => _open.Count == 0 && Acknowledged == _sequence;

    /// <summary>Whether the owner has it on its list of channels with something to send.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether the tree was asked for a checkpoint and has not sent it yet.</summary>
    public bool IsCheckpointWanted { get; private set; }

    /// <summary>Number of the first event that may not be evaluated yet; null where there is none.</summary>
    public ulong? FirstPending => _pending.TryPeek(out var first) ? first.Number : _openNumber == 0 ? null : _openNumber;

    public override void Append(ReadOnlySpan<byte> frames, int count, ulong first, ulong last)
    {
        if (_events is null || !_events.HasRoomFor(frames.Length))
        {
            var size = Math.Max(frames.Length, BatchSize);
            if (_openBytes > 0 && _openBytes + size > settings.TreeBatchSize)
            {
                Flush();
            }

            // What counts is the memory that is kept, not how much of it is used.
            _events = new EventBatch(size);
            _openBytes += size;
            Add(new Events(_events, owner.FirstTimestamp));
        }

        _events.Append(frames, count, last);
        _lastNumber = last;
        if (_openNumber == 0)
        {
            _openNumber = first;
            owner.Pending(this, first);
        }
    }

    public override void Append(TreeRecord record)
    {
        _events = null;
        _openBytes += RecordWeight + record switch
        {
            Seed seed => seed.Checkpoint.Length,
            Foreign foreign => foreign.Parcel.Length,
            AncestorChanged changed => changed.Parcel.Length,
            Arrive arrive => arrive.Known.Length,
            HostState state => state.Parcel.Length,
            HostEvent news => news.Frame.Length,
            _ => 0,
        };
        if (record is Arrive { Crossing: not 0 } crossing)
        {
            _crossings.Add(crossing.Crossing, (_sequence + 1, null));
            owner.Expect(crossing.Crossing, this);
        }

        Add(record);
        if (_openBytes > settings.TreeBatchSize)
        {
            Flush();
        }
    }

    public override void Flush()
    {
        if (_open.Count == 0)
        {
            return;
        }

        var deliver = new Deliver(entityId, epoch, ++_sequence, _open, _openBytes, _lastNumber) { IsFirst = !_isStarted };
        _isStarted = true;
        if (_openNumber != 0)
        {
            _pending.Enqueue((_sequence, _openNumber));
        }

        _open = [];
        _events = null;
        _openBytes = 0;
        _openNumber = 0;
        if (Acknowledged == _sequence - 1)
        {
            _waitingSince = owner.Now;
        }

        Hold(deliver.Bytes);
        _log.Enqueue(deliver);
        owner.Send(deliver);
    }

    public override void Empty()
    {
        IsEmpty = true;
        Flush();
        owner.Emptied(this);
    }

    /// <summary>The router uses the stream again.</summary>
    public void Reopen() => IsEmpty = false;

    /// <summary>Takes an acknowledgement; false where it is an old one.</summary>
    public bool Acknowledge(long sequence)
    {
        if (sequence <= Acknowledged || sequence > _sequence)
        {
            return false;
        }

        Acknowledged = sequence;
        while (_pending.TryPeek(out var first) && first.Sequence <= sequence)
        {
            _pending.Dequeue();
        }

        _waitingSince = owner.Now;
        Adopt();
        return true;
    }

    /// <summary>Takes a part of a checkpoint.</summary>
    public void Take(CheckpointPart part)
    {
        if (part.Sequence <= _checkpoint.Sequence || part.Sequence > _sequence || _parts.Add(part) is not { } whole)
        {
            return;
        }

        IsCheckpointWanted = false;
        _candidate = (part.Sequence, whole);
        Adopt();
    }

    /// <summary>Takes the state that a crossing waits for, and passes it on; the first one counts.</summary>
    public void Take(long crossing, ReadOnlyMemory<byte>? parcel)
    {
        if (!_crossings.TryGetValue(crossing, out var waiting) || waiting.Parcel is not null)
        {
            return;
        }

        var state = parcel ?? ReadOnlyMemory<byte>.Empty;
        Hold(state.Length);
        _crossings[crossing] = (waiting.Sequence, state);
        owner.Send(new CrossingArrived(entityId, epoch, crossing, Given(state)));
    }

    /// <summary>Sends the state of a crossing again, where it is there.</summary>
    public void Repeat(long crossing)
    {
        if (_crossings.TryGetValue(crossing, out var waiting) && waiting.Parcel is { } state)
        {
            owner.Send(new CrossingArrived(entityId, epoch, crossing, Given(state)));
        }
    }

    /// <summary>Asks the tree how far it is where it has owed an acknowledgement for so many milliseconds.</summary>
    public void ProbeIfSilent(long timeout)
    {
        if (Acknowledged < _sequence && owner.Now - _waitingSince >= timeout)
        {
            _waitingSince = owner.Now;
            owner.Send(new Probe(entityId, epoch, _sequence));
        }

        if (IsCheckpointWanted && owner.Now - _wantedSince >= timeout)
        {
            // The tree may have lost its state with the question.
            IsCheckpointWanted = false;
        }
    }

    /// <summary>Asks the tree for a checkpoint, unless it was asked before.</summary>
    public void WantCheckpoint()
    {
        if (!IsCheckpointWanted)
        {
            IsCheckpointWanted = true;
            _wantedSince = owner.Now;
            owner.Send(new CheckpointWanted(entityId, epoch));
        }
    }

    /// <summary>Answers a tree's question with its last checkpoint and everything after it.</summary>
    public void Restore(long question)
    {
        _waitingSince = owner.Now;
        IsCheckpointWanted = false;
        foreach (var part in CheckpointPart.Split(_checkpoint.Sequence, _checkpoint.Bytes))
        {
            owner.Send(new Restore(entityId, epoch, question, part));
        }

        foreach (var (crossing, (_, parcel)) in _crossings)
        {
            if (parcel is { } state)
            {
                owner.Send(new CrossingArrived(entityId, epoch, crossing, Given(state)));
            }
        }

        foreach (var deliver in _log)
        {
            owner.Send(deliver with { Answer = question });
        }
    }

    /// <summary>Counts that the tree failed on a message; returns how often in a row.</summary>
    public int CountFailure(long sequence)
    {
        _failures = (sequence, _failures.Sequence == sequence ? _failures.Count + 1 : 1);
        return _failures.Count;
    }

    /// <summary>
    /// Gives up a message that the tree fails on. Returns how many events are lost with it; null where there is no such message.
    /// </summary>
    public int? Skip(long sequence, Action<long> crossingLost)
    {
        int? lost = null;
        for (var left = _log.Count; left > 0; left--)
        {
            var deliver = _log.Dequeue();
            if (deliver.Sequence == sequence)
            {
                lost = 0;
                foreach (var record in deliver.Records)
                {
                    switch (record)
                    {
                        case Events events:
                            lost += events.Batch.Count;
                            break;
                        case Copy copy:
                            crossingLost(copy.Crossing);
                            break;
                        case Leave leave:
                            crossingLost(leave.Crossing);
                            break;
                    }
                }

                // Not given back to the pool: an answer that is still under way may hold them.
                deliver = deliver with { Records = [] };
            }

            _log.Enqueue(deliver);
        }

        return lost;
    }

    /// <summary>Gives all memory back.</summary>
    public void Dispose()
    {
        _events?.Dispose();
        while (_log.TryDequeue(out var deliver))
        {
            Free(deliver);
        }

        foreach (var (crossing, _) in _crossings)
        {
            owner.Forget(crossing);
        }

        _crossings.Clear();
        Hold(-Bytes);
    }

    private static ReadOnlyMemory<byte>? Given(ReadOnlyMemory<byte> state) => state.IsEmpty ? null : state;

    private void Add(TreeRecord record)
    {
        _open.Add(record);
        owner.Opened(this);
    }

    /// <summary>
    /// Makes a checkpoint the one that the tree starts from, once everything before it is acknowledged: alerts that are not confirmed
    /// yet would be lost with the tree otherwise.
    /// </summary>
    private void Adopt()
    {
        if (_candidate is not { } candidate || candidate.Sequence > Acknowledged)
        {
            return;
        }

        _candidate = null;
        _checkpoint = candidate;
        while (_log.TryPeek(out var deliver) && deliver.Sequence <= candidate.Sequence)
        {
            _log.Dequeue();
            Free(deliver);
        }

        foreach (var (crossing, (sequence, parcel)) in _crossings)
        {
            if (sequence <= candidate.Sequence)
            {
                _crossings.Remove(crossing);
                owner.Forget(crossing);
                Hold(-(parcel?.Length ?? 0));
            }
        }
    }

    private void Free(Deliver deliver)
    {
        foreach (var record in deliver.Records)
        {
            if (record is Events events)
            {
                events.Batch.Dispose();
            }
        }

        Hold(-deliver.Bytes);
    }

    private void Hold(long bytes)
    {
        Bytes += bytes;
        owner.Held(this, bytes);
    }
}
