using Falco.Engine.Events;
using Falco.Engine.State;

namespace Falco.Engine.Fields;

/// <summary>k8s.*: the pod that the event's container belongs to, as far as the container runtime knows it.</summary>
internal static class K8sFields
{
    /// <summary>How much of an id is its short form.</summary>
    private const int ShortIdLength = 12;

    public static readonly FieldDefinition[] All =
    [
        OfLabel("k8s.pod.name", "name of the pod.", "io.kubernetes.pod.name"),
        OfLabel("k8s.ns.name", "namespace of the pod.", "io.kubernetes.pod.namespace"),
        OfLabel("k8s.pod.id", "the same as k8s.pod.uid.", "io.kubernetes.pod.uid"),
        OfLabel("k8s.pod.uid", "unique id of the pod, as Kubernetes gave it.", "io.kubernetes.pod.uid"),
        OfContainer("k8s.pod.sandbox_id", "first 12 characters of the id of the pod's sandbox.",
            (_, container) => ShortId(container.PodSandboxId)),
        OfContainer("k8s.pod.full_sandbox_id", "whole id of the pod's sandbox.", (_, container) => container.PodSandboxId),
        Define.WithArgument("k8s.pod.label", ParamType.CharBuf, PrintFormat.Na,
            "one label of the pod: k8s.pod.label[app.kubernetes.io/name].", FieldFlags.ArgRequired | FieldFlags.ArgKey, BindLabel,
            ArgumentForm.Brackets),
        Define.Field("k8s.pod.labels", ParamType.CharBuf, PrintFormat.Na, "the pod's labels as name:value, with commas between.", Labels),
        OfContainer("k8s.pod.ip", "IPv4 address of the pod.", (context, container) => Network(context, container)?.Ip),
        OfContainer("k8s.pod.cni.json", "what the network plugin said of the pod's interfaces, as JSON.",
            (context, container) => Network(context, container)?.CniJson),
        .. Gone("rc", "replication controller", hasName: true),
        .. Gone("svc", "service", hasName: true),
        .. Gone("ns", "namespace", hasName: false),
        .. Gone("rs", "replica set", hasName: true),
        .. Gone("deployment", "deployment", hasName: true),
    ];

    private static FieldDefinition OfLabel(string name, string description, string label)
        => Define.Field(name, ParamType.CharBuf, PrintFormat.Na, description, (EventContext context, out FieldValue value)
            => ContainerFields.Subject(context) is { } container
                ? ContainerFields.TryFindLabel(container.Labels, label, context.Scratch, out value)
                : FieldValue.None(out value));

    private static FieldDefinition OfContainer(string name, string description, Func<EventContext, Container, Utf8?> read)
        => Define.Field(name, ParamType.CharBuf, PrintFormat.Na, description, (EventContext context, out FieldValue value)
            => ContainerFields.Subject(context) is { } container && read(context, container) is { } text
                ? FieldValue.Some(text, out value)
                : FieldValue.None(out value));

    private static Utf8 ShortId(Utf8 id) => id.Length > ShortIdLength ? id.Slice(0, ShortIdLength) : id;

    /// <summary>
    /// What is known of a pod's labels and network is with the container itself or with the pod's sandbox. A container that is in no
    /// pod finds the host there, as in Falco.
    /// </summary>
    private static Container? Sandbox(EventContext context, Container container)
        => container.CniJson.IsEmpty ? ContainerFields.Find(context, ShortId(container.PodSandboxId)) : null;

    private static Container? Network(EventContext context, Container container)
        => container.CniJson.IsEmpty ? Sandbox(context, container) : container;

    private static BoundField BindLabel(string? argument) => new()
    {
        Type = ParamType.CharBuf,
        Read = (EventContext context, out FieldValue value) =>
        {
            value = default;
            return ContainerFields.Subject(context) is { } container
                && ((Sandbox(context, container) is { } sandbox
                        && ContainerFields.TryFindLabel(sandbox.PodSandboxLabels, argument!, context.Scratch, out value))
                    || ContainerFields.TryFindLabel(container.PodSandboxLabels, argument!, context.Scratch, out value));
        },
    };

    private static bool Labels(EventContext context, out FieldValue value)
        => ContainerFields.Subject(context) is { } container
            ? FieldValue.Some(
                ContainerFields.LabelText((Sandbox(context, container) ?? container).PodSandboxLabels, context.Scratch), out value)
            : FieldValue.None(out value);

    private static IEnumerable<FieldDefinition> Gone(string kind, string what, bool hasName)
    {
        if (hasName)
        {
            yield return ContainerFields.Gone($"k8s.{kind}.name", ParamType.CharBuf, $"no longer set: name of the {what}.");
        }

        yield return ContainerFields.Gone($"k8s.{kind}.id", ParamType.CharBuf, $"no longer set: id of the {what}.");
        yield return ContainerFields.Gone($"k8s.{kind}.label", ParamType.CharBuf, $"no longer set: one label of the {what}.")
            with { Flags = FieldFlags.Deprecated | FieldFlags.ArgRequired | FieldFlags.ArgKey, Form = ArgumentForm.Brackets };
        yield return ContainerFields.Gone($"k8s.{kind}.labels", ParamType.CharBuf, $"no longer set: labels of the {what}.");
    }
}
