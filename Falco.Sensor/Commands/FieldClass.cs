using Falco.Engine.Fields;

namespace Falco.Sensor.Commands;

/// <summary>A group of fields in the listing, by Falco's names.</summary>
/// <param name="Name">The group.</param>
/// <param name="ShortDescription">What tells groups of the same name apart; empty where there is one only.</param>
/// <param name="Description">What the fields are about.</param>
/// <param name="Fields">The fields.</param>
internal sealed record FieldClass(string Name, string ShortDescription, string Description, IReadOnlyList<FieldDefinition> Fields)
{
    /// <summary>Whether Falco has the fields from a plugin: it lists old ones too, and says what their arguments are.</summary>
    public bool IsOfPlugin { get; init; }

    // The fields of evt.* that events of every source have.
    private static readonly HashSet<string> OfEveryEvent = new(StringComparer.Ordinal)
    {
        "evt.num", "evt.time", "evt.time.s", "evt.time.iso8601", "evt.datetime", "evt.datetime.s", "evt.rawtime", "evt.rawtime.s",
        "evt.rawtime.ns", "evt.reltime", "evt.reltime.s", "evt.reltime.ns", "evt.pluginname", "evt.plugininfo", "evt.source", "evt.is_async",
        "evt.asynctype", "evt.hostname",
    };

    /// <summary>All groups with their fields, in Falco's order.</summary>
    public static IReadOnlyList<FieldClass> All { get; } =
    [
        Of("evt", "All event types", "Fields that events of every source have", OfEveryEvent.Contains),
        Of("evt", "Syscall events only", "Fields of system calls and of what else the kernel reports. evt.arg gives a parameter by its name, "
            + "e.g. evt.arg.filename.",
            name => (name.StartsWith("evt.", StringComparison.Ordinal) || name == "syscall.type") && !OfEveryEvent.Contains(name)),
        Of("process", "", "The process and the thread behind the event", IsProcess),
        Of("user", "", "The user that the process runs as", name => name.StartsWith("user.", StringComparison.Ordinal)),
        Of("group", "", "The group that the process runs as", name => name.StartsWith("group.", StringComparison.Ordinal)),
        Of("fd", "", "The file descriptor that a system call works on, and what it stands for", name => name.StartsWith("fd.", StringComparison.Ordinal)),
        Of("fs.path", "", "The paths that a system call names, whether it opens a file or, like unlink and rename, works on the path itself",
            name => name.StartsWith("fs.path.", StringComparison.Ordinal)),
        Of("fdlist", "", "The descriptors that poll waits for", name => name.StartsWith("fdlist.", StringComparison.Ordinal)),
        Of("container (plugin)", "", "", IsContainer) with { IsOfPlugin = true },
    ];

    private static bool IsContainer(string name)
        => name.StartsWith("container.", StringComparison.Ordinal) || name.StartsWith("k8s.", StringComparison.Ordinal)
            || name.StartsWith("proc.is_container_", StringComparison.Ordinal);

    private static bool IsProcess(string name)
        => (name.StartsWith("proc.", StringComparison.Ordinal) || name.StartsWith("thread.", StringComparison.Ordinal)) && !IsContainer(name);

    private static FieldClass Of(string name, string shortDescription, string description, Func<string, bool> isIn)
        => new(name, shortDescription, description, [.. FieldCatalog.All.Where(field => isIn(field.Name))]);
}
