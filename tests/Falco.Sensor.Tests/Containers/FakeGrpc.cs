using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Falco.Sensor.Tests.Containers;

/// <summary>A gRPC server that answers what a test tells it to, on a socket in the test's folder; it does not know other methods.</summary>
internal sealed class FakeGrpc : IDisposable
{
    private const string Ok = "0", NotFound = "5", Unimplemented = "12";

    private readonly ConcurrentDictionary<string, Func<HttpContext, Task<string>>> _methods = [];
    private readonly WebApplication _server;
    private readonly CancellationTokenSource _end = new();

    public FakeGrpc(string folder, string name = "runtime.sock")
    {
        Socket = Path.Combine(folder, name);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(Socket, listen => listen.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.Run(Serve);
        _server.Start();
    }

    public string Socket { get; }

    /// <summary>The methods that were called.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Sets what is answered to a question of a client; null is that there is no such thing.</summary>
    public void Answer<TQuestion, TAnswer>(string method, Func<TQuestion, HttpContext, TAnswer?> answer)
        where TQuestion : IMessage<TQuestion>, new()
        where TAnswer : class, IMessage<TAnswer>
        => _methods[method] = async context =>
        {
            if (answer(await Read<TQuestion>(context.Request.Body), context) is not { } message)
            {
                return NotFound;
            }

            await Write(context.Response.Body, message);
            return Ok;
        };

    public void Answer<TQuestion, TAnswer>(string method, Func<TQuestion, TAnswer?> answer)
        where TQuestion : IMessage<TQuestion>, new()
        where TAnswer : class, IMessage<TAnswer>
        => Answer<TQuestion, TAnswer>(method, (question, _) => answer(question));

    /// <summary>Sends whoever asks what comes into the channel.</summary>
    public void Stream<TQuestion, TAnswer>(string method, Channel<TAnswer> answers)
        where TQuestion : IMessage<TQuestion>, new()
        where TAnswer : IMessage<TAnswer>
        => _methods[method] = async context =>
        {
            await Read<TQuestion>(context.Request.Body);
            await context.Response.Body.FlushAsync();
            await foreach (var answer in answers.Reader.ReadAllAsync(_end.Token))
            {
                await Write(context.Response.Body, answer);
            }

            return Ok;
        };

    public void Dispose()
    {
        _end.Cancel();
        _server.StopAsync(new CancellationToken(canceled: true)).GetAwaiter().GetResult();
        ((IDisposable)_server).Dispose();
        _end.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        var method = context.Request.Path.Value!;
        Asked.Enqueue(method);
        context.Response.ContentType = "application/grpc";
        var status = Unimplemented;
        try
        {
            status = _methods.TryGetValue(method, out var answer) ? await answer(context) : status;
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }

        context.Response.AppendTrailer("grpc-status", status);
    }

    private static async Task<T> Read<T>(Stream stream)
        where T : IMessage<T>, new()
    {
        var head = new byte[5];
        await stream.ReadExactlyAsync(head);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        await stream.ReadExactlyAsync(body);
        return new MessageParser<T>(() => new T()).ParseFrom(body);
    }

    private static async Task Write(Stream stream, IMessage message)
    {
        var body = message.ToByteArray();
        var frame = new byte[5 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, 5);
        await stream.WriteAsync(frame);
        await stream.FlushAsync();
    }
}
