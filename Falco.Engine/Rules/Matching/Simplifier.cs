using System.Buffers.Binary;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Matching;

/// <summary>Leaves out of conditions what is decided for one kind of event.</summary>
internal sealed class Simplifier
{
    private readonly NodeTable _nodes;
    private readonly EventKind _kind;
    private readonly Memo _memo = new();
    private readonly EventContext _context;
    private readonly Dictionary<Node, Node> _known = [];

    /// <param name="nodes">The table that simplified conditions are put into.</param>
    /// <param name="kind">The kind of event.</param>
    /// <param name="call">The system call of generic events.</param>
    public Simplifier(NodeTable nodes, EventKind kind, int call)
    {
        _nodes = nodes;
        _kind = kind;
        _context = new EventContext(new ProcessTree()) { Info = EventSchema.Get(kind.Type), Event = Sample(kind.Type, call) };
    }

    public Node Simplify(Node node)
    {
        if (node is ConstantNode)
        {
            return node;
        }

        if (_known.TryGetValue(node, out var known))
        {
            return known;
        }

        var result = node switch
        {
            AndNode all => SimplifyAll(all.Children, isAnd: true),
            OrNode any => SimplifyAll(any.Children, isAnd: false),
            NotNode not => _nodes.Not(Simplify(not.Child)),
            CheckNode check => Fold(check) switch { true => _nodes.True, false => _nodes.False, null => check },
            _ => node,
        };
        _known.Add(node, result);
        return result;
    }

    /// <summary>Whether a check is decided.</summary>
    public bool? Fold(CheckNode check)
    {
        _memo.Begin(_context, _nodes.Count, _nodes.SourceCount);
        return check.Fold(_kind, _memo);
    }

    private Node SimplifyAll(ReadOnlySpan<Node> children, bool isAnd)
    {
        var simplified = new Node[children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            var child = Simplify(children[i]);
            if (child == (isAnd ? _nodes.False : _nodes.True))
            {
                return child;
            }

            simplified[i] = child;
        }

        return isAnd ? _nodes.And(simplified) : _nodes.Or(simplified);
    }

    /// <summary>An event of the type that says nothing but, where it is generic, which call it stands for.</summary>
    private static EventView Sample(EventType type, int call)
    {
        const int lengths = EventView.PrefixSize + EventView.HeaderSize;
        var frame = new byte[lengths + 4];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(32), frame.Length - EventView.PrefixSize);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(36), (ushort)type);
        if (type is EventType.GENERIC_X or EventType.GENERIC_E)
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(38), 1);
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(lengths), sizeof(ushort));
            BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(lengths + 2), (ushort)call);
        }

        return new EventView(frame, 0);
    }
}
