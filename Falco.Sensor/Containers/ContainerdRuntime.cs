using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Falco.Engine.State;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers.Containerd;
using Grpc.Core;

namespace Falco.Sensor.Containers;

/// <summary>
/// containerd by its own interface, for containers that were not made by way of CRI, such as <c>ctr</c> and <c>nerdctl</c> make them. They
/// live in namespaces, which have nothing to do with the kernel's, and their ids are names.
/// </summary>
internal sealed class ContainerdRuntime : IContainerRuntime
{
    private const string Namespaces = "containerd.services.namespaces.v1.Namespaces";
    private const string Containers = "containerd.services.containers.v1.Containers";
    private const string Images = "containerd.services.images.v1.Images";
    private const string Sandboxes = "containerd.services.sandbox.v1.Store";
    private const string Events = "containerd.services.events.v1.Events";

    /// <summary>Where the containers of CRI live.</summary>
    private const string NamespaceOfCri = "k8s.io";

    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 64 };

    private readonly string _socket;
    private readonly ContainerSettings _settings;
    private readonly UnixGrpc _grpc;
    private readonly bool _isAskedByCri;

    /// <exception cref="ConfigurationException">The path is longer than a socket's may be.</exception>
    public ContainerdRuntime(string socket, ContainerSettings settings)
    {
        _socket = UnixSocket.PathOf(socket, settings);
        _settings = settings;
        _grpc = new UnixGrpc(_socket);
        _isAskedByCri = settings.CriSockets.Contains(socket);
    }

    public string Name => $"containerd at {_socket}";

    public bool IsThere => File.Exists(_socket);

    public async Task<IReadOnlyList<string>> List(CancellationToken cancellation)
    {
        var ids = new List<string>();
        foreach (var name in await ListNamespaces(cancellation).ConfigureAwait(false))
        {
            ids.AddRange((await Find(name, null, cancellation).ConfigureAwait(false)).Select(container => container.Id));
        }

        return ids;
    }

    public async Task<ContainerDetails?> Inspect(string id, CancellationToken cancellation)
    {
        // Of an id that was seen in a process's cgroup no more than its beginning may be known.
        var condition = id.Length == ContainerDetails.ShortIdLength ? $"id~=\"^{id.Replace(".", "[.]", StringComparison.Ordinal)}\"" : $"id==\"{id}\"";
        foreach (var name in IsId(id) ? await ListNamespaces(cancellation).ConfigureAwait(false) : [])
        {
            if ((await Find(name, condition, cancellation).ConfigureAwait(false)) is [var container, ..])
            {
                return await Describe(name, container, cancellation).ConfigureAwait(false);
            }
        }

        return null;
    }

    public async IAsyncEnumerable<ContainerDetails> Follow([EnumeratorCancellation] CancellationToken cancellation)
    {
        var question = new SubscribeRequest();
        question.Filters.AddRange(
            new[] { (_settings.OnCreate, "topic==\"/containers/create\""), (_settings.OnStart, "topic==\"/tasks/start\"") }
                .Where(hook => hook.Item1).Select(hook => hook.Item2));
        if (question.Filters.Count == 0)
        {
            yield break;
        }

        await foreach (var envelope in _grpc.Stream<SubscribeRequest, Envelope>(Events, "Subscribe", question, cancellation).ConfigureAwait(false))
        {
            if (Read(envelope) is not { Id.Length: > 0 } notice || !IsMine(envelope.Namespace))
            {
                continue;
            }

            ContainerDetails? details = null;
            try
            {
                var answer = await _grpc.Ask<GetContainerRequest, GetContainerResponse>(
                    Containers, "Get", new() { Id = notice.Id }, cancellation, In(envelope.Namespace)).ConfigureAwait(false);
                details = answer?.Container is { } container
                    ? await Describe(envelope.Namespace, container, cancellation).ConfigureAwait(false)
                    : null;
            }
            catch (IOException)
            {
                // What the news itself says has to do.
            }

            yield return details ?? new ContainerDetails { Type = ContainerType.Containerd, FullId = notice.Id, Image = notice.Image };
        }
    }

    public void Dispose() => _grpc.Dispose();

    private static Metadata In(string name) => new() { { "containerd-namespace", name } };

    /// <summary>Ids go into conditions.</summary>
    private static bool IsId(string id) => id.Length is > 0 and <= 128 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static ContainerNotice? Read(Envelope envelope)
    {
        try
        {
            return envelope.Event is { } e ? ContainerNotice.Parser.ParseFrom(e.Value) : null;
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Of the containers of pods CRI knows more, where it is asked as well.</summary>
    private bool IsMine(string name) => !_isAskedByCri || name != NamespaceOfCri;

    private async Task<IReadOnlyList<string>> ListNamespaces(CancellationToken cancellation)
    {
        var answer = await _grpc.Ask<ListNamespacesRequest, ListNamespacesResponse>(Namespaces, "List", new(), cancellation).ConfigureAwait(false);
        return [.. (answer?.Namespaces ?? []).Select(each => each.Name).Where(name => IsId(name) && IsMine(name))];
    }

    private async Task<IReadOnlyList<ContainerRecord>> Find(string name, string? condition, CancellationToken cancellation)
    {
        var question = new ListContainersRequest();
        if (condition is not null)
        {
            question.Filters.Add(condition);
        }

        return (await _grpc.Ask<ListContainersRequest, ListContainersResponse>(Containers, "List", question, cancellation, In(name))
            .ConfigureAwait(false))?.Containers ?? [];
    }

    private async Task<ContainerDetails> Describe(string name, ContainerRecord container, CancellationToken cancellation)
    {
        var spec = SpecOf(container);
        var sandboxId = container.Sandbox.Length > 0 ? container.Sandbox : spec.Member("annotations").Text("io.kubernetes.cri.sandbox-id");
        ImageTarget? image = null;
        Sandbox? sandbox = null;
        try
        {
            image = container.Image.Length == 0 ? null : (await _grpc.Ask<GetImageRequest, GetImageResponse>(
                Images, "Get", new() { Name = container.Image }, cancellation, In(name)).ConfigureAwait(false))?.Image?.Target;
            sandbox = sandboxId.Length == 0 ? null : (await _grpc.Ask<GetSandboxRequest, GetSandboxResponse>(
                Sandboxes, "Get", new() { SandboxId = sandboxId }, cancellation, In(name)).ConfigureAwait(false))?.Sandbox;
        }
        catch (IOException)
        {
            // What the container itself says is good without them; containerd before 1.7 has no sandboxes.
        }

        var (repository, tag) = ImageName.Parse(container.Image);
        return WithSpec(spec, new ContainerDetails
        {
            Type = ContainerType.Containerd,
            FullId = container.Id,
            Name = ContainerDetails.ShortId(container.Id),
            Image = container.Image,
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = image?.Digest ?? "",
            IsPodSandbox = container.Labels.TryGetValue("io.cri-containerd.kind", out var kind) && kind == "sandbox",
            CreatedTime = container.CreatedAt?.Seconds ?? 0,
            Size = _settings.WithSize && image is not null ? image.Size : -1,
            Labels = [.. _settings.ShortOf(container.Labels)],
            PodSandboxId = sandboxId,
            PodSandboxLabels = sandbox is null ? null : [.. _settings.ShortOf(sandbox.Labels)],
        });
    }

    /// <summary>What the runtime was told to do (the OCI runtime specification).</summary>
    private static ContainerDetails WithSpec(JsonElement spec, ContainerDetails details)
    {
        var process = spec.Member("process");
        var linux = spec.Member("linux");
        var cpu = linux.Member("resources").Member("cpu");
        var memory = linux.Member("resources").Member("memory");
        var namespaces = linux.Member("namespaces").Items().Select(each => each.Text("type")).ToHashSet(StringComparer.Ordinal);
        return details with
        {
            User = process.Member("user").Number("uid").ToString(CultureInfo.InvariantCulture),
            Env = [.. process.Member("env").Items().Select(JsonMembers.AsText)],
            Privileged = IsPrivileged(spec, process, linux),
            HostIpc = !namespaces.Contains("ipc"),
            HostNetwork = !namespaces.Contains("network"),
            HostPid = !namespaces.Contains("pid"),
            CpuPeriod = cpu.Number("period") is > 0 and var period ? period : details.CpuPeriod,
            CpuQuota = cpu.Number("quota"),
            CpuShares = cpu.Number("shares") is > 0 and var shares ? shares : details.CpuShares,
            CpuSetCount = CpuSet.Count(cpu.Text("cpus")),
            MemoryLimit = memory.Number("limit"),
            SwapLimit = memory.Number("swap"),
            Mounts = [.. spec.Member("mounts").Items().Select(mount => MountOf(mount, linux.Text("rootfsPropagation")))],
        };
    }

    private static ContainerMountPoint MountOf(JsonElement mount, string propagation)
    {
        const string Mode = "mode=";
        string[] options = [.. mount.Member("options").Items().Select(JsonMembers.AsText)];
        var mode = options.LastOrDefault(option => option.StartsWith(Mode, StringComparison.Ordinal)) ?? Mode;
        return new(mount.Text("source"), mount.Text("destination"), mode[Mode.Length..], !options.Contains("ro"), propagation);
    }

    /// <summary>A privileged container is one that nothing is kept from: there is no note that says so.</summary>
    private static bool IsPrivileged(JsonElement spec, JsonElement process, JsonElement linux)
        => linux.ValueKind == JsonValueKind.Object
            && process.ValueKind == JsonValueKind.Object
            && !linux.Has("maskedPaths") && !linux.Has("readonlyPaths") && !linux.Has("seccomp")
            && process.Text("selinuxLabel").Length == 0
            && process.Text("apparmorProfile") is "" or "unconfined"
            && !spec.Member("mounts").Items().Any(mount => mount.Text("type") is "sysfs" or "cgroup"
                && mount.Member("options").Items().Any(option => option.AsText() == "ro"));

    private static JsonElement SpecOf(ContainerRecord container)
    {
        try
        {
            return container.Spec is { } spec ? JsonDocument.Parse(spec.Value.Memory, JsonOptions).RootElement : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
