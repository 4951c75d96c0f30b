namespace Falco.Engine.Rules.Matching;

/// <summary>A condition, compiled. Equal conditions are one node; nodes refer to older nodes only.</summary>
internal abstract class Node(int id)
{
    /// <summary>The node's number.</summary>
    public int Id { get; } = id;

    /// <summary>Whether several conditions of one kind of event ask for it, so that its result is worth keeping.</summary>
    public bool IsShared { get; set; }

    /// <summary>About how many nanoseconds it takes.</summary>
    public abstract double Cost { get; }

    /// <summary>About how often it holds.</summary>
    public abstract double Chance { get; }

    /// <summary>Whether the condition holds for the event.</summary>
    public bool Holds(Memo memo)
    {
        if (!IsShared)
        {
            return Evaluate(memo);
        }

        ref var result = ref memo.Result(Id);
        if (result >> 1 == memo.Generation)
        {
            return (result & 1) != 0;
        }

        var holds = Evaluate(memo);
        result = (memo.Generation << 1) | (holds ? 1u : 0u);
        return holds;
    }

    protected abstract bool Evaluate(Memo memo);
}

/// <summary>True or false.</summary>
internal sealed class ConstantNode(int id, bool value) : Node(id)
{
    public bool Value => value;

    public override double Cost => 0;

    public override double Chance => value ? 1 : 0;

    protected override bool Evaluate(Memo memo) => value;
}

internal sealed class NotNode(int id, Node child) : Node(id)
{
    public Node Child => child;

    public override double Cost => child.Cost;

    public override double Chance => 1 - child.Chance;

    protected override bool Evaluate(Memo memo) => !child.Holds(memo);
}

/// <summary>All children hold; asked in the order given.</summary>
internal sealed class AndNode : Node
{
    private readonly Node[] _children;

    public AndNode(int id, Node[] children)
        : base(id)
    {
        _children = children;
        Chance = 1;
        foreach (var child in children)
        {
            Cost += child.Cost * Chance;
            Chance = Math.Max(Chance * child.Chance, 1e-6);
        }
    }

    public ReadOnlySpan<Node> Children => _children;

    public override double Cost { get; }

    public override double Chance { get; }

    protected override bool Evaluate(Memo memo)
    {
        foreach (var child in _children)
        {
            if (!child.Holds(memo))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>One child holds; asked in the order given.</summary>
internal sealed class OrNode : Node
{
    private readonly Node[] _children;

    public OrNode(int id, Node[] children)
        : base(id)
    {
        _children = children;
        var none = 1.0;
        foreach (var child in children)
        {
            Cost += child.Cost * none;
            none *= 1 - Math.Min(child.Chance, 0.999);
        }

        Chance = 1 - none;
    }

    public ReadOnlySpan<Node> Children => _children;

    public override double Cost { get; }

    public override double Chance { get; }

    protected override bool Evaluate(Memo memo)
    {
        foreach (var child in _children)
        {
            if (child.Holds(memo))
            {
                return true;
            }
        }

        return false;
    }
}
