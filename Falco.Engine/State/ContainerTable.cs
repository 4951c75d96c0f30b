using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>What is known of containers, by id.</summary>
internal sealed class ContainerTable
{
    private readonly Dictionary<Utf8, Container> _containers = [];

    /// <summary>Grows with every change.</summary>
    public int Version { get; private set; }

    /// <summary>All containers that are known.</summary>
    public IEnumerable<Container> All => _containers.Values;

    /// <summary>The container, or null where nothing is known of it.</summary>
    public Container? Find(Utf8 id) => _containers.GetValueOrDefault(id);

    /// <summary>Takes over what is known of a container, in the place of what was known before.</summary>
    public void Set(Container container)
    {
        _containers[container.Id] = container;
        Version++;
    }

    public void Remove(Utf8 id)
    {
        _containers.Remove(id);
        Version++;
    }

    public void Clear()
    {
        _containers.Clear();
        Version++;
    }
}

/// <summary>Falco's numbers of container types.</summary>
internal static class ContainerType
{
    public const int Docker = 0;
    public const int Lxc = 1;
    public const int LibvirtLxc = 2;
    public const int Cri = 6;
    public const int Containerd = 7;
    public const int CriO = 8;
    public const int Bpm = 9;
    public const int Static = 10;
    public const int Podman = 11;
    public const int Host = 0xFFFE;
    public const int Unknown = 0xFFFF;
}

/// <summary>A container's metadata.</summary>
internal sealed record Container
{
    public required Utf8 Id { get; init; }

    /// <summary>Falco's container type number (docker 0, lxc 1, … cri 6, containerd 7, cri-o 8, bpm 9, podman 11), see <see cref="ContainerType"/>.</summary>
    public int Type { get; init; } = ContainerType.Unknown;

    public Utf8 FullId { get; init; }

    public Utf8 Name { get; init; }

    public Utf8 Image { get; init; }

    public Utf8 ImageId { get; init; }

    public Utf8 ImageRepository { get; init; }

    public Utf8 ImageTag { get; init; }

    public Utf8 ImageDigest { get; init; }

    public Utf8 Ip { get; init; }

    public bool? Privileged { get; init; }

    public bool HostPid { get; init; }

    public bool HostNetwork { get; init; }

    public bool HostIpc { get; init; }

    /// <summary>What the network plugin said, as JSON.</summary>
    public Utf8 CniJson { get; init; }

    /// <summary>Full id of the pod's sandbox.</summary>
    public Utf8 PodSandboxId { get; init; }

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
