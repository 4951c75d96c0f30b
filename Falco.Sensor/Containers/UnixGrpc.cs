using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Falco.Sensor.Containers;

/// <summary>
/// Asks a gRPC server on a unix socket. Whatever goes wrong is an <see cref="IOException"/>; no answer may be longer than
/// <see cref="UnixHttp.MaxLength"/> bytes. The connection is made with the first question.
/// </summary>
/// <param name="socket">Where the server listens.</param>
/// <param name="patience">How long an answer may take, where it is not two seconds.</param>
internal sealed class UnixGrpc(string socket, TimeSpan? patience = null) : IDisposable
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(2);

    private readonly Lazy<GrpcChannel> _channel = new(() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
    {
        HttpHandler = UnixSocket.Handler(socket),
        DisposeHttpClient = true,
        MaxReceiveMessageSize = UnixHttp.MaxLength,
        ThrowOperationCanceledOnCancellation = true,
    }));

    /// <summary>The answer to a question; null where there is no such thing as was asked for.</summary>
    /// <param name="service">The service, with its package.</param>
    /// <param name="name">Its method.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    /// <param name="headers">What goes along.</param>
    public async Task<TAnswer?> Ask<TQuestion, TAnswer>(
        string service, string name, TQuestion question, CancellationToken cancellation, Metadata? headers = null)
        where TQuestion : class, IMessage<TQuestion>, new()
        where TAnswer : class, IMessage<TAnswer>, new()
    {
        try
        {
            using var call = _channel.Value.CreateCallInvoker().AsyncUnaryCall(
                Method<TQuestion, TAnswer>(MethodType.Unary, service, name),
                null,
                new CallOptions(headers, DateTime.UtcNow + _patience, cancellation),
                question);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException e)
        {
            throw Failure(e, service);
        }
    }

    /// <summary>
    /// The answers that the server sends as long as it likes. Where it does not know the question there are none, and no end: there is no
    /// use in asking again.
    /// </summary>
    public async IAsyncEnumerable<TAnswer> Stream<TQuestion, TAnswer>(
        string service, string name, TQuestion question, [EnumeratorCancellation] CancellationToken cancellation)
        where TQuestion : class, IMessage<TQuestion>, new()
        where TAnswer : class, IMessage<TAnswer>, new()
    {
        using var call = _channel.Value.CreateCallInvoker().AsyncServerStreamingCall(
            Method<TQuestion, TAnswer>(MethodType.ServerStreaming, service, name), null, new CallOptions(cancellationToken: cancellation), question);
        while (await Next(call.ResponseStream, service, cancellation).ConfigureAwait(false))
        {
            yield return call.ResponseStream.Current;
        }
    }

    public void Dispose()
    {
        if (_channel.IsValueCreated)
        {
            _channel.Value.Dispose();
        }
    }

    private async Task<bool> Next<T>(IAsyncStreamReader<T> stream, string service, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
            return false;
        }
        catch (RpcException e)
        {
            throw Failure(e, service);
        }
    }

    private IOException Failure(RpcException e, string service) => e.StatusCode switch
    {
        StatusCode.Unimplemented => new IOException($"it does not offer {service}", e),
        StatusCode.DeadlineExceeded => new IOException($"no answer within {_patience.TotalSeconds} s", e),
        _ => new IOException(e.Status.Detail.Length > 0 ? e.Status.Detail : e.StatusCode.ToString(), e),
    };

    private static Method<TQuestion, TAnswer> Method<TQuestion, TAnswer>(MethodType type, string service, string name)
        where TQuestion : class, IMessage<TQuestion>, new()
        where TAnswer : class, IMessage<TAnswer>, new()
        => new(type, service, name, Marshaller<TQuestion>(), Marshaller<TAnswer>());

    private static Marshaller<T> Marshaller<T>()
        where T : class, IMessage<T>, new()
    {
        var parser = new MessageParser<T>(() => new T());
        return Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
    }
}
