using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>
/// Sensors replay captures, other nodes evaluate them and store the alerts: what is stored is what a single node prints, whatever happens to the
/// nodes meanwhile. No alert is lost, and none is there twice.
/// </summary>
public sealed class ReplayTests
{
    private static readonly string Capture = Programs.SeedCapture;

    [SkippableFact]
    public async Task Undisturbed_two_sensors_get_the_alerts_of_single_nodes()
    {
        using var cluster = await FalcoCluster.Start();
        var nodes = await cluster.Join(("d1", "detector"), ("d2", "detector"), ("a1", "alerts"));
        var expected = await cluster.Alone(Capture);
        Assert.NotEmpty(expected);
        var s1 = cluster.Sensor("s1", Capture);
        var s2 = cluster.Sensor("s2", Capture);
        Assert.Equal(0, await s1.End(FalcoCluster.Patience));
        Assert.Equal(0, await s2.End(FalcoCluster.Patience));
        cluster.AssertStored("s1", expected);
        cluster.AssertStored("s2", expected);
        // Nobody was taken for dead on the way.
        Assert.DoesNotContain("as UNREACHABLE", cluster.Report, StringComparison.Ordinal);
        // Who leaves in order has marked what its outputs have: nobody gets that again.
        nodes[2].Terminate();
        Assert.Equal(0, await nodes[2].End(FalcoCluster.Patience));
        Assert.Equal(0, cluster.Open());
    }

    [SkippableFact]
    public async Task A_detector_that_is_killed_takes_no_alert_with_it()
    {
        using var cluster = await FalcoCluster.Start();
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Capture);
        // It has all trees; the heir comes after them.
        await cluster.Join(("d2", "detector"));
        nodes[0].Kill();
        await replay.To(0.7);
        await replay.End();
    }

    [SkippableFact]
    public async Task Detectors_that_leave_and_come_hand_their_trees_over()
    {
        using var cluster = await FalcoCluster.Start();
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Capture, 0.4);
        await cluster.Join(("d2", "detector"));
        nodes[0].Terminate();
        await replay.To(0.8);
        Assert.Equal(0, await nodes[0].End(FalcoCluster.Patience));
        await replay.End();
    }

    [SkippableFact]
    public async Task An_alerts_node_that_is_killed_and_started_again_has_every_alert_once()
    {
        using var cluster = await FalcoCluster.Start();
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Capture);
        nodes[1].Kill();
        await replay.To(0.7);
        await cluster.Join(("a2", "alerts"));
        await replay.End();
    }

    [SkippableFact]
    public async Task A_detector_that_is_cut_off_for_ten_seconds_loses_nothing()
    {
        using var cluster = await FalcoCluster.Start();
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Capture);
        nodes[0].Freeze();
        await replay.To(0.7);
        await Task.Delay(TimeSpan.FromSeconds(10));
        nodes[0].Thaw();
        await replay.End();
    }

    [SkippableFact]
    public async Task A_sensor_that_is_a_detector_keeps_its_trees()
    {
        using var cluster = await FalcoCluster.Start(settings: Inspection.Endpoint);
        await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Capture, roles: "sensor, detector");
        Assert.StartsWith("s1|host/s1 on s1", await Inspection.Show(cluster.Lighthouse, "tree", "host/s1"), StringComparison.Ordinal);
        await replay.End();
    }

    [SkippableFact]
    public async Task Trees_end_with_their_containers_and_idle_ones_are_put_away_until_their_next_event()
    {
        using var cluster = await FalcoCluster.Start(settings: $"{Inspection.Endpoint}\nakka.cluster.sharding.passivate-idle-entity-after = 5s");
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Capture, 0.5);
        // One container is there, and then none.
        var trees = (await Inspection.Ask(nodes[0], "trees", "--json")).GetProperty("nodes")[0].GetProperty("trees");
        Assert.True(trees.GetArrayLength() > 1, trees.ToString());
        await replay.To(0.99);
        await Inspection.UntilTreesAre(nodes[0], "s1|host/s1");
        // Nothing comes any more.
        await Inspection.UntilTreesAre(nodes[0]);
        await replay.End();
    }

    [SkippableFact]
    public async Task Trees_move_off_a_node_that_has_too_much_to_do()
    {
        var fleet = Programs.Capture("fleet");
        using var cluster = await FalcoCluster.Start(settings: "falco.cluster.allocation { max-events-per-second = 200, cool-down = 1m, moves-at-once = 2 }");
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, fleet, 0.3);
        await cluster.Join(("d2", "detector"));
        var moved = nodes[0].WaitFor(" leaves akka.tcp", FalcoCluster.Patience);
        for (var part = 0.31; part < 0.9 && !moved.IsCompleted; part += 0.01)
        {
            await replay.To(part);
            await Task.WhenAny(moved, Task.Delay(TimeSpan.FromMilliseconds(300)));
        }

        await moved;
        await replay.End();
    }

    [SkippableFact]
    public async Task A_sensor_has_its_name_for_itself_and_when_it_is_killed_the_next_begins_anew()
    {
        using var cluster = await FalcoCluster.Start();
        await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        var expected = await cluster.Alone(Capture);
        using (var killed = await FedReplay.Begin(cluster, Capture))
        {
            var second = cluster.Sensor("s1", Capture);
            Assert.Equal(1, await second.End(FalcoCluster.Patience));
            Assert.Contains("another sensor by the name s1", second.Report, StringComparison.Ordinal);
            Assert.DoesNotContain(second.Output, line => line.Contains("Notice", StringComparison.Ordinal) || line.Contains("Informational", StringComparison.Ordinal));
            // The first was not disturbed.
            await killed.To(0.6);
            killed.Sensor.Kill();
        }

        var sensor = cluster.Sensor("s1", Capture);
        Assert.Equal(0, await sensor.End(FalcoCluster.Patience));
        cluster.AssertStored("s1", expected);
    }
}
