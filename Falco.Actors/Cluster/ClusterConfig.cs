using System.Text;
using Akka.Configuration;

namespace Falco.Actors.Cluster;

/// <summary>What Akka has to know of this node's part in a cluster: the defaults of hocon/cluster.conf, and over them the node's own settings.</summary>
internal static class ClusterConfig
{
    /// <summary>The settings as Akka's own; they go over everything.</summary>
    public static Config Of(ClusterSettings settings)
    {
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
        text.AppendLine("akka.cluster {");
        text.AppendLine($"  roles = [{string.Join(", ", RoleNames.Of(settings.Roles))}]");
        text.AppendLine($"  app-version = {Quoted(NodeVersion.Current.ToString())}");
        text.AppendLine("}");
        return ConfigurationFactory.ParseString(text.ToString());
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
