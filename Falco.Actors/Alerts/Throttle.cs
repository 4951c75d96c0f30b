namespace Falco.Actors.Alerts;

/// <summary>Which alerts of a rule go to the outputs, and which are held back, by the clock of the node.</summary>
internal sealed class Throttle(ThrottleSettings settings)
{
    /// <summary>Containers that a bucket is remembered for; the one that was asked for longest ago goes first, and has a full one again.</summary>
    private const int MaxContainers = 4096;

    private readonly TokenBucket? _rule = Bucket(settings.Rule);
    private readonly Dictionary<string, LinkedListNode<(string Container, TokenBucket Bucket)>> _containers = [];
    private readonly LinkedList<(string Container, TokenBucket Bucket)> _order = [];

    /// <summary>Whether an alert may go out; takes a token of each limit then.</summary>
    /// <param name="container">The container that it is of.</param>
    /// <param name="now">The time in nanoseconds.</param>
    public bool Lets(string container, ulong now)
        => (settings.Container is null || OfContainer(container).Take(now)) && (_rule?.Take(now) ?? true);

    private TokenBucket OfContainer(string container)
    {
        if (_containers.TryGetValue(container, out var node))
        {
            _order.Remove(node);
        }
        else
        {
            node = new((container, Bucket(settings.Container)!));
            _containers.Add(container, node);
            if (_order.Count >= MaxContainers)
            {
                _containers.Remove(_order.First!.Value.Container);
                _order.RemoveFirst();
            }
        }

        _order.AddLast(node);
        return node.Value.Bucket;
    }

    private static TokenBucket? Bucket(ThrottleRate? rate) => rate is null ? null : new TokenBucket(rate.PerSecond, rate.Burst);
}
