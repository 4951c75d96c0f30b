using System.Net;
using System.Net.Sockets;

namespace Falco.Actors.Cluster;

/// <summary>Where a node of a cluster listens. That it cannot, Akka says within many pages; so it is tried before.</summary>
internal static class ListenAddress
{
    /// <exception cref="ClusterException">The node cannot listen there; the message says where and why.</exception>
    public static void Check(ClusterSettings settings)
    {
        try
        {
            using var listener = new TcpListener(AddressOf(settings.Ip), settings.Port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new ClusterException(
                $"This node cannot listen on {settings.Ip}:{settings.Port}: {e.Message}. Where it does say falco.cluster.ip and port, or CLUSTER_IP and CLUSTER_PORT.");
        }
    }

    private static IPAddress AddressOf(string ip)
    {
        if (IPAddress.TryParse(ip, out var address))
        {
            return address;
        }

        var addresses = Dns.GetHostAddresses(ip);
        return addresses.FirstOrDefault(found => found.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
    }
}
