using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;

namespace Falco.Actors.Cluster;

/// <summary>
/// Where trees live: on the node that asks, which is the sensor's own, while it is a detector and has room; else on the detector with least to
/// do. From a node that is over its limit some shards move at a time, and what has moved stays for a while, so that it does not bounce back.
/// How many shards a node has is no measure: one container may do more than a hundred others.
/// </summary>
/// <param name="self">This node, whose own region has no address in its reference.</param>
/// <param name="load">What is known of the nodes' load.</param>
/// <param name="settings">The limits.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Gets told what moves and why.</param>
internal sealed class TreeAllocation(Address self, ClusterLoad load, AllocationSettings settings, TimeProvider time, ILoggingAdapter log)
    : IShardAllocationStrategy
{
    private readonly Dictionary<string, long> _moved = [];

    /// <inheritdoc/>
    public Task<IActorRef> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations)
    {
        ArgumentNullException.ThrowIfNull(currentShardAllocations);
        // A region that only passes on, on a sensor that is no detector, is not among them; but its address may be that of one.
        var own = currentShardAllocations.Keys.FirstOrDefault(region => NodeOf(region).Equals(NodeOf(requester)));
        var chosen = own is not null && load.HasRoom(NodeOf(own)) ? own : LeastLoaded(currentShardAllocations, currentShardAllocations.Keys);
        return Task.FromResult(chosen);
    }

    /// <inheritdoc/>
    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
        => Task.FromResult<IImmutableSet<string>>(ToMove(currentShardAllocations, rebalanceInProgress));

    private ImmutableHashSet<string> ToMove(
        IImmutableDictionary<IActorRef, IImmutableList<string>> allocations, IImmutableSet<string> inProgress)
    {
        ForgetOld();
        var hasElsewhere = allocations.Keys.Any(region => load.HasRoom(NodeOf(region)));
        if (inProgress.Count > 0 || allocations.Count < 2 || !hasElsewhere)
        {
            return [];
        }

        var moves = ImmutableHashSet.CreateBuilder<string>();
        foreach (var (region, shards) in allocations)
        {
            // The last one stays: moving it would move the trouble.
            if (load.HasRoom(NodeOf(region)) || shards.Count < 2)
            {
                continue;
            }

            var node = NodeOf(region);
            foreach (var shard in shards.Where(shard => !_moved.ContainsKey(shard)).Take(Math.Min(settings.MovesAtOnce, shards.Count - 1)))
            {
                log.Info(
                    "Shard {0} leaves {1}, which works off {2:F0} events a second and lets {3} bytes wait", shard, node, load.RateOf(node), load.WaitingFor(node));
                moves.Add(shard);
                _moved[shard] = time.GetTimestamp();
            }
        }

        return moves.ToImmutable();
    }

    private IActorRef LeastLoaded(
        IImmutableDictionary<IActorRef, IImmutableList<string>> allocations, IEnumerable<IActorRef> regions)
        => regions
            .OrderBy(region => load.HasRoom(NodeOf(region)) ? 0 : 1)
            .ThenBy(region => load.WaitingFor(NodeOf(region)))
            .ThenBy(region => load.RateOf(NodeOf(region)))
            .ThenBy(region => allocations[region].Count)
            .First();

    private Address NodeOf(IActorRef region) => region.Path.Address.HasLocalScope ? self : region.Path.Address;

    private void ForgetOld()
    {
        foreach (var (shard, at) in _moved)
        {
            if (time.GetElapsedTime(at) > settings.CoolDown)
            {
                _moved.Remove(shard);
            }
        }
    }
}
