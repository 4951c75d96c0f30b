using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>Nodes in network namespaces of their own, as on several machines.</summary>
public sealed class NetworkTests
{
    [SkippableFact]
    public async Task The_network_between_sensor_and_detector_is_cut_for_ten_seconds_and_nothing_is_lost()
    {
        using var network = new NodeNetwork("lighthouse", "d1", "d2", "a1", "s1");
        using var cluster = await FalcoCluster.Start(network: network);
        await cluster.Join(("d1", "detector"), ("d2", "detector"), ("a1", "alerts"));
        var expected = await cluster.Alone(Programs.SeedCapture);
        var pipe = Feed.Make(cluster.PathOf("pipe"));
        var sensor = cluster.Sensor("s1", pipe);
        using var feed = await Feed.Open(pipe, Programs.SeedCapture, FalcoCluster.Patience);
        await feed.To(0.5);
        await cluster.UntilStored("s1", expected.Count / 10);
        network.Cut("s1");
        await feed.To(0.7);
        // As long as the cut is to last: nothing tells that it has.
        await Task.Delay(TimeSpan.FromSeconds(10));
        network.Heal("s1");
        await feed.ToEnd();
        Assert.Equal(0, await sensor.End(FalcoCluster.Patience));
        cluster.AssertStored("s1", expected);
    }

    [SkippableFact]
    public async Task A_detector_that_stays_cut_off_is_put_out_and_its_trees_live_on_elsewhere()
    {
        using var network = new NodeNetwork("lighthouse", "d1", "d2", "a1", "s1");
        using var cluster = await FalcoCluster.Start(network: network);
        var nodes = await cluster.Join(("d1", "detector"), ("d2", "detector"), ("a1", "alerts"));
        var expected = await cluster.Alone(Programs.SeedCapture);
        var pipe = Feed.Make(cluster.PathOf("pipe"));
        var sensor = cluster.Sensor("s1", pipe);
        using var feed = await Feed.Open(pipe, Programs.SeedCapture, FalcoCluster.Patience);
        await feed.To(0.5);
        await cluster.UntilStored("s1", expected.Count / 10);
        network.Cut("d1");
        await feed.ToEnd();
        Assert.Equal(0, await sensor.End(FalcoCluster.Patience));
        cluster.AssertStored("s1", expected);
        // The one that was cut off has ended by itself, and said why.
        Assert.NotEqual(0, await nodes[0].End(FalcoCluster.Patience));
        Assert.Contains("no part of the cluster any more", nodes[0].Report, StringComparison.Ordinal);
    }
}
