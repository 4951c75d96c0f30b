using Akka.Actor;
using Akka.Event;
using Falco.Actors.Alerts;
using Falco.Actors.Cluster.Inspection;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Engine.Output;
using Falco.Engine.Routing;

namespace Falco.Actors.Trees;

/// <summary>
/// One process tree: works off its stream in order, waits at crossings for the state that another tree sends, and acknowledges what it
/// has worked off once its alerts are confirmed. It keeps nothing that could not come back from its last checkpoint and the messages
/// after it, which the sensor has.
/// </summary>
internal sealed class TreeActor : UntypedActor, IWithTimers
{
    private readonly string _entityId;
    private readonly TreeContext _context;
    private readonly Queue<Deliver> _waiting = new();
    private readonly Dictionary<long, ReadOnlyMemory<byte>?> _parcels = [];
    private readonly CheckpointParts _restoring = new();
    private readonly Unconfirmed _unconfirmed;
    private readonly List<Alert> _alerts = [];
    private readonly List<Departed> _departures = [];
    private readonly Pieces _pieces = new();
    private TreeEvaluator? _evaluator;
    private IActorRef _sensor = ActorRefs.Nobody;
    private long _epoch;
    private long _next;
    private int _record;
    private bool _asked;
    private long _question;
    private bool _isWorking;
    private long _lastCrossing;
    private long _overdue;
    private long _sinceCheckpoint;
    private bool _isCheckpointWanted;
    private int _checkpointLength;
    private (long Sequence, ulong LastNumber) _done;
    private (long Sequence, ulong LastNumber) _checkpoint;
    private ulong _floor;
    private long _events;

    public TreeActor(string entityId, TreeContext context)
    {
        _entityId = entityId;
        _context = context;
        _unconfirmed = new Unconfirmed(entityId, IsInCluster ? _pieces : null);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Whether the sensor and the alert actors may be elsewhere, and what goes there too large for one message: only there a shard puts trees away.</summary>
    private bool IsInCluster => _context.Passivation is not null;

    public static Props Props(string entityId, TreeContext context) => Akka.Actor.Props.CreateBy(new Producer(entityId, context));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Deliver deliver when Follows(deliver):
                _next++;
                _waiting.Enqueue(deliver);
                Work();
                break;
            case Confirmed confirmed:
                _unconfirmed.Confirm(confirmed);
                Acknowledge();
                break;
            case CrossingArrived arrived when IsCurrent(arrived.Epoch) && arrived.Crossing > _lastCrossing:
                _parcels[arrived.Crossing] = arrived.Parcel;
                Work();
                break;
            case DepartureTaken taken when IsCurrent(taken.Epoch):
                // It may come before the message that the departure is part of is worked off.
                _departures.RemoveAll(departed => departed.Crossing == taken.Crossing);
                _unconfirmed.Confirm(taken);
                Acknowledge();
                break;
            case CheckpointWanted wanted when wanted.Epoch >= _epoch:
                OnCheckpointWanted(wanted);
                break;
            case Probe probe:
                OnProbe(probe);
                break;
            case Restore restore when restore.Epoch >= _epoch && restore.Answer == _question:
                _sensor = Sender;
                OnRestore(restore);
                break;
            case RaiseAgain:
                foreach (var departed in _unconfirmed.RaiseAgain(_context.Alerts, Self, _floor))
                {
                    Send(departed);
                }

                break;
            case Piece piece:
                if (_pieces.Add(piece, Context.GetLogger()) is { } whole)
                {
                    OnReceive(whole);
                }

                break;
            case CrossingOverdue overdue when overdue.Crossing == _overdue:
                _sensor.Tell(new CrossingExpired(_entityId, _epoch, overdue.Crossing));
                _parcels.TryAdd(overdue.Crossing, null);
                Work();
                break;
            case Retire retire when retire.Epoch >= _epoch:
                Stop();
                break;
            case TreeQuestion question:
                if (question.IsFor(_entityId))
                {
                    Sender.Tell(ProcessTreeView.Of(Describe(), _evaluator?.Tree, question.Processes));
                }

                break;
            case Deliver or CrossingArrived or DepartureTaken or CheckpointWanted or Restore or Retire or CrossingOverdue:
                // Of an earlier run of the sensor, of before a restart, or here already.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Restore restore)
        {
            _sensor.Tell(new Failed(_entityId, restore.Epoch, restore.Part.Sequence, reason.Message));
        }
        else if (_isWorking && _waiting.TryPeek(out var failed))
        {
            _sensor.Tell(new Failed(_entityId, _epoch, failed.Sequence, reason.Message));
        }

        base.PreRestart(reason, message);
    }

