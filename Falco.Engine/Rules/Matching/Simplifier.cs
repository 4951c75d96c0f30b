namespace Falco.Engine.Rules.Matching;

/// <summary>Leaves out of conditions what is decided for one kind of event.</summary>
internal sealed class Simplifier(NodeTable nodes, KindSample sample)
{
    private readonly NodeTable _nodes = nodes;
    private readonly Dictionary<Node, Node> _known = [];

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
            CheckNode check => sample.Fold(check) switch { true => _nodes.True, false => _nodes.False, null => check },
            _ => node,
        };
        _known.Add(node, result);
        return result;
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
}
