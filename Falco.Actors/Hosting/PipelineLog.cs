using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Falco.Engine.Rules;

namespace Falco.Actors.Hosting;

/// <summary>Passes Akka's messages on to the program's own log: standard output belongs to alerts.</summary>
internal sealed class PipelineLog : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private const int MaxEarly = 100;

    /// <summary>Messages of the first moments of an actor system, before it is told where to.</summary>
    private readonly Queue<LogEvent> _early = new();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent log:
                OnLog(log);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnLog(LogEvent log)
    {
        if (!Context.System.HasExtension<PipelineLogWriter>())
        {
            if (_early.Count < MaxEarly)
            {
                _early.Enqueue(log);
            }

            return;
        }

        var writer = Context.System.GetExtension<PipelineLogWriter>();
        while (_early.TryDequeue(out var early))
        {
            Write(writer, early);
        }

        Write(writer, log);
    }

    private static void Write(PipelineLogWriter writer, LogEvent log)
        => writer.Write(PriorityOf(log.LogLevel()), log.Cause is { } cause ? $"{log.Message}: {cause.Message}" : $"{log.Message}");

    private static Priority PriorityOf(LogLevel level) => level switch
    {
        LogLevel.ErrorLevel => Priority.Error,
        LogLevel.WarningLevel => Priority.Warning,
        LogLevel.InfoLevel => Priority.Informational,
        _ => Priority.Debug,
    };
}
