using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>Rules that look at several events, or start captures, do in a cluster what they do on a single node.</summary>
public sealed class RuleTests
{
    private const string Rules = """
        - rule: many
          desc: d
          condition: evt.type in (execve, clone, clone3, openat)
          output: "one %evt.num"
          priority: INFO
          x-actors:
            threshold: { count: 5, window: 1s, by: [proc.name] }
            output: "%evt.num %threshold.count times by %proc.name in %container.id since %threshold.first"
        - rule: opens and closes
          desc: d
          condition: evt.type = close and fd.name != ""
          output: "one %evt.num"
          priority: INFO
          x-actors:
            sequence:
              window: 10s
              by: [proc.pid, fd.name]
              steps:
              - { name: open, condition: "evt.type in (open, openat)", output: "%evt.num" }
            output: "%evt.num %proc.name closes %fd.name of event %step.open"
        - rule: captured
          desc: d
          condition: evt.type = execve and proc.name = bash and container.id != host
          output: "%evt.num %proc.cmdline"
          priority: INFO
          capture: true
          capture_duration: 600000
        """;

    [SkippableFact]
    public async Task What_thresholds_and_sequences_have_counted_survives_the_kill_of_the_alerts_node()
    {
        using var cluster = await FalcoCluster.Start(rules: Rules);
        var nodes = await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture, 0.4);
        nodes[1].Kill();
        await replay.To(0.7);
        await cluster.Join(("a2", "alerts"));
        await replay.End();
    }

    [SkippableFact]
    public async Task An_alert_of_more_than_a_message_on_the_wire_can_have_comes_out_as_on_a_single_node()
    {
        var rules = $"""
            - rule: long
              desc: d
              condition: evt.type = execve
              output: "%evt.num {string.Concat(Enumerable.Repeat("%proc.cmdline ", 8000))}"
              priority: INFO
            """;
        using var cluster = await FalcoCluster.Start(rules: rules);
        await cluster.Join(("d1", "detector"), ("a1", "alerts"));
        using var replay = await FedReplay.Begin(cluster, Programs.SeedCapture);
        await replay.End();
        Assert.Contains(cluster.Stored("s1"), alert => alert.Length > 1 << 20);
    }

    [SkippableFact]
    public async Task Counting_sequences_and_captures_come_out_as_on_a_single_node_for_each_of_two_sensors()
    {
        using var cluster = await FalcoCluster.Start(rules: Rules);
        await cluster.Join(("d1", "detector"), ("d2", "detector"), ("a1", "alerts"));
        var intruder = Programs.Capture("intruder");
        var expected = new[] { await cluster.Alone(Programs.SeedCapture, Captures("alone")), await cluster.Alone(intruder) };
        Assert.All(["times by", "closes"], kind => Assert.All(expected, alerts => Assert.Contains(alerts, alert => alert.Contains(kind, StringComparison.Ordinal))));
        var s1 = cluster.Sensor("s1", Programs.SeedCapture, "sensor", Captures("clustered"));
        var s2 = cluster.Sensor("s2", intruder);
        Assert.Equal(0, await s1.End(FalcoCluster.Patience));
        Assert.Equal(0, await s2.End(FalcoCluster.Patience));
        await cluster.UntilStored("s1", expected[0].Count);
        await cluster.UntilStored("s2", expected[1].Count);
        cluster.AssertStored("s1", expected[0]);
        cluster.AssertStored("s2", expected[1]);
        var captures = Written("alone");
        Assert.NotEmpty(captures);
        Assert.Equal(captures.Select(capture => capture.Name), Written("clustered").Select(capture => capture.Name));
        Assert.All(captures.Zip(Written("clustered")), pair => Assert.Equal(pair.First.Bytes, pair.Second.Bytes));

        string[] Captures(string folder)
        {
            Directory.CreateDirectory(cluster.PathOf(folder));
            return ["-o", "capture.enabled=true", "-o", "capture.mode=rules", "-o", $"capture.path_prefix={Path.Combine(cluster.PathOf(folder), "c")}"];
        }

        List<(string Name, byte[] Bytes)> Written(string folder)
            => [.. Directory.GetFiles(cluster.PathOf(folder)).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];
    }
}
