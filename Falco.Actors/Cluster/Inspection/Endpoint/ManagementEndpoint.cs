using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Falco.Actors.Hosting;

namespace Falco.Actors.Cluster.Inspection.Endpoint;

/// <summary>A node's management endpoint: a small HTTP server that answers JSON.</summary>
internal sealed class ManagementEndpoint : IAsyncDisposable
{
    private const int MaxRequests = 4;
    private const int FreePortTries = 20;

    /// <summary>How long whoever asks may take to read the answer.</summary>
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long its end waits for answers.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpListener _listener;
    private readonly SemaphoreSlim _requests = new(MaxRequests);
    private readonly ManagementAnswers _answers;
    private readonly ILoggingAdapter _log;
    private int _isClosed;

    private ManagementEndpoint(HttpListener listener, int port, ManagementAnswers answers, ILoggingAdapter log)
    {
        _listener = listener;
        Port = port;
        _answers = answers;
        _log = log;
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Starts it. It ends with the actor system.</summary>
    /// <exception cref="HoconException">It cannot listen there.</exception>
    public static ManagementEndpoint Start(ActorSystem system, ManagementSettings settings)
    {
        var (listener, port) = Listen(settings);
        var answers = new ManagementAnswers(new ClusterInspection(system, settings.Deadline), new ManagementAccess(settings));
        var endpoint = new ManagementEndpoint(listener, port, answers, Logging.GetLogger(system, "management"));
        // By then nobody is left who could answer a question.
        system.RegisterOnTermination(() => _ = endpoint.DisposeAsync().AsTask());
        _ = endpoint.Serve();
        return endpoint;
    }

    /// <summary>Ends it, once the answers that are on their way are out: one may be that the node leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        // It may be disposed twice, and be at the end already.
        if (Interlocked.Exchange(ref _isClosed, 1) == 1)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(CloseTimeout);
        try
        {
            // One request is being waited for.
            for (var left = MaxRequests - 1; left > 0; left--)
            {
                await _requests.WaitAsync(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever asked does not get the answer.
        }

        _listener.Close();
        _requests.Dispose();
    }

    private static (HttpListener Listener, int Port) Listen(ManagementSettings settings)
    {
        for (var left = FreePortTries; ; left--)
        {
            var port = settings.Port == 0 ? FreePort(settings.Host) : settings.Port;
            var listener = new HttpListener();
            try
            {
                listener.Prefixes.Add($"http://{Shown(settings.Host)}:{port}/");
                listener.Start();
                return (listener, port);
            }
            catch (Exception e) when (e is HttpListenerException or SocketException)
            {
                listener.Close();
                // Somebody else may have taken the free one meanwhile.
                if (settings.Port != 0 || left == 0)
                {
                    throw new HoconException($"falco.cluster.management: cannot listen on {settings.Host}:{port}: {e.Message}", e);
                }
            }
        }
    }

    private static string Shown(IPAddress host)
        => host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any) ? "*"
            : host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]"
            : host.ToString();

    private static int FreePort(IPAddress host)
    {
        using var listener = new TcpListener(host, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                await _requests.WaitAsync().ConfigureAwait(false);
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => Answer(context));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or HttpListenerException or InvalidOperationException)
        {
            // It was closed.
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            var (status, json) = await Find(context.Request).ConfigureAwait(false);
            var response = context.Response;
            response.StatusCode = status;
            response.ContentType = "application/json";
            response.ContentLength64 = json.Length;
            if (status == 401)
            {
                response.AddHeader("WWW-Authenticate", "Bearer");
            }

            await response.OutputStream.WriteAsync(json).AsTask().WaitAsync(ReadTimeout).ConfigureAwait(false);
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException or TimeoutException)
        {
            // Whoever asked has gone, or does not read.
            context.Response.Abort();
        }
        finally
        {
            try
            {
                _requests.Release();
            }
            catch (ObjectDisposedException)
            {
                // It was closed.
            }
        }
    }

    private async Task<(int Status, byte[] Json)> Find(HttpListenerRequest request)
    {
        try
        {
            return await _answers
                .Answer(request.HttpMethod, request.Url?.AbsolutePath ?? "", request.QueryString, request.Headers["Authorization"]).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _log.Warning("A request to the management endpoint failed: {0}", e);
            return ManagementAnswers.Wrong(500, $"The node could not answer: {e.Message}");
        }
    }
}
