using System.Text.RegularExpressions;
using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>
/// container.*: the container that the event's thread is in, or that the event announces. Outside containers that is one named "host",
/// about which nothing else is known. Of a container without metadata only the id has a value.
/// </summary>
internal static class ContainerFields
{
    private static readonly Utf8 HostName = Utf8.From("host");

    /// <summary>What stands for the machine itself.</summary>
    private static readonly Container Host = new() { Id = HostName, FullId = HostName, Name = HostName, Type = ContainerType.Host };

    /// <summary>Fields that are still known but never have a value.</summary>
    private static readonly EventTypeSet Never = new();

    public static readonly FieldDefinition[] All =
    [
        Define.Field("container.id", ParamType.CharBuf, PrintFormat.Na,
            "first 12 characters of the container's id, from the control groups of the thread; 'host' outside containers.", Id),
        Text("container.full_id", "whole id of the container; 'host' outside containers.", container => container.FullId),
        Text("container.name", "name of the container; 'host' outside containers.", container => container.Name),
        Text("container.image", "image of the container with tag, for instance docker.io/library/nginx:latest.", container => container.Image),
        Text("container.image.id", "id of the image.", container => container.ImageId),
        Text("container.type", "what runs the container: docker, containerd, cri-o, podman ...; 'host' outside containers.",
            container => TypeName(container.Type)),
        Flag("container.privileged", "true for privileged containers.", container => container.Privileged == true),
        Define.Field("container.mounts", ParamType.CharBuf, PrintFormat.Na,
            "all mounts of the container as source:destination:mode:writable:propagation, with commas between.", Mounts),
        Mount("container.mount", "one mount of the container as source:destination:mode:writable:propagation, by number or source",
            AppendMount),
        Mount("container.mount.source", "source of one mount, by number or destination", (text, mount) => text.Append(mount.Source),
            byDestination: true),
        Mount("container.mount.dest", "destination of one mount, by number or source", (text, mount) => text.Append(mount.Destination)),
        Mount("container.mount.mode", "mode of one mount, by number or source", (text, mount) => text.Append(mount.Mode)),
        Mount("container.mount.rdwr", "true where one mount is writable, by number or source", (text, mount) => AppendFlag(text, mount.ReadWrite)),
        Mount("container.mount.propagation", "propagation of one mount, by number or source",
            (text, mount) => text.Append(mount.Propagation)),
        Text("container.image.repository", "image of the container without tag, for instance docker.io/library/nginx.",
            container => container.ImageRepository),
        Text("container.image.tag", "tag of the image, for instance latest.", container => container.ImageTag),
        Text("container.image.digest", "digest of the image in its registry, for instance sha256:d977378f8904.", container => container.ImageDigest),
        Gone("container.healthcheck", ParamType.CharBuf, "no longer set: health check of the container."),
        Gone("container.liveness_probe", ParamType.CharBuf, "no longer set: liveness probe of the container."),
        Gone("container.readiness_probe", ParamType.CharBuf, "no longer set: readiness probe of the container."),
        Define.ThreadField("container.start_ts", ParamType.AbsTime, PrintFormat.Dec,
            "start of the container (its pid namespace) in nanoseconds since the Unix epoch.",
            (_, thread, out value) => FieldValue.Some(thread.PidnsInitStartTimestamp, out value) && thread.PidnsInitStartTimestamp != 0),
        Define.ThreadField("container.duration", ParamType.RelTime, PrintFormat.Dec, "nanoseconds since the container started.",
            (context, thread, out value)
                => FieldValue.Some(unchecked(context.Event.Timestamp - thread.PidnsInitStartTimestamp), out value)
                    && thread.PidnsInitStartTimestamp != 0),
        Text("container.ip", "IPv4 address of the container.", container => container.Ip),
        Text("container.cni.json", "what the network plugin said of the container's interfaces, as JSON.", container => container.CniJson),
        Flag("container.host_pid", "true where the container shares the host's pid namespace.", container => container.HostPid),
        Flag("container.host_network", "true where the container shares the host's network.", container => container.HostNetwork),
        Flag("container.host_ipc", "true where the container shares the host's IPC namespace.", container => container.HostIpc),
        Define.WithArgument("container.label", ParamType.CharBuf, PrintFormat.Na, "one label of the container: container.label[app].",
            FieldFlags.ArgRequired | FieldFlags.ArgKey, BindLabel, ArgumentForm.Brackets),
        Define.Field("container.labels", ParamType.CharBuf, PrintFormat.Na,
            "the container's labels as name:value, with commas between; those of Kubernetes itself are left out.", Labels),
        Gone("proc.is_container_healthcheck", ParamType.Bool, "no longer set: whether the process is a container's health check."),
        Gone("proc.is_container_liveness_probe", ParamType.Bool, "no longer set: whether the process is a container's liveness probe."),
        Gone("proc.is_container_readiness_probe", ParamType.Bool, "no longer set: whether the process is a container's readiness probe."),
    ];

