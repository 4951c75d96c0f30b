using Akka.Actor;
using Falco.Actors.Alerts;

namespace Falco.Actors.Cluster;

/// <summary>
/// Stands where a sensor without a cluster has its ordered output: here an acknowledged message says that its alerts are with the alert
/// actors, who do the rest, so that nothing is left to wait for.
/// </summary>
internal sealed class ConfirmedOutput : UntypedActor
{
    public static Props Props() => Akka.Actor.Props.Create<ConfirmedOutput>();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Release:
                break;
            case Finish:
                Sender.Tell(new Finished());
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
