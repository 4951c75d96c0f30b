using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Falco.Engine.Capture;
using Falco.Engine.Events;
using Falco.Engine.State;
using static Falco.Engine.Events.EventType;

namespace Falco.Engine.Routing;

/// <summary>
/// Cuts one sensor's events into process trees. It keeps a directory of all threads, without their descriptors, through the same code
/// that trees use, and puts before an event whatever the event's tree does not know by itself: threads of other trees that the
/// event or a field of it refers to, and the crossings of processes from one tree to another.
/// </summary>
internal sealed partial class TreeRouter
{
    /// <summary>Bytes after which a run of events is copied even though more of the same tree may follow.</summary>
    private const int LongestRun = 2 << 10;

    private static readonly EventTypeSet LineageTypes = ProcessTree.LineageEventTypes;

    private readonly Func<string, TreeStream> _open;
    private readonly string _hostKey;
    private readonly ProcessTree _directory;
    private readonly List<ThreadInfo> _departed = [];
    private readonly ForeignThreads _foreign;
    private readonly ProcessNames _names;
    private readonly Dictionary<Utf8, TreeStream> _containers = [];
    private TreeStream? _host;
    private long _crossings;
    private long _hostVersion;
    private Run _run;
    private bool _isSeeding = true;
    private bool _isRestart;

    /// <summary>A router that knows nothing yet.</summary>
    /// <param name="hostKey">The key of the tree of processes outside containers.</param>
    /// <param name="ruleTypes">The event types that rules look at.</param>
    /// <param name="open">Makes the stream of a new tree, by its key.</param>
    /// <param name="engines">Which containers there may be; null for all kinds.</param>
    public TreeRouter(string hostKey, EventTypeSet ruleTypes, Func<string, TreeStream> open, ContainerEngines? engines = null)
    {
        _hostKey = hostKey;
        _open = open;
        _directory = new ProcessTree(tracksDescriptors: true, departed: _departed, engines: engines);
        _foreign = new ForeignThreads(_directory.Threads);
        _names = new ProcessNames(ruleTypes);
    }

    /// <summary>The trees that are there.</summary>
    public IEnumerable<TreeStream> Trees => _host is null ? _containers.Values : _containers.Values.Prepend(_host);

    /// <summary>All threads, each with its tree and the other trees that know of it.</summary>
    public IEnumerable<ThreadInfo> Directory => _directory.Threads.All;

    /// <summary>How many events said that the recorder lost some.</summary>
    public long DropEvents { get; private set; }

    /// <summary>Puts events into their trees' streams, and before each what its tree needs to know.</summary>
    // A loop over many events, entered too seldom for the runtime to see how much goes through it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Route(EventBatch events)
    {
        foreach (var e in events)
        {
            Route(e);
        }

        EndRun();
    }

    private void Route(EventView e)
    {
        if (_isSeeding)
        {
            EndSeed();
        }

        var type = e.Type;
        if (LineageTypes.Contains(type))
        {
            EndRun();
            RouteLineage(e, type);
            return;
        }

        if (type is DROP_E or DROP_X)
        {
            DropEvents++;
        }

        var thread = _directory.Threads.FindForEvent(e.ThreadId, e.Timestamp);
        var tree = thread is not null ? TreeOf(thread) : RouteUnknown(e, type);
        if (_names.Contains(type))
        {
            TellOfNamed(e, type, tree);
        }

        Append(e, tree);
    }

    private TreeStream RouteUnknown(EventView e, EventType type)
    {
        if ((EventTraitsTable.Of(type) & (EventTraits.HasNoThread | EventTraits.KnownThreadsOnly)) == 0
            && _directory.Threads.FindOrAdd(e.ThreadId) is { } standIn)
        {
            Assign(standIn, Host);
        }
        return Host;
    }

    /// <summary>Adds an event to the run of events of one tree, which are copied together.</summary>
    private void Append(EventView e, TreeStream tree)
    {
        if (_run.Tree != tree || _run.Length > LongestRun)
        {
            EndRun();
            _run = new Run(tree, e);
        }

        _run.Take(e);
    }

    private void EndRun()
    {
        _run.End();
        _run = default;
    }

    private TreeStream Host => _host ??= _open(_hostKey);

