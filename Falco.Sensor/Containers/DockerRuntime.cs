using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Falco.Engine.State;
using Falco.Sensor.Configuration;

namespace Falco.Sensor.Containers;

/// <summary>
/// A docker daemon, or podman's service, which speaks docker's API too. The paths carry no version: every daemon answers with its newest.
/// What is said where is in https://docs.docker.com/reference/api/engine/.
/// <para>
/// A client library would turn every answer into its types, and lose all of it for one member that it does not expect; what is needed here
/// are four requests and two dozen members.
/// </para>
/// </summary>
internal sealed class DockerRuntime : IContainerRuntime
{
    private readonly bool _isPodman;
    private readonly string _socket;
    private readonly ContainerSettings _settings;
    private readonly UnixHttp _http;

    private DockerRuntime(bool isPodman, string socket, ContainerSettings settings)
    {
        _isPodman = isPodman;
        _socket = socket;
        _settings = settings;
        _http = new UnixHttp(socket);
    }

    public string Name => $"{(_isPodman ? "podman" : "docker")} at {_socket}";

    public bool IsThere => File.Exists(_socket);

    /// <exception cref="ConfigurationException">The path is longer than a socket's may be.</exception>
    public static DockerRuntime Docker(string socket, ContainerSettings settings) => new(isPodman: false, UnixSocket.PathOf(socket, settings), settings);

    /// <exception cref="ConfigurationException">The path is longer than a socket's may be.</exception>
    public static DockerRuntime Podman(string socket, ContainerSettings settings) => new(isPodman: true, UnixSocket.PathOf(socket, settings), settings);

    public async Task<IReadOnlyList<string>> List(CancellationToken cancellation)
    {
        var list = await _http.Get("/containers/json?all=true", cancellation).ConfigureAwait(false);
        return [.. list.GetValueOrDefault().Items().Select(container => container.Text("Id")).Where(IsId)];
    }

    public async Task<ContainerDetails?> Inspect(string id, CancellationToken cancellation)
    {
        if (await InspectContainer(id, cancellation).ConfigureAwait(false) is not { } container || !IsId(container.Text("Id")))
        {
            return null;
        }

        var image = await InspectImage(container.Text("Image"), cancellation).ConfigureAwait(false);
        var details = Describe(container, image);
        const string OfContainer = "container:";
        return details.Ip.Length == 0
            && container.Member("HostConfig").Text("NetworkMode") is var mode
            && mode.StartsWith(OfContainer, StringComparison.Ordinal)
            && await InspectContainer(mode[OfContainer.Length..], cancellation).ConfigureAwait(false) is { } owner
                ? details with { Ip = IpOf(owner.Member("NetworkSettings")) }
                : details;
    }

    public async IAsyncEnumerable<ContainerDetails> Follow([EnumeratorCancellation] CancellationToken cancellation)
    {
        var actions = string.Join(",", new[] { (_settings.OnCreate, "\"create\""), (_settings.OnStart, "\"start\"") }
            .Where(hook => hook.Item1).Select(hook => hook.Item2));
        if (actions.Length == 0)
        {
            yield break;
        }

        var filters = Uri.EscapeDataString($"{{\"type\":[\"container\"],\"event\":[{actions}]}}");
        await foreach (var news in _http.Stream($"/events?filters={filters}", cancellation).ConfigureAwait(false))
        {
            var actor = news.Member("Actor");
            if (actor.Text("ID") is var id && !IsId(id))
            {
                continue;
            }

            ContainerDetails? details = null;
            try
            {
                details = await Inspect(id, cancellation).ConfigureAwait(false);
            }
            catch (IOException)
            {
                // What the news itself says has to do.
            }

            yield return details ?? new ContainerDetails { Type = Type, FullId = id, Image = actor.Member("Attributes").Text("image") };
        }
    }

    public void Dispose() => _http.Dispose();

    private int Type => _isPodman ? ContainerType.Podman : ContainerType.Docker;

    /// <summary>Ids go into paths: nothing but letters and digits, and not endlessly many.</summary>
    private static bool IsId(string id) => id.Length is > 0 and <= 128 && id.All(char.IsAsciiLetterOrDigit);

    private async Task<JsonElement?> InspectContainer(string id, CancellationToken cancellation)
        => IsId(id) ? await _http.Get($"/containers/{id}/json{(_settings.WithSize ? "?size=true" : "")}", cancellation).ConfigureAwait(false) : null;

