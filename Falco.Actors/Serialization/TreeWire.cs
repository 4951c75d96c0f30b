using Falco.Actors.Alerts;
using Falco.Actors.Trees;
using Falco.Engine.Output;
using Falco.Engine.Routing;
using Falco.Engine.Rules;

namespace Falco.Actors.Serialization;

/// <summary>
/// The wire form of what sensors, process trees and alert actors say to each other: the version, then the members in order. A manifest of a
/// letter or two says which message it is.
/// </summary>
internal static class TreeWire
{
    /// <summary>The manifest of a <see cref="Raise"/>.</summary>
    public const string RaiseManifest = "ra";

    /// <summary>What says which message it is.</summary>
    /// <exception cref="ArgumentException">The message is none of these.</exception>
    public static string ManifestOf(object message) => message switch
    {
        Deliver => "d",
        CrossingArrived => "ca",
        DepartureTaken => "dt",
        Restore => "r",
        Probe => "p",
        CheckpointWanted => "cw",
        Retire => "x",
        Piece => "pc",
        Ack => "a",
        Missing => "m",
        Failed => "f",
        Departed => "dp",
        CrossingMissing => "cm",
        CheckpointTaken => "ct",
        CrossingExpired => "ce",
        Raise => RaiseManifest,
        RaisePiece => "rp",
        Confirmed => "co",
        _ => throw new ArgumentException($"{message.GetType().Name} has no wire form.", nameof(message)),
    };

    /// <summary>The message's bytes.</summary>
    public static byte[] Write(object message)
    {
        var counting = WireWriter.Counting();
        Write(ref counting, message);
        var bytes = new byte[counting.Length];
        var writer = new WireWriter(bytes);
        Write(ref writer, message);
        return bytes;
    }

    /// <summary>The message that the bytes are.</summary>
    /// <exception cref="WireException">They are none, or one of a release that this one does not understand.</exception>
    public static object Read(string manifest, ReadOnlyMemory<byte> bytes)
    {
        var r = new WireReader(bytes);
        WireVersion.Check(r.Byte());
        object message = manifest switch
        {
            "d" => ReadDeliver(ref r),
            "ca" => new CrossingArrived(r.Text(), r.Signed(), r.Signed(), r.Flag() ? r.Bytes() : null),
            "dt" => new DepartureTaken(r.Text(), r.Signed(), r.Signed()),
            "r" => new Restore(r.Text(), r.Signed(), r.Signed(), ReadPart(ref r)),
            "p" => new Probe(r.Text(), r.Signed(), r.Signed()),
            "cw" => new CheckpointWanted(r.Text(), r.Signed()),
            "x" => new Retire(r.Text(), r.Signed()),
            "pc" => ReadPiece(ref r),
            "a" => new Ack(r.Text(), r.Signed(), r.Signed(), r.Number(), ReadIds(ref r)),
            "m" => new Missing(r.Text(), r.Signed(), r.Signed(), r.Signed()),
            "f" => new Failed(r.Text(), r.Signed(), r.Signed(), r.Text()),
            "dp" => new Departed(r.Text(), r.Signed(), r.Signed(), r.Bytes()),
            "cm" => new CrossingMissing(r.Text(), r.Signed(), r.Signed()),
            "ct" => new CheckpointTaken(r.Text(), r.Signed(), ReadPart(ref r)),
            "ce" => new CrossingExpired(r.Text(), r.Signed(), r.Signed()),
            RaiseManifest => ReadRaise(ref r),
            "rp" => new RaisePiece(r.Text(), ReadPiece(ref r)),
            "co" => new Confirmed(r.Text(), r.Signed(), r.Int()),
            _ => throw new WireException($"there is no message '{manifest}': another release wrote it"),
        };
        r.End();
        return message;
    }

    private static void Write(ref WireWriter w, object message)
    {
        w.Byte(WireVersion.Current);
        switch (message)
        {
            case Deliver deliver:
                WriteDeliver(ref w, deliver);
                break;
            case CrossingArrived arrived:
                WriteTree(ref w, arrived.EntityId, arrived.Epoch);
                w.Number(arrived.Crossing);
                w.Flag(arrived.Parcel is not null);
                if (arrived.Parcel is { } parcel)
                {
                    w.Bytes(parcel.Span);
                }

                break;
            case DepartureTaken taken:
                WriteTree(ref w, taken.EntityId, taken.Epoch);
                w.Number(taken.Crossing);
                break;
            case Restore restore:
                WriteTree(ref w, restore.EntityId, restore.Epoch);
                w.Number(restore.Answer);
                WritePart(ref w, restore.Part);
                break;
            case Probe probe:
                WriteTree(ref w, probe.EntityId, probe.Epoch);
                w.Number(probe.Sequence);
                break;
            case CheckpointWanted wanted:
                WriteTree(ref w, wanted.EntityId, wanted.Epoch);
                break;
            case Retire retire:
                WriteTree(ref w, retire.EntityId, retire.Epoch);
                break;
            case Piece piece:
                WritePiece(ref w, piece);
                break;
            case Ack ack:
                WriteTree(ref w, ack.EntityId, ack.Epoch);
                w.Number(ack.Sequence);
                w.Number(ack.LastNumber);
                WriteIds(ref w, ack.Alerts);
                break;
            case Missing missing:
                WriteTree(ref w, missing.EntityId, missing.Epoch);
                w.Number(missing.Next);
                w.Number(missing.Question);
                break;
            case Failed failed:
                WriteTree(ref w, failed.EntityId, failed.Epoch);
                w.Number(failed.Sequence);
                w.Text(failed.Reason);
                break;
            case Departed departed:
                WriteTree(ref w, departed.EntityId, departed.Epoch);
                w.Number(departed.Crossing);
                w.Bytes(departed.Parcel.Span);
                break;
            case CrossingMissing missing:
                WriteTree(ref w, missing.EntityId, missing.Epoch);
                w.Number(missing.Crossing);
                break;
            case CheckpointTaken taken:
                WriteTree(ref w, taken.EntityId, taken.Epoch);
                WritePart(ref w, taken.Part);
                break;
            case CrossingExpired expired:
                WriteTree(ref w, expired.EntityId, expired.Epoch);
                w.Number(expired.Crossing);
                break;
            case Raise raise:
                WriteRaise(ref w, raise);
                break;
            case RaisePiece part:
                w.Text(part.Rule);
                WritePiece(ref w, part.Piece);
                break;
            case Confirmed confirmed:
                w.Text(confirmed.Rule);
                w.Number(confirmed.Sequence);
                w.Count(confirmed.Part);
                break;
            default:
                throw new ArgumentException($"{message.GetType().Name} has no wire form.", nameof(message));
        }
    }