    /// <summary>The container that the event is about; null where nothing is known of it, or the event has no thread.</summary>
    public static Container? Subject(EventContext context)
        => context.AnnouncedContainer ?? (context.Thread is { } thread ? Find(context, thread.ContainerId) : null);

    /// <summary>What is known of a container; no id stands for the host.</summary>
    public static Container? Find(EventContext context, Utf8 id) => id.IsEmpty ? Host : context.Tree.Containers.Find(id);

    /// <summary>A field that nothing sets any more, though rules may name it.</summary>
    public static FieldDefinition Gone(string name, ParamType type, string description)
        => Define.Field(name, type, PrintFormat.Na, description,
            (EventContext _, out FieldValue value) => FieldValue.None(out value), FieldFlags.Deprecated, Never);

    /// <summary>The value of a label; false where there is no such label.</summary>
    public static bool TryFindLabel(
        IReadOnlyList<KeyValuePair<string, string>> labels, string name, ScratchText scratch, out FieldValue value)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Key == name)
            {
                return FieldValue.Some(scratch.Append(labels[i].Value).Take(), out value);
            }
        }

        return FieldValue.None(out value);
    }

    /// <summary>Labels in one text, without annotations and those that Kubernetes sets for itself.</summary>
    public static Utf8 LabelText(IReadOnlyList<KeyValuePair<string, string>> labels, ScratchText scratch)
    {
        foreach (var (name, text) in labels)
        {
            if (name.StartsWith("annotation.", StringComparison.Ordinal) || name.StartsWith("io.kubernetes.", StringComparison.Ordinal))
            {
                continue;
            }

            if (scratch.Length > 0)
            {
                scratch.Append(", "u8);
            }

            scratch.Append(name);
            if (text.Length > 0)
            {
                scratch.Append((byte)':').Append(text);
            }
        }

        return scratch.Take();
    }

    private static bool Id(EventContext context, out FieldValue value)
    {
        if (context.AnnouncedContainer is { } announced)
        {
            return FieldValue.Some(announced.Id, out value);
        }

        return context.Thread is { } thread
            ? FieldValue.Some(thread.ContainerId.IsEmpty ? HostName : thread.ContainerId, out value)
            : FieldValue.None(out value);
    }

    private static FieldDefinition Text(string name, string description, Func<Container, Utf8> read)
        => Define.Field(name, ParamType.CharBuf, PrintFormat.Na, description, (EventContext context, out FieldValue value)
            => Subject(context) is { } container ? FieldValue.Some(read(container), out value) : FieldValue.None(out value));

    private static FieldDefinition Flag(string name, string description, Func<Container, bool> read)
        => Define.Field(name, ParamType.Bool, PrintFormat.Na, description, (EventContext context, out FieldValue value)
            => Subject(context) is { } container ? FieldValue.Some(read(container), out value) : FieldValue.None(out value));

    private static Utf8 TypeName(int type)
        => type == ContainerType.Host ? HostName : (uint)type < (uint)TypeNames.Length ? TypeNames[type] : default;

    private static readonly Utf8[] TypeNames =
    [
        Utf8.From("docker"), Utf8.From("lxc"), Utf8.From("libvirt-lxc"), Utf8.From("mesos"), Utf8.From("rkt"), default, Utf8.From("cri"),
        Utf8.From("containerd"), Utf8.From("cri-o"), Utf8.From("bpm"), default, Utf8.From("podman"),
    ];

    private static bool Mounts(EventContext context, out FieldValue value)
    {
        if (Subject(context) is not { } container)
        {
            return FieldValue.None(out value);
        }

        foreach (var mount in container.Mounts)
        {
            if (context.Scratch.Length > 0)
            {
                context.Scratch.Append((byte)',');
            }

            AppendMount(context.Scratch, mount);
        }

        return FieldValue.Some(context.Scratch.Take(), out value);
    }

    private static ScratchText AppendMount(ScratchText text, ContainerMount mount)
    {
        text.Append(mount.Source).Append((byte)':').Append(mount.Destination).Append((byte)':').Append(mount.Mode).Append((byte)':');
        return AppendFlag(text, mount.ReadWrite).Append((byte)':').Append(mount.Propagation);
    }

    private static ScratchText AppendFlag(ScratchText text, bool flag) => text.Append(flag ? "true"u8 : "false"u8);

    private static FieldDefinition Mount(
        string name, string description, Func<ScratchText, ContainerMount, ScratchText> append, bool byDestination = false)
        => Define.WithArgument(
            name,
            ParamType.CharBuf,
            PrintFormat.Na,
            $"{description}: {name}[0], {name}[/usr/local]. The path is a regular expression that any part of a path may match; the first mount counts.",
            FieldFlags.ArgRequired | FieldFlags.ArgIndex | FieldFlags.ArgKey,
            argument =>
            {
                var find = FindMount(argument ?? "", byDestination);
                return new BoundField
                {
                    Type = ParamType.CharBuf,
                    Read = (EventContext context, out FieldValue value)
                        => Subject(context) is { } container && find(container) is { } mount
                            ? FieldValue.Some(append(context.Scratch, mount).Take(), out value)
                            : FieldValue.None(out value),
                };
            },
            ArgumentForm.Brackets);

    private static Func<Container, ContainerMount?> FindMount(string argument, bool byDestination)
    {
        if (IsIndex(argument) && int.TryParse(argument, out var index))
        {
            return container => index < container.Mounts.Count ? container.Mounts[index] : null;
        }

        // Made when the first mount wants it: loading rules should not pay for it.
        var made = new Lazy<Regex?>(() => MountPattern(argument));
        return container =>
        {
            foreach (var mount in container.Mounts)
            {
                if (made.Value is not { } pattern)
                {
                    return null;
                }

                // Matching nothing is no match.
                var match = pattern.Match(byDestination ? mount.Destination : mount.Source);
                while (match is { Success: true, Length: 0 })
                {
                    match = match.NextMatch();
                }

                if (match.Success)
                {
                    return mount;
                }
            }

            return null;
        };
    }

    /// <summary>Null where the text is no regular expression.</summary>
    private static Regex? MountPattern(string argument)
    {
        try
        {
            return new Regex(argument, RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A number with a zero in front is a name.</summary>
    private static bool IsIndex(string argument)
        => argument.Length > 0 && !argument.AsSpan().ContainsAnyExceptInRange('0', '9') && (argument.Length == 1 || argument[0] != '0');

    private static BoundField BindLabel(string? argument) => new()
    {
        Type = ParamType.CharBuf,
        Read = (EventContext context, out FieldValue value)
            => Subject(context) is { } container
                ? TryFindLabel(container.Labels, argument!, context.Scratch, out value)
                : FieldValue.None(out value),
    };

    private static bool Labels(EventContext context, out FieldValue value)
        => Subject(context) is { } container
            ? FieldValue.Some(LabelText(container.Labels, context.Scratch), out value)
            : FieldValue.None(out value);
}
