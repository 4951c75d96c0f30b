using System.Diagnostics.CodeAnalysis;

namespace Falco.Engine.Fields;

/// <summary>The fields of events, by the source that events are of. What names none is about system calls.</summary>
internal static class FieldCatalog
{
    /// <summary>The source of the audit events of Kubernetes.</summary>
    public const string AuditSource = "k8s_audit";

    private static readonly FieldTable Syscalls = new(
    [
        .. EvtFields.All, .. ProcFields.All, .. ThreadFields.All, .. UserFields.All, .. GroupFields.All, .. FdFields.All,
        .. FsPathFields.All, .. FdListFields.All, .. ContainerFields.All, .. K8sFields.All,
    ]);

    private static readonly FieldTable Audit = new([.. EvtFields.OfAnySource, .. AuditFields.All, .. JsonFields.All]);

    /// <summary>Every field of system calls, in the order of the listing.</summary>
    public static IReadOnlyList<FieldDefinition> All => Syscalls.All;

    /// <summary>The fields of a source.</summary>
    public static FieldTable Of(string source) => source == AuditSource ? Audit : Syscalls;

    /// <inheritdoc cref="FieldTable.TryFind"/>
    public static bool TryFind(string text, [NotNullWhen(true)] out FieldDefinition? field, out string? argument)
        => Syscalls.TryFind(text, out field, out argument);

    /// <inheritdoc cref="FieldTable.Bind"/>
    public static BoundField Bind(string text) => Syscalls.Bind(text);
}
