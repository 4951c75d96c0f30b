using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Falco.Actors.Cluster;
using Xunit;

namespace Falco.Actors.Tests.Cluster;

/// <summary>Where trees live, and when they move.</summary>
public sealed class TreeAllocationTests : TestKit
{
    private static readonly AllocationSettings Settings = new()
    {
        MaxEventsPerSecond = 1000,
        MaxWaiting = 1 << 20,
        MovesAtOnce = 2,
        CoolDown = TimeSpan.FromMinutes(1),
        ReportEvery = TimeSpan.FromSeconds(2),
    };

    private readonly Clock _clock = new();
    private readonly ClusterLoad _load;
    private readonly TreeAllocation _allocation;

    public TreeAllocationTests()
    {
        _load = new ClusterLoad(Settings, _clock);
        _allocation = new TreeAllocation(AddressOf(1), _load, Settings, _clock, NoLogger.Instance);
    }

    [Fact]
    public async Task A_tree_lives_where_its_sensor_is()
        => Assert.Equal(Region(2), await _allocation.AllocateShard(Region(2), "s-1", On((Region(1), []), (Region(2), ["a", "b", "c"]))));

    [Fact]
    public async Task The_sensors_own_node_is_known_by_its_address_where_its_region_only_passes_on()
        => Assert.Equal(Region(2), await _allocation.AllocateShard(Region(2, "treesProxy"), "s-1", On((Region(1), []), (Region(2), ["a"]))));

    [Fact]
    public async Task A_sensor_that_is_no_detector_gets_the_detector_with_least_to_do()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 500));
        _load.Take(new DetectorLoad(AddressOf(2).ToString(), 100));
        Assert.Equal(Region(2), await _allocation.AllocateShard(Region(9), "s-1", On((Region(1), []), (Region(2), ["a", "b"]))));
    }

    [Fact]
    public async Task A_node_without_room_gets_no_more_though_it_is_the_sensors_own()
    {
        _load.Take(new DetectorLoad(AddressOf(2).ToString(), 5000));
        Assert.Equal(Region(1), await _allocation.AllocateShard(Region(2), "s-1", On((Region(1), ["a"]), (Region(2), []))));
    }

    [Fact]
    public async Task What_waits_for_a_node_counts_over_all_sensors()
    {
        _load.Take(new SensorBacklog("x", [new NodeBacklog(AddressOf(2).ToString(), 700_000)]));
        _load.Take(new SensorBacklog("y", [new NodeBacklog(AddressOf(2).ToString(), 700_000)]));
        Assert.Equal(Region(1), await _allocation.AllocateShard(Region(2), "s-1", On((Region(1), ["a"]), (Region(2), []))));
    }

    [Fact]
    public async Task Where_no_node_has_room_the_one_with_least_to_do_gets_it_all_the_same()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 5000));
        _load.Take(new DetectorLoad(AddressOf(2).ToString(), 4000));
        Assert.Equal(Region(2), await _allocation.AllocateShard(Region(1), "s-1", On((Region(1), []), (Region(2), []))));
    }

    [Fact]
    public async Task Many_shards_are_no_reason_to_move()
        => Assert.Empty(await Rebalance(On((Region(1), ["a", "b", "c", "d", "e", "f"]), (Region(2), []))));

    [Fact]
    public async Task From_a_node_over_its_limit_a_few_shards_move_at_a_time()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 5000));
        Assert.Equal(2, (await Rebalance(On((Region(1), ["a", "b", "c", "d"]), (Region(2), [])))).Count);
    }

    [Fact]
    public async Task Nothing_moves_while_something_does()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 5000));
        Assert.Empty(await _allocation.Rebalance(On((Region(1), ["a", "b", "c"]), (Region(2), [])), ImmutableHashSet.Create("a")));
    }

    [Fact]
    public async Task The_last_shard_stays()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 5000));
        Assert.Empty(await Rebalance(On((Region(1), ["a"]), (Region(2), []))));
    }

    [Fact]
    public async Task Nothing_moves_where_nobody_has_room()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 5000));
        _load.Take(new DetectorLoad(AddressOf(2).ToString(), 5000));
        Assert.Empty(await Rebalance(On((Region(1), ["a", "b"]), (Region(2), ["c", "d"]))));
    }

    [Fact]
    public async Task What_has_moved_stays_for_a_while()
    {
        _load.Take(new DetectorLoad(AddressOf(1).ToString(), 5000));
        var first = await Rebalance(On((Region(1), ["a", "b", "c", "d"]), (Region(2), [])));
        Report(AddressOf(2), 5000, TimeSpan.FromSeconds(5));
        Report(AddressOf(1), 10, TimeSpan.Zero);
        Assert.Empty(await Rebalance(On((Region(1), ["c", "d"]), (Region(2), [.. first]))));
        Report(AddressOf(2), 5000, Settings.CoolDown);
        Assert.NotEmpty(await Rebalance(On((Region(1), ["c", "d"]), (Region(2), [.. first]))));
    }

    [Fact]
    public void A_report_that_is_too_old_says_nothing()
    {
        Report(AddressOf(1), 5000, TimeSpan.Zero);
        Assert.False(_load.HasRoom(AddressOf(1)));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_load.HasRoom(AddressOf(1)));
    }

    [Fact]
    public void The_shards_of_a_tree_are_the_same_on_every_node()
    {
        var shards = new TreeShards(8);
        Assert.Equal(shards.ShardOf("sensor|host/sensor"), new TreeShards(8).ShardOf("sensor|host/sensor"));
        Assert.Equal("sensor-4", shards.ShardOf("sensor|host/sensor"));
        Assert.All(Enumerable.Range(0, 200), n => Assert.Matches("^s-[0-7]$", shards.ShardOf($"s|{n:x12}")));
    }

    private void Report(Address node, double eventsPerSecond, TimeSpan after)
    {
        _clock.Advance(after);
        _load.Take(new DetectorLoad(node.ToString(), eventsPerSecond));
    }

    private Task<IImmutableSet<string>> Rebalance(ImmutableDictionary<IActorRef, IImmutableList<string>> allocations)
        => _allocation.Rebalance(allocations, ImmutableHashSet<string>.Empty);

    private static Address AddressOf(int node) => new("akka.tcp", "falco", $"10.0.0.{node}", 4053);

    private static ImmutableDictionary<IActorRef, IImmutableList<string>> On(params (IActorRef Region, string[] Shards)[] nodes)
        => nodes.ToImmutableDictionary(node => node.Region, node => (IImmutableList<string>)node.Shards.ToImmutableList());

    private IActorRef Region(int node, string name = "trees")
        => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef($"{AddressOf(node)}/system/sharding/{name}") is var region && region.Path.Address.Equals(AddressOf(node))
            ? region
            : new Elsewhere(new RootActorPath(AddressOf(node)) / "system" / "sharding" / name);

    /// <summary>A reference to an actor of another node.</summary>
    private sealed class Elsewhere(ActorPath path) : MinimalActorRef
    {
        public override ActorPath Path => path;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
