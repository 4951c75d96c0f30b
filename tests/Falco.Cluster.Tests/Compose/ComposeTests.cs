using Xunit;

namespace Falco.Cluster.Tests.Compose;

/// <summary>deploy/docker-compose.yml: containers of a real docker daemon.</summary>
public sealed class ComposeTests
{
    [SkippableFact]
    public async Task Containers_bring_every_alert_to_Seq_and_go_on_after_the_detector_was_killed()
    {
        using var stack = new ComposeStack();
        var expected = stack.Alone("seed.scap");
        Assert.NotEmpty(expected);

        stack.Replay("seed.scap");
        var alerts = stack.Take(2 * expected.Count);
        Assert.Equal(expected, Of("sensor-1", alerts));
        Assert.Equal(expected, Of("sensor-2", alerts));
        Assert.Equal("0", stack.ExitCode("sensor-1"));
        Assert.Equal("0", stack.ExitCode("sensor-2"));
        Assert.Contains("lighthouse-2:4053", stack.Execute("alerts", "falco cluster members"), StringComparison.Ordinal);

        // The sensor's next run: its detector is killed in the middle of it.
        var pipe = Feed.Make(stack.PathOf("pipe"));
        stack.Replay("pipe", "sensor-1");
        using var feed = await Feed.Open(pipe, Programs.SeedCapture, FalcoCluster.Patience);
        await feed.To(0.5);
        alerts = stack.Take(expected.Count / 10);
        stack.Kill("detector");
        await feed.ToEnd();
        alerts.AddRange(stack.Take(expected.Count - alerts.Count));
        Assert.Equal(expected, Of("sensor-1", alerts));
        Assert.Equal("0", stack.ExitCode("sensor-1"));
        Assert.Equal("1", stack.Restarts("detector"));

        stack.Stop();
        Assert.Empty(stack.Rest());
        Assert.Empty(stack.Refused);
    }

    [SkippableFact]
    public async Task Sensors_in_containers_watch_the_machine_with_all_its_containers()
    {
        Skip.IfNot(File.Exists("/sys/kernel/btf/vmlinux"), "the kernel has no BTF");
        using var stack = new ComposeStack();
        await stack.Watch("sensor-1", "sensor-2");
        stack.TamperWith("shop");
        stack.Await("sensor-1", "container_name=shop");
        stack.TamperWith("bank");
        stack.Await("sensor-2", "container_name=bank");
    }

    private static List<string> Of(string sensor, List<(string Sensor, string Text)> alerts)
        => ComposeStack.Sorted(alerts.Where(alert => alert.Sensor == sensor).Select(alert => alert.Text));
}
