using System.Globalization;
using System.Text;
using System.Text.Json;
using Falco.Sensor.Configuration;
using Falco.Sensor.Containers.Cri;

namespace Falco.Sensor.Containers;

/// <summary>
/// A container or a pod's sandbox as a CRI runtime describes it. Part of it is in the interface's own members, part in JSON that every
/// runtime writes as it likes (<c>info</c>).
/// </summary>
internal sealed class CriDescription(int type, ContainerSettings settings)
{
    /// <summary>How much of the network plugin's JSON is kept, in bytes.</summary>
    private const int MaxCniLength = 4096;

    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 64 };

    private static readonly string[] ImageAnnotations =
        ["io.kubernetes.cri.image-name", "io.kubernetes.cri-o.Image", "io.kubernetes.cri-o.ImageName"];

    public ContainerDetails OfContainer(ContainerStatus status, IDictionary<string, string> info, PodSandboxStatusResponse? pod)
    {
        var said = Parse(info);
        var sandbox = pod?.Status;
        var sandboxId = sandbox is null ? status.Id : sandbox.Id;
        var labels = settings.ShortOf(status.Labels);
        AddPod(labels, sandboxId, sandbox);
        var (image, repository, tag, digest) = ImageOf(status, said);
        var imageId = ImageName.Parse(said.Member("config").Member("image").Text("image")).Tag;
        var details = new ContainerDetails
        {
            Type = type,
            FullId = status.Id,
            Name = status.Metadata?.Name ?? "",
            Image = image,
            ImageId = imageId.Length > 0 ? imageId : status.ImageId,
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = digest,
            User = (status.User?.Linux?.Uid ?? 0).ToString(CultureInfo.InvariantCulture),
            Privileged = IsPrivileged(said),
            CreatedTime = SecondsOf(status.CreatedAt),
            Env = [.. said.Member("config").Member("envs").Items().Select(variable => $"{variable.Text("key")}={variable.Text("value")}")],
            Labels = [.. labels],
            Mounts = [.. status.Mounts.Select(MountOf)],
        };
        return WithLimits(WithPod(details, sandboxId, sandbox, pod?.Info), status.Resources?.Linux);
    }

    /// <summary>The container that holds a pod's namespaces and runs no program of the user's.</summary>
    public ContainerDetails OfSandbox(PodSandboxStatus status, IDictionary<string, string> info)
    {
        var labels = settings.ShortOf(status.Labels);
        AddPod(labels, status.Id, status);
        var image = Parse(info).Text("image");
        var (repository, tag) = ImageName.Parse(image);
        var details = new ContainerDetails
        {
            Type = type,
            FullId = status.Id,
            Name = status.Metadata?.Name ?? "",
            Image = image,
            ImageRepository = repository,
            ImageTag = tag,
            IsPodSandbox = true,
            CreatedTime = SecondsOf(status.CreatedAt),
            Labels = [.. labels],
        };
        return WithPod(details, status.Id, status, info);
    }

    private static void AddPod(SortedDictionary<string, string> labels, string sandboxId, PodSandboxStatus? sandbox)
    {
        labels["io.kubernetes.sandbox.id"] = sandboxId;
        if (sandbox?.Metadata is { } pod)
        {
            labels["io.kubernetes.pod.uid"] = pod.Uid;
            labels["io.kubernetes.pod.name"] = pod.Name;
            labels["io.kubernetes.pod.namespace"] = pod.Namespace;
        }
    }

    private ContainerDetails WithPod(ContainerDetails details, string sandboxId, PodSandboxStatus? sandbox, IDictionary<string, string>? info)
    {
        var namespaces = sandbox?.Linux?.Namespaces?.Options;
        return details with
        {
            PodSandboxId = sandboxId,
            PodSandboxLabels = sandbox is null ? [] : [.. settings.ShortOf(sandbox.Labels)],
            Ip = sandbox?.Network?.Ip ?? "",
            CniJson = info is null ? "" : CniOf(Parse(info)),
            HostIpc = namespaces?.Ipc == NamespaceMode.Node,
            HostNetwork = namespaces?.Network == NamespaceMode.Node,
            HostPid = namespaces?.Pid == NamespaceMode.Node,
        };
    }

    private static ContainerDetails WithLimits(ContainerDetails details, LinuxContainerResources? limits) => limits is null ? details : details with
    {
        CpuPeriod = limits.CpuPeriod > 0 ? limits.CpuPeriod : details.CpuPeriod,
        CpuQuota = limits.CpuQuota,
        CpuShares = limits.CpuShares > 0 ? limits.CpuShares : details.CpuShares,
        CpuSetCount = CpuSet.Count(limits.CpusetCpus),
        MemoryLimit = limits.MemoryLimitInBytes,
        SwapLimit = limits.MemorySwapLimitInBytes,
    };

    private static ContainerMountPoint MountOf(Mount mount) => new(
        mount.HostPath,
        mount.ContainerPath,
        "",
        !mount.Readonly,
        mount.Propagation switch
        {
            MountPropagation.PropagationPrivate => "private",
            MountPropagation.PropagationHostToContainer => "rslave",
            MountPropagation.PropagationBidirectional => "rshared",
            _ => "unknown",
        });

    /// <summary>
    /// The image's name, and its parts. The reference to what runs is <c>repository@digest</c>, or the digest of an image that came from
    /// nowhere; the tag is in the name that was asked for, or, where that is a digest too, in a note of the runtime.
    /// </summary>
    private static (string Name, string Repository, string Tag, string Digest) ImageOf(ContainerStatus status, JsonElement said)
    {
        const string Hash = "sha256";
        var asked = status.Image?.Image ?? "";
        var (name, digest, isReference) = (asked, "", false);
        var at = status.ImageRef.IndexOf(Hash + ":", StringComparison.Ordinal);
        if (at == 0)
        {
            digest = status.ImageRef;
        }
        else if (at > 0 && status.ImageRef[at - 1] == '@')
        {
            (name, digest, isReference) = (status.ImageRef[..(at - 1)], status.ImageRef[at..], true);
        }

        if (name.Length == 0 || name.StartsWith(Hash, StringComparison.Ordinal))
        {
            var notes = said.Member("runtimeSpec").Member("annotations");
            if (ImageAnnotations.Select(note => notes.Text(note)).FirstOrDefault(note => note.Length > 0) is { } noted)
            {
                (name, isReference) = (noted, false);
            }
        }

        var (repository, tag) = ImageName.Parse(name);
        if (isReference && ImageName.Parse(asked).Tag is { Length: > 0 } askedTag && !asked.StartsWith(Hash, StringComparison.Ordinal))
        {
            (name, tag) = ($"{name}:{askedTag}", askedTag);
        }

        return (name, repository, tag, digest);
    }

    private static bool IsPrivileged(JsonElement said)
    {
        foreach (var place in (JsonElement[])[
            said.Member("runtimeSpec").Member("linux").Member("security_context"),
            said.Member("config").Member("linux").Member("security_context"),
            said])
        {
            if (place.Member("privileged").ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return place.Flag("privileged");
            }
        }

        return false;
    }

    /// <summary>The interfaces that the network plugin made for a pod: containerd has them by name, CRI-O has the plugin's own words.</summary>
    private static string CniOf(JsonElement said)
    {
        var result = said.Member("cniResult");
        var interfaces = result.Member("Interfaces").Members()
            .Where(each => each.Key != "lo" && !each.Key.StartsWith("veth", StringComparison.Ordinal))
            .ToDictionary();
        var text = interfaces.Count > 0
            ? JsonSerializer.Serialize(interfaces)
            : said.Member("runtimeSpec").Member("annotations").Text("io.kubernetes.cri-o.CNIResult");
        return Encoding.UTF8.GetByteCount(text) <= MaxCniLength ? text : text[..Math.Min(text.Length, MaxCniLength)];
    }

    private static long SecondsOf(long nanoseconds) => nanoseconds / 1_000_000_000;

    private static JsonElement Parse(IDictionary<string, string> info)
    {
        try
        {
            return info.TryGetValue("info", out var json) ? JsonDocument.Parse(json, JsonOptions).RootElement : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
