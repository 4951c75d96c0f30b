using System.Text;
using System.Text.Json;
using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>
/// Reads the JSON of container events: <c>{"container":{"id":"…","name":"…",…}}</c>, which capture files carry. Members that are
/// missing, null or of another type than expected count as not there.
/// </summary>
internal static class ContainerJson
{
    private static readonly (string Name, string Kind)[] Probes =
        [("Healthcheck", "healthcheck"), ("LivenessProbe", "liveness"), ("ReadinessProbe", "readiness")];

    /// <summary>The container; null where the text is not JSON of this form.</summary>
    public static Container? Parse(Utf8 json)
    {
        try
        {
            // What is no UTF-8 becomes a replacement character: one bad label is no reason to know nothing of the container.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json.Span), new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("container", out var container)
                && container.ValueKind == JsonValueKind.Object
                ? Read(container)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Container Read(JsonElement json) => new()
    {
        Id = Text(json, "id"),
        Type = (int)Number(json, "type", ContainerType.Unknown),
        FullId = Text(json, "full_id"),
        Name = Text(json, "name"),
        Image = Text(json, "image"),
        ImageId = Text(json, "imageid"),
        ImageRepository = Text(json, "imagerepo"),
        ImageTag = Text(json, "imagetag"),
        ImageDigest = Text(json, "imagedigest"),
        Ip = Text(json, "ip"),
        User = Text(json, "User"),
        CniJson = Text(json, "cni_json"),
        Privileged = Flag(json, "privileged"),
        HostPid = Flag(json, "host_pid"),
        HostNetwork = Flag(json, "host_network"),
        HostIpc = Flag(json, "host_ipc"),
        IsPodSandbox = Flag(json, "is_pod_sandbox"),
        PodSandboxId = Text(json, "pod_sandbox_id"),
        CreatedTime = Number(json, "created_time", 0),
        Mounts = Mounts(json),
        Labels = Labels(json, "labels"),
        PodSandboxLabels = Labels(json, "pod_sandbox_labels"),
        Env = Strings(json, "env"),
        HealthProbes = HealthProbes(json),
    };

    private static Utf8 Text(JsonElement json, string name) => Utf8.From(String(json, name));

    private static string String(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? String(value) : "";

    private static string String(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, as an escape.
            return "";
        }
    }

    private static bool Flag(JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static long Number(JsonElement json, string name, long otherwise)
        => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : otherwise;

    private static List<ContainerMount> Mounts(JsonElement json)
    {
        var mounts = new List<ContainerMount>();
        foreach (var mount in Items(json, "Mounts"))
        {
            if (mount.ValueKind == JsonValueKind.Object)
            {
                mounts.Add(new ContainerMount(
                    String(mount, "Source"),
                    String(mount, "Destination"),
                    String(mount, "Mode"),
                    Flag(mount, "RW"),
                    String(mount, "Propagation")));
            }
        }

        return mounts;
    }

    /// <summary>Labels by name, as Falco keeps them.</summary>
    private static List<KeyValuePair<string, string>> Labels(JsonElement json, string name)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (json.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object)
        {
            foreach (var label in members.EnumerateObject())
            {
                if (label.Value.ValueKind == JsonValueKind.String)
                {
                    labels[label.Name] = String(label.Value);
                }
            }
        }

        return [.. labels];
    }

    private static List<string> Strings(JsonElement json, string name)
    {
        var strings = new List<string>();
        foreach (var item in Items(json, name))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                strings.Add(String(item));
            }
        }

        return strings;
    }

    private static List<ContainerHealthProbe> HealthProbes(JsonElement json)
    {
        var probes = new List<ContainerHealthProbe>();
        foreach (var (name, kind) in Probes)
        {
            if (json.TryGetProperty(name, out var probe) && probe.ValueKind == JsonValueKind.Object)
            {
                probes.Add(new ContainerHealthProbe(kind, String(probe, "exe"), Strings(probe, "args")));
            }
        }

        return probes;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name)
        => json.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;
}
