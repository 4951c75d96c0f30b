using Falco.Engine.Events;
using Falco.Engine.Routing;
using Falco.Engine.State;

namespace Falco.Actors.Serialization;

/// <summary>The records of a tree's stream on the wire: a byte that says which, then its members.</summary>
internal static class RecordWire
{
    private const byte OfEvents = 1;
    private const byte OfSeed = 2;
    private const byte OfCopy = 3;
    private const byte OfLeave = 4;
    private const byte OfArrive = 5;
    private const byte OfForeign = 6;
    private const byte OfAncestorChanged = 7;
    private const byte OfAncestorExited = 8;
    private const byte OfReaperFound = 9;
    private const byte OfHostState = 10;
    private const byte OfHostEvent = 11;

    public static void Write(ref WireWriter w, TreeRecord record)
    {
        switch (record)
        {
            case Events events:
                w.Byte(OfEvents);
                w.Number(events.FirstTimestamp);
                w.Bytes(events.Batch.Buffer.AsSpan(0, events.Batch.Length));
                break;
            case Seed seed:
                w.Byte(OfSeed);
                w.Bytes(seed.Checkpoint.Span);
                break;
            case Copy copy:
                w.Byte(OfCopy);
                w.Number(copy.Crossing);
                w.Number(copy.Tid);
                break;
            case Leave leave:
                w.Byte(OfLeave);
                w.Number(leave.Crossing);
                w.Number(leave.Tid);
                break;
            case Arrive arrive:
                w.Byte(OfArrive);
                w.Number(arrive.Crossing);
                w.Flag(arrive.AsOwn);
                w.Bytes(arrive.Known.Span);
                break;
            case Foreign foreign:
                w.Byte(OfForeign);
                w.Bytes(foreign.Parcel.Span);
                break;
            case AncestorChanged changed:
                w.Byte(OfAncestorChanged);
                w.Bytes(changed.Parcel.Span);
                break;
            case AncestorExited exited:
                w.Byte(OfAncestorExited);
                w.Number(exited.Tid);
                w.Number(exited.Reaper);
                w.Number(exited.ExitedAt);
                w.Flag(exited.IsGone);
                break;
            case ReaperFound reaper:
                w.Byte(OfReaperFound);
                w.Number(reaper.Tid);
                break;
            case HostState state:
                w.Byte(OfHostState);
                w.Number(state.Version);
                w.Bytes(state.Parcel.Span);
                break;
            case HostEvent news:
                w.Byte(OfHostEvent);
                w.Number(news.Version);
                w.Bytes(news.Frame);
                break;
            default:
                throw new ArgumentException($"{record.GetType().Name} has no wire form.", nameof(record));
        }
    }

    public static TreeRecord Read(ref WireReader r) => r.Byte() switch
    {
        OfEvents => new Events(FirstTimestamp: r.Number(), Batch: ReadBatch(r.Bytes().Span)),
        OfSeed => new Seed(r.Bytes()),
        OfCopy => new Copy(r.Signed(), r.Signed()),
        OfLeave => new Leave(r.Signed(), r.Signed()),
        OfArrive => new Arrive(r.Signed(), r.Flag(), r.Bytes()),
        OfForeign => new Foreign(r.Bytes()),
        OfAncestorChanged => new AncestorChanged(r.Bytes()),
        OfAncestorExited => new AncestorExited(r.Signed(), r.Signed(), r.Number(), r.Flag()),
        OfReaperFound => new ReaperFound(r.Signed()),
        OfHostState => new HostState(r.Signed(), r.Bytes()),
        OfHostEvent => new HostEvent(r.Signed(), ReadFrame(r.Bytes())),
        var other => throw new WireException($"there is no record {other} in a tree's stream"),
    };

    /// <summary>Readers of events rely on their lengths, so these are checked here.</summary>
    private static EventBatch ReadBatch(ReadOnlySpan<byte> frames)
    {
        if (frames.IsEmpty)
        {
            // Each batch takes some memory, however little is in it.
            throw new WireException("events of which there are none");
        }

        var batch = new EventBatch(frames.Length);
        while (!frames.IsEmpty)
        {
            var length = EventFrame.LengthOf(frames);
            if (length > frames.Length || !EventFrame.IsSound(frames[..length]))
            {
                batch.Dispose();
                throw new WireException("an event whose lengths do not add up");
            }

            batch.Append(frames[..length], 1, EventFrame.NumberOf(frames));
            frames = frames[length..];
        }

        return batch;
    }

    private static byte[] ReadFrame(ReadOnlyMemory<byte> frame)
        => EventFrame.IsSound(frame.Span) ? frame.ToArray() : throw new WireException("an event whose lengths do not add up");
}
