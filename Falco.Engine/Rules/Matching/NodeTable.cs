using System.Runtime.InteropServices;
using System.Text;

namespace Falco.Engine.Rules.Matching;

/// <summary>All nodes: makes every condition once, and conditions as simple as they can be.</summary>
internal sealed class NodeTable
{
    private readonly Dictionary<string, CheckNode> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, NotNode> _nots = [];
    private readonly Dictionary<Node[], Node> _ands = new(NodesComparer.Instance);
    private readonly Dictionary<Node[], Node> _ors = new(NodesComparer.Instance);

    public NodeTable()
    {
        False = new ConstantNode(Count++, false);
        True = new ConstantNode(Count++, true);
    }

    public ConstantNode False { get; }

    public ConstantNode True { get; }

    /// <summary>How many nodes there are; their numbers are below.</summary>
    public int Count { get; private set; }

    /// <summary>How many values there are; their slots are below.</summary>
    public int SourceCount => _sources.Count;

    /// <summary>The source of a name, made when it is not there.</summary>
    public ValueSource Source(string key, Func<int, ValueSource> make)
    {
        if (!_sources.TryGetValue(key, out var source))
        {
            source = make(_sources.Count);
            _sources.Add(key, source);
        }

        return source;
    }

    /// <summary>The check of a name, made when it is not there.</summary>
    public CheckNode Check(string key, Func<int, CheckNode> make)
    {
        ref var check = ref CollectionsMarshal.GetValueRefOrAddDefault(_checks, key, out var exists);
        return exists ? check! : check = make(Count++);
    }

    public bool TryGetCheck(string key, out CheckNode? check) => _checks.TryGetValue(key, out check);

    public Node Not(Node child)
    {
        switch (child)
        {
            case ConstantNode constant:
                return constant.Value ? False : True;
            case NotNode not:
                return not.Child;
        }

        if (!_nots.TryGetValue(child, out var result))
        {
            _nots.Add(child, result = new NotNode(Count++, child));
        }

        return result;
    }

    /// <summary>All of the conditions.</summary>
    public Node And(ReadOnlySpan<Node> children) => Join(children, isAnd: true);

    /// <summary>One of the conditions.</summary>
    public Node Or(ReadOnlySpan<Node> children) => Join(children, isAnd: false);

    private Node Join(ReadOnlySpan<Node> children, bool isAnd)
    {
        var parts = new List<Node>(children.Length);
        foreach (var child in children)
        {
            Flatten(child, parts, isAnd);
        }

        parts.Sort((a, b) => a.Id.CompareTo(b.Id));
        var count = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part is ConstantNode constant)
            {
                if (constant.Value != isAnd)
                {
                    return constant;
                }

                continue;
            }

            if (count == 0 || parts[count - 1] != part)
            {
                parts[count++] = part;
            }
        }

        parts.RemoveRange(count, parts.Count - count);
        if (HasContradiction(parts))
        {
            return isAnd ? False : True;
        }

        Merge(parts, isAnd);
        if (parts.Count < 2)
        {
            return parts.Count == 1 ? parts[0] : isAnd ? True : False;
        }

        var known = isAnd ? _ands : _ors;
        Node[] key = [.. parts];
        if (!known.TryGetValue(key, out var result))
        {
            Node[] ordered = [.. parts];
            Order(ordered, isAnd);
            result = isAnd ? new AndNode(Count++, ordered) : new OrNode(Count++, ordered);
            known.Add(key, result);
        }

        return result;
    }

    private static void Flatten(Node node, List<Node> parts, bool isAnd)
    {
        switch (node)
        {
            // What is shared stays whole: its result is kept.
            case AndNode all when isAnd && all.Children.Length <= 2:
                parts.AddRange(all.Children);
                break;
            case OrNode any when !isAnd && any.Children.Length <= 2:
                parts.AddRange(any.Children);
                break;
            default:
                parts.Add(node);
                break;
        }
    }

    /// <summary>A condition and its opposite.</summary>
    private static bool HasContradiction(List<Node> parts)
    {
        foreach (var part in parts)
        {
            if (part is NotNode not && parts.Contains(not.Child))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>First what costs little for what it decides.</summary>
    private static void Order(Node[] nodes, bool isAnd)
    {
        var keys = new double[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            var decides = isAnd ? 1 - nodes[i].Chance : nodes[i].Chance;
            keys[i] = (nodes[i].Cost + 1) / Math.Max(decides, 1e-3);
        }

        Array.Sort(keys, nodes);
    }

    /// <summary>
    /// Puts tests of one value together: a value that is one text or another is one of a set, and so on. Under "and" that is done with
    /// what must not hold.
    /// </summary>
    private void Merge(List<Node> parts, bool isAnd)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (Mergeable(parts[i], isAnd) is not { } first)
            {
                continue;
            }

            List<TestNode>? group = null;
            for (var j = parts.Count - 1; j > i; j--)
            {
                if (Mergeable(parts[j], isAnd) is { } other && other.Source == first.Source
                    && TestMerging.CanMerge(first.Test, other.Test))
                {
                    (group ??= [first]).Add(other);
                    parts.RemoveAt(j);
                }
            }

            if (group is not null)
            {
                parts[i] = MergeGroup(group, isAnd);
            }
        }
    }

    private static TestNode? Mergeable(Node node, bool isAnd)
        => (isAnd ? (node as NotNode)?.Child : node) is TestNode test && TestMerging.IsMergeable(test.Test) ? test : null;

    private Node MergeGroup(List<TestNode> group, bool isAnd)
    {
        group.Sort((a, b) => a.Id.CompareTo(b.Id));
        var key = new StringBuilder("any");
        foreach (var test in group)
        {
            key.Append(' ').Append(test.Id);
        }

        var merged = Check(key.ToString(), id => new TestNode(id, group[0].Source, TestMerging.Merge(group.ConvertAll(t => t.Test))));
        return isAnd ? Not(merged) : merged;
    }

    private sealed class NodesComparer : IEqualityComparer<Node[]>
    {
        public static readonly NodesComparer Instance = new();

        public bool Equals(Node[]? x, Node[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Node[] nodes)
        {
            var hash = default(HashCode);
            foreach (var node in nodes)
            {
                hash.Add(node.Id);
            }

            return hash.ToHashCode();
        }
    }
}
