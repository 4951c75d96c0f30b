using System.Runtime.CompilerServices;
using Falco.Engine.State;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers.Cri;

namespace Falco.Sensor.Containers;

/// <summary>
/// A runtime that Kubernetes uses, containerd or CRI-O, asked by the container runtime interface. Beside containers it knows the pods that
/// they are in; a pod has a container of its own, the sandbox.
/// </summary>
internal sealed class CriRuntime : IContainerRuntime
{
    private const string Service = "runtime.v1.RuntimeService";

    private readonly string _socket;
    private readonly ContainerSettings _settings;
    private readonly UnixGrpc _grpc;
    private int? _type;

    /// <exception cref="ConfigurationException">The path is longer than a socket's may be.</exception>
    public CriRuntime(string socket, ContainerSettings settings)
    {
        _socket = UnixSocket.PathOf(socket, settings);
        _settings = settings;
        _grpc = new UnixGrpc(_socket);
    }

    public string Name => $"CRI at {_socket}";

    public bool IsThere => File.Exists(_socket);

    public async Task<IReadOnlyList<string>> List(CancellationToken cancellation)
    {
        var containers = await ListContainers("", cancellation).ConfigureAwait(false);
        var sandboxes = await ListSandboxes("", cancellation).ConfigureAwait(false);
        return [.. containers.Select(container => container.Id), .. sandboxes.Select(sandbox => sandbox.Id)];
    }

    public async Task<ContainerDetails?> Inspect(string id, CancellationToken cancellation)
    {
        if ((await ListContainers(id, cancellation).ConfigureAwait(false)) is [var listed, ..])
        {
            return await InspectContainer(listed, cancellation).ConfigureAwait(false);
        }

        return (await ListSandboxes(id, cancellation).ConfigureAwait(false)) is [var sandbox, ..]
            && await InspectSandbox(sandbox.Id, cancellation).ConfigureAwait(false) is { Status: { } status } answer
                ? new CriDescription(await Type(cancellation).ConfigureAwait(false), _settings).OfSandbox(status, answer.Info)
                : null;
    }

    public async IAsyncEnumerable<ContainerDetails> Follow([EnumeratorCancellation] CancellationToken cancellation)
    {
        var news = _grpc.Stream<GetEventsRequest, ContainerEventResponse>(Service, "GetContainerEvents", new(), cancellation);
        await foreach (var e in news.ConfigureAwait(false))
        {
            if (!(e.ContainerEventType switch
                {
                    ContainerEventType.ContainerCreatedEvent => _settings.OnCreate,
                    ContainerEventType.ContainerStartedEvent => _settings.OnStart,
                    _ => false,
                }))
            {
                continue;
            }

            ContainerDetails? details = null;
            try
            {
                details = await Inspect(e.ContainerId, cancellation).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // Whoever sees the container asks again.
            }

            if (details is not null)
            {
                yield return details;
            }
        }
    }

    public void Dispose() => _grpc.Dispose();

    private async Task<ContainerDetails?> InspectContainer(ListedContainer listed, CancellationToken cancellation)
    {
        var question = new ContainerStatusRequest { ContainerId = listed.Id, Verbose = true };
        var answer = await Ask<ContainerStatusRequest, ContainerStatusResponse>("ContainerStatus", question, cancellation).ConfigureAwait(false);
        if (answer?.Status is not { Id.Length: > 0 } status)
        {
            return null;
        }

        PodSandboxStatusResponse? sandbox = null;
        var size = -1L;
        try
        {
            sandbox = await InspectSandbox(listed.PodSandboxId, cancellation).ConfigureAwait(false);
            size = _settings.WithSize ? await SizeOf(status.Id, cancellation).ConfigureAwait(false) : size;
        }
        catch (IOException)
        {
            // What the container itself says is good without its pod, and without its size.
        }

        return new CriDescription(await Type(cancellation).ConfigureAwait(false), _settings).OfContainer(status, answer.Info, sandbox)
            with { Size = size };
    }

    private async Task<long> SizeOf(string id, CancellationToken cancellation)
    {
        var stats = await Ask<ContainerStatsRequest, ContainerStatsResponse>("ContainerStats", new() { ContainerId = id }, cancellation)
            .ConfigureAwait(false);
        return (long?)stats?.Stats?.WritableLayer?.UsedBytes?.Value ?? 0;
    }

    private async Task<IReadOnlyList<ListedContainer>> ListContainers(string id, CancellationToken cancellation)
    {
        var question = new ListContainersRequest { Filter = new IdFilter { Id = id } };
        return (await Ask<ListContainersRequest, ListContainersResponse>("ListContainers", question, cancellation).ConfigureAwait(false))
            ?.Containers ?? [];
    }

    private async Task<IReadOnlyList<ListedPodSandbox>> ListSandboxes(string id, CancellationToken cancellation)
    {
        var question = new ListPodSandboxRequest { Filter = new IdFilter { Id = id } };
        return (await Ask<ListPodSandboxRequest, ListPodSandboxResponse>("ListPodSandbox", question, cancellation).ConfigureAwait(false))
            ?.Items ?? [];
    }

    private Task<PodSandboxStatusResponse?> InspectSandbox(string id, CancellationToken cancellation)
        => Ask<PodSandboxStatusRequest, PodSandboxStatusResponse>(
            "PodSandboxStatus", new() { PodSandboxId = id, Verbose = true }, cancellation);

    /// <summary>Which runtime it is; that is asked once.</summary>
    private async Task<int> Type(CancellationToken cancellation)
        => _type ??= (await Ask<VersionRequest, VersionResponse>("Version", new(), cancellation).ConfigureAwait(false))?.RuntimeName switch
        {
            "containerd" => ContainerType.Containerd,
            "cri-o" => ContainerType.CriO,
            _ => ContainerType.Cri,
        };

    private Task<TAnswer?> Ask<TQuestion, TAnswer>(string method, TQuestion question, CancellationToken cancellation)
        where TQuestion : class, Google.Protobuf.IMessage<TQuestion>, new()
        where TAnswer : class, Google.Protobuf.IMessage<TAnswer>, new()
        => _grpc.Ask<TQuestion, TAnswer>(Service, method, question, cancellation);
}
