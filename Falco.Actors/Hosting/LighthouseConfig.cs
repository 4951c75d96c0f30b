using Akka.Configuration;
using Falco.Actors.Cluster;
using Falco.Actors.Cluster.Inspection.Endpoint;

namespace Falco.Actors.Hosting;

/// <summary>A Lighthouse's configuration: the defaults of every node, over them those of a Lighthouse, over them a file of the user's.</summary>
/// <param name="Config">All of it, for Akka.</param>
/// <param name="Settings">Its part in the cluster.</param>
/// <param name="Management">Where it can be asked; null for nowhere.</param>
/// <param name="Name">Its name.</param>
internal sealed record LighthouseConfig(Config Config, ClusterSettings Settings, ManagementSettings? Management, string Name)
{
    /// <summary>Loads it.</summary>
    /// <exception cref="HoconException">The file, or an environment variable, cannot be used.</exception>
    public static LighthouseConfig Load(string? hoconFile)
    {
        var config = PipelineConfig.Load(hoconFile, "lighthouse.conf");
        var falco = config.GetConfig("falco");
        var settings = ClusterSettingsReader.Read(falco, Environment.GetEnvironmentVariable)
            ?? throw new HoconException("falco.cluster.enabled = off: a Lighthouse is there for nothing but a cluster");
        return new LighthouseConfig(
            ClusterConfig.Of(settings, config, sensor: null),
            settings,
            ManagementSettingsReader.Read(falco, Environment.GetEnvironmentVariable, isClustered: true),
            falco.GetString("node") is { Length: > 0 } name ? name : Environment.MachineName);
    }
}
