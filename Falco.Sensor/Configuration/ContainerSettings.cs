using System.Text;
using Falco.Engine.State;

namespace Falco.Sensor.Configuration;

/// <summary>
/// Where metadata of containers come from, and how much of them is taken: <c>init_config</c> of the entry of <c>plugins</c> that means the
/// container plugin. Keys and defaults are those of the plugin's version 0.7.1.
/// </summary>
internal sealed record ContainerSettings
{
    private const string PluginName = "container";
    private const string Library = "libcontainer.so";

    /// <summary>Labels with longer values, in bytes, are left out (label_max_len).</summary>
    public int MaxLabelLength { get; init; } = 100;

    /// <summary>Whether runtimes are asked for the size of what a container has written, which is slow (with_size).</summary>
    public bool WithSize { get; init; }

    /// <summary>Whether a container is told of when it is made (hooks: create).</summary>
    public bool OnCreate { get; init; } = true;

    /// <summary>Whether a container is told of, again, when it starts, and then with its address (hooks: start).</summary>
    public bool OnStart { get; init; }

    /// <summary>Sockets of docker daemons (engines.docker); empty where it is disabled.</summary>
    public IReadOnlyList<string> DockerSockets { get; init; } = ["/var/run/docker.sock"];

    /// <summary>Sockets of podman's service (engines.podman); null for the machine's own and those of its users.</summary>
    public IReadOnlyList<string>? PodmanSockets { get; init; }

    /// <summary>Sockets of runtimes that speak CRI (engines.cri); empty where it is disabled.</summary>
    public IReadOnlyList<string> CriSockets { get; init; } =
    [
        "/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/k3s/containerd/containerd.sock", "/run/host-containerd/containerd.sock",
    ];

    /// <summary>Sockets of containerd's own interface (engines.containerd); empty where it is disabled.</summary>
    public IReadOnlyList<string> ContainerdSockets { get; init; } = ["/run/host-containerd/containerd.sock"];

    /// <summary>Which containers are told by their control groups.</summary>
    public ContainerEngines Engines { get; init; } = new();

    /// <summary>Where the machine's root is mounted (environment variable HOST_ROOT).</summary>
    public string HostRoot { get; init; } = Environment.GetEnvironmentVariable("HOST_ROOT") ?? "";

    /// <summary>Reads the settings. Whether load_plugins names the entry does not matter: what the plugin does is built in.</summary>
    /// <exception cref="ConfigurationException">init_config is text that is no YAML.</exception>
    public static ContainerSettings Read(ConfigNode root)
    {
        var entry = ConfigValue.List(root, "plugins").FirstOrDefault(IsContainerPlugin);
        var init = entry?.Find("init_config");
        if (init is { Text: { Length: > 0 } text })
        {
            init = ConfigReader.Read(text, $"{init.Origin} (init_config)");
        }

        if (init is not { IsMap: true })
        {
            return new ContainerSettings();
        }

        var hooks = init.Find("hooks") is null ? ["create"] : ConfigValue.Texts(init, "hooks").ToArray();
        var defaults = new ContainerSettings();
        return defaults with
        {
            MaxLabelLength = (int)Math.Clamp(ConfigValue.Number(init, "label_max_len", defaults.MaxLabelLength), 0, int.MaxValue),
            WithSize = ConfigValue.Flag(init, "with_size", false),
            OnCreate = hooks.Contains("create"),
            OnStart = hooks.Contains("start"),
            Engines = EnginesOf(init),
            DockerSockets = Sockets(init, "docker", defaults.DockerSockets) ?? [],
            PodmanSockets = Sockets(init, "podman", defaults.PodmanSockets),
            CriSockets = Sockets(init, "cri", defaults.CriSockets) ?? [],
            ContainerdSockets = Sockets(init, "containerd", defaults.ContainerdSockets) ?? [],
        };
    }

    /// <summary>The labels that are short enough to be kept, by name.</summary>
    public SortedDictionary<string, string> ShortOf(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            if (Encoding.UTF8.GetByteCount(value) <= MaxLabelLength)
            {
                kept[name] = value;
            }
        }

        return kept;
    }

    private static bool IsContainerPlugin(ConfigNode entry)
    {
        var library = Path.GetFileName(entry.Find("library_path")?.Text ?? "");
        return library == Library || (library.Length == 0 && entry.Find("name")?.Text == PluginName);
    }

    private static ContainerEngines EnginesOf(ConfigNode init)
    {
        return new ContainerEngines
        {
            Podman = IsOn("podman"),
            Docker = IsOn("docker"),
            Cri = IsOn("cri"),
            Containerd = IsOn("containerd"),
            Lxc = IsOn("lxc"),
            LibvirtLxc = IsOn("libvirt_lxc"),
            Bpm = IsOn("bpm"),
            Static = ConfigValue.Flag(init, "engines.static.enabled", false) ? new StaticContainer(Of("id"), Of("name"), Of("image")) : null,
        };

        bool IsOn(string engine) => ConfigValue.Flag(init, $"engines.{engine}.enabled", true);

        string Of(string member) => ConfigValue.Text(init, $"engines.static.container_{member}", "");
    }

    private static IReadOnlyList<string>? Sockets(ConfigNode init, string engine, IReadOnlyList<string>? otherwise)
    {
        if (!ConfigValue.Flag(init, $"engines.{engine}.enabled", true))
        {
            return [];
        }

        string[] sockets = [.. ConfigValue.Texts(init, $"engines.{engine}.sockets").Where(socket => socket.Length > 0)];
        return sockets.Length > 0 ? sockets : otherwise;
    }
}
