using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Falco.Sensor.Containers;

/// <summary>
/// Writes the JSON of a container event as Falco's container plugin does. Names, labels, variables and paths are whatever the image's maker
/// or the user chose: lists are cut where they get too long.
/// </summary>
internal static class ContainerEventJson
{
    /// <summary>How many characters a list may have.</summary>
    private const int MaxListLength = 128 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ContainerDetails details)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("container");
            WriteMembers(json, details);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, ContainerDetails details)
    {
        json.WriteNumber("type", details.Type);
        json.WriteString("id", details.Id);
        json.WriteString("name", details.Name);
        json.WriteString("image", details.Image);
        json.WriteString("imagedigest", details.ImageDigest);
        json.WriteString("imageid", details.ImageId);
        json.WriteString("imagerepo", details.ImageRepository);
        json.WriteString("imagetag", details.ImageTag);
        json.WriteString("User", details.User);
        json.WriteString("cni_json", details.CniJson);
        json.WriteNumber("cpu_period", details.CpuPeriod);
        json.WriteNumber("cpu_quota", details.CpuQuota);
        json.WriteNumber("cpu_shares", details.CpuShares);
        json.WriteNumber("cpuset_cpu_count", details.CpuSetCount);
        json.WriteNumber("created_time", details.CreatedTime);
        WriteList(json, "env", details.Env, variable => variable.Length, json.WriteStringValue);
        json.WriteString("full_id", details.FullId);
        json.WriteBoolean("host_ipc", details.HostIpc);
        json.WriteBoolean("host_network", details.HostNetwork);
        json.WriteBoolean("host_pid", details.HostPid);
        json.WriteString("ip", details.Ip);
        json.WriteNumber("size", details.Size);
        json.WriteBoolean("is_pod_sandbox", details.IsPodSandbox);
        WriteLabels(json, "labels", details.Labels);
        json.WriteNumber("memory_limit", details.MemoryLimit);
        json.WriteNumber("swap_limit", details.SwapLimit);
        json.WriteString("pod_sandbox_id", details.PodSandboxId);
        json.WriteBoolean("privileged", details.Privileged);
        if (details.PodSandboxLabels is { } podLabels)
        {
            WriteLabels(json, "pod_sandbox_labels", podLabels);
        }
        else
        {
            json.WriteNull("pod_sandbox_labels");
        }

        WriteList(json, "port_mappings", details.Ports, _ => 64, port => WritePort(json, port));
        WriteList(json, "Mounts", details.Mounts, mount => mount.Source.Length + mount.Destination.Length + 64, mount => WriteMount(json, mount));
    }

    private static void WriteLabels(Utf8JsonWriter json, string member, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        json.WriteStartObject(member);
        var left = MaxListLength;
        foreach (var (name, value) in labels)
        {
            left -= name.Length + value.Length;
            if (left < 0)
            {
                break;
            }

            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WritePort(Utf8JsonWriter json, ContainerPort port)
    {
        json.WriteStartObject();
        json.WriteNumber("HostIp", port.HostIp);
        json.WriteNumber("HostPort", port.HostPort);
        json.WriteNumber("ContainerPort", port.Port);
        json.WriteEndObject();
    }

    private static void WriteMount(Utf8JsonWriter json, ContainerMountPoint mount)
    {
        json.WriteStartObject();
        json.WriteString("Source", mount.Source);
        json.WriteString("Destination", mount.Destination);
        json.WriteString("Mode", mount.Mode);
        json.WriteBoolean("RW", mount.IsWritable);
        json.WriteString("Propagation", mount.Propagation);
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Func<T, int> length, Action<T> write)
    {
        json.WriteStartArray(name);
        var left = MaxListLength;
        foreach (var item in items)
        {
            left -= length(item);
            if (left < 0)
            {
                break;
            }

            write(item);
        }

        json.WriteEndArray();
    }
}
