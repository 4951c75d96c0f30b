using Akka.Configuration;
using Falco.Actors.Cluster;

namespace Falco.Actors.Hosting;

/// <summary>A Lighthouse's configuration: the defaults of every node, over them those of a Lighthouse, over them a file of the user's.</summary>
/// <param name="Config">All of it, for Akka.</param>
/// <param name="Settings">Its part in the cluster.</param>
internal sealed record LighthouseConfig(Config Config, ClusterSettings Settings)
{
    /// <summary>Loads it.</summary>
    /// <exception cref="HoconException">The file, or an environment variable, cannot be used.</exception>
    public static LighthouseConfig Load(string? hoconFile)
    {
        var config = PipelineConfig.Load(hoconFile, "lighthouse.conf");
        var settings = ClusterSettingsReader.Read(config.GetConfig("falco"), Environment.GetEnvironmentVariable)
            ?? throw new HoconException("falco.cluster.enabled = off: a Lighthouse is there for nothing but a cluster");
        return new LighthouseConfig(ClusterConfig.Of(settings).WithFallback(config).WithFallback(PipelineConfig.Embedded("cluster.conf")), settings);
    }
}
