using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Falco.Sensor.Tests.Containers;

/// <summary>A daemon that answers what a test tells it to, on a socket in the test's folder.</summary>
internal sealed class FakeDocker : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentDictionary<string, Func<string?>> _answers = [];
    private readonly ConcurrentBag<Socket> _connections = [];
    private readonly BlockingCollection<string> _events = [];

    public FakeDocker(string folder, string name = "docker.sock")
    {
        Socket = Path.Combine(folder, name);
        _listener.Bind(new UnixDomainSocketEndPoint(Socket));
        _listener.Listen();
        Answer("/containers/json?all=true", "[]");
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public string Socket { get; }

    /// <summary>Whether connections are taken, but nothing is ever answered.</summary>
    public bool Hangs { get; init; }

    /// <summary>The paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public void Answer(string path, string json) => Answer(path, () => json);

    /// <summary>Sets what is answered; null is that there is nothing.</summary>
    public void Answer(string path, Func<string?> json) => _answers[path] = json;

    /// <summary>A container that can be inspected, by its short id and its full one.</summary>
    public void Add(string fullId, string json)
    {
        Answer($"/containers/{fullId}/json", json);
        Answer($"/containers/{fullId[..12]}/json", json);
    }

    /// <summary>Sends a line to whoever listens for events.</summary>
    public void Send(string line) => _events.Add(line);

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                var connection = _listener.Accept();
                _connections.Add(connection);
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private void Serve(Socket connection)
    {
        try
        {
            using var stream = new NetworkStream(connection, ownsSocket: true);
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } request)
            {
                while (reader.ReadLine() is { Length: > 0 })
                {
                }

                var path = request.Split(' ')[1];
                Asked.Enqueue(path);
                if (!Hangs)
                {
                    Reply(stream, path);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other end has gone.
        }
    }

    private void Reply(NetworkStream stream, string path)
    {
        if (path.StartsWith("/events?", StringComparison.Ordinal))
        {
            Write(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            foreach (var line in _events.GetConsumingEnumerable())
            {
                Write(stream, $"{Encoding.UTF8.GetByteCount(line) + 1:x}\r\n{line}\n\r\n");
            }
        }

        var json = _answers.TryGetValue(path, out var answer) ? answer() : null;
        var body = json ?? """{"message":"No such container"}""";
        Write(stream, $"HTTP/1.1 {(json is null ? "404 Not Found" : "200 OK")}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static void Write(NetworkStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));
}
