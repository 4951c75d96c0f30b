using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Dispatch;
using Akka.Event;
using Falco.Engine.Rules;

namespace Falco.Actors.Hosting;

/// <summary>Where Akka's own messages go: standard output belongs to alerts.</summary>
/// <param name="write">Takes a message and how urgent it is; called by one thread at a time.</param>
internal sealed class PipelineLogSetup(Action<Priority, string> write) : Setup
{
    public Action<Priority, string> Write { get; } = write;
}

/// <summary>Passes Akka's messages on to the program's own log.</summary>
internal sealed class PipelineLog : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly Action<Priority, string>? _write = Context.System.Settings.Setup.Get<PipelineLogSetup>() is { HasValue: true, Value: var setup }
        ? setup.Write
        : null;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent log:
                _write?.Invoke(PriorityOf(log.LogLevel()), log.Cause is { } cause ? $"{log.Message}: {cause.Message}" : $"{log.Message}");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static Priority PriorityOf(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => Priority.Error,
        LogLevel.WarningLevel => Priority.Warning,
        LogLevel.InfoLevel => Priority.Informational,
        _ => Priority.Debug,
    };
}
