using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>A sensor, s1, that is in the middle of a replay: its capture goes on as the test lets it.</summary>
internal sealed class FedReplay : IDisposable
{
    private const string Name = "s1";

    private readonly FalcoCluster _cluster;
    private readonly Feed _feed;
    private readonly List<string> _expected;

    private FedReplay(FalcoCluster cluster, NodeProcess sensor, Feed feed, List<string> expected)
    {
        _cluster = cluster;
        Sensor = sensor;
        _feed = feed;
        _expected = expected;
    }

    /// <summary>The sensor.</summary>
    public NodeProcess Sensor { get; }

    /// <summary>Starts the sensor, and waits until some of the alerts of what it has read are stored.</summary>
    /// <param name="cluster">The cluster, with a detector and an alerts node.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="part">How much of it is let through.</param>
    /// <param name="roles">The sensor's roles.</param>
    public static async Task<FedReplay> Begin(FalcoCluster cluster, string capture, double part = 0.5, string roles = "sensor")
    {
        var expected = await cluster.Alone(capture);
        Assert.NotEmpty(expected);
        var pipe = Feed.Make(cluster.PathOf("pipe"));
        var sensor = cluster.Sensor(Name, pipe, roles);
        var replay = new FedReplay(cluster, sensor, await Feed.Open(pipe, capture, FalcoCluster.Patience), expected);
        await replay.To(part);
        await cluster.UntilStored(Name, Math.Max(1, expected.Count / 10));
        return replay;
    }

    /// <summary>Lets the capture through up to a part of it.</summary>
    public Task To(double part) => _feed.To(part);

    /// <summary>Lets all that is left through, waits for the sensor's end, and checks that the store has what a single node prints.</summary>
    public async Task End()
    {
        await _feed.ToEnd();
        Assert.Equal(0, await Sensor.End(FalcoCluster.Patience));
        _cluster.AssertStored(Name, _expected);
    }

    public void Dispose() => _feed.Dispose();
}