    private static void WriteTree(ref WireWriter w, string entityId, long epoch)
    {
        w.Text(entityId);
        w.Number(epoch);
    }

    private static void WriteDeliver(ref WireWriter w, Deliver deliver)
    {
        WriteTree(ref w, deliver.EntityId, deliver.Epoch);
        w.Number(deliver.Sequence);
        w.Count(deliver.Bytes);
        w.Number(deliver.LastNumber);
        w.Flag(deliver.IsFirst);
        w.Number(deliver.Answer);
        w.Count(deliver.Records.Count);
        foreach (var record in deliver.Records)
        {
            RecordWire.Write(ref w, record);
        }
    }

    private static Deliver ReadDeliver(ref WireReader r)
    {
        var entityId = r.Text();
        var epoch = r.Signed();
        var sequence = r.Signed();
        var bytes = r.Int();
        var lastNumber = r.Number();
        var isFirst = r.Flag();
        var answer = r.Signed();
        var records = new TreeRecord[r.Count()];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = RecordWire.Read(ref r);
        }

        return new Deliver(entityId, epoch, sequence, records, bytes, lastNumber) { IsFirst = isFirst, Answer = answer, IsOwned = true };
    }

    private static void WritePiece(ref WireWriter w, Piece piece)
    {
        w.Text(piece.EntityId);
        w.Number(piece.Message);
        w.Count(piece.Index);
        w.Count(piece.Count);
        w.Text(piece.Manifest);
        w.Bytes(piece.Bytes.Span);
    }

    private static Piece ReadPiece(ref WireReader r) => new(r.Text(), r.Signed(), r.Int(), r.Int(), r.Text(), r.Bytes());

    private static void WritePart(ref WireWriter w, CheckpointPart part)
    {
        w.Number(part.Sequence);
        w.Count(part.Index);
        w.Count(part.Count);
        w.Bytes(part.Bytes.Span);
    }

    private static CheckpointPart ReadPart(ref WireReader r) => new(r.Signed(), r.Int(), r.Int(), r.Bytes());

    private static void WriteIds(ref WireWriter w, IReadOnlyList<AlertId> ids)
    {
        w.Count(ids.Count);
        foreach (var id in ids)
        {
            WriteId(ref w, id);
        }
    }

    private static AlertId[] ReadIds(ref WireReader r)
    {
        var ids = new AlertId[r.Count()];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = ReadId(ref r);
        }

        return ids;
    }

    private static void WriteId(ref WireWriter w, AlertId id)
    {
        w.Text(id.Sensor);
        w.Number(id.Epoch);
        w.Number(id.Event);
        w.Text(id.Rule);
    }

    private static AlertId ReadId(ref WireReader r) => new(r.Text(), r.Signed(), r.Number(), r.Text());

    private static void WriteRaise(ref WireWriter w, Raise raise)
    {
        w.Text(raise.Rule);
        w.Text(raise.EntityId);
        w.Number(raise.Sequence);
        w.Count(raise.Part);
        w.Number(raise.Floor);
        w.Count(raise.Alerts.Count);
        foreach (var (id, alert) in raise.Alerts)
        {
            WriteId(ref w, id);
            w.Number(alert.EventNumber);
            w.Number(alert.Timestamp);
            w.Text(alert.Rule);
            w.Count(alert.RuleIndex);
            w.Byte((byte)alert.Priority);
            w.Text(alert.Source);
            w.Texts(alert.Tags);
            w.Bytes(alert.Message.Span);
            w.Bytes(alert.FieldsJson.Span);
            w.Text(alert.Template);
            MatchWire.Write(ref w, alert.Match);
        }
    }

    private static Raise ReadRaise(ref WireReader r)
    {
        var rule = r.Text();
        var entityId = r.Text();
        var sequence = r.Signed();
        var part = r.Int();
        var floor = r.Number();
        var alerts = new RaisedAlert[r.Count()];
        for (var i = 0; i < alerts.Length; i++)
        {
            alerts[i] = new RaisedAlert(ReadId(ref r), new Alert
            {
                EventNumber = r.Number(),
                Timestamp = r.Number(),
                Rule = r.Text(),
                RuleIndex = r.Int(),
                Priority = ReadPriority(r.Byte()),
                Source = r.Text(),
                Tags = r.Texts(),
                Message = r.Bytes(),
                FieldsJson = r.Bytes(),
                Template = r.Text(),
                Match = MatchWire.Read(ref r),
            });
        }

        return alerts.DistinctBy(alert => alert.Alert.Match is null).Count() <= 1
            ? new Raise(rule, entityId, sequence, part, floor, alerts)
            : throw new WireException("alerts and matches in one message");
    }

    private static Priority ReadPriority(byte value)
        => Enum.IsDefined((Priority)value) ? (Priority)value : throw new WireException($"there is no priority {value}");
}
