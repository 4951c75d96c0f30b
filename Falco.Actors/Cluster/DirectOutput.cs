using Akka.Actor;
using Falco.Actors.Alerts;

namespace Falco.Actors.Cluster;

/// <summary>Writes alerts as they come.</summary>
internal sealed class DirectOutput(IAlertSink sink) : UntypedActor
{
    public static Props Props(IAlertSink sink) => Akka.Actor.Props.Create(() => new DirectOutput(sink));

    protected override void OnReceive(object message)
    {
        if (message is Emit emit)
        {
            foreach (var raised in emit.Alerts)
            {
                sink.Write(raised.Alert);
            }

            Sender.Tell(new Accepted(emit.Token));
        }
        else
        {
            Unhandled(message);
        }
    }
}
