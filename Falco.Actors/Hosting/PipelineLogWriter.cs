using Akka.Actor;
using Falco.Engine.Rules;

namespace Falco.Actors.Hosting;

/// <summary>Where the messages of an actor system go.</summary>
internal sealed class PipelineLogWriter(Action<Priority, string> write) : IExtension
{
    /// <summary>Takes a message and how urgent it is.</summary>
    public void Write(Priority priority, string message) => write(priority, message);

    /// <summary>Tells an actor system. As a setup of its own it would make Akka look for the program's App.config as well, which takes its time.</summary>
    public static void AddTo(ActorSystem system, Action<Priority, string> write) => system.RegisterExtension(new Provider(write));

    private sealed class Provider(Action<Priority, string> write) : ExtensionIdProvider<PipelineLogWriter>
    {
        public override PipelineLogWriter CreateExtension(ExtendedActorSystem system) => new(write);
    }
}
