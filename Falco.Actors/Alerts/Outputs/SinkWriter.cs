using Akka.Actor;

namespace Falco.Actors.Alerts.Outputs;

/// <summary>Writes to an output, on a thread of its own, as that may block. It fails with the output.</summary>
internal sealed class SinkWriter : UntypedActor
{
    private readonly Func<IAlertSink> _open;
    private IAlertSink? _sink;

    public SinkWriter(Func<IAlertSink> open) => _open = open;

    public static Props Props(Func<IAlertSink> open)
        => Akka.Actor.Props.Create<SinkWriter>(open).WithDispatcher("falco.alerts.outputs.dispatcher");

    protected override void PreStart()
    {
        _sink = _open();
        Context.Parent.Tell(Ready.Instance);
    }

    protected override void OnReceive(object message)
    {
        if (message is not Batch batch)
        {
            Unhandled(message);
            return;
        }

        foreach (var raised in batch.Alerts)
        {
            _sink!.Write(raised.Id, raised.Alert);
        }

        _sink!.Flush();
        Context.Parent.Tell(Done.Instance);
    }

    protected override void PostStop() => (_sink as IDisposable)?.Dispose();

    /// <summary>Alerts to write.</summary>
    internal sealed record Batch(IReadOnlyList<RaisedAlert> Alerts);

    /// <summary>The output is open.</summary>
    internal sealed class Ready
    {
        public static readonly Ready Instance = new();
    }

    /// <summary>The alerts are written.</summary>
    internal sealed class Done
    {
        public static readonly Done Instance = new();
    }
}
