using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Falco.Engine.Rules;

namespace Falco.Actors.Hosting;

/// <summary>Passes Akka's messages on to the program's own log: standard output belongs to alerts.</summary>
internal sealed class PipelineLog : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent log when Context.System.HasExtension<PipelineLogWriter>():
                Context.System.GetExtension<PipelineLogWriter>().Write(
                    PriorityOf(log.LogLevel()), log.Cause is { } cause ? $"{log.Message}: {cause.Message}" : $"{log.Message}");
                break;
            case LogEvent:
                // Of the first moments of an actor system, before it is told where to.
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