    private bool IsCurrent(long epoch) => _evaluator is not null && epoch == _epoch;

    /// <summary>Whether the message is the one that comes next; asks for what is missing where it is a later one.</summary>
    private bool Follows(Deliver deliver)
    {
        _sensor = Sender;
        if (deliver.Epoch > _epoch)
        {
            Start(deliver.Epoch, deliver is { IsFirst: true, Answer: 0 } ? deliver.Sequence : 0);
        }

        if (deliver.Epoch < _epoch || (deliver.Answer != 0 && deliver.Answer != _question))
        {
            return false;
        }

        if (_next == 0 || deliver.Sequence > _next)
        {
            AskForMissing();
            return false;
        }

        return deliver.Sequence == _next;
    }

    /// <summary>Starts anew with an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="next">The message that comes next; 0 where there is no state for any.</param>
    private void Start(long epoch, long next)
    {
        _epoch = epoch;
        _next = next;
        _record = 0;
        _asked = false;
        _overdue = 0;
        _lastCrossing = 0;
        _sinceCheckpoint = 0;
        _isCheckpointWanted = false;
        _done = _checkpoint = (Math.Max(0, next - 1), 0);
        _floor = 0;
        _waiting.Clear();
        _parcels.Clear();
        _departures.Clear();
        _alerts.Clear();
        _unconfirmed.Clear();
        _evaluator = new TreeEvaluator(_context.Rules.Fork(), _context.Templates.Fork(), _entityId, _context.Engines);
    }

    private void AskForMissing()
    {
        if (!_asked)
        {
            _asked = true;
            _question = Random.Shared.NextInt64(1, long.MaxValue);
            _sensor.Tell(new Missing(_entityId, _epoch, _next, _question));
        }
    }

    private void OnProbe(Probe probe)
    {
        _sensor = Sender;
        if (probe.Epoch > _epoch)
        {
            Start(probe.Epoch, 0);
        }

        if (probe.Epoch == _epoch && probe.Sequence >= _next)
        {
            // Asked before or not: the answer may be what got lost.
            _asked = false;
            AskForMissing();
        }
        else if (probe.Epoch == _epoch && _overdue != 0)
        {
            // The state that the tree waits for may be what got lost.
            _sensor.Tell(new CrossingMissing(_entityId, _epoch, _overdue));
        }
        else if (probe.Epoch == _epoch && !_unconfirmed.Waits)
        {
            // The acknowledgement may be what got lost.
            _sensor.Tell(new Ack(_entityId, _epoch, _done.Sequence, _done.LastNumber, []));
        }
    }

    private void OnCheckpointWanted(CheckpointWanted wanted)
    {
        _sensor = Sender;
        if (wanted.Epoch > _epoch)
        {
            Start(wanted.Epoch, 0);
        }

        if (_next == 0)
        {
            AskForMissing();
            return;
        }

        _isCheckpointWanted = true;
        TakeCheckpoint();
    }

    private void OnRestore(Restore restore)
    {
        if (_restoring.Add(restore.Part) is not { } checkpoint)
        {
            return;
        }

        Start(restore.Epoch, restore.Part.Sequence + 1);
        if (!checkpoint.IsEmpty)
        {
            _evaluator!.Apply(new Seed(checkpoint));
        }
    }

    /// <summary>Works off what is there, up to a crossing whose state is not.</summary>
    private void Work()
    {
        _isWorking = true;
        while (_waiting.TryPeek(out var deliver))
        {
            for (; _record < deliver.Records.Count; _record++)
            {
                if (!Work(deliver.Records[_record]))
                {
                    _isWorking = false;
                    return;
                }
            }

            _waiting.Dequeue();
            _record = 0;
            Complete(deliver);
        }

        _isWorking = false;
    }

    /// <summary>Works off one record; false where it has to wait.</summary>
    private bool Work(TreeRecord record)
    {
        switch (record)
        {
            case Events events:
                _evaluator!.Apply(events, _alerts);
                return true;
            case Copy copy:
                Depart(copy, copy.Crossing);
                return true;
            case Leave leave:
                Depart(leave, leave.Crossing);
                return true;
            case Arrive arrive:
                return TryArrive(arrive);
            default:
                _evaluator!.Apply(record);
                return true;
        }
    }

    private void Depart(TreeRecord record, long crossing)
    {
        var departed = new Departed(_entityId, _epoch, crossing, _evaluator!.Depart(record));
        _departures.Add(departed);
        Send(departed);
    }

    private void Send(Departed departed)
    {
        foreach (var message in _pieces.Cut(_entityId, departed, departed.Parcel.Length))
        {
            _sensor.Tell(message);
        }
    }

