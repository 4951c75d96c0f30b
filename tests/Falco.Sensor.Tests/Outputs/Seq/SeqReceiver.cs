using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace Falco.Sensor.Tests.Outputs.Seq;

/// <summary>
/// Stands in for a Seq server: takes requests as its ingestion endpoint does, refuses what that would refuse, and keeps the events.
/// </summary>
internal sealed class SeqReceiver : IDisposable
{
    public const string ApiKey = "the key";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly BlockingCollection<JsonElement> _events = [];
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly HttpListener _listener = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>A server of this machine.</summary>
    public SeqReceiver()
        : this($"http://127.0.0.1:{FreePort()}")
    {
    }

    /// <summary>A server at an address.</summary>
    public SeqReceiver(string url)
    {
        Url = url;
        _listener.Prefixes.Add(Url + "/");
    }

    public string Url { get; }

    /// <summary>Why requests were refused.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>Comes up: until then nobody listens.</summary>
    public void Start()
    {
        _listener.Start();
        _serving = Task.Run(Serve);
    }

    /// <summary>Waits for events, so many.</summary>
    public IReadOnlyList<JsonElement> Take(int count)
    {
        var taken = new List<JsonElement>();
        var deadline = DateTime.UtcNow + Patience;
        while (taken.Count < count && deadline - DateTime.UtcNow is { Ticks: > 0 } left && _events.TryTake(out var next, left))
        {
            taken.Add(next);
        }

        Assert.True(taken.Count == count, $"{taken.Count} of {count} events came; refused: {string.Join("; ", _refused)}");
        return taken;
    }

    /// <summary>What has come and was not taken.</summary>
    public IReadOnlyList<JsonElement> TakeAll()
    {
        var taken = new List<JsonElement>();
        while (_events.TryTake(out var next))
        {
            taken.Add(next);
        }

        return taken;
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait(Patience);
        _events.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private void Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = _listener.GetContext();
                var problem = Read(context.Request);
                if (problem is not null)
                {
                    _refused.Enqueue(problem);
                }

                context.Response.StatusCode = problem is null ? 201 : 400;
                context.Response.Close("{\"MinimumLevelAccepted\":null}"u8.ToArray(), willBlock: true);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // It was closed.
                return;
            }
        }
    }

    /// <summary>What is wrong with a request; null where nothing is.</summary>
    private string? Read(HttpListenerRequest request)
    {
        if ((request.HttpMethod, request.Url!.AbsolutePath) is not ("POST", "/api/events/raw"))
        {
            return $"{request.HttpMethod} {request.Url}";
        }

        if (request.ContentType?.StartsWith("application/vnd.serilog.clef", StringComparison.Ordinal) != true)
        {
            return $"content type {request.ContentType}";
        }

        if (request.Headers["X-Seq-ApiKey"] != ApiKey)
        {
            return $"API key {request.Headers["X-Seq-ApiKey"]}";
        }

        using var reader = new StreamReader(request.InputStream);
        var body = reader.ReadToEnd();
        if (body.Length > 10 << 20)
        {
            return $"a request of {body.Length} characters";
        }

        var events = new List<JsonElement>();
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                var e = JsonDocument.Parse(line).RootElement;
                if (e.ValueKind != JsonValueKind.Object || !e.GetProperty("@t").TryGetDateTimeOffset(out _) || line.Length > 256 << 10)
                {
                    return $"an event without a time, or too large: {line.AsSpan(0, Math.Min(200, line.Length))}";
                }

                events.Add(e);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException)
            {
                return $"{e.Message}: {line.AsSpan(0, Math.Min(200, line.Length))}";
            }
        }

        events.ForEach(_events.Add);
        return null;
    }
}
