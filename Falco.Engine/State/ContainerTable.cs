using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>What is known of containers, by id.</summary>
internal sealed class ContainerTable
{
    private readonly Dictionary<Utf8, Container> _containers = [];

    /// <summary>All containers that are known.</summary>
    public IEnumerable<Container> All => _containers.Values;

    /// <summary>The container, or null where nothing is known of it.</summary>
    public Container? Find(Utf8 id) => _containers.GetValueOrDefault(id);
}

/// <summary>A container's metadata.</summary>
internal sealed record Container
{
    public required Utf8 Id { get; init; }

    /// <summary>Falco's container type number (docker 0, lxc 1, … cri 6, containerd 7, cri-o 8, bpm 9, podman 10).</summary>
    public int Type { get; init; }

    public Utf8 FullId { get; init; }

    public Utf8 Name { get; init; }

    public Utf8 Image { get; init; }

    public Utf8 ImageId { get; init; }

    public Utf8 ImageRepository { get; init; }

    public Utf8 ImageTag { get; init; }

    public Utf8 ImageDigest { get; init; }

    public Utf8 Ip { get; init; }

    public bool? Privileged { get; init; }

    public bool IsPodSandbox { get; init; }

    public long CreatedTime { get; init; }

    public Utf8 User { get; init; }

    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> PodSandboxLabels { get; init; } = [];

    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<ContainerHealthProbe> HealthProbes { get; init; } = [];
}

/// <summary>One mount of a container.</summary>
internal sealed record ContainerMount(string Source, string Destination, string Mode, bool ReadWrite, string Propagation);

/// <summary>A health, liveness or readiness probe's command.</summary>
internal sealed record ContainerHealthProbe(string Kind, string Exe, IReadOnlyList<string> Args);
