using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Routing;

/// <summary>
/// What a tree's stream consists of. State travels as parcels (see <see cref="State.ThreadParcel"/>), so that a record is the same
/// whether it crosses a thread or a network.
/// </summary>
internal abstract record TreeRecord;

/// <summary>Events of the tree's own threads, in order.</summary>
/// <param name="Batch">The events.</param>
/// <param name="FirstTimestamp">When the recording's first event happened; 0 where that is not known.</param>
internal sealed record Events(EventBatch Batch, ulong FirstTimestamp) : TreeRecord;

/// <summary>The tree's first state, or its new one where another recording begins: a checkpoint that stands for all before it.</summary>
internal sealed record Seed(ReadOnlyMemory<byte> Checkpoint) : TreeRecord;

/// <summary>A fork crossing, at the parent's tree: it sends a copy of the thread's state for the crossing and goes on.</summary>
internal sealed record Copy(long Crossing, long Tid) : TreeRecord;

/// <summary>An exec crossing, at the old tree: it sends the state of the thread's whole group, which lives elsewhere from then on.</summary>
internal sealed record Leave(long Crossing, long Tid) : TreeRecord;

/// <summary>
/// A crossing, at the new tree: what comes next has to wait for the state that the other tree sends.
/// </summary>
/// <param name="Crossing">The crossing; 0 where nothing has to be waited for.</param>
/// <param name="AsOwn">Whether the threads are this tree's own from now on (exec), or another's that a child is made of (fork).</param>
/// <param name="Known">What the directory knows of them: serves where the state never comes.</param>
internal sealed record Arrive(long Crossing, bool AsOwn, ReadOnlyMemory<byte> Known) : TreeRecord;

/// <summary>Threads of other trees that what comes next refers to.</summary>
internal sealed record Foreign(ReadOnlyMemory<byte> Parcel) : TreeRecord;

/// <summary>A thread of another tree that this one was told of has changed.</summary>
internal sealed record AncestorChanged(ReadOnlyMemory<byte> Parcel) : TreeRecord;

/// <summary>A thread of another tree that this one was told of is gone.</summary>
/// <param name="Tid">The thread.</param>
/// <param name="Reaper">Who took over its children; 0 for nobody.</param>
/// <param name="ExitedAt">When it exited; 0 where it did not: another thread took its place.</param>
/// <param name="IsGone">Whether nothing is left of it; a main thread stays as long as other threads of its process live.</param>
internal sealed record AncestorExited(long Tid, long Reaper, ulong ExitedAt, bool IsGone) : TreeRecord;

/// <summary>A thread's process has taken over orphans, and will take over others.</summary>
internal sealed record ReaperFound(long Tid) : TreeRecord;

/// <summary>What belongs to the machine as a whole: users, groups, interfaces, containers.</summary>
internal sealed record HostState(long Version, ReadOnlyMemory<byte> Parcel) : TreeRecord;

/// <summary>A change of what belongs to the machine, as the event that says so; rules see the event in one tree only.</summary>
internal sealed record HostEvent(long Version, byte[] Frame) : TreeRecord
{
    /// <summary>The container that the event announces, where it has been read already; trees on the way of it need not read it again.</summary>
    internal Container? Announced { get; init; }
}
