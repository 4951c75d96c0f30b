namespace Falco.Engine.State;

/// <summary>Which engines' containers are told from other processes by their control groups: <c>engines</c> of Falco's container plugin.</summary>
public sealed record ContainerEngines
{
    /// <summary>Whether podman's are.</summary>
    public bool Podman { get; init; } = true;

    /// <summary>Whether docker's are.</summary>
    public bool Docker { get; init; } = true;

    /// <summary>Whether those are that Kubernetes had made.</summary>
    public bool Cri { get; init; } = true;

    /// <summary>Whether those are that containerd was asked for directly.</summary>
    public bool Containerd { get; init; } = true;

    /// <summary>Whether those of LXC are.</summary>
    public bool Lxc { get; init; } = true;

    /// <summary>Whether those of libvirt are.</summary>
    public bool LibvirtLxc { get; init; } = true;

    /// <summary>Whether those of BOSH's process manager are.</summary>
    public bool Bpm { get; init; } = true;

    /// <summary>The one container that every process is in, whatever its control groups; null where they decide.</summary>
    public StaticContainer? Static { get; init; }
}

/// <summary>A container that is known beforehand.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Image">Its image's name.</param>
public sealed record StaticContainer(string Id, string Name, string Image);
