using Falco.Engine.Events;

namespace Falco.Engine.Fields;

/// <summary>json.* and, by their older names, jevt.*: events whose data is JSON. Known to rules; no events of that kind come in yet.</summary>
internal static class JsonFields
{
    public static readonly FieldDefinition[] All = [.. Named("json"), .. Named("jevt")];

    private static FieldDefinition[] Named(string prefix) =>
    [
        UnfilledFields.WithKey($"{prefix}.value", $"the value that a JSON pointer names: {prefix}.value[/user/name]."),
        UnfilledFields.Text($"{prefix}.obj", "the whole JSON, a member a line."),
        UnfilledFields.Text($"{prefix}.rawtime", "the event's time in nanoseconds since 1970."),
    ];
}
