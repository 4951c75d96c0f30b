using Xunit;
using static Falco.Cluster.Tests.Inspection;

namespace Falco.Cluster.Tests;

/// <summary>falco cluster shows, from any node, how all nodes are, and lets one leave.</summary>
public sealed class InspectionTests
{
    [SkippableFact]
    public async Task Every_node_can_be_asked_for_all_and_one_leaves_when_the_token_says_so()
    {
        using var cluster = await FalcoCluster.Start(settings: Endpoint);
        var nodes = await cluster.Join(("d1", "detector"), ("d2", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);

        // Members, by a node that is no more than there.
        foreach (var node in nodes.Prepend(cluster.Lighthouse))
        {
            // Each has its own view, and news of the sensor takes a moment to all.
            await UntilUp(node, "a1", "d1", "d2", "lighthouse", "s1");
        }

        var table = await Show(cluster.Lighthouse, "members");
        Assert.Contains("oldest detector", table, StringComparison.Ordinal);
        Assert.Contains("leader", table, StringComparison.Ordinal);

        // Trees, and one with its processes; by a node that has none.
        var trees = (await Ask(nodes[2], "trees", "--json")).GetProperty("nodes").EnumerateArray()
            .SelectMany(node => node.GetProperty("trees").EnumerateArray().ToArray()).ToList();
        Assert.Contains(trees, tree => tree.GetProperty("id").GetString() == "s1|host/s1");
        Assert.All(trees, tree => Assert.True(tree.GetProperty("processes").GetInt32() > 0));
        var host = await Show(nodes[2], "tree", "host/s1");
        Assert.StartsWith("s1|host/s1 on d", host, StringComparison.Ordinal);
        Assert.Contains("└─ ", host, StringComparison.Ordinal);

        // As many trees are in the shards.
        var shards = (await Ask(nodes[0], "shards", "--json")).GetProperty("nodes").EnumerateArray().SelectMany(node => node.GetProperty("shards").EnumerateArray());
        Assert.Equal(
            trees.Count, shards.Where(shard => shard.GetProperty("region").GetString() == "trees").Sum(shard => shard.GetProperty("entities").GetInt32()));

        var read = (await Ask(nodes[1], "sensors", "--json")).GetProperty("nodes")[0].GetProperty("sensor");
        Assert.Equal("s1", read.GetProperty("name").GetString());
        Assert.True(read.GetProperty("last_event").GetInt64() > 0);
        var alerts = (await Ask(nodes[0], "alerts", "--json", "-n", "5", "--rule", "processes")).GetProperty("nodes")[0].GetProperty("alerts");
        Assert.True(alerts.GetProperty("store").GetProperty("done").GetInt64() + alerts.GetProperty("store").GetProperty("open").GetInt64() > 0);
        Assert.Equal(5, alerts.GetProperty("recent").GetArrayLength());
        Assert.All(alerts.GetProperty("recent").EnumerateArray(), alert => Assert.Equal("processes", alert.GetProperty("rule").GetString()));

        // Nobody leaves without the token; with it the node ends in order, and nothing is lost.
        Assert.Contains("takes the node's token", await Refused(cluster.Lighthouse, "", "leave", "d1"), StringComparison.Ordinal);
        Assert.Contains("not that of this node", await Refused(cluster.Lighthouse, "wrong", "leave", "d1"), StringComparison.Ordinal);
        Assert.Contains("There is no member d9", await Refused(cluster.Lighthouse, Token, "leave", "d9"), StringComparison.Ordinal);
        Assert.Contains("leaves", await Show(cluster.Lighthouse, "leave", "d1"), StringComparison.Ordinal);
        Assert.Equal(0, await nodes[0].End(FalcoCluster.Patience));
        await replay.End();
        // One that is asked to leave itself says so before it does.
        Assert.Contains("leaves", await Show(nodes[2], "leave"), StringComparison.Ordinal);
        Assert.Equal(0, await nodes[2].End(FalcoCluster.Patience));
    }

    [SkippableFact]
    public async Task A_node_that_stands_still_is_shown_as_such_and_put_out_by_down()
    {
        using var cluster = await FalcoCluster.Start(settings: Endpoint);
        var nodes = await cluster.Join(("d1", "detector"), ("d2", "detector"));
        await UntilUp(nodes[0], "d1", "d2", "lighthouse");
        nodes[1].Freeze();
        var table = await Show(nodes[0], "trees");
        Assert.Matches("akka.tcp://falco@127.0.0.1:[0-9]+: (does not answer within 5 s|cannot be reached)", table);
        var members = await Ask(nodes[0], "members", "--json");
        var silent = Assert.Single(members.GetProperty("members").EnumerateArray(), member => member.TryGetProperty("error", out _)).GetProperty("address").GetString()!;
        Assert.Contains("is put out", await Show(nodes[0], "down", silent), StringComparison.Ordinal);
        await nodes[0].WaitFor("as [Down]", FalcoCluster.Patience);
    }

    [SkippableFact]
    public async Task Where_no_node_answers_it_says_so()
    {
        Programs.SkipUnlessBuilt();
        using var command = new NodeProcess("cluster", Programs.Falco, new Dictionary<string, string>(), "cluster", "members", "--node", "127.0.0.1:1");
        Assert.Equal(1, await command.End(FalcoCluster.Patience));
        Assert.Contains("No node answers at 127.0.0.1:1", command.Report, StringComparison.Ordinal);
    }
}