    private void RouteLineage(EventView e, EventType type)
    {
        var before = _directory.Threads.Find(e.ThreadId);
        var wasReaper = before?.Group?.IsReaper;
        var isStandIn = before is { IsInvalid: true };
        var context = _directory.Apply(e);
        var thread = context.Thread;
        switch (type)
        {
            case SYSCALL_CLONE_20_X or SYSCALL_CLONE3_X or SYSCALL_FORK_20_X or SYSCALL_VFORK_20_X when e.Result() == 0:
                RouteChild(e, thread);
                break;
            case SYSCALL_CLONE_20_X or SYSCALL_CLONE3_X or SYSCALL_FORK_20_X or SYSCALL_VFORK_20_X:
                RouteCaller(e, thread ?? before, isStandIn);
                break;
            case SYSCALL_EXECVE_19_X or SYSCALL_EXECVEAT_X when e.Result() >= 0 && thread is not null:
                RouteExec(e, thread);
                break;
            case PROCEXIT_1_E when thread is not null:
                RouteExit(e, thread);
                break;
            case USER_ADDED_E or USER_DELETED_E or GROUP_ADDED_E or GROUP_DELETED_E
                or CONTAINER_E or CONTAINER_JSON_E or CONTAINER_JSON_2_E or ASYNCEVENT_E:
                RouteHostEvent(e, type, context, thread);
                break;
            default:
                RouteChange(e, type, thread, wasReaper);
                break;
        }

        _directory.Complete();
    }

    /// <summary>A thread's change of its own: credentials, directories, session, what it does with orphans.</summary>
    private void RouteChange(EventView e, EventType type, ThreadInfo? thread, bool? wasReaper)
    {
        var tree = thread is null ? Host : TreeOf(thread);
        if (thread is not null && type is SYSCALL_SETSID_X)
        {
            _foreign.TellOfLeaders(tree, thread);
        }

        Put(e, tree);
        if (thread is not null && (type is SYSCALL_SETSID_X || (type is SYSCALL_PRCTL_X && thread.Group?.IsReaper != wasReaper)))
        {
            ForeignThreads.Changed(thread);
        }
    }

    /// <summary>The new thread's own event. Where the thread starts in another tree than its parent, that is a fork crossing.</summary>
    private void RouteChild(EventView e, ThreadInfo? child)
    {
        if (child is null or { Tree: not null })
        {
            Put(e, child?.Tree ?? Host);
            return;
        }

        var tree = Home(child);
        Assign(child, tree);
        TellOfDeparted(tree);
        var model = _directory.Threads.Find(CloneEvents.ModelTid(e));
        if (model is not null && model != child)
        {
            if (model.Tree is null)
            {
                // A stand-in that this very event made; the tree makes one as well.
                Assign(model, tree);
            }
            else if (model.Tree != tree)
            {
                Cross(model, tree);
            }
        }

        _foreign.Tell(tree, _directory.Threads.Find(child.Ptid));
        _foreign.TellOfLeaders(tree, child);
        Put(e, tree);
        if (model?.Tree is { } parents && parents != tree)
        {
            // The parent's own event is still to come, and must not make the child again.
            _foreign.Tell(parents, child);
        }

        if (!child.IsMainThread && model is not null)
        {
            // A stand-in that has become a process.
            ForeignThreads.Changed(model);
        }
    }

    /// <summary>The event of the thread that called clone, which may make the child as well, in whatever tree that is at home in.</summary>
    private void RouteCaller(EventView e, ThreadInfo? caller, bool isStandIn)
    {
        var tree = caller is null ? Host : TreeOf(caller);
        TellOfDeparted(tree);
        var isKnownNow = isStandIn && caller is { IsInvalid: false };
        var child = e.Result() > 0 ? _directory.Threads.Find(e.Result()) : null;
        var isNew = child is { Tree: null };
        if (isNew)
        {
            // The tree makes it as well.
            Assign(child!, tree);
            _foreign.TellOfLeaders(tree, child!);
        }
        else
        {
            _foreign.Tell(tree, child);
        }

        Put(e, tree);
        if (isNew && Home(child!) is var home && home != tree)
        {
            Move(child!, home);
        }

        if (isKnownNow)
        {
            ForeignThreads.Changed(caller!);
        }
    }

    /// <summary>A process became another program, and may have entered a container on the way: an exec crossing.</summary>
    private void RouteExec(EventView e, ThreadInfo thread)
    {
        var home = Home(thread);
        var tree = TreeOf(thread, home);
        if (tree != home)
        {
            Move(thread, home);
        }

        _foreign.Tell(home, _directory.Threads.Find(thread.Ptid));
        _foreign.TellOfLeaders(home, thread);
        Put(e, home);

        // Its other threads end with it, as the new tree sees for itself.
        foreach (var other in _departed)
        {
            other.Holders?.Remove(home);
        }

        TellOfDeparted(home);
        ForeignThreads.Changed(thread);
    }

