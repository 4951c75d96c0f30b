using static Falco.Sensor.Configuration.SchemaNode;

namespace Falco.Sensor.Configuration;

/// <summary>The schema of rules files, for <c>--rule-schema</c>; loading checks them by the engine's own.</summary>
internal static class RuleFileSchema
{
    private static readonly NamedSchema Alternative = new("Alternative", new MapSchema
    {
        Members = new Dictionary<string, SchemaNode> { ["name"] = Text, ["version"] = Text },
        Required = ["name", "version"],
        Title = "Alternative",
    });

    private static readonly NamedSchema RequiredPluginVersion = new("RequiredPluginVersion", new MapSchema
    {
        Members = new Dictionary<string, SchemaNode> { ["name"] = Text, ["version"] = Text, ["alternatives"] = new ListSchema(Alternative) },
        Required = ["name", "version"],
        Title = "RequiredPluginVersion",
    });

    private static readonly NamedSchema Exception = new("Exception", new MapSchema
    {
        Members = new Dictionary<string, SchemaNode> { ["name"] = Text, ["fields"] = Any, ["comps"] = Any, ["values"] = Any },
        Required = ["name"],
        Title = "Exception",
    });

    private static readonly NamedSchema Item = new("Item", new ChoiceSchema("anyOf", Integer, Text) { Title = "Item" });

    private static readonly NamedSchema Priority = new("Priority", new ScalarSchema("string")
    {
        Values = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "INFORMATIONAL", "DEBUG"],
        Title = "Priority",
    });

    private static readonly NamedSchema OverriddenItem = new("OverriddenItem", new ScalarSchema("string")
    {
        Values = ["append", "replace"],
        Title = "OverriddenItem",
    });

    private static readonly NamedSchema Override = new("Override", new MapSchema
    {
        Members = new Dictionary<string, SchemaNode>
        {
            ["items"] = OverriddenItem,
            ["desc"] = OverriddenItem,
            ["condition"] = OverriddenItem,
            ["output"] = OverriddenItem,
            ["priority"] = OverriddenItem,
            ["enabled"] = OverriddenItem,
            ["exceptions"] = OverriddenItem,
            ["capture"] = OverriddenItem,
            ["capture_duration"] = OverriddenItem,
            ["tags"] = OverriddenItem,
            ["warn_evttypes"] = OverriddenItem,
            ["skip-if-unknown-filter"] = OverriddenItem,
        },
        MinMembers = 1,
        Title = "Override",
    });

    private static readonly NamedSchema FalcoRule = new("FalcoRule", new MapSchema
    {
        Members = new Dictionary<string, SchemaNode>
        {
            ["required_engine_version"] = Text,
            ["required_plugin_versions"] = new ListSchema(RequiredPluginVersion),
            ["macro"] = Text,
            ["condition"] = Text,
            ["list"] = Text,
            ["items"] = new ListSchema(Item),
            ["rule"] = Text,
            ["desc"] = Text,
            ["enabled"] = Flag,
            ["capture"] = Flag,
            ["capture_duration"] = Integer,
            ["output"] = Text,
            ["append"] = Flag,
            ["priority"] = Priority,
            ["source"] = Text,
            ["exceptions"] = new ListSchema(Exception),
            ["override"] = Override,
            ["tags"] = Texts,
            ["warn_evttypes"] = Flag,
            ["skip-if-unknown-filter"] = Flag,
        },
        Required = [],
        Title = "FalcoRule",
    });

    /// <summary>A rules file: a list of items.</summary>
    public static SchemaNode Root { get; } = new ListSchema(FalcoRule);

    /// <summary>What the schema refers to by name.</summary>
    public static IReadOnlyList<NamedSchema> Definitions { get; } =
        [Alternative, RequiredPluginVersion, Exception, Item, Priority, OverriddenItem, Override, FalcoRule];
}
