using Falco.Actors.Alerts;
using Falco.Actors.Serialization;
using Falco.Engine.Routing;

namespace Falco.Actors.Trees;

/// <summary>A message to a process tree, wherever it lives; a region finds it by its id.</summary>
internal interface ITreeMessage : IWireMessage
{
    /// <summary>The sensor's name and the tree's key: <c>SENSOR|KEY</c>.</summary>
    string EntityId { get; }
}

/// <summary>
/// Records of a tree's stream. The sensor keeps the message until the tree has acknowledged it and sent a checkpoint that covers it.
/// </summary>
/// <param name="EntityId">The tree.</param>
/// <param name="Epoch">The sensor's run; a later one is greater.</param>
/// <param name="Sequence">Without gaps from the first message on.</param>
/// <param name="Records">The records, in order.</param>
/// <param name="Bytes">About how much memory they take.</param>
/// <param name="LastNumber">Number of the last event in them, or of the last before them.</param>
internal sealed record Deliver(
    string EntityId, long Epoch, long Sequence, IReadOnlyList<TreeRecord> Records, int Bytes, ulong LastNumber) : ITreeMessage
{
    /// <summary>Whether a tree can start with it.</summary>
    public bool IsFirst { get; init; }

    /// <summary>
    /// Which question it answers; 0 where it is sent for the first time. What answers an older question is not to be read: its events
    /// may have gone since.
    /// </summary>
    public long Answer { get; init; }

    /// <summary>Whether the tree disposes the events when it has worked them off: they came over the wire, and nobody else has them.</summary>
    public bool IsOwned { get; init; }

    /// <summary>How many events are in it.</summary>
    public long EventCount
    {
        get
        {
            long count = 0;
            foreach (var record in Records)
            {
                count += (record as Events)?.Batch.Count ?? 0;
            }

            return count;
        }
    }
}

/// <summary>The state that a crossing waits for; null where it will never come.</summary>
internal sealed record CrossingArrived(string EntityId, long Epoch, long Crossing, ReadOnlyMemory<byte>? Parcel) : ITreeMessage;

/// <summary>The sensor has the state that the tree gave away with a crossing.</summary>
internal sealed record DepartureTaken(string EntityId, long Epoch, long Crossing) : ITreeMessage;

/// <summary>A part of the checkpoint that the tree starts from again; messages from the one after its sequence follow.</summary>
internal sealed record Restore(string EntityId, long Epoch, long Answer, CheckpointPart Part) : ITreeMessage;

/// <summary>Asks a tree that has been silent how far it is.</summary>
internal sealed record Probe(string EntityId, long Epoch, long Sequence) : ITreeMessage;

/// <summary>Asks a tree for a checkpoint now: the sensor is short of credit.</summary>
internal sealed record CheckpointWanted(string EntityId, long Epoch) : ITreeMessage;

/// <summary>The tree has come to its end.</summary>
internal sealed record Retire(string EntityId, long Epoch) : ITreeMessage;

/// <summary>
/// A tree has worked off its stream up to a message, and all alerts of it are confirmed.
/// </summary>
/// <param name="EntityId">The tree.</param>
/// <param name="Epoch">The sensor's run.</param>
/// <param name="Sequence">The last message; those before it are acknowledged with it.</param>
/// <param name="LastNumber">Number of the last event.</param>
/// <param name="Alerts">The alerts that were raised since the last acknowledgement.</param>
internal sealed record Ack(string EntityId, long Epoch, long Sequence, ulong LastNumber, IReadOnlyList<AlertId> Alerts) : IWireMessage
{
    /// <summary>Bytes that it takes on the wire at most, but for the tree's id.</summary>
    public int Length
    {
        get
        {
            const int numbers = 32, bytesOfChar = 3;
            var length = 0;
            foreach (var (sensor, _, _, rule) in Alerts)
            {
                length += numbers + (bytesOfChar * (sensor.Length + rule.Length));
            }

            return length;
        }
    }
}

/// <summary>A tree cannot place what it received: it has no state, or something is missing.</summary>
/// <param name="EntityId">The tree.</param>
/// <param name="Epoch">The sensor's run that the tree was asked to follow.</param>
/// <param name="Next">The message that the tree waits for; 0 where it has no state.</param>
/// <param name="Question">What the answer has to carry.</param>
internal sealed record Missing(string EntityId, long Epoch, long Next, long Question) : IWireMessage;

/// <summary>A tree failed, and starts again without state.</summary>
/// <param name="EntityId">The tree.</param>
/// <param name="Epoch">The sensor's run.</param>
/// <param name="Sequence">The message that it failed on, or that of a checkpoint that it could not start from.</param>
/// <param name="Reason">What went wrong.</param>
internal sealed record Failed(string EntityId, long Epoch, long Sequence, string Reason) : IWireMessage;

/// <summary>State that a tree gives away with a crossing. It is sent until the sensor says that it has it.</summary>
internal sealed record Departed(string EntityId, long Epoch, long Crossing, ReadOnlyMemory<byte> Parcel) : IWireMessage;

/// <summary>A tree still waits for the state of a crossing: what was sent may be lost.</summary>
internal sealed record CrossingMissing(string EntityId, long Epoch, long Crossing) : IWireMessage;

/// <summary>A part of a tree's checkpoint.</summary>
internal sealed record CheckpointTaken(string EntityId, long Epoch, CheckpointPart Part) : IWireMessage;

/// <summary>Counts that a tree's crossing waited longer than it may.</summary>
internal sealed record CrossingExpired(string EntityId, long Epoch, long Crossing) : IWireMessage;
