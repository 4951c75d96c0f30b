using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>A replay without actors, with one tree for the whole machine: for looking at a capture, not for watching one.</summary>
public static class SingleTree
{
    /// <summary>Reads a capture to its end and shows every event that rules may see.</summary>
    /// <param name="path">The capture.</param>
    /// <param name="types">The event types to show.</param>
    /// <param name="visit">Looks at an event with the state as of it.</param>
    /// <returns>How many events the capture has.</returns>
    /// <exception cref="CaptureException">The capture cannot be read, or not to its end; what came before has been shown.</exception>
    public static ulong Replay(string path, EventTypeSet types, Action<EventContext> visit)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(visit);
        var wanted = new EventTypeSet();
        wanted.UnionWith(ProcessTree.StateEventTypes);
        wanted.UnionWith(types);
        var tree = new ProcessTree();
        using var capture = CaptureReader.Open(path, wanted);
        while (true)
        {
            switch (capture.Read())
            {
                case CaptureStep.End:
                    return capture.EventCount;
                case CaptureStep.Metadata:
                    tree.Seed(capture.Metadata);
                    continue;
            }

            var e = capture.Current;
            var context = tree.Apply(e);
            if (types.Contains(e.Type) && !e.IsStateOnly)
            {
                visit(context);
            }

            tree.Complete();
        }
    }
}
