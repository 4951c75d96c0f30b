namespace Falco.Engine.Fields;

internal static class GroupFields
{
    public static readonly FieldDefinition[] All = [];
}
