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
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);
        network.Cut("s1");
        await replay.To(0.7);
        // As long as the cut is to last: nothing tells that it has.
        await Task.Delay(TimeSpan.FromSeconds(10));
        network.Heal("s1");
        await replay.End();
    }

    [SkippableFact]
    public async Task A_detector_that_stays_cut_off_is_put_out_and_its_trees_live_on_elsewhere()
    {
        using var network = new NodeNetwork("lighthouse", "d1", "d2", "a1", "s1");
        using var cluster = await FalcoCluster.Start(network: network);
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);
        // It has all trees; the heir comes after them.
        await cluster.Join(("d2", "detector"));
        network.Cut("d1");
        await replay.End();
        // The one that was cut off has ended by itself, and said why.
        Assert.NotEqual(0, await nodes[0].End(FalcoCluster.Patience));
        Assert.Contains("no part of the cluster any more", nodes[0].Report, StringComparison.Ordinal);
    }
}