    private bool TryArrive(Arrive arrive)
    {
        ReadOnlyMemory<byte>? parcel = null;
        if (arrive.Crossing != 0 && !_parcels.Remove(arrive.Crossing, out parcel))
        {
            if (_overdue != arrive.Crossing && _context.CrossingDeadline is { } deadline)
            {
                Timers.StartSingleTimer(nameof(CrossingOverdue), new CrossingOverdue(arrive.Crossing), deadline);
            }

            _overdue = arrive.Crossing;
            return false;
        }

        _overdue = 0;
        _lastCrossing = Math.Max(_lastCrossing, arrive.Crossing);
        Timers.Cancel(nameof(CrossingOverdue));
        var state = parcel ?? arrive.Known;
        if (!state.IsEmpty)
        {
            _evaluator!.Arrive(arrive, state);
        }

        return true;
    }

    private void Complete(Deliver deliver)
    {
        _done = (deliver.Sequence, deliver.LastNumber);
        _sinceCheckpoint += deliver.Bytes;
        _unconfirmed.Add(deliver, _alerts, _departures, _context.Alerts, Self, _floor);
        _alerts.Clear();
        _departures.Clear();
        var events = deliver.EventCount;
        _events += events;
        _context.Load?.Add(events);
        if (deliver.IsOwned)
        {
            Free(deliver);
        }

        if (_unconfirmed.Waits && !Timers.IsTimerActive(nameof(RaiseAgain)))
        {
            Timers.StartPeriodicTimer(nameof(RaiseAgain), RaiseAgain.Instance, _context.RaiseAgainAfter);
        }

        Acknowledge();
        TakeCheckpoint();
    }

    private void Acknowledge()
    {
        if (_unconfirmed.TakeConfirmed() is var (sequence, lastNumber, alerts))
        {
            var ack = new Ack(_entityId, _epoch, sequence, lastNumber, alerts);
            foreach (var message in IsInCluster ? _pieces.Cut(_entityId, ack, ack.Length) : [ack])
            {
                _sensor.Tell(message);
            }

            if (_checkpoint.Sequence <= sequence)
            {
                // From now on the sensor starts the tree from there.
                _floor = _checkpoint.LastNumber;
            }
        }

        if (!_unconfirmed.Waits)
        {
            Timers.Cancel(nameof(RaiseAgain));
        }
    }

    private void TakeCheckpoint()
    {
        // A checkpoint that is large for what happens in its tree is taken less often.
        var every = Math.Max(_context.CheckpointEvery, 4L * _checkpointLength);

        // In the middle of a message there is no place that the stream could be taken up from.
        if (_record > 0 || _sinceCheckpoint == 0 || (!_isCheckpointWanted && _sinceCheckpoint < every))
        {
            return;
        }

        var checkpoint = _evaluator!.TakeCheckpoint();
        _isCheckpointWanted = false;
        _sinceCheckpoint = 0;
        _checkpointLength = checkpoint.Length;
        _checkpoint = _done;
        foreach (var part in CheckpointPart.Split(_done.Sequence, checkpoint))
        {
            _sensor.Tell(new CheckpointTaken(_entityId, _epoch, part));
        }
    }

    private void Stop()
    {
        if (_context.Passivation is { } passivation)
        {
            // Alert actors are many and elsewhere; what they remember of a tree goes with its age.
            Context.Parent.Tell(passivation);
        }
        else
        {
            _context.Alerts.Tell(new TreeEnded(_entityId));
            Context.Stop(Self);
        }
    }

    private TreeReport Describe() => new()
    {
        Id = _entityId,
        Epoch = _epoch,
        Events = _events,
        Waiting = _waiting.Count,
        WaitsForCrossing = _overdue != 0,
        Acknowledged = Math.Max(0, _unconfirmed.First - 1 ?? _done.Sequence),
        Unconfirmed = _unconfirmed.Count,
        Checkpoint = _checkpoint.Sequence,
    };

    private static void Free(Deliver deliver)
    {
        foreach (var record in deliver.Records)
        {
            (record as Events)?.Batch.Dispose();
        }
    }

    private sealed record CrossingOverdue(long Crossing);

    private sealed class RaiseAgain
    {
        public static readonly RaiseAgain Instance = new();
    }

    /// <summary>
    /// Makes the actor. Trees come and go with containers, and the runtime writes and compiles the code that calls a constructor by its
    /// name anew whenever garbage was collected in between.
    /// </summary>
    private sealed class Producer(string entityId, TreeContext context) : IIndirectActorProducer
    {
        public Type ActorType => typeof(TreeActor);

        public ActorBase Produce() => new TreeActor(entityId, context);

        public void Release(ActorBase actor)
        {
            // Nothing is left of it.
        }
    }
}