    private void RouteExit(EventView e, ThreadInfo thread)
    {
        var tree = TreeOf(thread);
        var reaper = thread.ChildCount > 0 ? ReaperOf(thread) : null;
        var isNewReaper = reaper is { Group.IsReaper: false } && reaper.Pid != thread.Pid;
        _foreign.Tell(tree, reaper);
        Put(e, tree);
        _directory.Complete();
        if (!_departed.Contains(thread))
        {
            // A main thread stays while others of its process live, but its children are somebody else's.
            TellOfExit(thread, reaper, e.Timestamp, isGone: false);
        }

        TellOfDeparted(tree, thread, e.Timestamp);
        if (_directory.Threads.Find(thread.ReaperTid) is { Tree: null } standIn)
        {
            OwnerOf(standIn);
        }

        if (isNewReaper)
        {
            var news = new ReaperFound(reaper!.Tid);
            OwnerOf(reaper).Append(news);
            foreach (var holder in HoldersOf(reaper))
            {
                holder.Append(news);
            }
        }
    }

    /// <summary>Tells the trees that know of a thread that it has exited.</summary>
    private void TellOfExit(ThreadInfo thread, ThreadInfo? reaper, ulong exitedAt, bool isGone)
    {
        foreach (var holder in HoldersOf(thread))
        {
            _foreign.Tell(holder, reaper);
            holder.Append(new AncestorExited(thread.Tid, reaper?.Tid ?? 0, exitedAt, isGone));
        }
    }

    private static ReadOnlySpan<TreeStream> HoldersOf(ThreadInfo thread) => CollectionsMarshal.AsSpan(thread.Holders);

    /// <summary>Who will take over the thread's children.</summary>
    private ThreadInfo? ReaperOf(ThreadInfo thread) => ReaperNamedBy(thread) ?? Lineage.FindReaper(_directory.Threads, thread);

    private ThreadInfo? ReaperNamedBy(ThreadInfo thread)
        => thread.ReaperTid > 0 && _directory.Threads.Find(thread.ReaperTid) is { IsInvalid: false } named && named != thread
            ? named
            : null;

    /// <summary>News of the machine go to all trees; rules see them in the tree of the container they speak of.</summary>
    private void RouteHostEvent(EventView e, EventType type, EventContext context, ThreadInfo? thread)
    {
        var tree = context.AnnouncedContainer is { } container ? _containers.GetValueOrDefault(container.Id, Host)
            : thread is not null ? TreeOf(thread)
            : Host;
        Put(e, tree);
        if (type != ASYNCEVENT_E || context.AnnouncedContainer is not null)
        {
            // One that is gone is not in the table any more.
            var announced = context.AnnouncedContainer;
            announced = announced is null || _directory.Containers.Find(announced.Id) != (object)announced ? null : announced;
            var news = new HostEvent(++_hostVersion, e.Frame.ToArray()) { Announced = announced };
            foreach (var other in Trees)
            {
                if (other != tree)
                {
                    other.Append(news);
                }
            }
        }
    }

    /// <summary>Puts an event into a tree's stream, and before it the processes that its parameters name.</summary>
    private void Put(EventView e, TreeStream tree)
    {
        var type = e.Type;
        if (_names.Contains(type))
        {
            TellOfNamed(e, type, tree);
        }

        Append(e, tree);
        EndRun();
    }

    private void TellOfNamed(EventView e, EventType type, TreeStream tree)
    {
        EndRun();
        if (type == SYSCALL_PRLIMIT_X)
        {
            // Whom it names is there from now on, known or not.
            ResourceEvents.ProcessLimit(_directory, e);
        }

        foreach (var parameter in _names.ParametersOf(type))
        {
            if (!e.TryGetInt64(parameter, out var tid) || tid <= 0 || _directory.Threads.Find(tid) is not { } named)
            {
                continue;
            }

            var owner = OwnerOf(named);
            if (type == SYSCALL_PIDFD_OPEN_X && owner != tree)
            {
                // Its descriptors may be taken over through the new one.
                Cross(named, tree);
            }
            else if (type == SYSCALL_PRLIMIT_X && owner != tree)
            {
                // The limit changes over there; rules see the event here.
                _foreign.Tell(owner, _directory.Threads.Find(e.ThreadId));
                owner.Append(new HostEvent(++_hostVersion, e.Frame.ToArray()));
                _foreign.Tell(tree, named);
            }
            else
            {
                _foreign.Tell(tree, named);
            }
        }
    }

    /// <summary>A copy of a thread's state, descriptors included, goes to another tree.</summary>
    private void Cross(ThreadInfo thread, TreeStream to)
    {
        _foreign.Tell(to, thread);
        var crossing = ++_crossings;
        var from = OwnerOf(thread);
        from.Append(new Copy(crossing, thread.Tid));
        to.Append(new Arrive(crossing, AsOwn: false, default));
        from.Flush();
        to.Flush();
    }

