using System.Text;
using Akka.Configuration;
using Falco.Actors.Hosting;

namespace Falco.Actors.Cluster;

/// <summary>What Akka has to know of this node's part in a cluster: the defaults of hocon/cluster.conf, and over them the node's own settings.</summary>
internal static class ClusterConfig
{
    /// <summary>All of it.</summary>
    /// <param name="settings">The node's part in the cluster; it goes over everything.</param>
    /// <param name="config">What the node has besides.</param>
    /// <param name="sensor">The name of its sensor; null where it has none.</param>
    public static Config Of(ClusterSettings settings, Config config, string? sensor) => Own(settings, sensor)
        .WithFallback(config)
        .WithFallback(ConfigurationFactory.ParseString($"akka.cluster.app-version = {Quoted(NodeVersion.Current.ToString())}"))
        .WithFallback(PipelineConfig.Embedded("cluster.conf"));

    private static Config Own(ClusterSettings settings, string? sensor)
    {
        var roles = RoleNames.Of(settings.Roles).Concat(sensor is null ? [] : [RoleNames.OfSensor(sensor)]);
        var text = new StringBuilder();
        text.AppendLine("akka.remote.dot-netty.tcp {");
        text.AppendLine($"  hostname = {Quoted(settings.Ip)}");
        text.AppendLine($"  port = {settings.Port}");
        if (settings.Tls is not null)
        {
            // Which certificates, and whom to believe, says NodeTls.
            text.AppendLine("  enable-ssl = on");
        }

        text.AppendLine("}");
        text.AppendLine($"akka.cluster.roles = [{string.Join(", ", roles.Select(Quoted))}]");
        return ConfigurationFactory.ParseString(text.ToString());
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
