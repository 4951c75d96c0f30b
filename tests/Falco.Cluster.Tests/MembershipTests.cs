using Xunit;
using static Falco.Cluster.Tests.Inspection;

namespace Falco.Cluster.Tests;

/// <summary>Who is in, who gets in, and who is put out.</summary>
public sealed class MembershipTests
{
    [SkippableFact]
    public async Task Nodes_one_version_apart_work_together_and_one_further_apart_leaves_and_says_why()
    {
        using var cluster = await FalcoCluster.Start();
        // Nodes show the version that they speak; what they show is theirs to say.
        var next = cluster.Run("d1", "detector", "akka.cluster.app-version = \"2.0.0\"");
        await next.WaitFor("Welcome from", FalcoCluster.Patience);
        await cluster.Join(("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);
        var far = cluster.Run("d3", "detector", "akka.cluster.app-version = \"3.0.0\"");
        Assert.Equal(1, await far.End(FalcoCluster.Patience));
        Assert.Contains("it speaks version 1 of what nodes say to each other and this node version 3", far.Report, StringComparison.Ordinal);
        Assert.Contains("no part of the cluster any more", far.Report, StringComparison.Ordinal);
        await cluster.Lighthouse.WaitFor("it speaks version 3 of what nodes say to each other and this node version 1", FalcoCluster.Patience);
        await replay.End();
    }

    [SkippableFact]
    public async Task A_node_whose_port_another_has_or_whose_address_is_not_the_machines_does_not_start_and_says_so()
    {
        using var cluster = await FalcoCluster.Start();
        var first = cluster.Lighthouse;
        cluster.StartLighthouse();
        Assert.Equal(1, await cluster.Lighthouse.End(FalcoCluster.Patience));
        Assert.Matches("This node cannot listen on 127.0.0.1:[0-9]+: Address already in use", cluster.Lighthouse.Report);
        Assert.DoesNotContain("   at ", cluster.Lighthouse.Report, StringComparison.Ordinal);
        using var elsewhere = new NodeProcess(
            "elsewhere", Programs.Falco, new Dictionary<string, string> { ["CLUSTER_IP"] = "192.0.2.1", ["CLUSTER_SEEDS"] = "192.0.2.1:4053" }, "-e", Programs.SeedCapture);
        Assert.Equal(1, await elsewhere.End(FalcoCluster.Patience));
        Assert.Contains("Error: This node cannot listen on 192.0.2.1:0: Cannot assign requested address", elsewhere.Report, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", elsewhere.Report, StringComparison.Ordinal);
        // The first was not disturbed.
        first.Terminate();
        Assert.Equal(0, await first.End(FalcoCluster.Patience));
    }

    [SkippableFact]
    public async Task A_Lighthouse_that_is_killed_is_not_missed_and_comes_back_into_the_same_cluster()
    {
        // Long enough to be called on a busy machine; the first Lighthouse waits as long.
        const string settings = $$"""
            {{Endpoint}}
            falco.cluster.found-after = 10s
            akka.cluster { failure-detector.acceptable-heartbeat-pause = 5s, split-brain-resolver.stable-after = 3s }
            """;
        using var cluster = await FalcoCluster.Start(settings: settings);
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture, 0.3);
        cluster.Lighthouse.Kill();
        await UntilUp(nodes[0], "a1", "d1", "s1");
        await replay.To(0.6);
        cluster.StartLighthouse();
        await cluster.Lighthouse.WaitFor("which has called", FalcoCluster.Patience);
        await cluster.Lighthouse.WaitFor("Welcome from", FalcoCluster.Patience);
        // By it others get in, and what the first node has goes to them when it leaves.
        await cluster.Join(("d2", "detector"));
        nodes[0].Terminate();
        Assert.Equal(0, await nodes[0].End(FalcoCluster.Patience));
        await replay.End();
    }

    [SkippableFact]
    public async Task A_dead_node_is_put_out_by_down_where_nobody_else_decides_it_and_its_trees_go_on()
    {
        const string undecided = "akka.cluster { downing-provider-class = \"\", failure-detector.acceptable-heartbeat-pause = 5s }";
        using var cluster = await FalcoCluster.Start(settings: $"{Endpoint}\n{undecided}");
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);
        var address = (await Ask(cluster.Lighthouse, "members", "--json")).GetProperty("members").EnumerateArray()
            .Single(member => member.GetProperty("name").GetString() == "d1").GetProperty("address").GetString()!;
        await cluster.Join(("d2", "detector"));
        nodes[0].Kill();
        Assert.Contains("is put out", await Show(cluster.Lighthouse, "down", address), StringComparison.Ordinal);
        await replay.End();
    }
}
