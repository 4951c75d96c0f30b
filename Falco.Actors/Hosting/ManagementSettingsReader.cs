using System.Net;
using Akka.Configuration;
using Falco.Actors.Cluster.Inspection.Endpoint;

namespace Falco.Actors.Hosting;

/// <summary>Reads where a node can be asked from <c>falco.cluster.management</c>, and its token from the environment variable that overrides it.</summary>
internal static class ManagementSettingsReader
{
    /// <summary>The settings; null for a node without an endpoint.</summary>
    /// <param name="falco">The <c>falco</c> section.</param>
    /// <param name="environment">Gives the value of an environment variable.</param>
    /// <param name="isClustered">Whether the node is one of a cluster.</param>
    /// <exception cref="HoconException">A value cannot be used; the message names it.</exception>
    public static ManagementSettings? Read(Config falco, Func<string, string?> environment, bool isClustered)
    {
        const string section = "cluster.management";
        var isAuto = HoconValue.Text(falco, $"{section}.enabled") is "auto";
        if (isAuto ? !isClustered : !HoconValue.Flag(falco, $"{section}.enabled"))
        {
            return null;
        }

        var host = HoconValue.Text(falco, $"{section}.host");
        var settings = new ManagementSettings
        {
            Host = host is "localhost" ? IPAddress.Loopback
                : IPAddress.TryParse(host, out var address) ? address
                : throw HoconValue.Wrong(falco, $"{section}.host", "is no IP address"),
            Port = HoconValue.Count(falco, $"{section}.port", 0, ushort.MaxValue),
            Token = environment("FALCO_MANAGEMENT_TOKEN") is { Length: > 0 } token ? token.Trim() : HoconValue.Text(falco, $"{section}.token"),
            Deadline = HoconValue.Time(falco, $"{section}.deadline"),
            IsRequired = !isAuto,
        };
        return settings.IsLocal || settings.Token.Length > 0
            ? settings
            : throw HoconValue.Wrong(
                falco, $"{section}.host", "others than this machine get there, and there is no token: set falco.cluster.management.token or FALCO_MANAGEMENT_TOKEN");
    }
}
