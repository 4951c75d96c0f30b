using Falco.Engine.Capture;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// The state of one process tree: threads with their lineage, descriptors, users, containers; and how events change it.
/// <code>
/// foreach (var e in batch)
/// {
///     var context = tree.Apply(e);
///     rules.Evaluate(context, matches);
///     tree.Complete();
/// }
/// </code>
/// </summary>
public sealed class ProcessTree
{
    private readonly EventContext _context;

    /// <summary>An empty tree.</summary>
    public ProcessTree() => _context = new EventContext(this);

    internal ThreadTable Threads { get; } = new();

    internal UserTable Users { get; } = new();

    internal ContainerTable Containers { get; } = new();

    internal MachineInfo? Machine { get; private set; }

    /// <summary>
    /// Time of the recording's first event that is no metaevent, in whichever tree it was; evt.reltime counts from it.
    /// </summary>
    internal ulong FirstTimestamp { get; set; }

    internal List<InterfaceEntry> Interfaces { get; } = [];

    /// <summary>Takes over what a capture's metadata block, or a sensor's start snapshot, says of the machine.</summary>
    public void Seed(CaptureMetadata metadata) => Machine = metadata as MachineInfo ?? Machine;

    /// <summary>Brings the state up to the event; rules and outputs read the context before <see cref="Complete"/>.</summary>
    public EventContext Apply(EventView e)
    {
        _context.Event = e;
        return _context;
    }

    /// <summary>Removes what the event ended: exited threads, closed descriptors.</summary>
    public void Complete() => _context.Scratch.Clear();
}
