using Falco.Engine.Events;
using Falco.Engine.Output;
using Falco.Engine.Routing;
using Falco.Engine.State;

namespace Falco.Engine.Tests.Routing;

/// <summary>
/// A router and the trees that work off its streams, in one thread. Without a source of chance every tree keeps up with the router;
/// with one, trees lag behind, each as it comes, and now and then one starts again from its checkpoint.
/// </summary>
internal sealed class Forest
{
    private readonly Random? _random;
    private readonly Dictionary<string, Tree> _trees = [];
    private readonly Dictionary<long, byte[]> _parcels = [];
    private readonly List<Alert> _alerts = [];

    public Forest(Random? random)
    {
        _random = random;
        Router = new TreeRouter("host/test", EventTypeSet.All(), Open);
    }

    public TreeRouter Router { get; }

    /// <summary>What was said of each event so far, by its number.</summary>
    public IReadOnlyList<Alert> Alerts => _alerts;

    /// <summary>How many trees there have been.</summary>
    public int TreeCount { get; private set; }

    /// <summary>How many crossings there were.</summary>
    public int CrossingCount => _parcels.Count;

    public void Route(EventView e)
    {
        using var batch = new EventBatch(e.FrameLength);
        batch.Append(e);
        Router.Route(batch);
        if (_random is null)
        {
            Settle();
            return;
        }

        for (var steps = _random.Next(4); steps > 0; steps--)
        {
            _trees.Values.ElementAt(_random.Next(_trees.Count)).Step();
        }
    }

    /// <summary>Lets all trees work off what they have.</summary>
    public void Settle()
    {
        var trees = _trees.Values.ToList();
        for (var isBusy = true; isBusy;)
        {
            isBusy = false;
            foreach (var tree in trees)
            {
                isBusy |= tree.Step();
            }
        }

        if (trees.Find(tree => !tree.IsIdle) is { } stuck)
        {
            throw new InvalidOperationException($"tree {stuck.Key} waits for a crossing that nobody answers");
        }
    }

    /// <summary>
    /// What is wrong with who knows whom, where all trees have kept up: a tree knows its own threads, the threads that the router told
    /// it of, and nobody else but stand-ins. Null where all is well.
    /// </summary>
    public string? FindStranger()
    {
        var expected = new HashSet<(string Tree, long Tid, bool IsForeign, long Ptid)>();
        foreach (var thread in Router.Directory.Where(thread => thread.Tree is not null))
        {
            expected.Add((thread.Tree!.Key, thread.Tid, false, thread.Ptid));
            expected.UnionWith((thread.Holders ?? []).Select(holder => (holder.Key, thread.Tid, true, thread.Ptid)));
        }

        foreach (var tree in _trees.Values)
        {
            foreach (var thread in tree.State.Threads.All)
            {
                if (!expected.Remove((tree.Key, thread.Tid, thread.IsForeign, thread.Ptid)) && !thread.IsInvalid)
                {
                    return $"{tree.Key} has {Describe(thread.Tid, thread.IsForeign, thread.Ptid)}, but should have "
                        + string.Join(" or ", expected.Where(e => e.Tree == tree.Key && e.Tid == thread.Tid));
                }
            }
        }

        return expected.Count == 0 ? null : "missing: " + string.Join(", ", expected);

        static string Describe(long tid, bool isForeign, long ptid) => $"{(isForeign ? "foreign" : "own")} {tid}, child of {ptid}";
    }

    private Tree Open(string key)
    {
        if (!_trees.TryGetValue(key, out var tree))
        {
            TreeCount++;
            _trees.Add(key, tree = new Tree(key, this));
        }

        tree.IsEmpty = false;
        return tree;
    }

    private sealed class Tree(string key, Forest forest) : TreeStream(key)
    {
        private readonly Queue<TreeRecord> _records = new();
        private TreeEvaluator _evaluator = NewEvaluator();

        public bool IsEmpty { get; set; }

        public ProcessTree State => _evaluator.Tree;

        public bool IsIdle => _records.Count == 0;

        public override void Append(ReadOnlySpan<byte> frames, int count, ulong first, ulong last)
        {
            var batch = new EventBatch(frames.Length);
            batch.Append(frames, count, last);
            _records.Enqueue(new Engine.Routing.Events(batch, EventsFrom));
        }

        public override void Append(TreeRecord record) => _records.Enqueue(record);

        public override void Flush()
        {
        }

        public override void Empty() => IsEmpty = true;

        /// <summary>Works off a record; false where there is none, or it has to wait.</summary>
        public bool Step()
        {
            if (!_records.TryPeek(out var record))
            {
                if (IsEmpty)
                {
                    forest._trees.Remove(Key);
                }

                return false;
            }

            switch (record)
            {
                case Engine.Routing.Events events:
                    _evaluator.Apply(events, forest._alerts);
                    break;
                case Copy copy:
                    forest._parcels.Add(copy.Crossing, _evaluator.Depart(copy));
                    break;
                case Leave leave:
                    forest._parcels.Add(leave.Crossing, _evaluator.Depart(leave));
                    break;
                case Arrive { Crossing: 0 } arrive:
                    _evaluator.Arrive(arrive, arrive.Known);
                    break;
                case Arrive arrive:
                    if (!forest._parcels.TryGetValue(arrive.Crossing, out var parcel))
                    {
                        return false;
                    }

                    _evaluator.Arrive(arrive, parcel);
                    break;
                default:
                    _evaluator.Apply(record);
                    break;
            }

            _records.Dequeue();
            if (forest._random?.Next(20) == 0)
            {
                var checkpoint = _evaluator.TakeCheckpoint();
                _evaluator = NewEvaluator();
                _evaluator.Apply(new Seed(checkpoint));
            }

            return true;
        }

        private static TreeEvaluator NewEvaluator() => new(EveryField.Rules.Fork(), EveryField.Templates.Fork(), "tree");

        private static ulong EventsFrom => ProcessLives.Start;
    }
}
