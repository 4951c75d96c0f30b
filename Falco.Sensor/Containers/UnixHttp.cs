using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Falco.Sensor.Containers;

/// <summary>
/// Asks an HTTP server on a unix socket for JSON. Whatever goes wrong, be it the connection, the protocol or the JSON, is an
/// <see cref="IOException"/>; no answer may be longer than <see cref="MaxLength"/> bytes.
/// </summary>
internal sealed class UnixHttp : IDisposable
{
    public const int MaxLength = 8 << 20;

    /// <summary>How long an answer may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 64 };

    private readonly HttpClient _client;

    public UnixHttp(string socket)
    {
        _client = new HttpClient(UnixSocket.Handler(socket))
        {
            BaseAddress = new Uri("http://localhost"),
            MaxResponseContentBufferSize = MaxLength,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>What is at the path; null where there is nothing.</summary>
    public async Task<JsonElement?> Get(string path, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await _client.GetAsync(path, patience.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            return Parse(await response.Content.ReadAsByteArrayAsync(patience.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"no answer within {Patience.TotalSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>The lines of JSON that the server sends as long as it likes.</summary>
    public async IAsyncEnumerable<JsonElement> Stream(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await Open(path, cancellation).ConfigureAwait(false);
        var lines = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
        try
        {
            while (await NextLine(lines, cancellation).ConfigureAwait(false) is { } line)
            {
                if (line.AsSpan().ContainsAnyExcept(" \r"u8))
                {
                    yield return ParseLine(line);
                }
            }
        }
        finally
        {
            await lines.CompleteAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> Open(string path, CancellationToken cancellation)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            response?.Dispose();
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>The next line without its end; null where no more come.</summary>
    private static async Task<byte[]?> NextLine(PipeReader lines, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await lines.ReadAsync(cancellation).ConfigureAwait(false);
            if (Line(result, out var consumed) is { } line)
            {
                lines.AdvanceTo(consumed);
                return line;
            }

            if (result.IsCompleted)
            {
                return null;
            }

            if (result.Buffer.Length > MaxLength)
            {
                throw new IOException($"a line of more than {MaxLength} bytes");
            }

            lines.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static byte[]? Line(ReadResult result, out SequencePosition consumed)
    {
        var reader = new SequenceReader<byte>(result.Buffer);
        var hasLine = reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n');
        consumed = reader.Position;
        return hasLine ? line.ToArray() : null;
    }

    private static JsonElement ParseLine(byte[] line)
    {
        try
        {
            return Parse(line);
        }
        catch (JsonException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json, JsonOptions).RootElement;
}
