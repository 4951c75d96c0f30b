using Falco.Engine.Events;

namespace Falco.Engine.Rules.Matching;

/// <summary>For which event types conditions may hold, and for which they may not.</summary>
internal sealed class TypeAnalysis(NodeTable nodes)
{
    private static readonly EventTypeSet All = EventTypeSet.All();

    private readonly KindSample _sample = new(nodes);
    private readonly Dictionary<Node, (EventTypeSet Holds, EventTypeSet Fails)> _known = [];

    /// <summary>The event types for which a condition may hold.</summary>
    public EventTypeSet Of(Node node) => Find(node).Holds;

    private (EventTypeSet Holds, EventTypeSet Fails) Find(Node node)
    {
        if (_known.TryGetValue(node, out var known))
        {
            return known;
        }

        var result = node switch
        {
            ConstantNode constant => constant.Value ? (All, new EventTypeSet()) : (new EventTypeSet(), All),
            NotNode not => Find(not.Child) is var (holds, fails) ? (fails, holds) : default,
            AndNode all => Join(all.Children, isAnd: true),
            OrNode any => Join(any.Children, isAnd: false),
            _ => OfCheck((CheckNode)node),
        };
        _known[node] = result;
        return result;
    }

    private (EventTypeSet Holds, EventTypeSet Fails) Join(ReadOnlySpan<Node> children, bool isAnd)
    {
        // All must hold, or one must fail; the other way round for "or".
        var every = EventTypeSet.All();
        var some = new EventTypeSet();
        foreach (var child in children)
        {
            var (holds, fails) = Find(child);
            every.IntersectWith(isAnd ? holds : fails);
            some.UnionWith(isAnd ? fails : holds);
        }

        return isAnd ? (every, some) : (some, every);
    }

    private (EventTypeSet Holds, EventTypeSet Fails) OfCheck(CheckNode check)
    {
        if (!check.DependsOnKind)
        {
            return (All, All);
        }

        if (check is TestNode or ManyNode or ExistsNode && check.Source is FieldSource { TypesWithValue: { } types })
        {
            return (types, All);
        }

        var holds = new EventTypeSet();
        var fails = new EventTypeSet();
        foreach (var info in EventSchema.All)
        {
            switch (_sample.Take(EventKind.Of(info.Type)).Fold(check))
            {
                case true:
                    holds.Add(info.Type);
                    break;
                case false:
                    fails.Add(info.Type);
                    break;
                default:
                    holds.Add(info.Type);
                    fails.Add(info.Type);
                    break;
            }
        }

        return (holds, fails);
    }
}
