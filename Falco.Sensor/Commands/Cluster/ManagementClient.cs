using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Falco.Actors.Cluster.Inspection.Reports;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Commands.Cluster;

/// <summary>Asks a node's management endpoint.</summary>
internal sealed class ManagementClient(string node, string? token) : IDisposable
{
    /// <summary>Where a node of this machine listens unless its HOCON says otherwise.</summary>
    public const string DefaultNode = "127.0.0.1:9111";

    private const long MaxAnswer = 64 << 20;
    private const int MaxToken = 4096;

    /// <summary>Longer than any node lets others take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
        MaxResponseContentBufferSize = MaxAnswer,
        Timeout = Patience,
    };

    /// <summary>Asks for something.</summary>
    /// <exception cref="ConfigurationException">The node does not answer, or says what is wrong.</exception>
    public Task<byte[]> Get(string path) => Send(HttpMethod.Get, path);

    /// <summary>Changes something.</summary>
    /// <exception cref="ConfigurationException">The node does not answer, or says what is wrong.</exception>
    public Task<byte[]> Post(string path) => Send(HttpMethod.Post, path);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public T Read<T>(byte[] answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"What answers at {node} is no management endpoint of this version: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> Send(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address(), path));
        if (token is { Length: > 0 })
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Checked(token));
        }

        try
        {
            using var response = await _http.SendAsync(request).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            return response.IsSuccessStatusCode ? answer : throw new ConfigurationException(
                Read(answer, InspectionJson.Default.MessageReport).Error is { } error ? TerminalText.Of(error) : $"{node} answers with status {(int)response.StatusCode}");
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException socket)
        {
            throw new ConfigurationException(
                $"No node answers at {node}: {socket.Message}. --node HOST:PORT names another; a node says at its start where its management endpoint is "
                + "(falco.cluster.management)");
        }
        catch (HttpRequestException e)
        {
            throw new ConfigurationException($"What answers at {node} is no management endpoint: {TerminalText.Of(e.Message)}");
        }
        catch (TaskCanceledException)
        {
            throw new ConfigurationException($"The node at {node} does not answer within {Patience.TotalSeconds} s");
        }
    }

    private static string Checked(string token)
        => token.Length <= MaxToken && token.All(c => c is > ' ' and <= '~') ? token
            : throw new ConfigurationException("The token has characters that no token can have: printable ASCII without spaces is what it may consist of");

    /// <summary>The node's address as a number: the endpoint answers to no name.</summary>
    private Uri Address()
    {
        var colon = node.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(node.AsSpan(colon + 1), out var port))
        {
            throw new ConfigurationException($"--node {node}: is no address, as in {DefaultNode}");
        }

        var host = node[..colon].Trim('[', ']');
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            var address = addresses.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
            return new Uri($"http://{new IPEndPoint(address, port)}");
        }
        catch (Exception e) when (e is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ConfigurationException($"--node {node}: there is no host {host}");
        }
    }
}
