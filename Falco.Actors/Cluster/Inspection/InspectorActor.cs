using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Falco.Actors.Cluster.Inspection.Reports;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>Answers other nodes of the cluster how this one is, and lets it leave when one of them says so.</summary>
internal sealed class InspectorActor : UntypedActor
{
    /// <summary>Its name, on all nodes.</summary>
    public const string Name = "inspector";

    private readonly InspectedParts _parts = InspectedParts.Of(Context.System);
    private readonly NodeInspection _inspection = new(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public static Props Props() => Akka.Actor.Props.Create<InspectorActor>();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InspectionQuestion question:
                _inspection.Answer(question).PipeTo(
                    Self,
                    Sender,
                    report => new Answered(question.Id, report),
                    cause => new Answered(question.Id, new NodeReport { Address = _parts.Address.ToString(), Name = _parts.Name, Error = cause.Message }));
                break;
            case Answered answered:
                foreach (var part in Split(answered))
                {
                    Sender.Tell(part);
                }

                break;
            case LeaveOrder:
                _log.Info("Asked by {0} to leave the cluster", Sender.Path.Address);
                Sender.Tell(new LeaveBegun());
                Leave();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static IEnumerable<InspectionPart> Split(Answered answered)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answered.Report, InspectionJson.Default.NodeReport);
        var count = (bytes.Length + InspectionPart.MaxLength - 1) / InspectionPart.MaxLength;
        if (count > InspectionPart.MaxCount)
        {
            var less = new NodeReport { Address = answered.Report.Address, Name = answered.Report.Name, Error = "has more to say than fits: ask for less" };
            return Split(answered with { Report = less });
        }

        return bytes.Chunk(InspectionPart.MaxLength).Select((part, i) => new InspectionPart(answered.Id, i, count, part));
    }

    private void Leave()
    {
        if (_parts.Leave is { } leave)
        {
            leave();
        }
        else
        {
            var cluster = Akka.Cluster.Cluster.Get(Context.System);
            cluster.Leave(cluster.SelfAddress);
        }
    }

    private sealed record Answered(long Id, NodeReport Report);
}
