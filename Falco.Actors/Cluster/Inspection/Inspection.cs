using Akka.Actor;
using Falco.Actors.Cluster.Inspection.Endpoint;
using Falco.Actors.Hosting;

namespace Falco.Actors.Cluster.Inspection;

/// <summary>Makes a node one that can be asked: by the others of its cluster, and by people at its management endpoint.</summary>
internal static class Inspection
{
    /// <summary>Starts it, before the node's other parts.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="settings">Its endpoint; null for none.</param>
    /// <param name="leave">Lets the program end in order; null where it ends with the actor system.</param>
    /// <param name="tell">Gets a sentence for people, and whether it is a warning.</param>
    /// <returns>The endpoint, which ends with the actor system or before; null where there is none.</returns>
    /// <exception cref="HoconException">The endpoint cannot listen where it has to.</exception>
    public static IAsyncDisposable? Start(ActorSystem system, string name, ManagementSettings? settings, Action? leave, Action<bool, string> tell)
    {
        var parts = InspectedParts.Of(system);
        parts.Name = name;
        parts.Leave = leave;
        parts.Tail = new AlertTail();
        system.ActorOf(InspectorActor.Props(), InspectorActor.Name);
        if (settings is null)
        {
            return null;
        }

        try
        {
            var endpoint = ManagementEndpoint.Start(system, settings);
            tell(false, $"Management endpoint: {settings.Host}:{endpoint.Port}");
            return endpoint;
        }
        catch (HoconException e) when (!settings.IsRequired)
        {
            // As it is on by itself, two nodes of one machine would not start otherwise.
            tell(true, $"{e.Message}. The node goes on without it; falco.cluster.management.port = 0 takes a free port");
            return null;
        }
    }
}