    /// <summary>A thread's whole group goes to another tree.</summary>
    private void Move(ThreadInfo thread, TreeStream to)
    {
        var from = TreeOf(thread);
        _foreign.Tell(to, _directory.Threads.Find(thread.Ptid));
        var crossing = ++_crossings;
        var group = thread.Group is { Threads: { Count: > 0 } all } ? [.. all] : (ThreadInfo[])[thread];
        from.Append(new Leave(crossing, thread.Tid));
        to.Append(new Arrive(crossing, AsOwn: true, ThreadParcel.Write(group, withDescriptors: false)));
        foreach (var moved in group)
        {
            Assign(moved, to);
            ForeignThreads.Moved(moved, from, to);
            _foreign.TellOfLeaders(to, moved);
        }

        from.Flush();
        to.Flush();
        CloseIfEmpty(from);
    }

    /// <summary>Tells the trees that know of them of threads that left the directory.</summary>
    /// <param name="tree">The tree that sees its own threads go, as the cause is an event of its own.</param>
    /// <param name="exited">The one that went by an exit of its own; null where none did.</param>
    /// <param name="exitedAt">When.</param>
    private void TellOfDeparted(TreeStream tree, ThreadInfo? exited = null, ulong exitedAt = 0)
    {
        if (_departed.Count == 0)
        {
            return;
        }

        foreach (var thread in _departed)
        {
            // Who took over and went as well has nothing to do with a new thread of its id.
            var reaper = ReaperNamedBy(thread) is { } named && !HasDeparted(named.Tid) ? named : null;
            var timestamp = thread == exited ? exitedAt : 0;
            TellOfExit(thread, reaper, timestamp, isGone: true);
            if (thread.Tree is { } owner)
            {
                if (owner != tree)
                {
                    _foreign.Tell(owner, reaper);
                    owner.Append(new AncestorExited(thread.Tid, reaper?.Tid ?? 0, timestamp, IsGone: true));
                }

                owner.ThreadCount--;
                CloseIfEmpty(owner);
            }
        }

        _departed.Clear();
    }

    private bool HasDeparted(long tid)
    {
        foreach (var thread in _departed)
        {
            if (thread.Tid == tid)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tree that the thread belongs to by its group leader's container.</summary>
    private TreeStream Home(ThreadInfo thread)
    {
        var tree = Home(thread, out var isNew);
        if (isNew)
        {
            tree.Append(new Seed(TreeCheckpoint.WriteSeed(_directory, [], [])));
        }

        return tree;
    }

    private TreeStream Home(ThreadInfo thread, out bool isNew)
    {
        isNew = false;
        var leader = thread.IsMainThread ? thread : thread.MainThread ?? thread;
        if (leader != thread && leader.Tree is { } leaders)
        {
            return leaders;
        }

        if (leader.ContainerId.IsEmpty)
        {
            return Host;
        }

        if (!_containers.TryGetValue(leader.ContainerId, out var tree))
        {
            isNew = true;
            tree = _open(TreeKey.OfContainer(leader.ContainerId));
            _containers.Add(Utf8.Copy(leader.ContainerId.Span), tree);
        }

        return tree;
    }

    /// <summary>The tree of a thread that an event names. Of a stand-in that came about on the way, as somebody's parent or reaper, it hears.</summary>
    private TreeStream OwnerOf(ThreadInfo thread)
    {
        if (thread.Tree is null)
        {
            Assign(thread, Host);
            Host.Append(new Arrive(0, AsOwn: true, ThreadParcel.Write([thread], withDescriptors: false)));
        }

        return thread.Tree!;
    }

    private TreeStream TreeOf(ThreadInfo thread) => TreeOf(thread, Host);

    private static TreeStream TreeOf(ThreadInfo thread, TreeStream home)
    {
        if (thread.Tree is null)
        {
            Assign(thread, home);
        }

        return thread.Tree!;
    }

    private static void Assign(ThreadInfo thread, TreeStream tree)
    {
        if (thread.Tree is { } old)
        {
            old.ThreadCount--;
        }

        thread.Tree = tree;
        tree.ThreadCount++;
    }

    private void CloseIfEmpty(TreeStream tree)
    {
        if (tree.ThreadCount <= 0 && tree != _host)
        {
            Close(tree);
        }
    }

    private void Close(TreeStream tree)
    {
        foreach (var (id, other) in _containers)
        {
            if (other == tree)
            {
                _containers.Remove(id);
                break;
            }
        }

        _foreign.Forget(tree);
        tree.Empty();
    }

    /// <summary>Events of one tree that follow one another in the batch at hand.</summary>
    private struct Run(TreeStream tree, EventView first)
    {
        private int _count;
        private ulong _last;

        public readonly TreeStream? Tree => tree;

        public int Length { get; private set; }

        public void Take(EventView e)
        {
            Length += e.FrameLength;
            _last = e.Number;
            _count++;
        }

        public readonly void End() => tree?.Append(first.Frames(Length), _count, first.Number, _last);
    }
}
