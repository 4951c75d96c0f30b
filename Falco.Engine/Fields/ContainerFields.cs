namespace Falco.Engine.Fields;

internal static class ContainerFields
{
    public static readonly FieldDefinition[] All = [];
}
