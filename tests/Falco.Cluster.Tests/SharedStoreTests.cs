using Falco.Actors.Tests.Alerts.Store;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>Two alerts nodes on one PostgreSQL database, and everything else twice as well.</summary>
public sealed class SharedStoreTests : IClassFixture<PostgresServer>
{
    private readonly PostgresServer _server;

    public SharedStoreTests(PostgresServer server) => _server = server;

    [SkippableFact]
    public async Task Seven_nodes_undisturbed_store_what_single_nodes_print()
    {
        using var cluster = await FalcoCluster.Start(database: await Database());
        await cluster.Join(("d1", "detector"), ("d2", "detector"), ("a1", "alerts"), ("a2", "alerts"));
        var expected = await cluster.Alone(Programs.SeedCapture);
        var s1 = cluster.Sensor("s1", Programs.SeedCapture);
        var s2 = cluster.Sensor("s2", Programs.SeedCapture);
        Assert.Equal(0, await s1.End(FalcoCluster.Patience));
        Assert.Equal(0, await s2.End(FalcoCluster.Patience));
        cluster.AssertStored("s1", expected);
        cluster.AssertStored("s2", expected);
        Assert.DoesNotContain("as UNREACHABLE", cluster.Report, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task One_of_two_alerts_nodes_is_killed_and_the_other_goes_on()
    {
        using var cluster = await FalcoCluster.Start(database: await Database());
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"), ("a2", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);
        nodes[1].Kill();
        await replay.End();
    }

    private async Task<string> Database()
    {
        Skip.If(_server.Missing is not null, _server.Missing);
        return await _server.NewSchema();
    }
}
