using System.Net.Sockets;
using System.Text;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Containers;

/// <summary>Where a container runtime listens.</summary>
internal static class UnixSocket
{
    /// <summary>The longest path that a socket can have, in bytes.</summary>
    private const int MaxPathLength = 107;

    /// <summary>The path of a socket of the settings, seen from here.</summary>
    /// <exception cref="ConfigurationException">The path is longer than a socket's may be.</exception>
    public static string PathOf(string socket, ContainerSettings settings)
    {
        const string Scheme = "unix://";
        var path = settings.HostRoot + (socket.StartsWith(Scheme, StringComparison.Ordinal) ? socket[Scheme.Length..] : socket);
        return Encoding.UTF8.GetByteCount(path) <= MaxPathLength && !path.Contains('\0', StringComparison.Ordinal)
            ? path
            : throw new ConfigurationException($"plugins: container: '{path}' cannot be a socket: it is longer than {MaxPathLength} bytes");
    }

    /// <summary>Speaks HTTP with whoever listens there.</summary>
    public static SocketsHttpHandler Handler(string path)
    {
        var end = new UnixDomainSocketEndPoint(path);
        return new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await connection.ConnectAsync(end, cancellation).ConfigureAwait(false);
                    return new NetworkStream(connection, ownsSocket: true);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = 8,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };
    }
}
