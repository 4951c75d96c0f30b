using System.Net;
using System.Text;
using Falco.Sensor.Commands;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Outputs;

namespace Falco.Sensor.Web;

/// <summary>The web server: whether the program is well, its versions, and, where they are on, its metrics. It only ever answers GET.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly SemaphoreSlim _requests;
    private readonly WebServerSettings _settings;
    private readonly byte[] _versions;
    private readonly Func<string>? _metrics;

    private WebServer(FalcoConfiguration configuration, Func<string>? metrics)
    {
        _settings = configuration.WebServer;
        _requests = new SemaphoreSlim(_settings.Threads > 0 ? _settings.Threads : Environment.ProcessorCount);
        _versions = Encoding.UTF8.GetBytes(JsonText.Line(json => VersionCommand.Write(json, configuration)));
        _metrics = metrics;
        var address = IPAddress.Parse(_settings.Address);
        var host = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "*" : address.ToString();
        _listener.Prefixes.Add($"http://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{_settings.Port}/");
    }

    /// <summary>Starts it; null where it is off, and in a replay, as in Falco.</summary>
    /// <exception cref="ConfigurationException">It cannot listen there.</exception>
    public static WebServer? Start(FalcoConfiguration configuration, Func<string> metrics)
    {
        var settings = configuration.WebServer;
        if (!settings.Enabled || settings.Tls || configuration.Engine == EngineKind.Replay)
        {
            return null;
        }

        var server = new WebServer(configuration, configuration.Metrics.Enabled && settings.PrometheusMetrics ? metrics : null);
        Log.Info(
            $"Starting health webserver with threadiness {server._requests.CurrentCount}, listening on {settings.Address}:{settings.Port}");
        try
        {
            server._listener.Start();
        }
        catch (HttpListenerException e)
        {
            server.Dispose();
            throw new ConfigurationException($"The web server cannot listen on {settings.Address}:{settings.Port}: {e.Message}");
        }

        _ = server.Serve();
        return server;
    }

    public void Dispose()
    {
        _listener.Close();
        _requests.Dispose();
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

    private void Answer(HttpListenerContext context)
    {
        try
        {
            var (content, type) = Find(context.Request);
            context.Response.StatusCode = content is null ? 404 : 200;
            if (content is not null)
            {
                context.Response.ContentType = type;
                context.Response.ContentLength64 = content.Length;
                context.Response.OutputStream.Write(content);
            }

            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked has gone.
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

    private (byte[]? Content, string Type) Find(HttpListenerRequest request)
    {
        var path = request.HttpMethod == "GET" ? request.Url?.AbsolutePath : null;
        return path == _settings.HealthPath ? ("{\"status\": \"ok\"}"u8.ToArray(), "application/json")
            : path == "/versions" ? (_versions, "application/json")
            : path == "/metrics" && _metrics is not null ? (Encoding.UTF8.GetBytes(_metrics()), "text/plain; version=0.0.4")
            : (null, "");
    }
}