    private async Task<JsonElement> InspectImage(string id, CancellationToken cancellation)
    {
        var hash = id.StartsWith("sha256:", StringComparison.Ordinal) ? id["sha256:".Length..] : id;
        try
        {
            return IsId(hash) ? (await _http.Get($"/images/{id}/json", cancellation).ConfigureAwait(false)).GetValueOrDefault() : default;
        }
        catch (IOException)
        {
            // The image's names are missing then, the container's are there.
            return default;
        }
    }

    private ContainerDetails Describe(JsonElement container, JsonElement image)
    {
        var config = container.Member("Config");
        var host = container.Member("HostConfig");
        var network = container.Member("NetworkSettings");
        var name = container.Text("Name");
        name = name.StartsWith('/') ? name[1..] : name;
        var (repository, tag, digest) = ImageName.Of(image);
        if (_isPodman)
        {
            // Podman gives the image's full name, and images may have many.
            (repository, tag) = ImageName.Parse(config.Text("Image"));
        }

        var imageId = _isPodman ? container.Text("Image") : image.Text("Id");
        return new ContainerDetails
        {
            Type = Type,
            FullId = container.Text("Id"),
            Name = name,
            Image = config.Text("Image"),
            ImageId = imageId.StartsWith("sha256:", StringComparison.Ordinal) ? imageId["sha256:".Length..] : imageId,
            ImageRepository = repository,
            ImageTag = tag,
            ImageDigest = digest,
            User = config.Text("User"),
            Ip = IpOf(network),
            Privileged = host.Flag("Privileged"),
            HostIpc = host.Text("IpcMode") == "host",
            HostNetwork = host.Text("NetworkMode") == "host",
            HostPid = host.Text("PidMode") == "host",
            IsPodSandbox = name.Contains("k8s_POD", StringComparison.Ordinal),
            CpuPeriod = host.Number("CpuPeriod") is > 0 and var period ? period : 100_000,
            CpuQuota = host.Number("CpuQuota"),
            CpuShares = host.Number("CpuShares") is > 0 and var shares ? shares : 1024,
            CpuSetCount = CpuSet.Count(host.Text("CpusetCpus")),
            MemoryLimit = host.Number("Memory"),
            SwapLimit = host.Number("MemorySwap"),
            CreatedTime = SecondsOf(container.Text("Created")),
            Size = container.Number("SizeRw", -1),
            Env = [.. config.Member("Env").Items().Select(JsonMembers.AsText)],
            Labels = [.. _settings.ShortOf(config.Member("Labels").Members().Select(label => KeyValuePair.Create(label.Key, label.Value.AsText())))],
            Mounts =
            [
                .. container.Member("Mounts").Items().Select(mount => new ContainerMountPoint(
                    mount.Text("Source"), mount.Text("Destination"), mount.Text("Mode"), mount.Flag("RW"), mount.Text("Propagation"))),
            ],
            Ports = [.. network.Member("Ports").Members().SelectMany(port => PortsOf(port.Key, port.Value))],
        };
    }

    /// <summary>The address on the default network. Daemons of today say it with the networks only.</summary>
    private static string IpOf(JsonElement network)
        => network.Member("IPAddress").ValueKind == JsonValueKind.String
            ? network.Text("IPAddress")
            : network.Member("Networks").Members().Select(each => each.Value.Text("IPAddress")).FirstOrDefault(ip => ip.Length > 0) ?? "";

    private static IEnumerable<ContainerPort> PortsOf(string port, JsonElement bindings)
    {
        if (port.Split('/') is not [var text, "tcp"] || !ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            yield break;
        }

        foreach (var binding in bindings.Items())
        {
            if (IPAddress.TryParse(binding.Text("HostIp"), out var ip) && ip.AddressFamily == AddressFamily.InterNetwork
                && ushort.TryParse(binding.Text("HostPort"), NumberStyles.None, CultureInfo.InvariantCulture, out var hostPort))
            {
                yield return new ContainerPort(BinaryPrimitives.ReadUInt32BigEndian(ip.GetAddressBytes()), hostPort, number);
            }
        }
    }

    private static long SecondsOf(string time)
        => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) ? when.ToUnixTimeSeconds() : 0;
}
