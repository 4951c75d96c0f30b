namespace Falco.Sensor.Containers;

/// <summary>What a runtime says of a container, in the terms of Falco's container events.</summary>
internal sealed record ContainerDetails
{
    /// <summary>How many characters of an id make the short one, which events and rules use.</summary>
    public const int ShortIdLength = 12;

#pragma warning disable CS1591 // The members are those of the event's JSON, see ContainerEventJson.
    public required int Type { get; init; }
    public required string FullId { get; init; }
    public string Name { get; init; } = "";
    public string Image { get; init; } = "";
    public string ImageId { get; init; } = "";
    public string ImageRepository { get; init; } = "";
    public string ImageTag { get; init; } = "";
    public string ImageDigest { get; init; } = "";
    public string User { get; init; } = "";
    public string Ip { get; init; } = "";
    public bool Privileged { get; init; }
    public bool HostIpc { get; init; }
    public bool HostNetwork { get; init; }
    public bool HostPid { get; init; }
    public bool IsPodSandbox { get; init; }
    public string PodSandboxId { get; init; } = "";
    public string CniJson { get; init; } = "";
    public long CpuPeriod { get; init; } = 100_000;
    public long CpuQuota { get; init; }
    public long CpuShares { get; init; } = 1024;
    public long CpuSetCount { get; init; }
    public long MemoryLimit { get; init; }
    public long SwapLimit { get; init; }
#pragma warning restore CS1591

    /// <summary>When it was made, in seconds since the Unix epoch.</summary>
    public long CreatedTime { get; init; }

    /// <summary>Bytes that it has written into its own layer; -1 where nobody counted.</summary>
    public long Size { get; init; } = -1;

    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The labels of the pod that it is in; null where the runtime knows nothing of pods.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? PodSandboxLabels { get; init; }

    public IReadOnlyList<ContainerMountPoint> Mounts { get; init; } = [];

    public IReadOnlyList<ContainerPort> Ports { get; init; } = [];

    public string Id => ShortId(FullId);

    public static string ShortId(string id) => id.Length > ShortIdLength ? id[..ShortIdLength] : id;
}

/// <summary>A mount of a container.</summary>
internal sealed record ContainerMountPoint(string Source, string Destination, string Mode, bool IsWritable, string Propagation);

/// <summary>A TCP port that the machine forwards; the address is that of the machine, of version 4, its first byte the highest.</summary>
internal sealed record ContainerPort(uint HostIp, ushort HostPort, int Port);
